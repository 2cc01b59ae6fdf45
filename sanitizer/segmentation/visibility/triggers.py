"""Where a text of CSS may hide something: the scan that spares the rest the reading.

The scan looks at declarations whose value starts like one that hides (``:none``, ``:0``, ``:-9``)
and then at the property before it. It may be wrong in one direction only: what it passes is looked
at closely by `checks`, what it does not pass is taken as hiding nothing.
"""

from __future__ import annotations

import bisect
import itertools
from typing import TYPE_CHECKING, Final

from sanitizer.patterns import lazy_pattern

if TYPE_CHECKING:
    from sanitizer.segmentation.visibility.declarations import Declarations

__all__ = ["any_hiding", "hiding_names", "hiding_places", "may_hide"]

#: The start of a value that hides, after a property of which the last letters fit. The colon comes
#: first, since the search for one fixed character is the fastest there is.
_VALUE = lazy_pattern(
    r":(?:(?<=ay:)\s*+(?:none|var|inherit)|"
    r"(?<=ty:)\s*+(?:hidden|collapse|var|calc|0|\.[0-3]|\d?\d%)|"
    r"(?<=(?:th|ze):)\s*+(?:0|\.|[1-4]|var|calc)|"
    r"(?<=ht:)\s*+(?:[0-3](?!\d)|\.|-|\d{3}|var|calc)|"
    r"(?<=(?:ft|op|om|rt|nd):)\s*+(?:-|\d{2}|var|calc)|"
    r"(?<=(?:in|et):)\s*+(?:-|[\da][^;}]{0,80}[-\d]{3}|var|calc)|(?<=(?:ne|ck):)\s*+(?:-|\d|var|calc)|"
    r"(?<=(?:rm|te):)\s*+(?:tran|scale|matrix|rotate|persp|var|-|\d|calc)|(?<=le:)\s*+[01.]|"
    r"(?<=(?:ip|th):)\s*+(?:rect|inset|poly|circ|elli|path|xywh|shape)|"
    r"(?<=nt:)\s*+(?:-|\d{3}|var|calc|[^;}]{0,80}?(?<![\w#.])[0-4])|"
    r"(?<=ex:)\s*+(?:-|var)|(?<=er:)\s*+[^;}]{0,80}?opac|"
    r"(?<=\s:)\s*+(?:[nhca0-9.-]|tran|scale|matr|rect|ins|pol|cir|ell|var|rot|opac))"
)
#: Names and values with letters as escapes: nobody honest writes them, icons in strings aside.
_ESCAPED = lazy_pattern(
    r"[;{]\s*+[\w-]*+\\[^:;{}\"']*+(:)|(:)\s*+[\w-]*+\\[^;{}\"'\\]++(?=[;}\s\\]|$)"
)
_LOWER: Final = {code: code + 32 for code in range(65, 91)}
_END = lazy_pattern(r"[;}]")

_FAR = lazy_pattern(
    r"-\s*(?:\d{2}|\d*\.?\d+(?:e|r|%|v|i|c|m))|\d{4}|\d{3}%|\d{3}(?:\.\d+)?v|var|calc"
)
_FAR_MARGIN = lazy_pattern(r"-\s*(?:\d{3}|\d\d\.?\d*(?:e|r|%|v|i|c|m))|\d{4}|var|calc")
_SMALL = lazy_pattern(
    r"(?<![\d.])(?:0+(?:\.[01]?\d*)?(?![.\d])|0?\.[01]|1(?:\.\d*)?(?:p|$|\s*[;!}]))|var|calc"
)
_FLAT = lazy_pattern(
    r"(?<![\d.])(?:0+(?:\.[0-3]?\d*)?(?![.\d])|0?\.[0-3]|[1-3](?:\.\d*)?(?:p|$|\s*[;!}]))|var|calc"
)
_ANY = lazy_pattern("")

