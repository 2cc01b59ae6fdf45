"""Columns on the shape of a text: phrase lists have none of the marks of sentences.

The first characters of all measured texts are laid side by side in one array of code points and
looked up in one table of character classes, so that a column is a few numpy calls a page.
"""

from __future__ import annotations

import functools
import zlib
from typing import TYPE_CHECKING, Final

import numpy as np

from sanitizer.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows

__all__ = [
    "MAX_SHAPE_CHARS",
    "Characters",
    "characters",
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
MAX_SHAPE_CHARS: Final = 1200

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

_NUMERIC_ENTITY = lazy_pattern(r"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));?")
#: Scripts written without spaces: there two neighbouring characters stand for a word.
_UNSPACED = lazy_pattern(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


#: Shorter texts do not compress, whatever they say.
_MIN_COMPRESSED_BYTES: Final = 120
#: A window of 4 kB holds all 800 characters; the usual one of 32 kB costs twice the time.
_WINDOW_BITS: Final = 12


@functools.cache
def _class_table() -> NDArray[np.uint8]:
    table = np.zeros(0x10000, np.uint8)
    for flag, characters in _CLASSES:
        for character in characters:
            table[ord(character)] |= flag
    capitals = [code for codes in _CASED for code in codes if chr(code).isupper()]
    table[capitals] |= _UPPER
    return table


class Characters:
    """The characters of all texts side by side, each text behind a space, with their classes.

    Attributes
    ----------
    codes : ndarray of int, shape (n,)
        Code points; what is above the basic plane is its last one.
    starts, n_chars : ndarray of int, shape (n_texts,)
        Where each text's space is; how many characters the text has (at least 1).
    """

    def __init__(self, texts: Iterable[str]) -> None:
        pieces = [f" {text[:MAX_SHAPE_CHARS]}" for text in texts]
        data = "".join(pieces).encode("utf-32-le", "surrogatepass")
        self.codes = np.minimum(np.frombuffer(data, np.uint32), 0xFFFF).astype(np.intp)
        self._classes = _class_table().take(self.codes, mode="wrap")
        lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
        self.starts = np.cumsum(lengths) - lengths
        self.n_chars = np.maximum(lengths - 1, 1)

    def offsets(self) -> NDArray[np.int64]:
        """Return the place of each character behind the space of its text."""
        sizes = np.append(self.starts[1:], self.codes.size) - self.starts
        return np.arange(self.codes.size) - np.repeat(self.starts, sizes)

    def count(self, mask: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Return how many characters of each text the mask has."""
        return np.add.reduceat(mask.astype(np.float32), self.starts)

    def has(self, flags: int) -> NDArray[np.bool_]:
        """Return which characters are of one of the classes."""
        found: NDArray[np.bool_] = (self._classes & flags) != 0
        return found


def characters(rows: Rows) -> Characters:
    """Return the characters of all rows' texts."""
    return rows.shared("characters", lambda: Characters(rows.texts))


def log_chars(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + number of characters)."""
    return np.log1p(np.fromiter(map(len, rows.texts), np.float32, len(rows)))


def words_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + number of words between white space)."""
    texts = characters(rows)
    return np.log1p(texts.count(texts.has(_SPACE)))


def sentence_ends(rows: Rows) -> NDArray[np.float32]:
    """Return sentence ends per 100 characters."""
    texts = characters(rows)
    before_gap = np.append(texts.has(_SPACE | _CLOSING)[1:], True)
    ends = (texts.has(_END) & before_gap) | texts.has(_WIDE_END)
    return (100 * texts.count(ends) / texts.n_chars).astype(np.float32)


def delimiter_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of characters that part phrases rather than sentences."""
    texts = characters(rows)
    share = texts.count(texts.has(_DELIMITER)) / texts.n_chars
    return share.astype(np.float32)


def digit_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of digits."""
    texts = characters(rows)
    return (texts.count(texts.has(_DIGIT)) / texts.n_chars).astype(np.float32)


def upper_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of words that start with a capital letter."""
    texts = characters(rows)
    space = texts.has(_SPACE)
    starts = np.append(False, space[:-1]) & ~space
    words = np.maximum(texts.count(starts), 1)
    return (texts.count(starts & texts.has(_UPPER)) / words).astype(np.float32)


def mean_phrase_chars(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + mean characters between delimiters or sentence ends)."""
    texts = characters(rows)
    n_breaks = texts.count(texts.has(_DELIMITER | _END | _WIDE_END))
    return np.log1p(texts.n_chars / (n_breaks + 1)).astype(np.float32)


def repeated_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of words (or character pairs) that were there before."""

    def share(row: int) -> float:
        units = _units(rows.texts[row][:MAX_SHAPE_CHARS])
        return 1 - len(set(units)) / len(units) if len(units) > 1 else 0.0

    return rows.column(share)


def _units(text: str) -> list[str]:
    if not text.isascii() and len(_UNSPACED.findall(text, 0, 200)) * 2 > min(len(text), 200):
        return [text[place : place + 2] for place in range(len(text) - 1)]
    return text.lower().split()


def compressed_share(rows: Rows) -> NDArray[np.float32]:
    """Return compressed over plain length of the first 800 characters; 1 for short texts."""

    def share(row: int) -> float:
        data = rows.texts[row][:800].encode("utf-8", "replace")
        if len(data) < _MIN_COMPRESSED_BYTES:
            return 1.0
        return min(len(zlib.compress(data, 1, _WINDOW_BITS)) / len(data), 1.0)

    long = [row for row, text in enumerate(rows.texts) if 4 * len(text) >= _MIN_COMPRESSED_BYTES]
    return rows.sparse_column(long, share, default=1.0)


def _coded(rows: Rows) -> dict[int, str]:
    """Return the source of the rows that have numeric character references, at most its start."""

    def find() -> dict[int, str]:
        source, found = rows.tree.source, {}
        for row, (start, end) in enumerate(
            zip(rows.starts.tolist(), rows.ends.tolist(), strict=True)
        ):
            # A reference is two characters or more longer than what it stands for. Whether the page
            # has one at all is not asked: that takes longer than all rows do.
            if end - start < len(rows.texts[row]) + 2:
                continue
            last = min(end, start + 2 * MAX_SHAPE_CHARS)
            if source.find("&#", start, last) >= 0:
                found[row] = source[start:last]
        return found

    return rows.shared("coded", find)


def entity_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of the source that is numeric character references."""
    coded = _coded(rows)

    def share(row: int) -> float:
        source = coded[row]
        return sum(len(found[0]) for found in _NUMERIC_ENTITY.finditer(source)) / len(source)

    return rows.sparse_column(coded, share)


def entity_letter_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of numeric references that stand for ASCII letters: never needed."""
    coded = _coded(rows)

    def share(row: int) -> float:
        source = coded[row]
        codes = [int(h, 16) if h else int(d) for h, d in _NUMERIC_ENTITY.findall(source)]
        return sum(65 <= code <= 122 for code in codes) / len(codes) if codes else 0.0

    return rows.sparse_column(coded, share)
