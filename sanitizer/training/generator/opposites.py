"""The honest opposites as a table, and how many of them a page gets.

They stand in clean pages and in injected ones, always unlabelled: they teach that hidden, foreign,
linked or delicate is not yet spam.
"""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from sanitizer.training.generator import honest_active, honest_boxes, honest_links, honest_text
from sanitizer.training.generator.composition import Edit
from sanitizer.training.generator.instructions import machine_note
from sanitizer.training.generator.lexicon import Lexicon, lexicons
from sanitizer.training.generator.place import Host, pick_place
from sanitizer.training.generator.spelling import attribute, entities

__all__ = ["OPPOSITES", "Opposite", "bare_article", "coded_title", "opposite_edits"]

Maker = Callable[[Random, Host, Lexicon, Sequence[str]], str]


@dataclasses.dataclass(frozen=True, slots=True)
class Opposite:
    """An honest thing: its name, how often, where it may stand, its maker, and what it teaches."""

    name: str
    weight: int
    places: tuple[str, ...]
    make: Maker
    reason: str


_EDGES: Final = ("body start", "body end", "middle")
_TEXT: Final = ("article", "article", "middle")
_TAIL: Final = ("body end", "after body", "after html", "body start", "head")

OPPOSITES: Final = (
    Opposite("hidden menu", 14, _EDGES, honest_boxes.hidden_menu, "many hidden links, all its own"),
    Opposite("dialog", 6, _EDGES, honest_boxes.dialog, "hidden text with a form"),
    Opposite("tabs", 5, _TEXT, honest_boxes.tabs, "hidden prose in the page's language"),
    Opposite("skip link", 4, ("body start",), honest_boxes.skip_link, "off the screen, first"),
    Opposite("label", 5, _EDGES, honest_boxes.screen_reader_label, "clipped words"),
    Opposite("cookie banner", 4, _EDGES, honest_boxes.cookie_banner, "at the edge, off topic"),
    Opposite("honeypot", 4, _EDGES, honest_boxes.honeypot, "one hidden link or field"),
    Opposite("hidden value", 4, (*_EDGES, *_TEXT), honest_boxes.hidden_value, "words of nobody"),
    Opposite("empty elements", 5, _EDGES, honest_boxes.empty_elements, "short ids, no content"),
    Opposite("blogroll", 8, _EDGES, honest_text.blogroll, "many links to many hosts"),
    Opposite("brand list", 6, _EDGES, honest_text.brand_list, "phrases without sentences"),
    Opposite("tag cloud", 4, _EDGES, honest_text.tag_cloud, "keywords with links"),
    Opposite("glossary", 4, _TEXT, honest_text.glossary, "spam words explained"),
    Opposite("disclosure", 3, _TEXT, honest_text.affiliate_disclosure, "paid links, admitted"),
    Opposite("credit", 6, ("body end", "after body"), honest_text.credit, "one foreign link, last"),
    Opposite("article", 12, _TEXT, honest_text.article_on, "trades of spam as a subject"),
    Opposite("headlines", 6, (*_EDGES, "article"), honest_text.headlines, "coded words in links"),
    Opposite("languages", 4, _EDGES, honest_text.language_switcher, "links in many languages"),
    Opposite("innocent words", 11, (*_EDGES, *_TEXT), honest_text.innocent_list, "spam's words"),
    Opposite("placeholder", 3, _TEXT, honest_text.placeholder, "repeated, in no language"),
    Opposite(
        "contacts", 6, (*_TEXT, *_EDGES), honest_text.contacts, "whom to call, without a sale"
    ),
    Opposite("note to machines", 3, (*_EDGES, "head"), machine_note, "speaks, but gives no orders"),
    Opposite("custom elements", 4, (*_TEXT, *_EDGES), honest_boxes.custom_elements, "no decoys"),
    Opposite("platforms", 4, (*_TEXT, *_EDGES), honest_links.platform_links, "named by spam, too"),
    Opposite("social links", 7, _EDGES, honest_links.social_links, "hidden, and all foreign"),
    Opposite("fallback", 4, _TEXT, honest_links.embedded_fallback, "a link that no browser draws"),
    Opposite(
        "written links", 6, (*_TEXT, *_EDGES), honest_links.written_out_links, "links without words"
    ),
    Opposite("mail protection", 5, (*_EDGES, "head"), honest_active.mail_protection, "coded link"),
    Opposite("two languages", 10, _TEXT, honest_text.foreign_paragraph, "foreign prose is no spam"),
    Opposite("listing", 6, (*_TEXT, *_EDGES), honest_text.listing, "code repeats its words"),
    Opposite(
        "comments", 8, ("body end", "article"), honest_text.comment_thread, "readers link too"
    ),
    Opposite(
        "reader entries", 7, (*_EDGES, "article"), honest_text.reader_entries, "readers have names"
    ),
    Opposite("tag manager", 4, _TAIL, honest_active.tag_manager, "a hidden frame of a vendor"),
    Opposite("counter", 4, _TAIL, honest_active.counter, "a hidden foreign link of a vendor"),
    Opposite("written tracker", 4, _TAIL, honest_active.written_tracker, "coded, and honest"),
    Opposite("loader", 5, _TAIL, honest_active.async_loader, "scripts of other hosts"),
    Opposite("advertising frame", 3, _TAIL, honest_active.advertising_frame, "0 by 0, and honest"),
    Opposite("packed script", 7, _TAIL, honest_active.packed_script, "libraries are packed, too"),
    Opposite("site script", 4, _TAIL, honest_active.site_script, "hides, writes, looks at agents"),
)

