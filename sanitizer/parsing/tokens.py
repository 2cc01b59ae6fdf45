"""The tokenizer's rules: where a tag, a comment and raw text end (HTML standard, 13.2.5).

One regular expression finds the next piece of markup; what it cannot know, since it depends on what
is open, the functions here are asked for. Everything works on offsets of the source, nothing here
knows about elements.
"""

from __future__ import annotations

import html
import re
from typing import Final

from sanitizer.parsing import vocabulary as names

__all__ = [
    "TOKEN",
    "ascii_lower",
    "comment_end",
    "is_self_closing",
    "raw_text_end",
    "read_attributes",
    "tag_end",
]

_SPACE = r"[\t\n\f\r ]"
# Possessive throughout: an attribute value without its closing quote runs to the end of the page
# (13.2.5.36, EOF), and must not be tried again in other ways.
_QUOTED_OR_BARE = rf"{_SPACE}*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\t\n\f\r >]*+)"
# Nearly every value stands in double quotes right behind its ``=``.
_VALUE = rf"=(?:\"[^\"]*+\"|{_QUOTED_OR_BARE})"
# Each ``=`` right after a name: nearly every tag.
_PLAIN_ATTRIBUTES = rf"[^>=]*+(?:(?<![\t\n\f\r /\"']){_VALUE}[^>=]*+)*+(?=>)"
# Any other: an ``=`` where a name should start is the first character of the name (13.2.5.32).
_NAME = r"[^\t\n\f\r />][^\t\n\f\r />=]*+"
_ATTRIBUTES = rf"(?:[\t\n\f\r /]++|{_NAME}(?:{_SPACE}*+{_VALUE}|(?!{_SPACE}*+=)))*+"

#: The next piece of markup. Groups: name of a tag, behind its slash (None for anything else), then
#: ``!--``, ``!`` or ``?``, a slash that no name follows. No group: the page ends inside a tag.
TOKEN: Final = re.compile(
    rf"<(?:(/?[a-zA-Z][^\t\n\f\r />]*+)(?:>|(?:{_PLAIN_ATTRIBUTES}|{_ATTRIBUTES})>)"
    r"|(!--)|([!?])|(/(?![a-zA-Z]))|/?[a-zA-Z])"
)
_ATTRIBUTE = re.compile(
    rf"([^\t\n\f\r />=][^\t\n\f\r />=]*+)(?:{_SPACE}*+={_SPACE}*+"
    r"(?:\"([^\"]*+)\"|'([^']*+)'|([^\t\n\f\r >]++)))?"
)
_RAW_END = {
    name: re.compile(rf"</(?i:{name})(?=[\t\n\f\r />])", re.ASCII) for name in names.RAW_TEXT
}
#: A script ends elsewhere where the group is found first, see `_escaped_script_end`.
_RAW_END["script"] = re.compile(r"<(?:/(?i:script)(?=[\t\n\f\r />])|(!--))", re.ASCII)
_ESCAPED_SCRIPT = re.compile(r"<(/?)(?i:script)(?=[\t\n\f\r />])|(-->)", re.ASCII)
_ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


def ascii_lower(name: str) -> str:
    """Lower ASCII letters only, as the standard does; the length stays what it was."""
    return name.lower() if name.isascii() else name.translate(_ASCII_LOWER)


def read_attributes(text: str) -> dict[str, str]:
    """Return the attributes written in the inside of a start tag; of two the first one counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        value = double or single or bare
        if "&" in value:
            value = html.unescape(value)
        found.setdefault(ascii_lower(name), value)
    return found


def is_self_closing(source: str, start: int, end: int) -> bool:
    """Tell whether the start tag ``source[start:end]`` ends in ``/>`` (13.2.5.40)."""
    if source[end - 2] != "/":
        return False
    if source[end - 3] in "\t\n\f\r \"'":
        return True
    # A slash at the end of a value without quotes belongs to the value.
    values = [found for found in _ATTRIBUTE.finditer(source, start, end - 1) if found[4]]
    return not values or values[-1].end() != end - 1


def tag_end(source: str, start: int) -> int:
    """Return where the tag ends that starts at `start`, a ``<``."""
    found = TOKEN.match(source, start)
    return found.end() if found is not None and found[1] is not None else len(source)


def comment_end(source: str, start: int) -> int:
    """Return the offset after a comment (13.2.5.43 ff.; ``<!-->`` and ``--!>`` end one too)."""
    end = source.find("-->", start + 2)
    end = len(source) if end < 0 else end + 3
    other = source.find("--!>", start + 4, end)
    return end if other < 0 else other + 4


def raw_text_end(source: str, name: str, start: int) -> int:
    """Return where the content of a raw text element ends that starts at `start`."""
    found = _RAW_END[name].search(source, start)
    if found is None:
        return len(source)
    return _escaped_script_end(source, start) if found.lastindex else found.start()


def _escaped_script_end(source: str, start: int) -> int:
    """Return where a script with ``<!--`` in it ends (13.2.5.20-30, double escaped state)."""
    escaped_from = source.find("<!--", start)
    is_double = False
    for found in _ESCAPED_SCRIPT.finditer(source, start):
        if found[2]:
            if found.start() >= escaped_from:
                is_double = False
                escaped_from = source.find("<!--", found.end())
                escaped_from = len(source) if escaped_from < 0 else escaped_from
        elif found[1]:
            if not is_double:
                return found.start()
            is_double = False
        elif found.start() >= escaped_from:
            is_double = True
    # Never closed in the escaped state: browsers take all of the page, as the standard says.
    return len(source)
