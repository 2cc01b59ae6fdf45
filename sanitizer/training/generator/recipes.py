"""What is done to a page: the table of injections, from a link in a sentence to a hijacked head."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from sanitizer.training.generator.active import frame_piece, loader_piece, script_piece
from sanitizer.training.generator.blocks import block_edits, boxed_edits, pick_name, span_kind
from sanitizer.training.generator.comments import comment_list, honest_comment, spam_comment
from sanitizer.training.generator.composition import Edit
from sanitizer.training.generator.concealment import conceal
from sanitizer.training.generator.decoys import decoy_run
from sanitizer.training.generator.entries import Entries, board_topics, recent_comments
from sanitizer.training.generator.head import head_edits
from sanitizer.training.generator.instructions import INSTRUCTION_LANGUAGES, instruction
from sanitizer.training.generator.lexicon import lexicons
from sanitizer.training.generator.markup import keyword_text, links
from sanitizer.training.generator.names import host as new_host
from sanitizer.training.generator.names import link_targets, word
from sanitizer.training.generator.place import Host, pick_place
from sanitizer.training.generator.spelling import anchor, entities, escape, new_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from sanitizer.training.generator.payload import Payload

__all__ = ["RECIPES", "Outcome", "Recipe"]


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """What a recipe did: its edits, and how the junk is hidden.

    ``sells`` is false when the campaign's words are not in it (decoys, frames).
    """

    edits: list[Edit]
    concealment: str
    sells: bool = True


@dataclasses.dataclass(frozen=True, slots=True)
class Recipe:
    """A row of the table; ``make`` gets the concealment drawn for the page."""

    name: str
    weight: int
    make: Callable[[Random, Host, Payload, str], Outcome]
    reason: str


def _insert(offset: int, text: str, kind: str | None) -> Edit:
    return Edit(offset, offset, text, kind)


def _block(rng: Random, host: Host, payload: Payload, way: str) -> Outcome:
    return Outcome(block_edits(rng, host, payload, way), way)


def _bare_text(rng: Random, host: Host, payload: Payload, _way: str) -> Outcome:
    text = keyword_text(rng, payload, rng.randint(4, 60))
    written = entities(rng, text) if rng.random() < 0.25 else escape(text)
    place = rng.choice(
        ("before doctype", "body start", "body end", "after body", "after html", "middle")
    )
    gap = new_line(rng)
    offset = pick_place(rng, host, place)
    return Outcome([_insert(offset, f"{gap}{written}{gap}", "keyword_footer")], "none")


def _link_in_sentence(rng: Random, host: Host, payload: Payload, way: str) -> Outcome:
    """Put one link between two words of an honest sentence."""
    link = _silent_link(rng, payload) if rng.random() < 0.12 else links(rng, payload, 1)[0]
    # In a shorter one the link is most of what stands there, and the sentence would count as junk.
    long = [(start, end) for start, end in host.sentences if end - start > _LONGER * len(link)]
    if not long:
        return _block(rng, host, payload, way)
    start, end = rng.choice(long)
    text = host.source[start:end]
    gaps = [i for i, char in enumerate(text) if char in " 。，、" and i] or [len(text)]
    offset = start + rng.choice(gaps)
    if way in {"none", "comment", "template", "textarea"} or rng.random() < 0.4:
        return Outcome([_insert(offset, f" {link}", "links")], "none")
    box = conceal(rng, way, "span")
    edits = [
        _insert(offset, f" {box.style}{box.opening}{link}{box.closing}{box.script}", "hidden_links")
    ]
    return Outcome(edits, way)


#: So many times as long as a link a sentence has to be.
_LONGER: Final = 2.5


def _silent_link(rng: Random, payload: Payload) -> str:
    """Link a mark, so that crawlers find what nobody clicks on."""
    address = link_targets(rng, [rng.choice(payload.phrases)])[0]
    plain = [("style", "color:inherit;text-decoration:none")] if rng.random() < 0.6 else []
    return anchor(rng, address, rng.choice((".", ",", "-", "·", "—")), extras=plain)


def _menu_item(rng: Random, host: Host, payload: Payload, _way: str) -> Outcome:
    """Dress one to three links as items of an honest list."""
    offsets = host.places["items"]
    if not offsets:
        return _link_in_sentence(rng, host, payload, "none")
    offset = rng.choice(offsets)
    hidden = rng.random() < 0.2
    opening = '<li style="display:none">' if hidden else "<li>"
    items = "".join(
        f"{opening}{link}</li>" for link in links(rng, payload, rng.choice((1, 1, 1, 2, 3)))
    )
    kind = "hidden_links" if hidden else "links"
    return Outcome([_insert(offset, items, kind)], "display" if hidden else "none")


def _comment_spam(rng: Random, host: Host, payload: Payload, _way: str) -> Outcome:
    items = [spam_comment(rng, payload) for _ in range(rng.choice((1, 1, 2, 3, 6)))]
    offsets = host.places["comments"]
    if offsets:
        edits = [_insert(rng.choice(offsets), item, "comment_spam") for item in items]
        return Outcome(edits, "none")
    offset = pick_place(rng, host, rng.choice(("body end", "article", "middle")))
    if rng.random() < 0.4:
        return Outcome([_insert(offset, comment_list(rng, items), "comment_spam")], "none")
    lexicon = lexicons()[host.language]
    edits = [_insert(offset, '\n<ol class="commentlist">\n', None)]
    for item in items:
        if rng.random() < 0.7:
            edits.append(_insert(offset, honest_comment(rng, lexicon) + "\n", None))
        edits.append(_insert(offset, item, "comment_spam"))
    return Outcome([*edits, _insert(offset, "\n</ol>\n", None)], "none")


def _recent_comments(rng: Random, host: Host, payload: Payload, _way: str) -> Outcome:
    return _entries(rng, host, recent_comments(rng, lexicons()[host.language], payload))


def _board_topics(rng: Random, host: Host, payload: Payload, _way: str) -> Outcome:
    return _entries(rng, host, board_topics(rng, lexicons()[host.language], payload))


def _entries(rng: Random, host: Host, made: Entries) -> Outcome:
    opening, rows, closing = made
    offset = pick_place(rng, host, rng.choice(("body end", "middle", "article")))
    edits = [_insert(offset, f"\n{opening}\n", None)]
    edits += [_insert(offset, row, "comment_spam" if junk else None) for row, junk in rows]
    return Outcome([*edits, _insert(offset, f"\n{closing}\n", None)], "none")


def _sponsored_credit(rng: Random, host: Host, payload: Payload, _way: str) -> Outcome:
    """Sell the footer of a theme: honest credits, then the maker and thanks to whoever paid."""
    made = links(rng, payload, rng.randint(2, 5))
    maker = anchor(rng, f"http://{new_host(rng)}/", word(rng, 2, 3).title())
    sold = rng.choice((f"{_credit(rng, payload)} {maker} | ", f"{_credit(rng, payload)} ", ""))
    parts = rng.choice((", ", " | ", " &amp; ", " and ")).join(made)
    row: list[tuple[str, str | None]] = [(f"{sold}{parts}", "keyword_footer")]
    address, system = rng.choice(_SYSTEMS) if rng.random() < 0.6 else _themes(rng)
    honest = f"{_credit(rng, payload)} {anchor(rng, address, system)}"
    joint = rng.choice((" | ", " · ", " - ", ". ", ", "))
    manner = rng.random()
    if manner < 0.5:
        row = [(honest + joint, None), *row]
    elif manner < 0.65:
        row = [*row, (joint + honest, None)]
    opening, closing = rng.choice((("", ""), ("<p>", "</p>"), ('<div id="credits">', "</div>")))
    if len(row) == 1:
        row = [(f"{opening}{row[0][0]}{closing}", "keyword_footer")]
    else:
        row = [(opening, None), *row, (closing, None)]
    offset = pick_place(rng, host, rng.choice(("body end", "body end", "after body")))
    return Outcome([_insert(offset, text, kind) for text, kind in row if text], "none")


def _credit(rng: Random, payload: Payload) -> str:
    return escape(rng.choice(payload.lexicon.honest["credit"]))


def _themes(rng: Random) -> tuple[str, str]:
    """Return the address and name of who offers themes: named in credits, and seldom for money."""
    kind = rng.choice(("WordPress", "Joomla", "Blogger", "Web", "Drupal", "Free"))
    offers = rng.choice(("Themes", "Templates", "Theme", "Design", "Layouts"))
    name = rng.choice(
        (f"{kind} {offers}", f"Free {kind} {offers}", f"{word(rng).title()} {offers}")
    )
    site = rng.choice((f"{word(rng)}{offers.lower()}", f"free-{kind.lower()}-{offers.lower()}",
                       f"{kind.lower()}{offers.lower()}{word(rng, 1, 1)}"))  # fmt: skip
    return (
        f"http://{rng.choice(('www.', ''))}{site}.{rng.choice(('com', 'net', 'org', 'de'))}",
        name,
    )


#: What honest footers name; themes that are sold name it before whoever paid.
_SYSTEMS: Final = (
    ("http://wordpress.org/", "WordPress"), ("https://wordpress.org/", "WordPress"),
    ("https://www.joomla.org", "Joomla!"), ("https://www.drupal.org", "Drupal"),
    ("https://typo3.org/", "TYPO3"), ("http://www.phpbb.com/", "phpBB"),
    ("https://www.blogger.com", "Blogger"), ("https://ghost.org", "Ghost"),
    ("https://www.mediawiki.org/", "MediaWiki"), ("https://gohugo.io", "Hugo"),
)  # fmt: skip


def _search_addresses(rng: Random, host: Host, payload: Payload, way: str) -> Outcome:
    """Carry the payload percent-encoded in the search addresses of honest hosts."""
    rows = []
    for phrase in payload.phrases[: rng.randint(2, 60)]:
        form = rng.choice(("/search?q={}", "/?s={}", "/search/{}", "/tag/{}", "/icons/set/{}"))
        loud = f"{phrase}{rng.choice(('【{}】', '({})', ' {} ')).format(new_host(rng))}{phrase}"
        address = f"https://{new_host(rng)}{form.format(quote(loud))}"
        rows.append(
            anchor(
                rng, address, rng.choice((escape(phrase), word(rng), f"{word(rng)} {word(rng)}"))
            )
        )
    inner = rng.choice((" ", "<br>", "\n", "<br />\n")).join(rows)
    return Outcome(boxed_edits(rng, host, inner, way, span_kind(way, linked=True)), way)


def _head(rng: Random, host: Host, payload: Payload, _way: str) -> Outcome:
    return Outcome(head_edits(rng, host, payload), "head")


def _script(rng: Random, host: Host, payload: Payload, _way: str) -> Outcome:
    edits = []
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        piece = script_piece(rng, payload)
        covers = piece.text.startswith("<div")
        place = pick_name(rng, visible=covers)
        if not covers:
            place = rng.choice(("head start", "head", place))
        edits.append(_insert(pick_place(rng, host, place), piece.text, piece.kind))
    return Outcome(edits, "active")


def _beside_script(rng: Random, host: Host, payload: Payload, way: str) -> Outcome:
    """Put a block and, right before or behind it, a script that comes with it."""
    edits = block_edits(rng, host, payload, way)
    script = loader_piece(rng, payload) if rng.random() < 0.7 else script_piece(rng, payload)
    place = edits[-1].start
    beside = _insert(place, script.text, script.kind)
    return Outcome([beside, *edits] if rng.random() < 0.4 else [*edits, beside], way)


def _broken_out(rng: Random, host: Host, payload: Payload, _way: str) -> Outcome:
    """Append the same pieces to texts from a database, each behind an end tag that fits none."""
    ends = [end for _, end in host.sentences] + list(host.places["items"])
    ends += [end - len("</title>") for start, end in host.head_parts[:1]
             if host.source[start : start + 6].lower() == "<title"]  # fmt: skip
    if not ends:
        ends = [pick_place(rng, host, "middle")]
    way_out = rng.choice(_WAYS_OUT)
    pieces = [_broken_out_piece(rng, payload) for _ in range(rng.choice((1, 1, 2, 3)))]
    edits = []
    for offset in rng.sample(ends, k=min(len(ends), rng.choice((1, 1, 2, 4, 9)))):
        for piece, kind in rng.choices(pieces, k=rng.choice((1, 1, 2, 3))):
            edits.append(_insert(offset, way_out, None))
            edits.append(_insert(offset, piece, kind))
    return Outcome(edits, "active")


def _broken_out_piece(rng: Random, payload: Payload) -> tuple[str, str]:
    if rng.random() < 0.7:
        return loader_piece(rng, payload).text, "script"
    box = conceal(rng, rng.choice(("offscreen", "display")), "span")
    return f"{box.opening}{links(rng, payload, 1)[0]}{box.closing}", "hidden_links"


_WAYS_OUT: Final = ("</title>", '"></title>', "</title>", "'></title>", "</textarea>",
                    "", "</option></select>", "</style>", "</noscript>")  # fmt: skip


def _frame(rng: Random, host: Host, _payload: Payload, _way: str) -> Outcome:
    piece = frame_piece(rng)
    offset = pick_place(rng, host, pick_name(rng, visible=True))
    return Outcome([_insert(offset, piece.text, piece.kind)], "active", sells=False)


def _decoys(rng: Random, host: Host, payload: Payload, _way: str) -> Outcome:
    """Put runs first and last, often with a keyword line beside the last one."""
    run, hidden = decoy_run(rng)
    other = run if rng.random() < 0.5 else decoy_run(rng)[0]
    first = pick_place(rng, host, rng.choice(("body start", "before doctype", "body start")))
    last = pick_place(rng, host, rng.choice(("body end", "after html", "middle")))
    edits = [_insert(first, run + new_line(rng), "decoy_tags")]
    sells = rng.random() < 0.6
    if sells:
        words = escape(keyword_text(rng, payload, rng.randint(4, 30)))
        edits.append(_insert(last, f"\n{words}\n", "keyword_footer"))
    if rng.random() < 0.7:
        edits.append(_insert(last, other, "decoy_tags"))
    return Outcome(edits, hidden, sells)


def _instructions(rng: Random, host: Host, payload: Payload, way: str) -> Outcome:
    """Hide commands to language models, in the campaign's language where we speak it."""
    language = payload.language if payload.language in INSTRUCTION_LANGUAGES else "en"
    text = escape(instruction(rng, language))
    hidden = "font-size" if way == "none" else way
    inner = text if rng.random() < 0.6 else f"<p>{text}</p>"
    kind = span_kind(hidden, linked=False)
    return Outcome(boxed_edits(rng, host, inner, hidden, kind), hidden, sells=False)


