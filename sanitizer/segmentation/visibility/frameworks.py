"""Classes that well-known style sheets hide with, for pages whose sheets are elsewhere.

External sheets are not fetched. Where a page links some and none of its own sheets has a rule for
the class, the class means what the framework that made it known defines for a desktop screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sanitizer.patterns import lazy_pattern
from sanitizer.segmentation.visibility.cause import Cause, Hiding

if TYPE_CHECKING:
    import re

    from sanitizer.segmentation.visibility.cascade import Style

__all__ = ["CLASSES", "by_framework", "links_sheets", "with_known_class"]

_TAILWIND_SHOWN = lazy_pattern(
    r"(?:sm|md|lg|xl):(?:block|inline|inline-block|flex|inline-flex|grid|inline-grid|table|"
    r"table-row|table-cell|contents|list-item|flow-root)$"
)
_BOOTSTRAP_SHOWN = lazy_pattern(
    r"d-(?:sm|md|lg|xl)-(?:block|inline|inline-block|flex|inline-flex|grid|table|table-row|"
    r"table-cell)$"
)
_NOT_SR_ONLY = lazy_pattern(r"(?:(?:sm|md|lg|xl):)?not-sr-only$")
_NEVER_SHOWN = lazy_pattern(r"(?!)")

#: Class → (class beside it that shows the element all the same, where the class is defined).
CLASSES: Final[dict[str, tuple[re.Pattern[str], str]]] = {
    "sr-only": (_NOT_SR_ONLY, "Bootstrap 3 and 4, Tailwind CSS, Font Awesome"),
    "visually-hidden": (_NEVER_SHOWN, "Bootstrap 5, Drupal 8 and later"),
    "visuallyhidden": (_NEVER_SHOWN, "HTML5 Boilerplate"),
    "screen-reader-text": (_NEVER_SHOWN, "WordPress themes"),
    "screen-reader-only": (_NEVER_SHOWN, "Elementor and others, after WordPress"),
    "element-invisible": (_NEVER_SHOWN, "Drupal 7"),
    "element-hidden": (_NEVER_SHOWN, "Drupal 7"),
    "show-for-sr": (_NEVER_SHOWN, "Foundation 6"),
    "is-sr-only": (_NEVER_SHOWN, "Bulma"),
    "hidden": (_TAILWIND_SHOWN, "Bootstrap 3, Tailwind CSS, HTML5 Boilerplate, Drupal 8"),
    "is-hidden": (_NEVER_SHOWN, "Bulma"),
    "uk-hidden": (_NEVER_SHOWN, "UIkit"),
    "d-none": (_BOOTSTRAP_SHOWN, "Bootstrap 4 and 5"),
    "d-sm-none": (lazy_pattern(r"d-(?:md|lg|xl)-(?!none)"), "Bootstrap 4 and 5"),
    "d-md-none": (lazy_pattern(r"d-(?:lg|xl)-(?!none)"), "Bootstrap 4 and 5"),
    "d-lg-none": (lazy_pattern(r"d-xl-(?!none)"), "Bootstrap 4 and 5"),
    "d-xl-none": (_NEVER_SHOWN, "Bootstrap 4 and 5"),
    "sm:hidden": (lazy_pattern(r"(?:md|lg|xl):(?:block|inline|flex|grid)"), "Tailwind CSS"),
    "md:hidden": (lazy_pattern(r"(?:lg|xl):(?:block|inline|flex|grid)"), "Tailwind CSS"),
    "lg:hidden": (lazy_pattern(r"xl:(?:block|inline|flex|grid)"), "Tailwind CSS"),
    "xl:hidden": (_NEVER_SHOWN, "Tailwind CSS"),
    "hidden-lg": (_NEVER_SHOWN, "Bootstrap 3"),
    "visible-xs": (lazy_pattern(r"visible-lg"), "Bootstrap 3"),
    "visible-sm": (lazy_pattern(r"visible-lg"), "Bootstrap 3"),
    "visible-md": (lazy_pattern(r"visible-lg"), "Bootstrap 3"),
    "visible-xs-block": (lazy_pattern(r"visible-lg"), "Bootstrap 3"),
    "visible-sm-block": (lazy_pattern(r"visible-lg"), "Bootstrap 3"),
    "hidden-md-up": (_NEVER_SHOWN, "Bootstrap 4 alpha"),
    "hidden-lg-up": (_NEVER_SHOWN, "Bootstrap 4 alpha"),
    "hide-for-large": (_NEVER_SHOWN, "Foundation 6"),
    "show-for-small-only": (_NEVER_SHOWN, "Foundation 6"),
}


def links_sheets(style: Style) -> bool:
    """Tell whether a page has style sheets that are elsewhere."""
    tree, by_tag = style.tree, style.elements.by_tag
    for element in by_tag.get("link", ()):
        if style.elements.start_tags.mentions(element, "stylesheet"):
            attributes = tree.attributes(element)
            if "stylesheet" in attributes.get("rel", "").lower() and "href" in attributes:
                return True
    return any(
        "@import" in tree.source[tree.opens[element] : tree.closes[element]]
        for element in by_tag.get("style", ())
    )


def with_known_class(style: Style) -> set[int]:
    """Return the elements that have one of the classes."""
    elements = style.elements
    names = CLASSES.keys() & elements.class_names
    return {element for name in names for element in elements.with_key(f".{name}")}


def by_framework(style: Style, element: int) -> Hiding | None:
    """Return what a framework's class does to an element, or None."""
    text = style.elements.start_tags.value(element, "class")
    if not text:
        return None
    names = text.split()
    for name in names:
        known = CLASSES.get(name)
        if known is None or any(known[0].match(other) for other in names):
            continue
        if _is_defined(style, name):
            continue
        display = style.value(element, "display")
        if display is None or not display.origin:
            return Hiding(Cause.FRAMEWORK_CLASS, f"the class {name} ({known[1]})", inherited=True)
    return None


def _is_defined(style: Style, name: str) -> bool:
    found = style.defined_classes.get(name)
    if found is None:
        selector = f".{name.replace(':', chr(92) + ':')}"
        found = any(selector in sheet.text for sheet in style.sheets)
        style.defined_classes[name] = found
    return found
