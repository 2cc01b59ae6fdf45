"""Computed values that take more than one property or element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sanitizer.segmentation.visibility.declarations import parse_declarations
from sanitizer.segmentation.visibility.descent import from_above
from sanitizer.segmentation.visibility.values import parse_colour, parse_length

if TYPE_CHECKING:
    from sanitizer.segmentation.visibility.cascade import Style

__all__ = ["animated", "font_size", "is_covered", "is_displayed", "keeps_colours"]

#: CSS Fonts 4, 2.5, with a medium of 16 pixels.
_FONT_WORDS: Final = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "initial": 16.0,
    "large": 18.0, "x-large": 24.0, "xx-large": 32.0, "xxx-large": 48.0,
}  # fmt: skip
_FONT_FACTORS: Final = {"smaller": 1 / 1.2, "larger": 1.2}
#: Chromium's smallest size for text whose size is relative to the user's own (0 stays 0).
_SMALLEST_RELATIVE: Final = 6.0


def is_displayed(style: Style, element: int) -> bool:
    """Tell whether something in the page gives an element a ``display`` other than none."""
    value = style.value(element, "display")
    return value is not None and value.origin != "" and value.text != "none"


def animated(style: Style, element: int, name: str) -> str:
    """Return what a property comes to when an element's animation has ended, or nothing."""
    words = f"{style.text(element, 'animation')} {style.text(element, 'animation-name')}".split()
    if not words:
        return ""
    fills = {*words, *style.text(element, "animation-fill-mode").split()}
    if not fills & {"forwards", "both"}:
        return ""
    for sheet in style.sheets:
        for word in words:
            frame = sheet.keyframes.get(word)
            declared = parse_declarations(frame).get(name) if frame is not None else None
            if declared:
                return declared[-1].value
    return ""


def font_size(style: Style, element: int) -> float:
    """Return the computed font size in pixels."""

    def step(holder: int, above: tuple[float, bool]) -> tuple[float, bool]:
        return _own_font_size(style, holder, above)

    return from_above(style.tree, element, style.font_sizes, (16.0, False), step)[0]


def _own_font_size(style: Style, element: int, above: tuple[float, bool]) -> tuple[float, bool]:
    """Return size and whether it is absolute, from those of the parent."""
    found = style.value(element, "font-size")
    if found is None:
        return above
    if found.text in _FONT_WORDS:
        return _FONT_WORDS[found.text], False
    size, fixed = above
    length = parse_length(found.text, quirks=style.quirks)
    factor = _FONT_FACTORS.get(found.text)
    if factor is None and length is not None:
        if not (length.share or length.ems):
            return length.pixels, not found.text.endswith("rem")
        factor = length.share or length.ems
    if factor is not None:
        size *= factor
        if not fixed and 0 < size < _SMALLEST_RELATIVE:
            size = _SMALLEST_RELATIVE
    return size, fixed


def keeps_colours(style: Style, element: int) -> bool:
    """Tell whether neither colour nor background changes at an element."""
    colour = style.value(element, "color")
    return (colour is None or colour.text == "inherit") and all(
        style.value(element, name) is None for name in ("background-color", "background-image")
    )


def is_covered(style: Style, element: int) -> bool:
    """Tell whether a box with negative ``z-index`` lies under an ancestor's background.

    It does where no stacking context comes first (CSS 2, appendix E). The background of the
    page itself, ``<html>``'s or else ``<body>``'s, is the canvas and lies under everything.
    """
    element = style.tree.parents[element]
    while element >= 0 and style.tree.tags[element] != "html":
        style.elements.budget -= 10
        if style.elements.budget < 0:
            return False
        if _starts_stack(style, element):
            return False
        colour = parse_colour(style.text(element, "background-color"), quirks=style.quirks)
        if colour is not None and colour.alpha > 0.9:
            return style.tree.tags[element] != "body" or _html_is_painted(style)
        element = style.tree.parents[element]
    return False


def _starts_stack(style: Style, element: int) -> bool:
    position = style.text(element, "position")
    if position in {"fixed", "sticky"}:
        return True
    if position in {"relative", "absolute"} and style.text(element, "z-index") not in {"", "auto"}:
        return True
    return any(
        style.text(element, name) not in {"", "none", "1", "auto"}
        for name in ("opacity", "transform", "filter", "isolation", "mix-blend-mode")
    )


def _html_is_painted(style: Style) -> bool:
    for element, tag in enumerate(style.tree.tags):
        if tag == "html":
            colour = parse_colour(style.text(element, "background-color"), quirks=style.quirks)
            image = style.text(element, "background-image")
            return (colour is not None and colour.alpha > 0) or image not in {"", "none"}
    return False
