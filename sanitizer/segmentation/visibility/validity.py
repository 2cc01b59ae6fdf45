"""Whether a value is one that the property takes; a browser drops the declaration where not."""

from __future__ import annotations

from typing import Final

from sanitizer.segmentation.visibility.values import parse_colour, parse_length, parse_number

__all__ = ["is_valid"]

_WIDE: Final = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})

#: Keywords of the properties that take nothing else.
_KEYWORDS: Final = {
    "display": frozenset(
        [
            "none",
            "block",
            "inline",
            "inline-block",
            "flex",
            "inline-flex",
            "grid",
            "inline-grid",
            "table",
            "inline-table",
            "table-row",
            "table-cell",
            "table-row-group",
            "table-header-group",
            "table-footer-group",
            "table-column",
            "table-column-group",
            "table-caption",
            "list-item",
            "contents",
            "flow-root",
            "ruby",
            "ruby-text",
            "-webkit-box",
            "-webkit-inline-box",
            "-webkit-flex",
            "-webkit-inline-flex",
            "math",
        ]
    ),
    "visibility": frozenset(["visible", "hidden", "collapse"]),
    "position": frozenset(["static", "relative", "absolute", "fixed", "sticky", "-webkit-sticky"]),
    "content-visibility": frozenset(["visible", "auto", "hidden"]),
    "overflow-x": frozenset(["visible", "hidden", "clip", "scroll", "auto", "overlay"]),
    "overflow-y": frozenset(["visible", "hidden", "clip", "scroll", "auto", "overlay"]),
}
_LENGTHS: Final = frozenset(
    [
        "left",
        "right",
        "top",
        "bottom",
        "width",
        "height",
        "max-width",
        "max-height",
        "margin-left",
        "margin-right",
        "margin-top",
        "margin-bottom",
        "text-indent",
        "font-size",
    ]
)
_LENGTH_WORDS: Final = frozenset(
    [
        "auto",
        "none",
        "min-content",
        "max-content",
        "fit-content",
        "stretch",
        "-webkit-fill-available",
        "xx-small",
        "x-small",
        "small",
        "medium",
        "large",
        "x-large",
        "xx-large",
        "xxx-large",
        "smaller",
        "larger",
    ]
)
#: CSS Quirks 3.4: properties that take a number without unit on a page in quirks mode.
_UNITLESS: Final = _LENGTHS
_NOT_NEGATIVE: Final = frozenset({"width", "height", "max-width", "max-height", "font-size"})
_FUNCTIONS: Final = (
    "calc(",
    "min(",
    "max(",
    "clamp(",
    "env(",
    "fit-content(",
    "anchor(",
    "-webkit-calc(",
)


def is_valid(name: str, value: str, *, quirks: bool) -> bool:  # noqa: PLR0911 - one a case
    """Tell whether a browser takes a declaration; of other properties than those judged, yes."""
    if value in _WIDE:
        return True
    keywords = _KEYWORDS.get(name)
    if keywords is not None:
        return value in keywords or (name == "display" and " " in value)
    if name in _LENGTHS:
        return _valid_length(name, value, quirks=quirks)
    if name == "opacity":
        return parse_number(value) is not None or value.startswith(_FUNCTIONS)
    if name == "z-index":
        return value == "auto" or value.lstrip("+-").isdecimal() or value.startswith(_FUNCTIONS)
    if name in {"color", "background-color"}:
        return _valid_colour(value, quirks=quirks)
    return True


def _valid_length(name: str, value: str, *, quirks: bool) -> bool:
    if value in _LENGTH_WORDS or value.startswith(_FUNCTIONS):
        return True
    length = parse_length(value, quirks=quirks and name in _UNITLESS)
    if length is None:
        return name == "text-indent" and " " in value
    return not (name in _NOT_NEGATIVE and (length.pixels < 0 or length.share < 0))


def _valid_colour(value: str, *, quirks: bool) -> bool:
    if parse_colour(value, quirks=quirks) is not None or value == "currentcolor":
        return True
    # Names that the table of colours leaves out and newer functions are colours like no other.
    return value.isalpha() or value[:4] in {"oklc", "okla", "lab(", "lch(", "hwb(", "colo", "ligh"}
