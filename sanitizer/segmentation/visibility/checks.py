"""The causes that styles can have: one small function each, and the table of them.

A check is asked about an element on which something was declared that may hide it. It looks at the
values that win and answers with the cause in words, or with None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sanitizer.segmentation.visibility.boxes import (
    is_inline,
    is_out_of_flow,
    is_table_part,
    length_of,
    position_of,
)
from sanitizer.segmentation.visibility.cause import Cause, Hiding
from sanitizer.segmentation.visibility.computed import animated, is_covered
from sanitizer.segmentation.visibility.computed import font_size as computed_font_size
from sanitizer.segmentation.visibility.descent import from_above
from sanitizer.segmentation.visibility.off_screen import off_screen
from sanitizer.segmentation.visibility.shapes import clip_is_empty, collapses, shape_is_empty
from sanitizer.segmentation.visibility.values import Length, parse_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sanitizer.segmentation.visibility.cascade import Style

__all__ = ["CHECKS", "Check", "checks_for", "words_for"]

#: Text fainter than this cannot be read on any background.
FAINTEST: Final = 0.05
#: Fonts below this many pixels cannot be read.
SMALLEST_FONT: Final = 3.0


def words_for(style: Style, element: int, *names: str) -> str:
    """Return in words what hides: the declarations, or the rule that they are from."""
    parts = []
    for name in names:
        value = style.value(element, name)
        if value is None:
            continue
        if value.origin not in {"", "style"}:
            return f"the rule {value.origin}"
        parts.append(f"{name}:{value.text}")
    return ";".join(parts)


def display_none(style: Style, element: int) -> Hiding | None:
    """``display:none``: no box at all."""
    if style.text(element, "display") != "none":
        return None
    return Hiding(Cause.DISPLAY_NONE, words_for(style, element, "display"))


def visibility(style: Style, element: int) -> Hiding | None:
    """``visibility:hidden``: the box is there, nothing in it is drawn."""
    if style.text(element, "visibility") not in {"hidden", "collapse"}:
        return None
    if animated(style, element, "visibility") == "visible":
        return None
    return Hiding(Cause.VISIBILITY, words_for(style, element, "visibility"), inherited=True)


def opacity(style: Style, element: int) -> Hiding | None:
    """``opacity:0`` and ``filter:opacity(0)``, unless an animation ends elsewhere."""
    number = parse_number(style.text(element, "opacity"))
    if number is not None and number <= 0.35 and _product(style, element) <= FAINTEST:
        end = parse_number(animated(style, element, "opacity"))
        if end is None or end <= FAINTEST:
            return Hiding(Cause.OPACITY, words_for(style, element, "opacity"))
    effect = style.text(element, "filter")
    if "opacity(" in effect:
        share = parse_number(effect.partition("opacity(")[2].partition(")")[0].strip())
        if share is not None and share <= FAINTEST:
            return Hiding(Cause.OPACITY, words_for(style, element, "filter"))
    return None


def _product(style: Style, element: int) -> float:
    """Return how opaque an element is together with all that it stands in."""

    def step(holder: int, above: float) -> float:
        number = parse_number(style.text(holder, "opacity"))
        return above if number is None else above * min(max(number, 0.0), 1.0)

    return from_above(style.tree, element, style.opacities, 1.0, step)


def content_visibility(style: Style, element: int) -> Hiding | None:
    """``content-visibility:hidden``: the content is skipped; inline boxes cannot skip theirs."""
    if style.text(element, "content-visibility") != "hidden" or is_inline(style, element):
        return None
    return Hiding(Cause.CONTENT_VISIBILITY, words_for(style, element, "content-visibility"))


def clip(style: Style, element: int) -> Hiding | None:
    """``clip`` of a positioned box, and ``clip-path``, to nothing."""
    if is_out_of_flow(style, element) and clip_is_empty(style.text(element, "clip")):
        return Hiding(Cause.CLIP, words_for(style, element, "clip"))
    if shape_is_empty(style.text(element, "clip-path")):
        return Hiding(Cause.CLIP, words_for(style, element, "clip-path"))
    return None


def zero_scale(style: Style, element: int) -> Hiding | None:
    """Tell of a transform to a size of nothing."""
    for name in ("transform", "scale"):
        if collapses(name, style.text(element, name)) and not is_inline(style, element):
            return Hiding(Cause.ZERO_SCALE, words_for(style, element, name))
    return None


#: A box of so many pixels shows no line of any text: kits write 0, 1, and 2 to be less plain.
_MOST_TINY_PIXELS: Final = 3
_CUT: Final = frozenset({"hidden", "clip", "auto", "scroll", "overlay"})


def tiny_box(style: Style, element: int) -> Hiding | None:
    """Tell of a box of some pixels at most that cuts off what does not fit."""
    cut = _overflow(style, element, "overflow-x"), _overflow(style, element, "overflow-y")
    if not (cut[0] or cut[1]) or is_inline(style, element):
        return None
    for across, names in ((cut[0], ("width", "max-width")), (cut[1], ("height", "max-height"))):
        name = _tiny(style, element, names) if across else None
        if name is None:
            continue
        if is_table_part(style, element):
            return None
        escapes = position_of(style, element) == "static"
        words = words_for(style, element, name, "overflow-x")
        return Hiding(Cause.TINY_BOX, words.replace("overflow-x", "overflow"), escapes=escapes)
    return None


def _overflow(style: Style, element: int, name: str) -> bool:
    found = style.text(element, name)
    return found in _CUT or (not found and style.tree.tags[element] == "marquee")


def _tiny(style: Style, element: int, names: tuple[str, str]) -> str | None:
    """Return which of the properties makes the box at most some pixels wide (or high)."""
    side = names[0]
    minimum = length_of(style, element, f"min-{side}")
    if minimum is not None and minimum.of(1000) > _MOST_TINY_PIXELS:
        return None
    for name in names:
        length = length_of(style, element, name)
        if length is None:
            continue
        if length.share > 0 and length.pixels < 0:
            length = _of_parent(style, element, side, length)
        if length.pixels > _MOST_TINY_PIXELS or length.share > 0:
            continue
        after = "padding-right" if side == "width" else "padding-bottom"
        padding = length_of(style, element, after)
        if padding is None or padding.of(1000) <= _MOST_TINY_PIXELS:
            return name
    return None


def _of_parent(style: Style, element: int, side: str, length: Length) -> Length:
    """Take ``calc(100% - 64px)`` of the parent's size where that is given in pixels."""
    parent = style.tree.parents[element]
    whole = length_of(style, parent, side) if parent >= 0 else None
    return length if whole is None or whole.share else Length(length.of(whole.pixels))


