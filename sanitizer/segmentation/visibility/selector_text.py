"""The text of selectors: identifiers with escapes, and where a list or a bracket ends."""

from __future__ import annotations

import re

__all__ = ["IDENT", "closing", "split_commas", "unescape"]

#: An identifier (CSS Syntax 4.3.11), escapes included.
IDENT = r"(?:[\w-]|[^\x00-\x7f]|\\(?:[0-9a-fA-F]{1,6}[ \t\n\f\r]?|[^\n]))+"

_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n\f\r]?|(.))", re.DOTALL)
_COMMA = re.compile(r"\\.|[()\[\],]|\"[^\"]*\"|'[^']*'", re.DOTALL)


def unescape(text: str) -> str:
    """Resolve the escapes of an identifier or a string."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    if found[1] is None:
        return found[2]
    code = int(found[1], 16)
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd"


def split_commas(text: str) -> list[str]:
    """Split a selector list at the commas outside of brackets and strings."""
    if "," not in text:
        return [text]
    parts, depth, last = [], 0, 0
    for found in _COMMA.finditer(text):
        mark = found[0]
        if mark in "([":
            depth += 1
        elif mark in ")]":
            depth -= 1
        elif mark == "," and depth == 0:
            parts.append(text[last : found.start()])
            last = found.end()
    parts.append(text[last:])
    return parts


def closing(text: str, position: int) -> int:
    """Return where the bracket closes that was opened before `position`."""
    depth = 0
    for found in _COMMA.finditer(text, position):
        if found[0] in {"(", "["}:
            depth += 1
        elif found[0] in {")", "]"}:
            if depth == 0:
                return found.start()
            depth -= 1
    return len(text)
