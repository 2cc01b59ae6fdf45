"""What sites list of their readers' writing: recent comments, topics of a board.

Spam among them is often no more than a name or a headline that advertises; all else in its row is
the site's own. Each maker gives one list, of which every row says whether it is spam.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sanitizer.training.generator.markup import links
from sanitizer.training.generator.names import host, identifier, page_path, word
from sanitizer.training.generator.payload import plain_sentence
from sanitizer.training.generator.spelling import anchor, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from sanitizer.training.generator.lexicon import Lexicon
    from sanitizer.training.generator.payload import Payload

__all__ = ["Entries", "board_topics", "recent_comments"]

#: A list: what stands before its rows, the rows with whether they are spam, what stands behind.
Entries = tuple[str, list[tuple[str, bool]], str]

#: Between a reader's name and the headline that he wrote below.
_BELOW: Final = (" on ", " bei ", " sur ", " en ", " su ", ": ", " » ", " → ")
_TITLE_CHARS: Final = 70


def recent_comments(
    rng: Random, lexicon: Lexicon, payload: Payload | None, fillers: Sequence[str] = ()
) -> Entries:
    """Return who has commented last, and below what; with a payload, some of them advertise."""
    below = rng.choice(_BELOW)
    kind = rng.choice((' class="recentcomments"', "", ' class="widget-comment"'))
    wrapped = rng.choice(
        ("{}", '<span class="comment-author-link">{}</span>', '<cite class="author">{}</cite>')
    )
    followed = rng.choice((" rel='external nofollow' class='url'", ' rel="nofollow"', ""))

    def row(name: str) -> str:
        number = rng.randint(1, 99999)
        headline = anchor(
            rng, f"{page_path(rng)}#comment-{number}", escape(_headline(rng, lexicon, fillers))
        )
        return f"<li{kind}>{wrapped.format(name)}{below}{headline}</li>"

    def honest() -> str:
        name = word(rng, 2, 3).title()
        if rng.random() < 0.5:
            return row(f'<a href="http://{host(rng)}/"{followed}>{name}</a>')
        return row(name)

    def spam() -> str:
        advertised = links(rng, payload, 1)[0] if payload else ""
        return row(advertised.replace("<a", f"<a{followed}", 1))

    opening = f"<ul id={rng.choice(('recentcomments', identifier(rng)))}>"
    return opening, _rows(rng, honest, spam if payload else None), "</ul>"


def board_topics(
    rng: Random, lexicon: Lexicon, payload: Payload | None, fillers: Sequence[str] = ()
) -> Entries:
    """Return the topics of a board as a table; with a payload, some of them advertise."""
    year = rng.randint(2005, 2024)

    def row(topic: str, author: str) -> str:
        link = anchor(rng, f"{page_path(rng)}?topic={rng.randint(1, 9999)}", escape(topic))
        date = f"{year}/{rng.randint(1, 12):02}/{rng.randint(1, 28):02}"
        numbers = f"<td>{rng.randint(0, 900)}</td><td>{rng.randint(0, 40)}</td>"
        return f"<tr><td>{link}</td><td>{escape(author)}</td>{numbers}<td>{date}</td></tr>"

    def honest() -> str:
        return row(_headline(rng, lexicon, fillers), word(rng, 2, 3))

    def spam() -> str:
        phrases = payload.phrases if payload else ("",)
        author = rng.choice((rng.choice(phrases), word(rng, 2, 3)))
        return row(rng.choice(phrases), author)

    return "<table>", _rows(rng, honest, spam if payload else None), "</table>"


def _headline(rng: Random, lexicon: Lexicon, fillers: Sequence[str]) -> str:
    """Return what a page or topic may be called: a piece of a sentence, or a word."""
    if rng.random() < 0.2:
        return rng.choice(lexicon.honest["tags"])
    return plain_sentence(rng, lexicon, fillers)[:_TITLE_CHARS]


def _rows(
    rng: Random, honest: Callable[[], str], spam: Callable[[], str] | None
) -> list[tuple[str, bool]]:
    rows = [(honest(), False) for _ in range(rng.randint(2, 15))]
    if spam is not None:
        for _ in range(rng.choice((1, 1, 2, 3, 5))):
            rows.insert(rng.randint(0, len(rows)), (spam(), True))
    return rows
