"""Clips, shapes and transforms that leave nothing of a box."""

from __future__ import annotations

import re
from typing import Final

from sanitizer.segmentation.visibility.values import Length, parse_length, parse_number

__all__ = ["clip_is_empty", "collapses", "shape_is_empty", "shift_of"]

_CALL = re.compile(r"([\w-]+)\(((?:[^()]|\([^()]*\))*)\)")
_PARTS = re.compile(r"[\s,]+")


def clip_is_empty(text: str) -> bool:
    """Tell whether ``clip: rect(top, right, bottom, left)`` leaves at most a pixel.

    >>> clip_is_empty("rect(0 0 0 0)"), clip_is_empty("rect(0, auto, auto, 0)")
    (True, False)
    """
    call = _CALL.match(text)
    if call is None or call[1] != "rect":
        return False
    parts = [parse_length(part, quirks=True) for part in _PARTS.split(call[2].strip())]
    if len(parts) != 4:
        return False
    top, right, bottom, left = parts
    high = None if bottom is None else bottom.pixels - (top.pixels if top else 0)
    wide = None if right is None else right.pixels - (left.pixels if left else 0)
    return (high is not None and high <= 1) or (wide is not None and wide <= 1)


def shape_is_empty(text: str) -> bool:
    """Tell whether a ``clip-path`` shape has no area."""
    call = _CALL.match(text)
    if call is None:
        return False
    inside = call[2].split(" round ")[0].strip()
    if call[1] == "inset":
        return _inset_is_empty(inside)
    if call[1] in {"circle", "ellipse"}:
        radii = inside.split(" at ")[0].split() if not inside.startswith("at ") else []
        lengths = [parse_length(radius, quirks=True) for radius in radii]
        return any(one is not None and one.of(1000) <= 0 for one in lengths)
    if call[1] == "polygon":
        return _polygon_is_empty(inside)
    if call[1] == "rect":
        return clip_is_empty(f"rect({inside})")
    return False


def _inset_is_empty(inside: str) -> bool:
    parts = [parse_length(part) for part in inside.split()]
    if not 1 <= len(parts) <= 4 or any(part is None for part in parts):
        return False
    sides = [part for part in parts if part is not None]
    top = sides[0]
    right = sides[1] if len(sides) > 1 else top
    bottom = sides[2] if len(sides) > 2 else top
    left = sides[3] if len(sides) > 3 else right
    return _closed(top, bottom) or _closed(left, right)


def _closed(first: Length, second: Length) -> bool:
    return first.share + second.share >= 0.999 or first.pixels + second.pixels >= 3000


def _polygon_is_empty(inside: str) -> bool:
    points = []
    for pair in inside.removeprefix("evenodd,").removeprefix("nonzero,").split(","):
        lengths = [parse_length(part) for part in pair.split()]
        if len(lengths) != 2 or None in lengths:
            return False
        points.append(tuple(one.of(1000) if one else 0.0 for one in lengths))
    area = 0.0
    for (x, y), (next_x, next_y) in zip(points, points[1:] + points[:1], strict=True):
        area += x * next_y - next_x * y
    return abs(area) / 2 <= 1.0


_RIGHT_ANGLE: Final = re.compile(r"-?(?:90|270)deg$|-?0?\.25turn$|-?0?\.75turn$|-?100grad$")


def collapses(name: str, text: str) -> bool:  # noqa: PLR0911 - one a case
    """Tell whether ``transform`` or ``scale`` makes a box vanish."""
    if not text or text == "none":
        return False
    if name == "scale":
        return any(_is_zero(part) for part in text.split()[:2])
    for function, inside in _CALL.findall(text):
        parts = _PARTS.split(inside.strip())
        if function in {"scale", "scalex", "scaley"} and any(_is_zero(part) for part in parts):
            return True
        if function == "scale3d" and any(_is_zero(part) for part in parts[:2]):
            return True
        if function in {"rotatex", "rotatey"} and _RIGHT_ANGLE.match(inside.strip()):
            return True
        if function == "matrix" and len(parts) == 6:
            numbers = [parse_number(part) or 0.0 for part in parts]
            if abs(numbers[0] * numbers[3] - numbers[1] * numbers[2]) < 1e-4:
                return True
    return False


def _is_zero(part: str) -> bool:
    number = parse_number(part)
    return number is not None and abs(number) <= 0.02


def shift_of(name: str, text: str) -> tuple[Length, Length]:
    """Return how far ``transform`` or ``translate`` moves a box to the right and down."""
    x = y = Length(0.0)
    if not text or text == "none":
        return x, y
    if name == "translate":
        return _pair(text.split())
    for function, inside in _CALL.findall(text):
        parts = _PARTS.split(inside.strip())
        if function in {"translate", "translate3d"}:
            more = _pair(parts)
        elif function == "translatex":
            more = (_pair(parts)[0], Length(0.0))
        elif function == "translatey":
            more = (Length(0.0), _pair(parts)[0])
        elif function == "matrix" and len(parts) == 6:
            more = (Length(parse_number(parts[4]) or 0), Length(parse_number(parts[5]) or 0))
        else:
            continue
        x = Length(x.pixels + more[0].pixels, x.share + more[0].share)
        y = Length(y.pixels + more[1].pixels, y.share + more[1].share)
    return x, y


def _pair(parts: list[str]) -> tuple[Length, Length]:
    lengths = [parse_length(part) or Length(0.0) for part in parts[:2]]
    return lengths[0], lengths[1] if len(lengths) > 1 else Length(0.0)
