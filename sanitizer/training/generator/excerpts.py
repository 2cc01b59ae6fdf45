"""Excerpts of honest pages: a box of the page by itself, as templates and partial views are.

Repositories hold footers, menus and widgets as files of their own, and most of the pages that were
seen with junk are such pieces. Nothing in them tells whose site it is, nor what it is about.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from sanitizer.parsing.page import parse_page
from sanitizer.training.generator.spelling import new_line

if TYPE_CHECKING:
    from random import Random

    from sanitizer.parsing.records import Tree
    from sanitizer.training.corpus import LabelledPage

__all__ = ["excerpt"]

_BOXES: Final = frozenset(
    {"article", "aside", "center", "div", "dl", "footer", "form", "header", "main", "nav", "ol",
     "section", "table", "ul"}
)  # fmt: skip
#: Characters of source that a box has; smaller ones say nothing, larger ones are pages.
_CHARS: Final = (150, 6_000)
#: Boxes tried before a page is given up: many hold scripts or pictures only.
_TRIES: Final = 6
_LEAST_LETTERS: Final = 12
#: So many come from the end of their page: that is where most junk is put.
_TAIL_SHARE: Final = 0.3
#: A box near the end may bring the rest of the page with it, end tags of what it stood in and all.
_MOST_TAIL: Final = 4_000


def excerpt(rng: Random, page: LabelledPage) -> LabelledPage | None:
    """Return a page that is a piece of an honest one; None where there is none worth it.

    It keeps the site of the page that it was cut from, so that a split by site holds for it, too.
    """
    tree = parse_page(page.source).tree
    low, high = _CHARS
    boxes = [
        element
        for element, tag in enumerate(tree.tags)
        if tag in _BOXES and low <= tree.ends[element] - tree.starts[element] <= high
    ]
    for _ in range(_TRIES if boxes else 0):
        number = len(boxes) - 1 - rng.randrange(min(len(boxes), 8))
        box = boxes[number] if rng.random() < _TAIL_SHARE else rng.choice(boxes)
        if _letters(tree, box) >= _LEAST_LETTERS:
            return _as_page(page, _written(rng, tree, box))
    return None


def _letters(tree: Tree, box: int) -> int:
    start, end = tree.opens[box], tree.closes[box]
    texts = (
        tree.source[first:last]
        for first, last in zip(tree.text_starts, tree.text_ends, strict=True)
        if start <= first and last <= end
    )
    return sum(char.isalpha() for text in texts for char in text)


def _written(rng: Random, tree: Tree, box: int) -> str:
    source = tree.source
    piece = source[tree.starts[box] : tree.ends[box]]
    manner = rng.random()
    if manner < 0.35:
        return piece + "\n"
    if manner < 0.6 and len(source) - tree.ends[box] <= _MOST_TAIL:
        return source[tree.starts[box] :]
    head = "".join(
        source[tree.starts[one] : tree.ends[one]]
        for one, tag in enumerate(tree.tags)
        if tag == "title" or (tag == "style" and manner > 0.8)
    )
    joint = new_line(rng)
    return f"<html>{joint}<head>{head}</head>{joint}<body>{joint}{piece}{joint}</body></html>\n"


def _as_page(page: LabelledPage, source: str) -> LabelledPage:
    return dataclasses.replace(
        page,
        id=f"{page.id}-excerpt",
        family="honest",
        concealment="none",
        source=source,
        data=source.encode("utf-8", "replace"),
        encoding="utf-8",
        read=False,
        is_generated=True,
    )
