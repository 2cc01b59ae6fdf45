"""Columns on the shape of a text: phrase lists have none of the marks of sentences.

The first characters of all measured texts are laid side by side in one array of code points and
looked up in one table of character classes, so that a column is a few numpy calls a page.
"""

from __future__ import annotations

import functools
import re
import zlib
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows

__all__ = [
    "MAX_CHARS",
    "compressed_share",
    "delimiter_share",
    "digit_share",
    "entity_letter_share",
    "entity_share",
    "log_chars",
    "mean_phrase_chars",
    "repeated_share",
    "sentence_ends",
    "upper_share",
    "words_log",
]

#: Characters of a text that its shape is taken from.
MAX_CHARS: Final = 1200

#: Classes of characters, one bit each.
_SPACE, _END, _WIDE_END, _CLOSING, _DELIMITER, _DIGIT, _UPPER = (1 << bit for bit in range(7))

_CLASSES: Final = (
    (_SPACE, " \n\t\r\f\u00a0\u3000"),
    (_END, ".!?…؟।۔"),
    # Full stops of scripts that put no space behind them.
    (_WIDE_END, "。！？"),
    (_CLOSING, "\"'»”’)]」』"),
    (_DELIMITER, ",|、，·•/;；:：_–—>»《》【】[]★☆✓#+&~*"),
    (_DIGIT, "0123456789٠١٢٣٤٥٦٧٨٩०१२३४५६७८९๐๑๒๓๔๕๖๗๘๙０１２３４５６７８９"),
)
#: Latin, Greek, Cyrillic, Armenian: the scripts with capitals (Unicode, general category Lu).
_CASED: Final = (range(0x41, 0x590), range(0x1E00, 0x2000))

_NUMERIC_ENTITY = re.compile(r"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));?")
#: Scripts written without spaces: there two neighbouring characters stand for a word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@functools.cache
def _class_table() -> NDArray[np.uint8]:
    table = np.zeros(0x10000, np.uint8)
    for flag, characters in _CLASSES:
        for character in characters:
            table[ord(character)] |= flag
    capitals = [code for codes in _CASED for code in codes if chr(code).isupper()]
    table[capitals] |= _UPPER
    return table


class _Characters:
    """The classes of the characters of all texts, side by side, each text behind a space."""

    def __init__(self, texts: Iterable[str]) -> None:
        pieces = [f" {text[:MAX_CHARS]}" for text in texts]
        data = "".join(pieces).encode("utf-32-le", "surrogatepass")
        codes = np.frombuffer(data, np.uint32)
        self.classes = _class_table()[np.minimum(codes, 0xFFFF)]
        lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
        self.starts = np.cumsum(lengths) - lengths
        self.n_chars = np.maximum(lengths - 1, 1)

    def count(self, mask: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Return how many characters of each text the mask has."""
        return np.add.reduceat(mask.astype(np.float32), self.starts)

    def has(self, flags: int) -> NDArray[np.bool_]:
        """Return which characters are of one of the classes."""
        found: NDArray[np.bool_] = (self.classes & flags) != 0
        return found


def _characters(rows: Rows) -> _Characters:
    return rows.shared("characters", lambda: _Characters(rows.texts))


def log_chars(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + number of characters)."""
    return np.log1p(rows.column(lambda row: len(rows.texts[row])))


def words_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + number of words between white space)."""
    characters = _characters(rows)
    return np.log1p(characters.count(characters.has(_SPACE)))


def sentence_ends(rows: Rows) -> NDArray[np.float32]:
    """Return sentence ends per 100 characters."""
    characters = _characters(rows)
    before_gap = np.append(characters.has(_SPACE | _CLOSING)[1:], True)
    ends = (characters.has(_END) & before_gap) | characters.has(_WIDE_END)
    return (100 * characters.count(ends) / characters.n_chars).astype(np.float32)


def delimiter_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of characters that part phrases rather than sentences."""
    characters = _characters(rows)
    share = characters.count(characters.has(_DELIMITER)) / characters.n_chars
    return share.astype(np.float32)


def digit_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of digits."""
    characters = _characters(rows)
    return (characters.count(characters.has(_DIGIT)) / characters.n_chars).astype(np.float32)


def upper_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of words that start with a capital letter."""
    characters = _characters(rows)
    space = characters.has(_SPACE)
    starts = np.append(False, space[:-1]) & ~space
    words = np.maximum(characters.count(starts), 1)
    return (characters.count(starts & characters.has(_UPPER)) / words).astype(np.float32)


def mean_phrase_chars(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + mean characters between delimiters or sentence ends)."""
    characters = _characters(rows)
    n_breaks = characters.count(characters.has(_DELIMITER | _END | _WIDE_END))
    return np.log1p(characters.n_chars / (n_breaks + 1)).astype(np.float32)


def repeated_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of words (or character pairs) that were there before."""

    def share(row: int) -> float:
        units = _units(rows.texts[row][:MAX_CHARS])
        return 1 - len(set(units)) / len(units) if len(units) > 1 else 0.0

    return rows.column(share)


def _units(text: str) -> list[str]:
    if not text.isascii() and len(_UNSPACED.findall(text, 0, 200)) * 2 > min(len(text), 200):
        return [text[place : place + 2] for place in range(len(text) - 1)]
    return text.lower().split()


def compressed_share(rows: Rows) -> NDArray[np.float32]:
    """Return compressed over plain length of the first kilobyte; 1 for short texts."""

    def share(row: int) -> float:
        data = rows.texts[row][:800].encode("utf-8", "replace")
        return min(len(zlib.compress(data, 1)) / len(data), 1.0) if len(data) >= 120 else 1.0

    return rows.column(share)


def _coded(rows: Rows) -> list[int]:
    """Return the rows whose source has numeric character references."""
    return rows.shared(
        "coded", lambda: [row for row, source in enumerate(rows.sources) if "&#" in source]
    )


def entity_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of the source that is numeric character references."""

    def share(row: int) -> float:
        source = rows.sources[row][: 2 * MAX_CHARS]
        return sum(len(found[0]) for found in _NUMERIC_ENTITY.finditer(source)) / len(source)

    return rows.sparse_column(_coded(rows), share)


def entity_letter_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of numeric references that stand for ASCII letters: never needed."""

    def share(row: int) -> float:
        source = rows.sources[row][: 2 * MAX_CHARS]
        codes = [int(h, 16) if h else int(d) for h, d in _NUMERIC_ENTITY.findall(source)]
        return sum(65 <= code <= 122 for code in codes) / len(codes) if codes else 0.0

    return rows.sparse_column(_coded(rows), share)
