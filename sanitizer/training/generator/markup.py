"""How a campaign's words and links are marked up: lists, runs, tables, prose, plain keywords.

In come a payload and the number of links; out comes inner HTML, without the box that may hide it.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from sanitizer.training.generator.names import link_targets
from sanitizer.training.generator.payload import SLOT, Payload, contact
from sanitizer.training.generator.spelling import (
    anchor,
    attribute,
    entities,
    escape,
    new_line,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

__all__ = ["MARKUPS", "Markup", "keyword_text", "links"]


@dataclasses.dataclass(frozen=True, slots=True)
class Markup:
    """A row of the table: name, how often, the least and most links, and the maker.

    ``linked`` tells whether links come out; it decides the kind of the span.
    """

    name: str
    weight: int
    low: int
    high: int
    linked: bool
    make: Callable[[Random, Payload, int], str]


def links(rng: Random, payload: Payload, n_links: int, style: str = "") -> list[str]:
    """Return ``n_links`` anchors of one campaign, all spelt alike, each with the ``style``."""
    phrases = [payload.phrases[i % len(payload.phrases)] for i in range(n_links)]
    targets = link_targets(rng, phrases)
    titled = rng.random() < 0.25
    bare_address = rng.random() < 0.03
    coded = rng.random() < 0.05
    made = []
    for phrase, target in zip(phrases, targets, strict=True):
        extras = [("title", phrase)] if titled else []
        if style:
            extras.append(("style", style))
        text = target if bare_address else phrase
        shown = entities(rng, text) if coded else escape(text)
        made.append(anchor(rng, target, shown, extras=extras))
    return made


def keyword_text(rng: Random, payload: Payload, n_phrases: int) -> str:
    """Return a list of phrases without a link, with one of the delimiters in use."""
    phrases = [payload.phrases[i % len(payload.phrases)] for i in range(n_phrases)]
    delimiter = rng.choice((*_DELIMITERS, payload.lexicon.comma, payload.lexicon.comma))
    text = delimiter.join(phrases)
    return text + delimiter.strip() if rng.random() < 0.2 else text


_DELIMITERS: Final = (", ", ",", " ", " ", " | ", "|", "、", "，", "\n", " · ", " - ", "; ", "/")


def _list(rng: Random, payload: Payload, n_links: int) -> str:
    tag = rng.choice(("ul", "ul", "ul", "ol"))
    gap = new_line(rng)
    close = "" if rng.random() < 0.1 else "</li>"
    items = gap.join(f"<li>{link}{close}" for link in links(rng, payload, n_links))
    return f"<{tag}>{gap}{items}{gap}</{tag}>"


def _run(rng: Random, payload: Payload, n_links: int) -> str:
    gap = rng.choice((" ", " ", "\n", "\n  ", ", ", " | ", "|", " - ", "&nbsp;", "", " · "))
    return gap.join(links(rng, payload, n_links))


def _lines(rng: Random, payload: Payload, n_links: int) -> str:
    gap = rng.choice(("<br>", "<br />", "<br/>\n", "<BR>"))
    return gap.join(links(rng, payload, n_links)) + (gap if rng.random() < 0.5 else "")


def _wrapped(*tags: str) -> Callable[[Random, Payload, int], str]:
    def make(rng: Random, payload: Payload, n_links: int) -> str:
        opening = "".join(f"<{tag}>" for tag in tags)
        closing = "".join(f"</{tag}>" for tag in reversed(tags))
        if tags == ("p",) and rng.random() < 0.15:
            closing = ""
        gap = new_line(rng)
        return gap.join(f"{opening}{link}{closing}" for link in links(rng, payload, n_links))

    return make


def _table(rng: Random, payload: Payload, n_links: int) -> str:
    columns = rng.randint(1, 5)
    made = links(rng, payload, n_links)
    gap = new_line(rng)
    rows = (made[i : i + columns] for i in range(0, len(made), columns))
    body = gap.join("<tr>" + "".join(f"<td>{link}</td>" for link in row) + "</tr>" for row in rows)
    border = attribute(rng, "border", "0") if rng.random() < 0.5 else ""
    return f"<table{border}>{gap}<tbody>{body}</tbody>{gap}</table>"


def _prose(rng: Random, payload: Payload, n_links: int) -> str:
    """Sentences around links; some hold none."""
    made = iter(links(rng, payload, n_links))
    sentences = []
    repeat = rng.random() < 0.2
    for i, link in enumerate(made):
        sentence = escape(payload.sentences[i % len(payload.sentences)])
        phrase = escape(payload.phrases[i % len(payload.phrases)])
        sentences.append(sentence.replace(SLOT, f"{phrase} {link}" if repeat else link))
        if rng.random() < 0.3:
            other = escape(rng.choice(payload.sentences))
            sentences.append(other.replace(SLOT, escape(rng.choice(payload.phrases))))
    stop = payload.lexicon.stop
    text = stop.join(sentences) + stop.rstrip()
    return text if rng.random() < 0.6 else f"<p>{text}</p>"


def _keywords(rng: Random, payload: Payload, n_phrases: int) -> str:
    text = keyword_text(rng, payload, n_phrases)
    text = entities(rng, text) if rng.random() < 0.12 else escape(text)
    tag = rng.choice(("", "p", "p", "h1", "h3", "span", "strong"))
    return f"<{tag}>{text}</{tag}>" if tag else text


def _stuffed(rng: Random, payload: Payload, n_sentences: int) -> str:
    """Sentences stuffed with phrases, without a link."""
    sentences = (
        escape(payload.sentences[i % len(payload.sentences)]).replace(
            SLOT, escape(payload.phrases[i % len(payload.phrases)])
        )
        for i in range(n_sentences)
    )
    text = payload.lexicon.stop.join(sentences) + payload.lexicon.stop.rstrip()
    return text if rng.random() < 0.5 else f"<p>{text}</p>"


def _contact(rng: Random, payload: Payload, n_sentences: int) -> str:
    """Offer something without a link: whoever wants it writes or calls."""
    parts = [_stuffed(rng, payload, n_sentences) if rng.random() < 0.6 else
             escape(keyword_text(rng, payload, n_sentences + 1))]  # fmt: skip
    reach = rng.choice(payload.lexicon.phrases["calls"])
    for _ in range(rng.choice((1, 1, 2))):
        said = contact(rng) if rng.random() < 0.6 else f"{reach}: {contact(rng)}"
        parts.insert(rng.choice((0, len(parts), len(parts))), escape(said))
    text = rng.choice((" ", " ", "<br>", ". ", " - ")).join(parts)
    return text if rng.random() < 0.5 else f"<p>{text}</p>"


def _keywords_and_links(rng: Random, payload: Payload, n_links: int) -> str:
    words = escape(keyword_text(rng, payload, n_links + rng.randint(3, 20)))
    return words + rng.choice((" ", ",", "<br>")) + ",".join(links(rng, payload, n_links))


MARKUPS: Final = (
    Markup("list", 14, 2, 120, True, _list),
    Markup("run", 22, 1, 200, True, _run),
    Markup("lines", 8, 2, 80, True, _lines),
    Markup("paragraph each", 8, 1, 60, True, _wrapped("p")),
    Markup("box each", 5, 1, 60, True, _wrapped("div")),
    Markup("strong each", 3, 1, 20, True, _wrapped("strong")),
    Markup("heading each", 4, 1, 15, True, _wrapped("h2")),
    Markup("heading emphasised", 2, 1, 6, True, _wrapped("h3", "strong", "em")),
    Markup("table", 5, 3, 90, True, _table),
    Markup("prose", 18, 1, 25, True, _prose),
    Markup("keywords", 12, 3, 100, False, _keywords),
    Markup("stuffed", 7, 1, 15, False, _stuffed),
    Markup("contact", 7, 1, 6, False, _contact),
    Markup("keywords and links", 5, 1, 12, True, _keywords_and_links),
)
