"""Where a text of CSS may hide something: the scan that spares the rest the reading.

The scan looks at declarations whose value starts like one that hides (``:none``, ``:0``, ``:-9``)
and then at the property before it. It may be wrong in one direction only: what it passes is looked
at closely by `checks`, what it does not pass is taken as hiding nothing.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["hiding_places", "may_hide"]

_VALUE = re.compile(
    r":\s*+(?:none|hidden|collapse|var|calc|-|[0-4.\\/]|\d{4}|auto|transl|scale|matrix|rotate|rect|"
    r"inset|poly|circ|elli|path|perspective|opac|alpha|inherit)",
    re.IGNORECASE,
)
_PROPERTY = re.compile(r"([\w\\-]+)\s*$")
_END = re.compile(r"[;}]")

_FAR = re.compile(r"-\s*(?:\d{2}|\.?\d+(?:e|r|%|v|i|c|m))|\d{4}|var|calc")
_SMALL = re.compile(r"0+(?:\.[01]?\d*)?(?![.\d])|[01]?\.[01]|1(?:\.\d*)?p|var|calc")
_ANY = re.compile("")

#: Property → what its value must hold to be looked at. A rule of thumb for speed alone.
_WATCHED: Final = {
    "display": re.compile("none|var|inherit"),
    "visibility": re.compile("hidden|collapse|var"),
    "content-visibility": re.compile("hidden|var"),
    "opacity": re.compile(r"0*\.?[01](?!\d)|0*\.[01]|0%|var|calc"),
    "filter": re.compile("opacity"),
    "-webkit-filter": re.compile("opacity"),
    "left": _FAR,
    "right": _FAR,
    "top": _FAR,
    "bottom": _FAR,
    "inset": _FAR,
    "inset-inline-start": _FAR,
    "inset-inline-end": _FAR,
    "inset-block-start": _FAR,
    "inset-inline": _FAR,
    "inset-block": _FAR,
    "text-indent": _FAR,
    "margin": _FAR,
    "margin-left": _FAR,
    "margin-right": _FAR,
    "margin-top": _FAR,
    "margin-inline-start": _FAR,
    "margin-inline": _FAR,
    "margin-block-start": _FAR,
    "transform": re.compile(r"scale|matrix|-\s*\d{2}|\d{3}|rotate[xy3]|var|calc"),
    "-webkit-transform": re.compile(r"scale|matrix|-\s*\d{2}|\d{3}|rotate[xy3]|var|calc"),
    "translate": re.compile(r"-\s*\d{2}|\d{3}|var|calc"),
    "scale": _SMALL,
    "clip": re.compile("rect"),
    "clip-path": _ANY,
    "-webkit-clip-path": _ANY,
    "width": _SMALL,
    "height": _SMALL,
    "max-width": _SMALL,
    "max-height": _SMALL,
    "inline-size": _SMALL,
    "block-size": _SMALL,
    "max-inline-size": _SMALL,
    "max-block-size": _SMALL,
    "font-size": re.compile(r"0+(?:\.[0-3]\d*)?(?![.\d])|^[^\d]*\.[0-3]|[1-4](?:\.\d*)?p|var|calc"),
    "font": re.compile(r"(?<![\w#.])(?:0+(?![.\d])|0?\.[0-3]|[1-4](?:\.\d+)?p[xt])"),
    "z-index": re.compile("-|var"),
}


def hiding_places(text: str) -> list[int]:
    """Return the offsets of declarations that may hide, in order; linear in the text."""
    found = []
    for colon in _VALUE.finditer(text):
        start = colon.start()
        name = _PROPERTY.search(text, max(0, start - 28), start)
        if name is None:
            continue
        wanted = _ANY if "\\" in name[1] else _WATCHED.get(name[1].lower())
        if wanted is None:
            continue
        if wanted is _ANY:
            found.append(start)
            continue
        end = _END.search(text, start, start + 120)
        value = text[start + 1 : end.start() if end else start + 120]
        if wanted.search(value.lower()) or "\\" in value:
            found.append(start)
    return found


def may_hide(style: str) -> bool:
    """Tell whether a style attribute has to be looked at; comments and escapes always have."""
    if "\\" in style or "/*" in style:
        return True
    return bool(hiding_places(style))
