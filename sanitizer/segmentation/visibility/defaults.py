"""What the browser's own sheet and the attributes of old set (HTML, chapter "Rendering")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sanitizer.parsing.tree import Tree

__all__ = [
    "BLOCKS",
    "DEFAULT_BACKGROUNDS",
    "default_value",
    "hinted_tags",
    "presentational",
]

#: 15.3: elements that are laid out as blocks (tables and list items among them).
BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "plaintext",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "xmp",
        "caption",
    ]
)
#: 15.5: what holds text at its own size, whatever stands around it.
_OWN_FONT: Final = frozenset({"button", "input", "select", "textarea"})
#: 15.3.3 and 15.5: what the browser paints behind the text of some elements.
DEFAULT_BACKGROUNDS: Final = {"mark": "#ffff00", "button": "#efefef", "select": "#efefef"}
_HEADINGS: Final = {
    "h1": "2em",
    "h2": "1.5em",
    "h3": "1.17em",
    "h4": "1em",
    "h5": ".83em",
    "h6": ".67em",
    "small": "smaller",
    "big": "larger",
    "sub": "smaller",
    "sup": "smaller",
}
_OWN_COLOUR: Final = frozenset({"a", "button", "input", "select", "textarea", "mark"})
_BACKGROUND_ATTRIBUTE: Final = frozenset({"body", "table", "td"})
_BGCOLOR_ATTRIBUTE: Final = frozenset(
    {"body", "table", "tr", "td", "th", "tbody", "thead", "tfoot", "marquee"}
)
_SIZE_ATTRIBUTES: Final = frozenset({"table", "td", "th", "marquee", "iframe", "img"})
#: Property → the tags on which it may be set by the two functions below.
_HINTED: Final = {
    "font-size": _OWN_FONT | _HEADINGS.keys() | {"table", "font"},
    "color": _OWN_COLOUR | {"font", "body"},
    "background-color": DEFAULT_BACKGROUNDS.keys() | _BGCOLOR_ATTRIBUTE,
    "background-image": _BACKGROUND_ATTRIBUTE,
    "display": BLOCKS,
    "width": _SIZE_ATTRIBUTES,
    "height": _SIZE_ATTRIBUTES,
}
#: 15.3.5: sizes of ``<font size>`` and what they are called in CSS.
_FONT_SIZES: Final = ("x-small", "small", "medium", "large", "x-large", "xx-large", "48px")


def hinted_tags(name: str) -> frozenset[str]:
    """Return the tags on which the browser's own sheet or attributes may set a property."""
    return frozenset(_HINTED.get(name, ()))


def default_value(tree: Tree, element: int, name: str, *, quirks: bool) -> str | None:  # noqa: PLR0911 - one a case
    """Return what the user-agent sheet sets a property to, or None."""
    tag = tree.tags[element]
    if name == "font-size":
        if tag in _OWN_FONT:
            return "13.333px"
        if quirks and tag == "table":  # 15.3.10, quirks mode
            return "medium"
        return _HEADINGS.get(tag)
    if name == "color":
        if tag == "a" and "href" in tree.attributes(element):
            return "#0000ee"
        if tag in _OWN_COLOUR - {"a"}:
            return "#000000"
    if name == "background-color":
        return DEFAULT_BACKGROUNDS.get(tag)
    if name == "display":
        return "block" if tag in BLOCKS else None
    return None


def presentational(tree: Tree, element: int, name: str) -> str | None:  # noqa: PLR0911 - one a case
    """Return what an attribute such as ``bgcolor`` sets a property to, or None."""
    tag = tree.tags[element]
    if name == "color":
        if tag == "font":
            return _colour(tree.attributes(element).get("color"))
        if tag == "body":
            return _colour(tree.attributes(element).get("text"))
        if tag == "a" and "href" in tree.attributes(element):
            return _body_link(tree, element)
        return None
    if name == "background-color":
        if tag in _BGCOLOR_ATTRIBUTE:
            return _colour(tree.attributes(element).get("bgcolor"))
        return None
    if name == "background-image":
        attributes = tree.attributes(element)
        return "url()" if attributes.get("background") and tag in _BACKGROUND_ATTRIBUTE else None
    if name == "font-size" and tag == "font":
        return _font_size(tree.attributes(element).get("size", ""))
    if name in {"width", "height"} and tag in _SIZE_ATTRIBUTES:
        return _dimension(tree.attributes(element).get(name, ""))
    return None


def _body_link(tree: Tree, element: int) -> str | None:
    for holder in tree.ancestors(element):
        if tree.tags[holder] == "body":
            return _colour(tree.attributes(holder).get("link"))
    return None


def _colour(text: str | None) -> str | None:
    """Read an attribute's colour (HTML 2.3.6), as far as pages write it sensibly."""
    if not text:
        return None
    text = text.strip().lower()
    digits = text.removeprefix("#")
    if len(digits) in {3, 6} and all(digit in "0123456789abcdef" for digit in digits):
        return f"#{digits}"
    return text if text.isalpha() else None


def _font_size(text: str) -> str | None:
    text = text.strip()
    sign = text[:1] if text[:1] in {"+", "-"} else ""
    digits = text.removeprefix(sign)
    if not digits.isdecimal() or len(digits) > 3:
        return None
    number = int(digits)
    if sign:
        number = 3 + number if sign == "+" else 3 - number
    return _FONT_SIZES[min(max(number, 1), 7) - 1]


def _dimension(text: str) -> str | None:
    text = text.strip()
    if text.endswith("%") and text[:-1].strip().isdecimal():
        return text
    digits = text.removesuffix("px")
    return f"{digits}px" if digits.isdecimal() and len(digits) < 6 else None