#: Property → what its value must hold to be looked at. A rule of thumb for speed alone.
_WATCHED: Final = {
    "display": lazy_pattern("none|var|inherit"),
    "visibility": lazy_pattern("hidden|collapse|var"),
    "content-visibility": lazy_pattern("hidden|var"),
    "opacity": lazy_pattern(r"(?<![\d.])0*(?:\.[0-3]\d*)?(?![.\d])|(?<!\d)[0-3]?\d%|var|calc"),
    "filter": lazy_pattern("opacity"),
    "-webkit-filter": lazy_pattern("opacity"),
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
    "text-indent": lazy_pattern(r"-|\d{2}|var|calc"),
    "margin": _FAR_MARGIN,
    "margin-left": _FAR_MARGIN,
    "margin-right": _FAR_MARGIN,
    "margin-top": _FAR_MARGIN,
    "margin-inline-start": _FAR_MARGIN,
    "margin-bottom": _FAR_MARGIN,
    "margin-inline": _FAR_MARGIN,
    "margin-block-start": _FAR_MARGIN,
    "transform": lazy_pattern(r"scale|matrix|-\s*\d{2}|\d{3}|rotate[xy3]|var|calc"),
    "-webkit-transform": lazy_pattern(r"scale|matrix|-\s*\d{2}|\d{3}|rotate[xy3]|var|calc"),
    "translate": lazy_pattern(r"-\s*\d{2}|\d{3}|var|calc"),
    "scale": _SMALL,
    "clip": lazy_pattern("rect"),
    "clip-path": _ANY,
    "-webkit-clip-path": _ANY,
    "width": _FLAT,
    "height": _FLAT,
    "max-width": _FLAT,
    "max-height": _FLAT,
    "inline-size": _FLAT,
    "block-size": _FLAT,
    "max-inline-size": _FLAT,
    "max-block-size": _FLAT,
    "font-size": lazy_pattern(
        r"(?<![\d.])(?:0+(?:\.[0-3]\d*)?(?![.\d])|0?\.[0-3]|0?\.\d+p|"
        r"[1-4](?:\.\d*)?(?:p|$|\s*[;!}]))|var|calc"
    ),
    "font": lazy_pattern(r"(?<![\w#.])(?:0+(?![.\d])|0?\.[0-3]|[1-4](?:\.\d+)?p[xt])"),
    "z-index": lazy_pattern("-|var"),
}


def hiding_places(text: str) -> list[int]:
    """Return the offsets of declarations that may hide, in order; linear in the text."""
    found = []
    low = text.lower()
    # A few letters of other scripts become two, and the offsets have to stay.
    text = low if len(low) == len(text) else text.translate(_LOWER)
    if "\\" in text:
        found = [escape.start(escape.lastindex or 0) for escape in _ESCAPED.finditer(text)]
    for colon in _VALUE.finditer(text):
        start = colon.start()
        before = start - 60 if start > 60 else 0
        name = text[max(text.rfind(";", before, start), text.rfind("{", before, start)) + 1 : start]
        wanted = _WATCHED.get(name)
        if wanted is None:
            wanted = _WATCHED.get(name.strip())
        if wanted is None:
            continue
        if wanted is _ANY:
            found.append(start)
            continue
        end = _END.search(text, start, start + 120)
        value = text[start + 1 : end.start() if end else start + 120]
        if wanted.search(value):
            found.append(start)
    return sorted(found) if "\\" in text else found


def may_hide(style: str) -> bool:
    """Tell whether a style attribute has to be looked at; comments and escapes always have."""
    return "\\" in style or "/*" in style or bool(hiding_places(style))


def any_hiding(blocks: list[str]) -> list[int]:
    """Return which of many blocks of declarations may hide, found by one search through all."""
    if not blocks:
        return []
    places = hiding_places("".join(f"{{{block}}}" for block in blocks))
    if not places:
        return []
    ends = list(itertools.accumulate(len(block) + 2 for block in blocks))
    return sorted({bisect.bisect_right(ends, place) for place in places})


def hiding_names(declarations: Declarations) -> list[str]:
    """Return the properties that are set to something that may hide."""
    found = []
    for name, values in declarations.items():
        wanted = _WATCHED.get(name)
        if wanted is not None:
            for value, _ in values:
                if wanted.search(value):
                    found.append(name)
                    break
    return found
