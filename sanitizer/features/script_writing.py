"""Columns on how scripts are written, and on the words that they and data write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from sanitizer.features.idioms import ATTACKS, IDIOMS
from sanitizer.features.ngrams import is_address
from sanitizer.features.rows import SCRIPT_HEAD_CHARS, SCRIPT_TAIL_CHARS
from sanitizer.features.script_texts import (
    active_rows,
    all_scripts,
    head_chars,
    plain_scripts,
    script_heads,
)
from sanitizer.patterns import lazy_pattern
from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    import re

    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows

__all__ = [
    "attacks",
    "escape_share",
    "idiom",
    "script_score",
    "source_chars_log",
    "written_score",
]

#: Words between tags that a script writes, and what data says that readers and crawlers read.
_WRITTEN_TEXT = lazy_pattern(r"(?<=[^=]>)\s*+([^<>{}()=;\"'\\]{4,200}+)<\\?/")
_SAID = lazy_pattern(
    r"\"(?:name|alternateName|headline|description|keywords|text)\"\s*:\s*\"((?:[^\"\\]|\\.){4,300})",
)
_MOST_WRITTEN: Final = 12
#: Letters as JSON may write them; quotation marks and backslashes stay what they are.
_JSON_ESCAPE = lazy_pattern(r"\\u(?!00(?:22|5[cC]))([0-9a-fA-F]{4})")

_ESCAPE = lazy_pattern(r"\\x[0-9a-fA-F]{2}|%u?[0-9a-fA-F]{2,4}|\\u[0-9a-fA-F]{4}|&#\d+;")


def idiom(rows: Rows, name: str) -> NDArray[np.float32]:
    """Return 1 where a script uses an idiom, be it in escapes."""
    row = IDIOMS[name]
    scripts, everything = plain_scripts(rows), all_scripts(rows)
    for word in row.words:
        if word in everything:
            return rows.sparse_column(scripts, lambda place: row.is_in(*scripts[place]))
    return np.zeros(len(rows), np.float32)


def attacks(rows: Rows) -> NDArray[np.float32]:
    """Return 1 where a script does what only attacks on readers need, be it in escapes."""
    scripts, sources = plain_scripts(rows), rows.sources
    ends = {
        place: sources[place][-SCRIPT_TAIL_CHARS:]
        for place in scripts if len(sources[place]) > SCRIPT_HEAD_CHARS
    }  # fmt: skip
    everything = all_scripts(rows) + "\n".join(ends.values()).lower()
    likely = [row for row in ATTACKS if any(word in everything for word in row.words)]
    if not likely:
        return np.zeros(len(rows), np.float32)

    def does(place: int) -> bool:
        plain = scripts[place][0] + ends.get(place, "")
        return any(row.is_in(plain, plain.lower()) for row in likely)

    return rows.sparse_column(scripts, does)


def script_score(rows: Rows) -> NDArray[np.float32]:
    """Return the n-gram score of a script's source or a frame's address; -4 for all others."""
    found = np.full(len(rows), -4.0, np.float32)
    heads = script_heads(rows)
    found[list(heads)] = rows.tables.script.score(list(heads.values()))
    return found


def written_score(rows: Rows) -> NDArray[np.float32]:
    """Return the highest n-gram score of what a script writes or data says; -4 for all others.

    Of scripts that is the text between tags in their strings, of data its names and descriptions.
    """
    found = np.full(len(rows), -4.0, np.float32)
    owners: list[int] = []
    texts: list[str] = []
    for row, (plain, _) in plain_scripts(rows).items():
        if "</" not in plain and "<\\/" not in plain:
            continue
        n_head = head_chars(rows, row)
        written = _WRITTEN_TEXT.findall(plain, n_head if len(plain) > n_head else 0)
        written = written[:_MOST_WRITTEN]
        owners += [row] * len(written)
        texts += written
    for row in rows.places[Kind.DATA]:
        data = rows.sources[row][:SCRIPT_HEAD_CHARS]
        if "\\u" in data:
            data = _JSON_ESCAPE.sub(_json_character, data)
        said = [found[1] for found in _SAID.finditer(data)]
        said = [text for text in said if not is_address(text)][:_MOST_WRITTEN]
        owners += [row] * len(said)
        texts += said
    if texts:
        np.maximum.at(found, owners, rows.tables.text.score(texts))
    return found


def _json_character(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def source_chars_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + characters of source) of a structural block."""
    sizes = np.where(rows.kinds == int(Kind.TEXT), 0, rows.ends - rows.starts)
    return np.log1p(sizes.astype(np.float32))


def escape_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of a script's source that is escapes."""
    heads = script_heads(rows)

    def share(row: int) -> float:
        head = heads[row]
        if "\\" not in head and "%" not in head and "&#" not in head:
            return 0.0
        return sum(len(found) for found in _ESCAPE.findall(head)) / max(len(head), 1)

    return rows.sparse_column(active_rows(rows), share)