#: As markup: what is written with references stays so.
_PARAGRAPHS: Final = re.compile(r"<p\b[^>]*>([^<]{40,})", re.IGNORECASE)

_WEIGHTS: Final = [row.weight for row in OPPOSITES]


def opposite_edits(
    rng: Random, host: Host, n_opposites: int, fillers: Sequence[str] = ()
) -> list[Edit]:
    """Return edits that add ``n_opposites`` honest things in the page's own language."""
    lexicon = lexicons()[host.language]
    edits = []
    for row in rng.choices(OPPOSITES, _WEIGHTS, k=n_opposites):
        offset = pick_place(rng, host, rng.choice(row.places))
        text = row.make(rng, host, lexicon, fillers)
        edits.append(Edit(offset, offset, f"\n{text}\n", None))
    return edits


def coded_title(rng: Random, host: Host) -> Edit | None:
    """Return the host's own title written in entities, as some systems do with every title."""
    for start, end in host.head_parts:
        old = host.source[start:end]
        if old[:6].lower() == "<title":
            text = html.unescape(old[old.index(">") + 1 : old.rindex("<")])
            return Edit(start, end, f"<title>{entities(rng, text)}</title>", None)
    return None


def bare_article(rng: Random, host: Host) -> str:
    """Return the host's title and paragraphs as a page of one text, without links or markup."""
    titles = (host.source[start:end] for start, end in host.head_parts)
    title = next((text for text in titles if text[:6].lower() == "<title"), "")
    heading = re.sub(r"</?title[^>]*>", "", title, flags=re.IGNORECASE)
    joint = rng.choice((" ", "\n", "<br>", "<br>\n"))
    text = joint.join(" ".join(found.split()) for found in _PARAGRAPHS.findall(host.source))
    opening, closing = rng.choice((("<p>", "</p>"), ("<div>", "</div>"), ("", ""), ("<pre>", "")))
    body = f"<h1>{heading}</h1>{opening}{text}{closing}"
    described = attribute(rng, "content", html.unescape(heading))
    head = title + (f'<meta name="description"{described}>' if rng.random() < 0.4 else "")
    language = attribute(rng, "lang", host.language) if rng.random() < 0.6 else ""
    return f"<html{language}><head>{head}</head><body>{body}</body></html>"
