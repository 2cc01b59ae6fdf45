"""Pages that hold nothing honest: stuffed articles, link wheels, fake shops, glued snippets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sanitizer.training.generator.head import spam_meta, spam_title
from sanitizer.training.generator.lexicon import lexicons
from sanitizer.training.generator.markup import MARKUPS, keyword_text, links
from sanitizer.training.generator.names import identifier, page_path, word
from sanitizer.training.generator.payload import SLOT, Payload, plain_sentence
from sanitizer.training.generator.reading import search_query
from sanitizer.training.generator.spelling import anchor, attribute, escape, new_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from sanitizer.training.generator.place import Host

__all__ = ["doorway"]

_TEXT: Final = re.compile(r">[^<>]+<")
_KEPT: Final = re.compile(
    r"(<(?:script|style)\b.*?</(?:script|style)\s*>)", re.IGNORECASE | re.DOTALL
)
_ADDRESS: Final = re.compile(r"(\b(?:href|src|action)\s*=\s*[\"'])[^\"']*", re.IGNORECASE)
#: An emptied template longer than this adds nothing but time.
_SHELL_CHARS: Final = 40_000


def doorway(rng: Random, host: Host, payload: Payload) -> str:
    """Return a page that is junk as a whole."""
    make = rng.choices([row[0] for row in _KINDS], [row[1] for row in _KINDS])[0]
    return make(rng, host, payload)


def _page(rng: Random, payload: Payload, body: str) -> str:
    coded = rng.random() < 0.2
    language = rng.choice((payload.language, payload.language, "en", "es", "ru"))
    head = "\n".join(
        (
            '<meta charset="utf-8">',
            spam_title(rng, payload, coded=coded),
            spam_meta(rng, payload, "description", coded=coded),
            spam_meta(rng, payload, "keywords", coded=coded) if rng.random() < 0.5 else "",
        )
    )
    doctype = rng.choice(("<!DOCTYPE html>\n", "<!doctype html>", ""))
    opening = f"<html{attribute(rng, 'lang', language)}>" if rng.random() < 0.8 else "<html>"
    return f"{doctype}{opening}\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n"


def _stuffed_sentences(rng: Random, payload: Payload, n_sentences: int) -> str:
    lexicon = payload.lexicon
    sentences = []
    for _ in range(n_sentences):
        phrase = escape(rng.choice(payload.phrases))
        if rng.random() < 0.1:
            phrase = f"<b>{phrase}</b>"
        sentences.append(escape(rng.choice(payload.sentences)).replace(SLOT, phrase))
        if rng.random() < 0.15:
            sentences.append(escape(keyword_text(rng, payload, rng.randint(2, 10))))
    return lexicon.stop.join(sentences) + lexicon.stop.rstrip()


def _sections(rng: Random, payload: Payload) -> str:
    parts = [f"<h1>{escape(payload.phrases[0])}</h1>"]
    for _ in range(rng.randint(3, 18)):
        if rng.random() < 0.5:
            parts.append(f"<h{rng.choice('23')}>{escape(rng.choice(payload.phrases))}</h2>")
        parts.append(f"<p>{_stuffed_sentences(rng, payload, rng.randint(3, 25))}</p>")
    return new_line(rng).join(parts)


def _stuffed_article(rng: Random, _host: Host, payload: Payload) -> str:
    """Put headings and endless paragraphs on a page, with links to its sisters at the end."""
    menu = "".join(
        f"<li>{anchor(rng, page_path(rng), escape(text))}</li>"
        for text in rng.sample(payload.lexicon.honest["menu"], k=rng.randint(0, 6))
    )
    wheel = new_line(rng).join(links(rng, payload, rng.randint(0, 40)))
    middle = f"<div id={identifier(rng)}>{_sections(rng, payload)}</div>"
    body = f"<ul>{menu}</ul>{middle}<div>{wheel}</div>"
    return _page(rng, payload, body)


def _fake_shop(rng: Random, _host: Host, payload: Payload) -> str:
    """Lay out goods with crossed-out prices."""
    goods = []
    for phrase in payload.phrases[: rng.randint(8, 60)]:
        price = rng.randint(900, 40000) / 100
        name = escape(f"{phrase} {word(rng).title()} {rng.randint(10, 9999)}")
        link = anchor(rng, f"/{identifier(rng)}-{rng.randint(1, 99999)}.html", name)
        goods.append(
            f'<li class="product"><img src="/images/{identifier(rng)}.jpg" alt="{name}">'
            f"<h3>{link}</h3>"
            f"<del>{price * 3:.2f}</del> <span>{price:.2f} {rng.choice('€$¥£')}</span></li>"
        )
    boxes = links(rng, payload, rng.randint(0, 20))
    intro = _stuffed_sentences(rng, payload, rng.randint(1, 4))
    body = (
        f"<h1>{escape(payload.phrases[0])}</h1><p>{intro}</p><ul>{new_line(rng).join(goods)}</ul>"
    )
    return _page(rng, payload, body + " | ".join(boxes))


def _link_wheel(rng: Random, _host: Host, payload: Payload) -> str:
    """Write a blog post of a few paragraphs around links, and link the next posts."""
    prose = next(row for row in MARKUPS if row.name == "prose")
    posts = [prose.make(rng, payload, rng.randint(1, 6)) for _ in range(rng.randint(1, 6))]
    stop = payload.lexicon.stop
    plain = stop.join(plain_sentence(rng, payload.lexicon) for _ in range(rng.randint(0, 6)))
    older = "".join(f"<li>{link}</li>" for link in links(rng, payload, rng.randint(3, 30)))
    articles = "".join(
        f"<article><h2>{escape(rng.choice(payload.phrases))}</h2><div>{post}</div></article>"
        for post in posts
    )
    return _page(rng, payload, f"{articles}<p>{escape(plain)}</p><ul>{older}</ul>")


def _link_page(rng: Random, _host: Host, payload: Payload) -> str:
    """Give nothing but links, and perhaps no head at all."""
    markup = rng.choice([row for row in MARKUPS if row.linked])
    inner = markup.make(rng, payload, rng.randint(max(5, markup.low), max(6, markup.high)))
    if rng.random() < 0.4:
        return inner
    return _page(rng, payload, inner)


def _emptied(rng: Random, host: Host, payload: Payload) -> str:
    """Empty an honest page of text and addresses and fill it with stuffed paragraphs."""
    return _page(rng, payload, _shell(rng, host, f"\n{_sections(rng, payload)}\n"))


def _shell(rng: Random, host: Host, inner: str) -> str:
    """Return the body of an honest page without text and addresses, with something else in it."""
    source = host.source
    start = host.places["body start"][0]
    shell = source[start : min(host.places["body end"][0], start + _SHELL_CHARS)]
    shell = shell[: shell.rfind(">") + 1]
    parts = _KEPT.split(shell)
    emptied = "".join(part for part in parts if not _KEPT.match(part))
    emptied = _ADDRESS.sub(r"\1", _TEXT.sub("> <", emptied))
    cut = emptied.find(">", len(emptied) // rng.randint(2, 4)) + 1
    return f"{emptied[:cut]}{inner}{emptied[cut:]}"


def _glued_snippets(rng: Random, host: Host, payload: Payload) -> str:
    """Glue pieces of other pages together, broken off anywhere, around what people search for."""
    lexicon = payload.lexicon
    query = search_query(rng, lexicon) if rng.random() < 0.6 else payload.phrases[0]
    others = rng.sample(sorted(lexicons()), k=rng.choice((0, 0, 1, 1, 2)))
    languages = [lexicon] * 6 + [lexicons()[code] for code in others]
    often = rng.choice((0.03, 0.08, 0.2))
    fillers = [text.replace(SLOT, query) for text in payload.sentences]
    pieces = []
    for _ in range(rng.choice((rng.randint(60, 500), rng.randint(300, 1300)))):
        spoken = rng.choice(languages)
        text = rng.choice(fillers) if rng.random() < 0.15 else plain_sentence(rng, spoken)
        first = rng.randint(0, len(text) // 2) if rng.random() < 0.4 else 0
        pieces.append(text[first : rng.randint(first + 1, len(text))])
        if rng.random() < often:
            pieces.append(rng.choice((query, query, query.title(), query.upper())))
        if rng.random() < 0.1:
            pieces.append(rng.choice(_ODDMENTS).format(rng.randint(1, 2020)))
    glue = rng.choice((" ", ". ", lexicon.stop, "... "))
    text = "".join(f"{escape(piece)}{glue if rng.random() < 0.7 else ' '}" for piece in pieces)
    shown = escape(query)
    image = f'<img src="/img/{identifier(rng)}.jpg" alt="{shown}">' if rng.random() < 0.6 else ""
    inner = f"<h1>{shown}</h1>{image}{rng.choice(_HOLDERS).format(text)}"
    declared = rng.choice(("", "", lexicon.code, *rng.sample(sorted(lexicons()), k=3)))
    opening = f"<html{attribute(rng, 'lang', declared)}>" if declared else "<html>"
    body = _shell(rng, host, inner) if rng.random() < 0.6 else inner
    return (
        f"<!DOCTYPE html>{opening}<head>{_query_head(rng, query)}</head><body>{body}</body></html>"
    )


def _query_head(rng: Random, query: str) -> str:
    """Return title and metas that all say the query, as kits fill templates."""
    parts = [f"<title>{escape(query)}</title>"]
    for name, chance in (("description", 0.7), ("keywords", 0.4), ("news_keywords", 0.1)):
        if rng.random() < chance:
            parts.append(f"<meta{attribute(rng, 'name', name)}{attribute(rng, 'content', query)}>")
    return new_line(rng).join(parts)


_ODDMENTS: Final = ("{}", "{}.", "({})", "#{}", "- {} -", "2018-{}", "{}:", "{} views", "p. {}")
_HOLDERS: Final = ("<p>{}</p>", "<div>{}</div>", "{}", "<div class=entry><p>{}</div>")


_KINDS: Final[tuple[tuple[Callable[[Random, Host, Payload], str], int], ...]] = (
    (_stuffed_article, 30),
    (_fake_shop, 20),
    (_link_wheel, 20),
    (_link_page, 10),
    (_emptied, 20),
    (_glued_snippets, 50),
)
