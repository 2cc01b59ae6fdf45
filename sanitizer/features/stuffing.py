"""Columns on pages that are stuffed around their title.

A doorway is made for one query. The query is its title, its description and its heading, and
stands again and again in one endless text of glued snippets, with no paragraph and no link: nothing
that other columns look at. Around it there is often what was somebody's page: its boxes are there,
and nothing is in them.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

import numpy as np

from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows

__all__ = [
    "empty_box_share",
    "longest_text_log",
    "longest_text_share",
    "page_share",
    "title_copies_log",
    "title_repeats_log",
]

#: What stands between the name of a page and that of its site.
_BETWEEN_NAMES: Final = re.compile(r"\s[-–—|:·•»]\s|[|_»·]")

#: Shorter titles are single words, which any text about them repeats; from Han on, two characters.
_MIN_TITLE_CHARS: Final = 5
_MIN_UNSPACED_CHARS: Final = 3
#: From here on (Kana, Han, Hangul) a word is one to three characters (Unicode 15, Blocks.txt).
_UNSPACED_FROM: Final = "\u2e80"

#: Where a page puts its text; inline elements and cells of layout tables are often empty.
_BOXES: Final = frozenset(
    {
        "article", "aside", "div", "footer", "form", "header", "h1", "h2", "h3", "h4", "li", "main",
        "nav", "p", "section", "ul",
    }
)  # fmt: skip
#: Of fewer boxes the share says nothing: a fragment of a page has a handful.
_LEAST_BOXES: Final = 10


def empty_box_share(rows: Rows) -> NDArray[np.float32]:
    """Return which share of the page's innermost boxes hold no text; -1 where they are few."""
    tree = rows.tree
    boxes = [element for element, tag in enumerate(tree.tags) if tag in _BOXES]
    opens = np.asarray([tree.opens[element] for element in boxes], np.int64)
    closes = np.asarray([tree.closes[element] for element in boxes], np.int64)
    innermost = np.ones(len(boxes), np.bool_)
    innermost[:-1] = opens[1:] > closes[:-1]
    n_boxes = int(innermost.sum())
    if n_boxes < _LEAST_BOXES:
        return np.full(len(rows), -1.0, np.float32)
    texts = np.asarray(tree.text_starts, np.int64)
    n_texts = np.searchsorted(texts, closes) - np.searchsorted(texts, opens)
    share = np.count_nonzero(innermost & (n_texts == 0)) / n_boxes
    return np.full(len(rows), share, np.float32)


def title_copies_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + how many metas and texts of the page are its title, word for word)."""
    titles = [rows.texts[row] for row in rows.places[Kind.TITLE] if rows.texts[row]]
    n_copies = 0
    if titles and len(titles[0]) >= _MIN_UNSPACED_CHARS:
        texts = rows.blocks.texts
        n_copies = sum(rows.texts[row] == titles[0] for row in rows.places[Kind.META])
        n_copies += sum(texts[block] == titles[0] for block in rows.text_blocks.tolist())
    return np.full(len(rows), math.log1p(n_copies), np.float32)


def longest_text_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + characters of the page's longest text block)."""
    return np.full(len(rows), math.log1p(_sizes(rows)[0]), np.float32)


def longest_text_share(rows: Rows) -> NDArray[np.float32]:
    """Return which share of the characters of all text blocks the longest one has."""
    longest, total = _sizes(rows)
    return np.full(len(rows), longest / max(total, 1), np.float32)


def page_share(rows: Rows) -> NDArray[np.float32]:
    """Return which share of the characters of all text blocks a text block has."""
    n_chars = max(_sizes(rows)[1], 1)
    return rows.sparse_column(rows.places[Kind.TEXT], lambda row: len(rows.texts[row]) / n_chars)


def _sizes(rows: Rows) -> tuple[int, int]:
    """Return the characters of the page's longest text block, and of all of them."""

    def find() -> tuple[int, int]:
        texts = rows.blocks.texts
        sizes = [len(texts[block]) for block in rows.text_blocks.tolist()]
        return max(sizes, default=0), sum(sizes)

    return rows.shared("text sizes", find)


def title_repeats_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + how often the title of the page stands in a text block)."""
    title = _title(rows)
    if not title:
        return np.zeros(len(rows), np.float32)
    return rows.sparse_column(
        rows.places[Kind.TEXT], lambda row: math.log1p(rows.texts[row].lower().count(title))
    )


def _title(rows: Rows) -> str:
    """Return the longest part of the first title in lower case; empty where it is too short."""
    titles = [rows.texts[row] for row in rows.places[Kind.TITLE] if rows.texts[row]]
    if not titles:
        return ""
    title = max(_BETWEEN_NAMES.split(titles[0].lower()), key=len).strip()
    least = _MIN_UNSPACED_CHARS if max(title, default="") >= _UNSPACED_FROM else _MIN_TITLE_CHARS
    return title if len(title) >= least else ""