RECIPES: Final = (
    Recipe(
        "block", 52, _block, "link lists, prose and keywords, hidden or not: most of what is seen"
    ),
    Recipe("bare text", 5, _bare_text, "keywords outside any element, as cloning kits leave them"),
    Recipe("link in a sentence", 6, _link_in_sentence, "one link sold inside an honest paragraph"),
    Recipe("menu item", 4, _menu_item, "one link dressed as the site's own"),
    Recipe("comment spam", 10, _comment_spam, "forums, blogs, guest books"),
    Recipe("recent comments", 5, _recent_comments, "a name that advertises, in a list of names"),
    Recipe("board topics", 5, _board_topics, "a headline that advertises, on the site itself"),
    Recipe("sponsored credit", 5, _sponsored_credit, "theme footers that were sold"),
    Recipe("search addresses", 3, _search_addresses, "the words stand in the URLs only"),
    Recipe("head", 12, _head, "titles and descriptions for search engines"),
    Recipe("script", 30, _script, "writers, redirects, loaders, packed code"),
    Recipe("beside a script", 4, _beside_script, "who wrote the links counts or loads something"),
    Recipe("broken out", 3, _broken_out, "a database was filled, whatever its texts stand in"),
    Recipe("frame", 4, _frame, "frames of no size"),
    Recipe("decoys", 11, _decoys, "cloning kits make every copy differ"),
    Recipe("instructions", 6, _instructions, "new, and growing"),
)
