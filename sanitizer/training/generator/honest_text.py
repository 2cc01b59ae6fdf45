"""Honest things that look like spam: lists of links and brands, credits, delicate subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from sanitizer.training.generator.comments import comment_list, honest_comment
from sanitizer.training.generator.entries import board_topics, recent_comments
from sanitizer.training.generator.lexicon import Lexicon, lexicons
from sanitizer.training.generator.names import host as new_host
from sanitizer.training.generator.names import page_path, word
from sanitizer.training.generator.payload import contact, plain_sentence
from sanitizer.training.generator.spelling import anchor, attribute, escape, new_line
from sanitizer.training.generator.technical import listing_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from sanitizer.training.generator.place import Host

__all__ = [
    "affiliate_disclosure",
    "article_on",
    "blogroll",
    "brand_list",
    "comment_thread",
    "contacts",
    "credit",
    "foreign_paragraph",
    "glossary",
    "headlines",
    "innocent_links",
    "innocent_list",
    "language_switcher",
    "linked",
    "listing",
    "placeholder",
    "reader_entries",
    "tag_cloud",
]

#: Names of lists; the last has a little of each of the other trades.
TOPICS = ("gambling", "drugs", "sex", "delicate")


def article_on(rng: Random, _host: Host, lexicon: Lexicon, fillers: Sequence[str]) -> str:
    """Return paragraphs about gambling, drugs, sex or money, mixed with plain sentences."""
    topic = rng.choice(TOPICS)
    paragraphs = []
    for _ in range(rng.randint(1, 4)):
        about = rng.sample(lexicon.honest[topic], k=rng.randint(1, len(lexicon.honest[topic])))
        about += [plain_sentence(rng, lexicon, fillers) for _ in range(rng.randint(0, 3))]
        rng.shuffle(about)
        if rng.random() < 0.4:  # operators and makers are named, and linked
            about[0] = linked(rng, about[0], lexicon)
            about[1:] = map(escape, about[1:])
        else:
            about = list(map(escape, about))
        text = lexicon.stop.join(about) + lexicon.stop.rstrip()
        if rng.random() < 0.2:
            source = escape(rng.choice((new_host(rng), word(rng).title())))
            text += f" ({anchor(rng, f'https://{new_host(rng)}{page_path(rng)}', source)})"
        paragraphs.append(f"<p>{text}</p>")
    heading = f"<h2>{escape(rng.choice(lexicon.honest[topic]))}</h2>" if rng.random() < 0.3 else ""
    return heading + new_line(rng).join(paragraphs)


def linked(rng: Random, sentence: str, lexicon: Lexicon) -> str:
    """Return a sentence with a link on some of its words, to what it speaks of."""
    words = sentence.split(" ") if lexicon.space else list(sentence)
    longest = 4 if lexicon.space else 10
    first = rng.randrange(len(words))
    last = min(len(words), first + rng.randint(1, longest))
    joint = lexicon.space
    before, named, behind = (
        escape(joint.join(piece)) for piece in (words[:first], words[first:last], words[last:])
    )
    path = rng.choice(("", "/", page_path(rng)))
    link = anchor(rng, f"https://{new_host(rng)}{path}", named)
    return joint.join(piece for piece in (before, link, behind) if piece)


def blogroll(rng: Random, _host: Host, lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return a list of other people's sites under their names."""
    items = []
    for _ in range(rng.choice((rng.randint(3, 12), rng.randint(8, 45)))):
        address = new_host(rng)
        tag = rng.choice(lexicon.honest["tags"])
        name = rng.choice(
            (
                address.removeprefix("www."),
                word(rng, 2, 3).title(),
                f"{word(rng).title()} {tag}",
                tag.title(),
            )
        )
        title = [("title", plain_sentence(rng, lexicon))] if rng.random() < 0.2 else []
        items.append(anchor(rng, f"http://{address}/", escape(name), extras=title))
    title_text = escape(rng.choice(lexicon.honest["blogroll"]))
    if rng.random() < 0.8:
        inner = "<ul>" + new_line(rng).join(f"<li>{item}</li>" for item in items) + "</ul>"
    else:
        inner = rng.choice(("<br>", " | ", "\n")).join(items)
    widget = rng.choice(("widget", "blogroll", "links"))
    return f'<div class="{widget}"><h3>{title_text}</h3>{inner}</div>'


