"""Dumps of databases (SQL): the texts in them are fragments of HTML, each for itself.

Comes in: the source of a dump. Goes out: where its strings are, and what in them is written with a
backslash or doubled. An element that a string leaves open ends with it; a cut never takes half of
an escape. Serialized values of PHP count the bytes of their strings: nothing may be cut from them,
so they are no fragments.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["escapes_in", "is_dump", "strings_of"]

#: How a dump begins, behind its comments; in capitals, as every tool writes them. A page of
#: Markdown may speak of SQL, and a program may hold some.
_HEAD: Final = re.compile(
    r"\ufeff?(?:\s|--[^\n]*+|/\*(?:.*?\*/|.*)|;)*+"
    r"(?:SET|CREATE|DROP|INSERT|REPLACE|LOCK|BEGIN|START|USE|PRAGMA|ALTER|COPY|SELECT)\b",
    re.DOTALL,
)
_ROWS: Final = re.compile(r"^(?:INSERT\s[^;(]{0,80}\bINTO|REPLACE\s+INTO|COPY)\b", re.MULTILINE)

#: Comments and quoted names hold no strings of the data; whatever is not closed goes to the end.
#: The rows of PostgreSQL's COPY come up to a line with a backslash and a dot.
_TOKEN: Final = re.compile(
    r"^[ \t]*(?:--|\#)[^\n]*|/\*(?:.*?\*/|.*)|\"(?:[^\"\\]|\\.)*+\"?|`[^`]*+`?"
    r"|^COPY\s[^\n;]*\sFROM\s+stdin;\r?\n(?P<rows>(?:.*?(?=^\\\.)|.*))"
    r"|'(?P<string>(?:[^'\\]|\\.|'')*+)(?:'|\Z)",
    re.DOTALL | re.MULTILINE,
)
_FIELD: Final = re.compile(r"[^\t\r\n]+")
_SERIALIZED: Final = re.compile(r"[aO]:\d+:|s:\d+:\\?\"")
_ESCAPE: Final = re.compile(r"\\(.)|''", re.DOTALL)
_MEANINGS: Final = {"n": "\n", "r": "\n", "t": "\t", "0": " ", "b": " ", "Z": " "}


def is_dump(source: str) -> bool:
    """Tell whether a source is a dump: it begins like one, and a line of it brings rows."""
    return _HEAD.match(source) is not None and _ROWS.search(source) is not None


def strings_of(source: str) -> list[tuple[int, int]]:
    """Return the insides of the strings that may be fragments of HTML, in order.

    Examples
    --------
    >>> strings_of("INSERT INTO t VALUES (1,'<p>It''s</p>','a:1:{i:0;}');")
    [(25, 37)]
    """
    found: list[tuple[int, int]] = []
    for token in _TOKEN.finditer(source):
        if token["string"]:
            found.append(token.span("string"))
        elif token["rows"]:
            found += [field.span() for field in _FIELD.finditer(source, *token.span("rows"))]
    return [span for span in found if _SERIALIZED.match(source, *span) is None]


def escapes_in(source: str, start: int, end: int) -> dict[int, str]:
    r"""Return the escapes of a string: where each starts → the two characters that it is read as.

    Examples
    --------
    >>> escapes_in(r"It''s \"so\"", 0, 12)
    {2: " '", 6: ' "', 10: ' "'}
    """
    return {
        found.start(): " " + (_MEANINGS.get(found[1], found[1]) if found[1] else "'")
        for found in _ESCAPE.finditer(source, start, end)
    }
