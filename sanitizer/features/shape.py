"""Columns on the shape of a text: phrase lists have none of the marks of sentences."""

from __future__ import annotations

import functools
import re
import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows

__all__ = [
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

_SENTENCE_END = re.compile(r"[.!?…。！？؟।۔]+(?=[\s\"'»”’)\]」』]|$)|[。！？]")
_DELIMITER = re.compile(r"[,|、，·•/;；:_\-–—>»《》【】\[\]★☆✓#+&~*]")
_PHRASE_BREAK = re.compile(r"[,|、，·•/;；:–—\n.!?。！？…]+|\s[-_]\s")
_NUMERIC_ENTITY = re.compile(r"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));?")
#: Scripts written without spaces: there two neighbouring characters stand for a word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")

_MAX_CHARS = 2000


def _texts(rows: Rows) -> list[str]:
    return [text[:_MAX_CHARS] for text in rows.texts]


def _per_char(rows: Rows, pattern: re.Pattern[str]) -> NDArray[np.float32]:
    counts = [len(pattern.findall(text)) / max(len(text), 1) for text in _texts(rows)]
    return np.asarray(counts, np.float32)


def log_chars(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + number of characters)."""
    return np.log1p(rows.column(lambda row: len(rows.texts[row])))


def words_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + number of words between white space)."""
    return np.log1p(rows.column(lambda row: rows.texts[row].count(" ") + 1))


def sentence_ends(rows: Rows) -> NDArray[np.float32]:
    """Return sentence ends per 100 characters."""
    return 100 * _per_char(rows, _SENTENCE_END)


def delimiter_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of characters that part phrases rather than sentences."""
    return _per_char(rows, _DELIMITER)


def digit_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of digits."""
    return rows.column(
        lambda row: sum(map(str.isdigit, rows.texts[row][:300])) / max(len(rows.texts[row][:300]), 1)
    )


def upper_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of words that start with a capital letter."""

    def share(row: int) -> float:
        words = rows.texts[row][:_MAX_CHARS].split()
        return sum(word[0].isupper() for word in words) / max(len(words), 1)

    return rows.column(share)


def mean_phrase_chars(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + mean characters between delimiters or sentence ends)."""

    def mean(row: int) -> float:
        text = rows.texts[row][:_MAX_CHARS]
        return len(text) / (len(_PHRASE_BREAK.findall(text)) + 1)

    return np.log1p(rows.column(mean))


@functools.lru_cache(maxsize=512)
def _units(text: str) -> tuple[str, ...]:
    if len(_UNSPACED.findall(text)) * 2 > len(text):
        return tuple(text[i : i + 2] for i in range(len(text) - 1))
    return tuple(text.lower().split())


def repeated_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of words (or character pairs) that were there before."""

    def share(row: int) -> float:
        units = _units(rows.texts[row][:_MAX_CHARS])
        return 1 - len(set(units)) / len(units) if units else 0.0

    return rows.column(share)


def compressed_share(rows: Rows) -> NDArray[np.float32]:
    """Return compressed over plain length of the first kilobyte; 1 for short texts."""

    def share(row: int) -> float:
        data = rows.texts[row][:800].encode("utf-8", "replace")
        return len(zlib.compress(data, 1)) / len(data) if len(data) >= 120 else 1.0

    return rows.column(share)


def entity_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of the source that is numeric character references."""

    def share(row: int) -> float:
        source = rows.sources[row][:_MAX_CHARS]
        if "&#" not in source:
            return 0.0
        return sum(len(found[0]) for found in _NUMERIC_ENTITY.finditer(source)) / len(source)

    return rows.column(share)


def entity_letter_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of numeric references that stand for ASCII letters: never needed."""

    def share(row: int) -> float:
        source = rows.sources[row][:_MAX_CHARS]
        if "&#" not in source:
            return 0.0
        codes = [int(h, 16) if h else int(d) for h, d in _NUMERIC_ENTITY.findall(source)]
        ascii_letters = sum(65 <= code <= 122 for code in codes)
        return ascii_letters / len(codes) if codes else 0.0

    return rows.column(share)
