"""Questions about an element's box that several causes ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sanitizer.segmentation.visibility.values import Length, parse_length

if TYPE_CHECKING:
    from sanitizer.segmentation.visibility.cascade import Style

__all__ = ["is_inline", "is_out_of_flow", "is_table_part", "length_of", "position_of"]

_NOT_INLINE_TAGS: Final = frozenset(
    {"button", "select", "textarea", "input", "img", "video", "marquee", "meter", "progress"}
)
_TABLE_TAGS: Final = frozenset(
    {"table", "tr", "td", "th", "tbody", "thead", "tfoot", "caption", "colgroup"}
)


def length_of(style: Style, element: int, name: str) -> Length | None:
    """Return a property's length, or None for ``auto`` and the like."""
    text = style.text(element, name)
    return parse_length(text, quirks=style.quirks) if text else None


def position_of(style: Style, element: int) -> str:
    """Return the computed ``position``."""
    return style.text(element, "position") or "static"


def is_out_of_flow(style: Style, element: int) -> bool:
    """Tell whether an element is positioned by itself, wherever it stands."""
    return position_of(style, element) in {"absolute", "fixed"}


def is_inline(style: Style, element: int) -> bool:
    """Tell whether an element is an inline box, which has no size, overflow or transform."""
    display = style.text(element, "display")
    if display not in {"", "inline", "contents"}:
        return False
    if style.tree.tags[element] in _NOT_INLINE_TAGS:
        return display == "contents"
    if is_out_of_flow(style, element) or style.text(element, "float") in {"left", "right"}:
        return False
    parent = style.tree.parents[element]
    if parent < 0:
        return True
    around = style.text(parent, "display")
    return around not in {"flex", "inline-flex", "grid", "inline-grid"}


def is_table_part(style: Style, element: int) -> bool:
    """Tell whether an element grows with its content, whatever its height says."""
    display = style.text(element, "display")
    if style.tree.tags[element] in _TABLE_TAGS:
        return display in {"", "block"} or display.startswith("table")
    return display.startswith("table")
