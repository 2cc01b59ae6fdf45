"""Undo the guesses at visibility that trafilatura would make, in the tree that it is given.

Trafilatura reads class names, ids and style attributes to guess what a page hides, and drops by
name what is mostly no main content. The visibility engine has answered that question, and what it
calls hidden is no longer in the tree: what is still there is seen, so nothing may say otherwise.
Comes in: a tree, which is changed. Every row of the tables has its reason.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sanitizer.extraction.paragraphs import INLINE, NOT_XML
from sanitizer.segmentation.visibility.frameworks import CLASSES

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import html

__all__ = ["ANY_CLASSES", "ATTRIBUTES", "ELEMENTS", "SURE_CLASSES", "undo_guesses"]

#: A control with so much text is no label: a card that is a button, a story in a list box.
_MIN_CONTROL_CHARS: Final = 80


def undo_guesses(tree: html.HtmlElement) -> None:
    """Change what would have seen content dropped as hidden."""
    classes = SURE_CLASSES if _links_sheets(tree) else ANY_CLASSES
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            continue
        for name, (change, _) in ATTRIBUTES.items():
            _change(element, name, change)
        if "hid" in element.get("class", "") or "no" in element.get("class", ""):
            _change(element, "class", lambda value: _without(value, classes))
        row = ELEMENTS.get("-" if _is_custom(element.tag) else element.tag)
        if row is not None:
            row[0](element)


def _change(element: html.HtmlElement, name: str, change: Callable[[str], str | None]) -> None:
    value = element.get(name)
    if value is None:
        return
    changed = change(value)
    if changed is None:
        del element.attrib[name]
    elif changed != value:
        element.set(name, NOT_XML.sub("", changed))


# --- attributes


def _dropped(value: str) -> None:  # noqa: ARG001  a row of the table
    return None


def _without_hiding_word(value: str) -> str:
    return value.replace("hidden", "shown")


#: Attribute → (its new value, or None for none; why it is changed).
ATTRIBUTES: Final[dict[str, tuple[Callable[[str], str | None], str]]] = {
    "style": (_dropped, "overflow:hidden, or display:none that is overridden, drops the element"),
    "hidden": (_dropped, "a sheet may show it all the same"),
    "aria-hidden": (_dropped, "it hides from screen readers, not from readers"),
    "id": (_without_hiding_word, 'any "hidden" in an id drops the element: hidden-gems'),
}

#: Classes that trafilatura takes for hiding. In a page without sheets elsewhere we know what each
#: of them does, and all of them are seen.
ANY_CLASSES: Final = re.compile(r"^hid|hidden$|-hide-|hide-print|noprint|notloaded")

#: With sheets elsewhere a name is all there is, and these are known to be seen: what frameworks
#: define that hides on paper or narrower windows only, or is undone by a class beside it.
SURE_CLASSES: Final = re.compile(
    r"^hidden-(?:xs|sm|md|print)(?:-down)?$"  # Bootstrap 3, and 4 alpha
    r"|^hide-for-(?:small|medium)(?:-only|-down)?$"  # Foundation
    r"|^hide-on-(?:small|med)(?:-only|-and-down)?$"  # Materialize
    r"|^(?:hide-print|noprint)$"  # hand-written print sheets
    "|^(?:" + "|".join(map(re.escape, CLASSES)) + ")$"
)


def _without(value: str, classes: re.Pattern[str]) -> str:
    return " ".join(name for name in value.split() if not classes.search(name))


def _links_sheets(tree: html.HtmlElement) -> bool:
    return any(
        "stylesheet" in link.get("rel", "").lower() and link.get("href")
        for link in tree.iter("link")
    ) or any("@import" in (style.text or "") for style in tree.iter("style"))


# --- elements


def _is_custom(tag: str) -> bool:
    return "-" in tag and ":" not in tag


def _as_container(element: html.HtmlElement) -> None:
    element.tag = "div"


def _as_container_or_text(element: html.HtmlElement) -> None:
    element.tag = "span" if _is_inline(element) else "div"


def _as_paragraph(element: html.HtmlElement) -> None:
    element.tag = "p" if _is_inline(element) else "div"


def _control(element: html.HtmlElement) -> None:
    if not _has_sentences(element):
        return
    element.tag = "div"
    for outer in element.iterancestors():
        if outer.tag not in {"select", "optgroup"}:
            break
        outer.tag = "div"


def _drawn_text(element: html.HtmlElement) -> None:
    drawing = next(element.iterancestors("svg"), None)
    if drawing is not None and _has_sentences(element):
        drawing.tag, element.tag = "div", "p"


def _is_inline(element: html.HtmlElement) -> bool:
    return all(inner.tag in INLINE for inner in element.iterdescendants())


def _has_sentences(element: html.HtmlElement) -> bool:
    text = " ".join(element.text_content().split())
    # Code to embed something elsewhere is what text areas of articles hold.
    return len(text) >= _MIN_CONTROL_CHARS and "<" not in text


#: Element (``-``: any custom one) → (what becomes of it, why). All of them are seen.
ELEMENTS: Final[dict[str, tuple[Callable[[html.HtmlElement], None], str]]] = {
    "-": (_as_container_or_text, "an element that HTML does not know is dropped with its text"),
    "dialog": (_as_container, "a dialog is dropped, but this one is open"),
    "details": (_as_container, "what it shows belongs to the text around it"),
    "summary": (_as_paragraph, "a summary is dropped, but readers see it even when it is closed"),
    "button": (_control, "a card that is a button all over"),
    "textarea": (_control, "a text to be copied or edited"),
    "option": (_control, "a list box shows its options"),
    "text": (_drawn_text, "a drawing with sentences in it is a picture of text"),
}
