"""Boxes that are moved out of the window, where no scrolling leads.

Nothing is laid out here, so a box is taken to be out only when it is moved further than any place
on the page that it may have come from, or further than its own known size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sanitizer.segmentation.visibility.anchored import out_by_own_size
from sanitizer.segmentation.visibility.boxes import is_inline, length_of, position_of
from sanitizer.segmentation.visibility.cause import Cause, Hiding
from sanitizer.segmentation.visibility.shapes import shift_of
from sanitizer.segmentation.visibility.values import VIEWPORT_HEIGHT, VIEWPORT_WIDTH, Length

if TYPE_CHECKING:
    from sanitizer.segmentation.visibility.cascade import Style

__all__ = ["off_screen"]

#: Moved left or up by this much, a box of any usual place and size is out.
FAR: Final = 900.0
#: Moved right by this much, a reader would have to scroll three screens sideways.
FAR_RIGHT: Final = 3.0 * VIEWPORT_WIDTH
#: A negative first-line indent that leaves no usual label in sight.
FAR_INDENT: Final = 300.0

_OFFSETS: Final = frozenset({"left", "right", "top", "bottom"})
_MARGINS: Final = frozenset({"margin-left", "margin-top"})
_SHIFTS: Final = frozenset({"transform", "translate"})


def off_screen(style: Style, element: int) -> Hiding | None:
    """Position, margin, indent or transform that takes a box out of the window."""
    # Each of them asks for several properties, so only what something far was declared for is.
    declared = style.suspected[element]
    name = None
    if not declared.isdisjoint(_OFFSETS):
        name = _by_offset(style, element)
    if name is None and not declared.isdisjoint(_MARGINS):
        name = _by_margin(style, element)
    if name is None and not declared.isdisjoint(_SHIFTS):
        name = _by_shift(style, element)
    if name is not None and not _comes_back(style, element, name):
        return _hiding(style, element, name)
    if not declared.isdisjoint(_OFFSETS | _SHIFTS):
        name = out_by_own_size(style, element)
        if name is not None:
            return _hiding(style, element, name)
    if "text-indent" in declared and _by_indent(style, element):
        return _hiding(style, element, "text-indent", inherited=True)
    return None


def _hiding(style: Style, element: int, name: str, *, inherited: bool = False) -> Hiding:
    value = style.value(element, name)
    if value is None or value.origin in {"", "style"}:
        words = f"{name}:{value.text}" if value else name
    else:
        words = f"the rule {value.origin}"
    return Hiding(Cause.OFF_SCREEN, words, inherited=inherited)


def _by_offset(style: Style, element: int) -> str | None:  # noqa: PLR0911 - one a case
    position = position_of(style, element)
    if position not in {"absolute", "fixed", "relative"}:
        return None
    left, right = length_of(style, element, "left"), length_of(style, element, "right")
    top, bottom = length_of(style, element, "top"), length_of(style, element, "bottom")
    if position == "relative":
        return _relative(left, right, top, bottom)
    if left is not None and left.of(VIEWPORT_WIDTH) <= -FAR:
        return "left"
    if left is None and right is not None and _is_past(right, position, VIEWPORT_WIDTH):
        return "right"
    if top is not None and top.of(VIEWPORT_HEIGHT) <= -FAR:
        return "top"
    if top is None and bottom is not None and bottom.of(VIEWPORT_HEIGHT) >= 2 * FAR:
        return "bottom"
    return _beyond(position, left, right, top, bottom)


def _comes_back(style: Style, element: int, name: str) -> bool:
    """Tell whether what one property moves out to the left another one moves in again."""
    moves = {}
    for other in ("left", "margin-left"):
        length = length_of(style, element, other)
        moves[other] = length.of(VIEWPORT_WIDTH) if length is not None else 0.0
    for other in ("transform", "translate"):
        moves[other] = shift_of(other, style.text(element, other))[0].pixels
    return moves.get(name, 0.0) <= -FAR and -FAR < sum(moves.values()) < VIEWPORT_WIDTH


def _relative(
    left: Length | None, right: Length | None, top: Length | None, bottom: Length | None
) -> str | None:
    sideways = left.pixels if left is not None else -(right.pixels if right is not None else 0.0)
    if sideways <= -FAR or sideways >= FAR_RIGHT:
        return "left" if left is not None else "right"
    upwards = top.pixels if top is not None else -(bottom.pixels if bottom is not None else 0.0)
    if upwards <= -FAR:
        return "top" if top is not None else "bottom"
    return None


def _is_past(right: Length, position: str, whole: float) -> bool:
    """Tell whether a right offset pushes a box over the left edge."""
    return right.of(whole) >= FAR_RIGHT or (position == "fixed" and right.of(whole) >= whole)


def _beyond(  # noqa: PLR0911 - one a case
    position: str,
    left: Length | None,
    right: Length | None,
    top: Length | None,
    bottom: Length | None,
) -> str | None:
    """Return what puts a box past the right edge, or a fixed one out of the window."""
    if left is not None and left.of(VIEWPORT_WIDTH) >= FAR_RIGHT:
        return "left"
    if left is None and right is not None and right.of(VIEWPORT_WIDTH) <= -FAR_RIGHT:
        return "right"
    if position != "fixed":
        return None
    if left is not None and left.of(VIEWPORT_WIDTH) >= VIEWPORT_WIDTH:
        return "left"
    if left is None and right is not None and right.of(VIEWPORT_WIDTH) <= -VIEWPORT_WIDTH:
        return "right"
    if top is not None and top.of(VIEWPORT_HEIGHT) >= VIEWPORT_HEIGHT:
        return "top"
    if top is None and bottom is not None and bottom.of(VIEWPORT_HEIGHT) <= -VIEWPORT_HEIGHT:
        return "bottom"
    return None


def _by_margin(style: Style, element: int) -> str | None:
    for name, far in (("margin-left", FAR), ("margin-top", 2 * FAR)):
        length = length_of(style, element, name)
        if length is None:
            continue
        if length.of(VIEWPORT_WIDTH) <= -far and not (
            name == "margin-top" and is_inline(style, element)
        ):
            return name
        if name == "margin-left" and length.of(VIEWPORT_WIDTH) >= FAR_RIGHT:
            return name
    return None


def _by_shift(style: Style, element: int) -> str | None:
    for name in ("transform", "translate"):
        text = style.text(element, name)
        if not text:
            continue
        x, y = shift_of(name, text)
        if not _is_shifted_out(x, y) or is_inline(style, element):
            continue
        return name
    return None


def _is_shifted_out(x: Length, y: Length) -> bool:
    return (
        x.of(VIEWPORT_WIDTH) <= -FAR
        or y.pixels <= -2 * FAR
        or x.pixels >= FAR_RIGHT
        or y.share <= -10
    )


def _by_indent(style: Style, element: int) -> bool:
    text = style.text(element, "text-indent").split(" ")[0]
    if not text:
        return False
    length = length_of(style, element, "text-indent")
    if length is None or is_inline(style, element):
        return False
    if length.pixels <= -FAR_INDENT or length.share <= -1 or length.pixels >= FAR_RIGHT:
        return True
    if style.text(element, "overflow-x") not in {"hidden", "clip"}:
        return False
    wide = length_of(style, element, "width")
    if wide is not None and wide.pixels > 0 and not wide.share:
        return length.of(wide.pixels) >= wide.pixels
    return length.of(100) >= 100 and length.share >= 1
