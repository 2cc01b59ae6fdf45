"""Declarations that hide: how far, how small, how transparent, in numbers seen in the wild."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sanitizer.training.generator.spelling import Declaration, style_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

__all__ = ["STYLES", "hiding_style", "small_size"]

Declarations = list[Declaration]


def _far(rng: Random) -> str:
    number = rng.choice((rng.randint(500, 20000), 9999, 999, 5000, 9000))
    return f"-{number}{rng.choice(('px', 'px', 'px', 'px', 'em', 'pt'))}"


def small_size(rng: Random, largest: int = 2) -> str:
    """Return 0 to 2 pixels or points; nought also in ems or without a unit."""
    number = rng.randint(0, largest)
    units = ("px", "px", "px", "pt") if number else ("px", "px", "pt", "em", "")
    return f"{number}{rng.choice(units)}"


def _display(_rng: Random) -> Declarations:
    return [("display", "none")]


def _visibility(rng: Random) -> Declarations:
    rows = [("visibility", rng.choice(("hidden", "hidden", "collapse")))]
    return rows + ([("height", "0")] if rng.random() < 0.3 else [])


def _opacity(rng: Random) -> Declarations:
    rows = [("opacity", rng.choice(("0", "0", "0.0", "0.01", ".001")))]
    if rng.random() < 0.4:
        rows.insert(0, ("filter", "alpha(opacity=0)"))
    if rng.random() < 0.5:
        rows += [("position", "absolute"), ("top", _far(rng))]
    return rows


def _offscreen(rng: Random) -> Declarations:
    rows = [("position", rng.choice(("absolute", "absolute", "fixed")))]
    sides = rng.choice((("left",), ("top",), ("left", "top"), ("right",), ("top", "left")))
    rows += [(side, _far(rng)) for side in sides]
    return rows + ([("overflow", "hidden")] if rng.random() < 0.2 else [])


def _margin(rng: Random) -> Declarations:
    return [(rng.choice(("margin-left", "margin-left", "margin-top")), _far(rng))]


def _indent(rng: Random) -> Declarations:
    rows = [("text-indent", _far(rng))]
    if rng.random() < 0.5:
        rows += [("overflow", "hidden"), ("height", small_size(rng))]
    return rows


def _transform(rng: Random) -> Declarations:
    value = rng.choice(
        ("scale(0)", "scale(0,0)", f"translateX({_far(rng)})", f"translate({_far(rng)},0)")
    )
    return [("transform", value)]


def _clip(rng: Random) -> Declarations:
    comma = rng.choice((",", ", ", " "))
    corners = comma.join(
        rng.choice(("0", "0px", "1px")) if rng.random() < 0.3 else "0" for _ in "1234"
    )
    return [("position", "absolute"), ("clip", f"rect({corners})")]


def _clip_path(rng: Random) -> Declarations:
    value = rng.choice(("inset(100%)", "inset(50%)", "circle(0)", "polygon(0 0,0 0,0 0)"))
    return [("clip-path", value), ("position", "absolute")]


def _tiny_box(rng: Random) -> Declarations:
    sides = rng.choice((("height", "width"), ("height",), ("width", "height"), ("max-height",)))
    rows = [(side, small_size(rng)) for side in sides]
    rows.insert(rng.choice((0, len(rows))), ("overflow", rng.choice(("hidden", "hidden", "auto"))))
    if rng.random() < 0.4:
        rows.append(("position", rng.choice(("fixed", "absolute"))))
    return rows


def _font(rng: Random) -> Declarations:
    rows = [("font-size", small_size(rng))]
    return rows + ([("line-height", small_size(rng))] if rng.random() < 0.4 else [])


STYLES: Final[dict[str, Callable[[Random], Declarations]]] = {
    "display": _display,
    "visibility": _visibility,
    "opacity": _opacity,
    "offscreen": _offscreen,
    "margin": _margin,
    "indent": _indent,
    "transform": _transform,
    "clip": _clip,
    "clip-path": _clip_path,
    "tiny-box": _tiny_box,
    "font-size": _font,
}


#: Ways that browsers ignore on inline elements, which have no box of their own.
_NEEDS_BOX: Final = frozenset({"indent", "transform", "tiny-box", "margin"})
_INLINE_TAGS: Final = frozenset({"a", "b", "font", "span"})


def hiding_style(rng: Random, name: str, tag: str) -> str:
    """Return the text of a ``style`` that hides an element ``tag`` by the way called ``name``."""
    rows = STYLES[name](rng)
    positioned = any(row[0] == "position" for row in rows)
    if name in _NEEDS_BOX and tag in _INLINE_TAGS and not positioned:
        rows.insert(0, ("display", "block"))
    return style_text(rng, rows)
