"""Boxes placed against the window or the page itself and moved out by no more than their own size.

Off-canvas menus, skip links and sticky headers wait just outside of the window. Where they are is
known without a layout only if nothing positioned is around them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sanitizer.segmentation.visibility.boxes import length_of, position_of
from sanitizer.segmentation.visibility.descent import from_above
from sanitizer.segmentation.visibility.shapes import shift_of
from sanitizer.segmentation.visibility.values import VIEWPORT_HEIGHT, VIEWPORT_WIDTH, Length

if TYPE_CHECKING:
    from sanitizer.segmentation.visibility.cascade import Style

__all__ = ["out_by_own_size"]

#: A box of unknown size that is moved out by this much is taken to have been moved out wholly: it
#: is what authors choose to be on the safe side.
UNKNOWN_WIDTH: Final = 200.0
UNKNOWN_HEIGHT: Final = 100.0
#: Boxes that hold positioned ones mostly start near the left edge, so this much is enough for a box
#: of known width to be out even where it is not placed against the page.
FAR_FOR_ANY: Final = 150.0


class _Axis(NamedTuple):
    """One direction: the offsets from both sides, the size, and the transform's move."""

    names: tuple[str, str]
    before: Length | None
    after: Length | None
    size: Length | None
    move: Length
    whole: float
    unknown: float


def out_by_own_size(style: Style, element: int) -> str | None:
    """Return the property that moves an absolute or fixed box just out of the window, or None."""
    position = position_of(style, element)
    if position not in {"absolute", "fixed"}:
        return None
    x, y = shift_of("transform", style.text(element, "transform"))
    more_x, more_y = shift_of("translate", style.text(element, "translate"))

    def side(name: str) -> Length | None:
        return length_of(style, element, name)

    across = _Axis(
        ("left", "right"), side("left"), side("right"), side("width"), _sum(x, more_x),
        VIEWPORT_WIDTH, UNKNOWN_WIDTH,
    )  # fmt: skip
    down = _Axis(
        ("top", "bottom"), side("top"), side("bottom"), side("height"), _sum(y, more_y),
        VIEWPORT_HEIGHT, UNKNOWN_HEIGHT,
    )  # fmt: skip
    is_anchored = _is_anchored(style, element, position)
    for axis in (across, down):
        name = _before_start(axis, is_anchored=is_anchored)
        if name is None and position == "fixed":
            name = _after_end(axis)
        if name is not None:
            return name
    return None


def _sum(one: Length, other: Length) -> Length:
    return Length(one.pixels + other.pixels, one.share + other.share)


def _is_anchored(style: Style, element: int, position: str) -> bool:
    """Tell whether nothing around a box is what it is placed against."""

    def step(holder: int, above: tuple[bool, bool]) -> tuple[bool, bool]:
        moved = style.text(holder, "transform") not in {"", "none"}
        return above[0] or position_of(style, holder) != "static", above[1] or moved

    parent = style.tree.parents[element]
    positioned, moved = from_above(style.tree, parent, style.holders, (False, False), step)
    return not moved and (position == "fixed" or not positioned)


def _before_start(axis: _Axis, *, is_anchored: bool) -> str | None:
    """Tell whether the box ends before the window starts."""
    if axis.before is None:
        return None
    start = axis.before.of(axis.whole) + axis.move.pixels
    name = axis.names[0]
    if is_anchored and axis.move.share <= -1 and start <= 0:
        return "transform"
    if start >= 0:
        return None
    if axis.size is not None:
        end = start + (1 + axis.move.share) * axis.size.of(axis.whole)
        enough = is_anchored or (name == "left" and start <= -FAR_FOR_ANY)
        return name if enough and end <= 0 else None
    return name if is_anchored and start <= -axis.unknown else None


def _after_end(axis: _Axis) -> str | None:
    """Tell whether a fixed box starts after the window ends."""
    if axis.after is None or axis.before is not None:
        return None
    start = axis.after.of(axis.whole) - axis.move.pixels
    if axis.move.share >= 1 and start <= 0:
        return "transform"
    if start >= 0:
        return None
    if axis.size is not None:
        return axis.names[1] if start + axis.size.of(axis.whole) <= 0 else None
    return axis.names[1] if start <= -axis.unknown else None
