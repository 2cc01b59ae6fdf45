"""Hiding by markup alone: elements whose content browsers do not show, and ``hidden``.

From the user-agent sheet in the HTML standard, 15.3, and what Chromium does with fallback content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sanitizer.segmentation.visibility.cause import Cause, Hiding
from sanitizer.segmentation.visibility.computed import is_displayed
from sanitizer.segmentation.visibility.descent import from_above

if TYPE_CHECKING:
    from sanitizer.segmentation.visibility.cascade import Style

__all__ = ["HIDDEN_BY_DEFAULT", "SVG_UNDRAWN", "WATCHED_TAGS", "by_markup"]

#: Not rendered unless a sheet gives them a ``display`` (15.3.1).
HIDDEN_BY_DEFAULT: Final = frozenset(
    [
        "area",
        "base",
        "basefont",
        "datalist",
        "head",
        "link",
        "meta",
        "noembed",
        "noframes",
        "param",
        "rp",
        "template",
    ]
)
#: Shown by what replaces them; the content is for browsers that do not know the element (4.8, 4.10,
#: 4.12), or part of another tree.
_REPLACED: Final = frozenset(["audio", "canvas", "iframe", "meter", "progress", "video"])
#: SVG that is only drawn where something refers to it.
SVG_UNDRAWN: Final = frozenset(
    [
        "title",
        "style",
        "script",
        "defs",
        "symbol",
        "desc",
        "metadata",
        "clippath",
        "mask",
        "lineargradient",
        "radialgradient",
        "pattern",
        "marker",
        "filter",
    ]
)
#: Levels of a drawing that are looked through; honest ones have up to 20.
MAX_LEVELS: Final = 40
_WHATEVER_STYLE: Final = _REPLACED | {"template", "noscript"}

#: Elements that have to be looked at, those of `SVG_UNDRAWN` inside of drawings aside.
WATCHED_TAGS: Final = (
    HIDDEN_BY_DEFAULT | _REPLACED
    | {"noscript", "dialog", "details", "option", "optgroup", "marquee"}
)  # fmt: skip


def by_markup(style: Style, element: int) -> Hiding | None:  # noqa: PLR0911 - one a case
    """Return why the markup hides an element, or None; style sheets are heard."""
    tag = style.tree.tags[element]
    if tag == "noscript":
        return Hiding(Cause.NOSCRIPT, "noscript, with scripts on")
    if tag in _WHATEVER_STYLE:
        return Hiding(Cause.HIDDEN_ELEMENT, f"<{tag}>")
    if tag in HIDDEN_BY_DEFAULT and not is_displayed(style, element):
        return Hiding(Cause.HIDDEN_ELEMENT, f"<{tag}>")
    attributes = style.elements.start_tags
    if tag == "dialog" and not attributes.has(element, "open") and not is_displayed(style, element):
        return Hiding(Cause.HIDDEN_ELEMENT, "<dialog>, not open")
    if tag in {"option", "optgroup"} and _in_drop_down(style, element):
        return Hiding(Cause.HIDDEN_ELEMENT, "<option> of a drop-down list")
    if tag in SVG_UNDRAWN and _is_drawing(style, element):
        return Hiding(Cause.HIDDEN_ELEMENT, f"<{tag}>")
    if attributes.has(element, "hidden") and not is_displayed(style, element):
        return Hiding(Cause.HIDDEN_ATTRIBUTE, "the attribute hidden")
    if attributes.has(element, "popover") and not is_displayed(style, element):
        return Hiding(Cause.HIDDEN_ATTRIBUTE, "the attribute popover")
    return None


def _is_drawing(style: Style, element: int) -> bool:
    """Tell whether an element is part of a drawing; looks a few levels up only."""
    for _ in range(MAX_LEVELS):
        element = style.tree.parents[element]
        if element < 0:
            return False
        if style.tree.tags[element] == "svg":
            return True
    return False


def _in_drop_down(style: Style, element: int) -> bool:
    """Tell whether the innermost ``<select>`` around an element shows one option at a time."""
    if "select" not in style.elements.by_tag:
        return False

    def step(holder: int, above: bool) -> bool:
        return _drops_down(style, holder) if style.tree.tags[holder] == "select" else above

    return from_above(style.tree, element, style.drop_downs, False, step)


def _drops_down(style: Style, select: int) -> bool:
    attributes = style.tree.attributes(select)
    size = attributes.get("size", "").strip()
    return "multiple" not in attributes and (not size.isdecimal() or int(size) < 2)