def brand_list(rng: Random, _host: Host, _lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return the brands of a shop, each a link into the shop."""
    names = sorted({word(rng, 1, 3).title() for _ in range(rng.randint(12, 120))})
    folder = rng.choice(("brand", "brands", "marke", "marca", "c", "manufacturer"))
    made = [
        anchor(rng, f"/{folder}/{name.lower()}{rng.choice(('', '/', '.html'))}", name)
        for name in names
    ]
    if rng.random() < 0.6:
        return "<ul>" + new_line(rng).join(f"<li>{link}</li>" for link in made) + "</ul>"
    return f"<p>{rng.choice((', ', ' | ', ' ', ' · ')).join(made)}</p>"


def tag_cloud(rng: Random, _host: Host, lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return tags in letters of several sizes."""
    tags = [*lexicon.honest["tags"], *(word(rng, 2, 3) for _ in range(rng.randint(0, 25)))]
    rng.shuffle(tags)
    made = []
    for number, tag in enumerate(tags):
        size = attribute(rng, "style", f"font-size:{rng.randint(8, 22)}pt")
        made.append(f'<a href="/tag/{number}/" rel="tag"{size}>{escape(tag)}</a>')
    return f'<div class="tagcloud">{rng.choice((" ", ", ", chr(10))).join(made)}</div>'


def glossary(rng: Random, _host: Host, lexicon: Lexicon, fillers: Sequence[str]) -> str:
    """Return a list of words with what they mean; some words are those of spam."""
    words = rng.sample(lexicon.honest["tags"], k=rng.randint(3, 8))
    if rng.random() < 0.4:
        words += [rng.choice(terms) for terms in rng.sample(list(lexicon.trades.values()), k=2)]
    rows = (
        f"<dt>{escape(entry)}</dt><dd>{escape(plain_sentence(rng, lexicon, fillers))}</dd>"
        for entry in words
    )
    return f"<dl>{new_line(rng).join(rows)}</dl>"


def affiliate_disclosure(
    rng: Random, _host: Host, lexicon: Lexicon, _fillers: Sequence[str]
) -> str:
    """Return the sentence that says which links earn money, with a few of these links."""
    text = escape(rng.choice(lexicon.honest["disclosure"]))
    shop = f"https://{new_host(rng)}/dp/"
    items = "".join(
        f"<li>{_paid_link(rng, f'{shop}{rng.randint(1000, 99999)}')}</li>"
        for _ in range(rng.randint(0, 6))
    )
    return f"<p><em>{text}.</em></p>" + (f"<ul>{items}</ul>" if items else "")


def _paid_link(rng: Random, address: str) -> str:
    goods = word(rng, 2, 3).title()
    return anchor(rng, f"{address}?tag={word(rng)}", goods, extras=[("rel", "sponsored")])


def credit(rng: Random, _host: Host, lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return who made the theme or the site, shown or in a hidden vendor box."""
    maker = anchor(rng, f"http://{new_host(rng)}/", word(rng, 2, 3).title())
    text = f"{escape(rng.choice(lexicon.honest['credit']))} {maker}"
    if rng.random() < 0.3:
        return f'<div style="display:none">{text}</div>'
    year = f"© {rng.randint(2005, 2026)} {word(rng).title()} | " if rng.random() < 0.5 else ""
    return f'<div class="{rng.choice(("credit", "site-info", "copyright"))}">{year}{text}</div>'


def foreign_paragraph(rng: Random, _host: Host, lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return a paragraph in another language, as pages in two languages have."""
    others = [code for code in lexicons() if code != lexicon.code]
    code = rng.choice(("en", rng.choice(others)))
    other = lexicons()[code]
    tagged = attribute(rng, "lang", code) if rng.random() < 0.5 else ""
    paragraphs = []
    for _ in range(rng.choice((1, 1, 2, 4))):
        told = [plain_sentence(rng, other) for _ in range(rng.randint(2, 7))]
        share = rng.choice((0.0, 0.0, 0.3))
        text = other.stop.join(
            linked(rng, one, other) if rng.random() < share else escape(one) for one in told
        )
        paragraphs.append(f"<p{tagged}>{text}{other.stop.rstrip()}</p>")
    return new_line(rng).join(paragraphs)


def innocent_list(rng: Random, _host: Host, lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return links whose words are those of spam in another sense, in a list or one by one."""
    links = innocent_links(rng, lexicon)
    heading = f"<h3>{escape(rng.choice(lexicon.honest['menu']))}</h3>"
    if rng.random() < 0.6:
        inner = "<ul>" + new_line(rng).join(f"<li>{link}</li>" for link in links) + "</ul>"
    else:
        inner = f"<p>{rng.choice((' | ', ', ', ' ', '<br>')).join(links)}</p>"
    return f"<div>{heading if rng.random() < 0.4 else ''}{inner}</div>"


def innocent_links(rng: Random, lexicon: Lexicon) -> list[str]:
    """Return links whose words are those of spam in another sense, to the site or away from it."""
    said = rng.sample(lexicon.honest["innocent"], k=rng.choice((1, 2, 3, 4, 8)))
    said += rng.choices(lexicon.honest[rng.choice(("menu", "tags"))], k=rng.choice((0, 0, 2, 5)))
    rng.shuffle(said)
    site = rng.choice(("", f"https://{new_host(rng)}", None))
    return [
        anchor(
            rng,
            f"{f'http://{new_host(rng)}' if site is None else site}{page_path(rng)}",
            escape(text),
        )
        for text in said
    ]


def headlines(rng: Random, _host: Host, lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return the headlines of another site, with addresses that hold coded words of theirs."""
    site = new_host(rng)
    form = rng.choice(("/{}", "/news/{}.html", "/?p={}", "/wiki/{}", "/tag/{}/"))
    items = []
    for _ in range(rng.randint(2, 14)):
        told = rng.choice((*lexicon.honest["news"], *lexicon.honest["tags"]))
        piece = told if rng.random() < 0.5 else told[: rng.randint(4, 30)].strip()
        address = f"https://{site}{form.format(quote(piece.replace(' ', '_')))}"
        date = f" 20{rng.randint(10, 26)}-{rng.randint(10, 12)}-{rng.randint(10, 28)}"
        items.append(anchor(rng, address, escape(told + (date if rng.random() < 0.3 else ""))))
    if rng.random() < 0.7:
        return "<ul>" + new_line(rng).join(f"<li>{item}</li>" for item in items) + "</ul>"
    return rng.choice(("<br>", " | ", "\n")).join(items)


def language_switcher(rng: Random, _host: Host, _lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return the page's address in other languages, each under a word of that language."""
    others = rng.sample(list(lexicons().values()), k=rng.randint(2, 12))
    site = rng.choice(("", "", f"https://{new_host(rng)}"))
    made = [
        anchor(rng, f"{site}/{other.code.lower()}/", escape(other.honest["menu"][0]))
        for other in others
    ]
    inner = rng.choice((" ", " | ", "\n")).join(made)
    hidden = ' style="display:none"' if rng.random() < 0.4 else ""
    return f'<div class="{rng.choice(("lang", "languages", "switcher"))}"{hidden}>{inner}</div>'


#: What stands where an editor has not written yet: Cicero's words as typesetters maim them.
_FILLING: Final = (
    "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut "
    "labore et dolore magna aliqua enim ad minim veniam quis nostrud exercitation ullamco laboris "
    "nisi aliquip ex ea commodo consequat duis aute irure in reprehenderit voluptate velit esse "
    "cillum fugiat nulla pariatur excepteur sint occaecat cupidatat non proident sunt culpa qui "
    "officia deserunt mollit anim id est laborum consetetur sadipscing elitr diam nonumy eirmod "
    "invidunt erat voluptua vero eos accusam justo duo dolores rebum stet clita kasd gubergren"
).split()


def placeholder(rng: Random, _host: Host, _lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return the filling of an unfinished page, shown or waiting in a tab, often repeated."""
    start = rng.choice((0, 0, rng.randrange(40)))
    words = (_FILLING * 3)[start : start + rng.randint(5, 120)]
    text = " ".join(words).capitalize() + "."
    text = " ".join([text] * rng.choice((1, 1, 2, 4)))
    hidden = ' style="display:none"' if rng.random() < 0.3 else ""
    return f"<div{hidden}><p>{text}</p></div>"


def listing(rng: Random, _host: Host, _lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return lines of code or of one command, whose words come again from line to line."""
    rows = [escape(row) for row in listing_rows(rng, rng.randint(2, 30))]
    opening, joint, closing = rng.choice(_LISTINGS)
    return f"{opening}{joint.join(rows)}{closing}"


_LISTINGS: Final = (
    ("<pre>", "\n", "</pre>"),
    ("<pre>\n", "\n", "\n</pre>"),
    ('<div class="highlight"><pre><code>', "\n", "</code></pre></div>"),
    ('<pre class="screen">', "\n", "\n</pre>"),
    ("<p><code>", "<br>", "</code></p>"),
    ("<p>", "<br />\n", "</p>"),
    ("<p><tt>", " ", "</tt></p>"),
)


def reader_entries(rng: Random, _host: Host, lexicon: Lexicon, fillers: Sequence[str]) -> str:
    """Return a list of recent comments or the topics of a board."""
    opening, rows, closing = rng.choice((recent_comments, board_topics))(
        rng, lexicon, None, fillers
    )
    return "\n".join((opening, *(row for row, _ in rows), closing))


def comment_thread(rng: Random, _host: Host, lexicon: Lexicon, fillers: Sequence[str]) -> str:
    """Return one to eight readers' comments."""
    return comment_list(
        rng, [honest_comment(rng, lexicon, fillers) for _ in range(rng.randint(1, 8))]
    )


def contacts(rng: Random, _host: Host, lexicon: Lexicon, fillers: Sequence[str]) -> str:
    """Return how to reach the site's people: telephones, mail, chat, now and then a sentence."""
    rows = []
    for _ in range(rng.randint(1, 4)):
        label = rng.choice((*lexicon.honest["menu"], word(rng).title()))
        sentence = plain_sentence(rng, lexicon, fillers)
        before = rng.choice((f"{label}: ", "", f"{sentence}{lexicon.stop}"))
        rows.append(escape(before + contact(rng)))
    tag = rng.choice(("p", "li", "address", "div"))
    inner = new_line(rng).join(f"<{tag}>{row}</{tag}>" for row in rows)
    return f"<ul>{inner}</ul>" if tag == "li" else inner