def font_size(style: Style, element: int) -> Hiding | None:
    """Tell of a font too small to be seen."""
    size = computed_font_size(style, element)
    if size >= SMALLEST_FONT:
        return None
    words = words_for(style, element, "font-size") or f"font-size:{size:g}px"
    return Hiding(Cause.FONT_SIZE, words, inherited=True)


def behind_body(style: Style, element: int) -> Hiding | None:
    """``z-index`` below 0 under an ancestor that paints its background over it."""
    text = style.text(element, "z-index")
    if not text.startswith("-") or position_of(style, element) == "static":
        return None
    if not is_covered(style, element):
        return None
    return Hiding(Cause.BEHIND_BODY, words_for(style, element, "z-index"))


class Check(NamedTuple):
    """One way of hiding: the function, and the properties of which one has to be declared."""

    function: Callable[[Style, int], Hiding | None]
    properties: frozenset[str]


_OFFSETS = (
    "left right top bottom margin-left margin-right margin-top text-indent transform translate"
)

#: In the order in which they are asked: the surest and cheapest first.
CHECKS: Final = (
    Check(display_none, frozenset({"display"})),
    Check(visibility, frozenset({"visibility"})),
    Check(opacity, frozenset({"opacity", "filter"})),
    Check(content_visibility, frozenset({"content-visibility"})),
    Check(clip, frozenset({"clip", "clip-path"})),
    Check(tiny_box, frozenset({"width", "height", "max-width", "max-height"})),
    Check(off_screen, frozenset(_OFFSETS.split())),
    Check(zero_scale, frozenset({"transform", "scale"})),
    Check(font_size, frozenset({"font-size"})),
    Check(behind_body, frozenset({"z-index"})),
)


def checks_for(names: Iterable[str]) -> int:
    """Return which checks a set of declared properties calls for, as bits of `CHECKS`."""
    bits = 0
    for name in names:
        bits |= _BITS.get(name, 0)
    return bits


_BITS: Final[dict[str, int]] = {}
for _place, _check in enumerate(CHECKS):
    for _name in _check.properties:
        _BITS[_name] = _BITS.get(_name, 0) | 1 << _place
