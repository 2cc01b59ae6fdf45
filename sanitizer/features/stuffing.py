"""Columns on pages that are stuffed around their title.

A doorway is made for one query. The query is its title, and stands again and again in one endless
text of glued snippets, with no paragraph and no link: nothing that other columns look at.
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

__all__ = ["page_share", "title_repeats_log"]

#: What stands between the name of a page and that of its site.
_BETWEEN_NAMES: Final = re.compile(r"\s[-–—|:·•»]\s|[|_»·]")

#: Shorter titles are single words, which any text about them repeats; from Han on, two characters.
_MIN_TITLE_CHARS: Final = 5
_MIN_UNSPACED_CHARS: Final = 3
#: From here on (Kana, Han, Hangul) a word is one to three characters (Unicode 15, Blocks.txt).
_UNSPACED_FROM: Final = "\u2e80"


def page_share(rows: Rows) -> NDArray[np.float32]:
    """Return which share of the characters of all text blocks a text block has."""
    texts = rows.blocks.texts
    n_chars = sum(len(texts[block]) for block in rows.text_blocks.tolist())
    return rows.sparse_column(
        rows.places[Kind.TEXT], lambda row: len(rows.texts[row]) / max(n_chars, 1)
    )


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
