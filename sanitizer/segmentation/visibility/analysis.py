"""Tree → for every element the cause why text in it is not seen.

Elements on which something was declared that may hide are found first: style attributes and
``hidden`` by a look at the start tags, sheets by the scan in `triggers`. Only those are judged, by
the checks in `checks`, `markup` and `colours`. What is found goes down to what the element holds,
in one pass, since parents come before children.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from sanitizer.parsing.tree import build_tree
from sanitizer.segmentation.visibility.boxes import is_out_of_flow
from sanitizer.segmentation.visibility.cascade import Style
from sanitizer.segmentation.visibility.cause import Cause, Hiding
from sanitizer.segmentation.visibility.checks import CHECKS, checks_for
from sanitizer.segmentation.visibility.colours import colour_suspects, same_colour
from sanitizer.segmentation.visibility.declarations import parse_declarations
from sanitizer.segmentation.visibility.markup import WATCHED_TAGS, by_markup
from sanitizer.segmentation.visibility.media import media_matches
from sanitizer.segmentation.visibility.scripts import styles_set, written_boxes
from sanitizer.segmentation.visibility.selectors import compile_selectors
from sanitizer.segmentation.visibility.sheets import read_sheet
from sanitizer.segmentation.visibility.triggers import hiding_names, may_hide

if TYPE_CHECKING:
    from sanitizer.parsing.tree import Tree
    from sanitizer.segmentation.visibility.sheets import Rule

__all__ = ["Visibility", "causes", "describe", "forget_sheets", "see"]

_WATCHED_ATTRIBUTES = ("style", "hidden", "popover")

#: Of an inherited cause: the property that an element inside may set for itself.
_OWN_PROPERTY = {
    Cause.VISIBILITY: "visibility",
    Cause.FONT_SIZE: "font-size",
    Cause.OFF_SCREEN: "text-indent",
}


class Visibility:
    """What is hidden on a page.

    Parameters
    ----------
    tree : Tree
        The page.

    Attributes
    ----------
    hidings : list
        Of each element what hides the text directly in it, or None.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.style = Style(tree, quirks=is_quirky(tree))
        self._suspects: dict[int, int] = {}
        self._marked: set[int] = set()
        self._own: dict[int, Hiding] = {}
        self._find_suspects()
        self._colours = colour_suspects(self.style)
        self.hidings = self._judge()

    @property
    def causes(self) -> list[str | None]:
        """Of each element the cause's name, or None where text in it is seen."""
        return [None if hiding is None else hiding.cause.value for hiding in self.hidings]

    def describe(self, element: int) -> str:
        """Return in words why text in an element is not seen; empty where it is."""
        hiding = self.hidings[element]
        return "" if hiding is None else f"hidden by {hiding.words}"

    # --- where to look

    def _find_suspects(self) -> None:
        self._look_at_tags()
        for sheet in self.style.sheets:
            for rule in sheet.hiding:
                if self.style.may_match(rule):
                    bits = checks_for(hiding_names(rule.declarations))
                    if bits:
                        self._match(rule, bits)
        self._look_at_scripts()

    def _look_at_tags(self) -> None:
        tree = self.tree
        marked = self._marked
        marked.update(element for element, tag in enumerate(tree.tags) if tag in WATCHED_TAGS)
        for element in _elements_with(tree, _WATCHED_ATTRIBUTES):
            attributes = tree.attributes(element)
            if "hidden" in attributes or "popover" in attributes:
                marked.add(element)
            style = attributes.get("style")
            if style and may_hide(style):
                bits = checks_for(hiding_names(parse_declarations(style)))
                if bits:
                    self._suspects[element] = bits

    def _match(self, rule: Rule, bits: int) -> None:
        elements = self.style.elements
        for selector in self.style.selectors_of(rule):
            for element in selector.candidates(elements):
                have = self._suspects.get(element, 0)
                if have | bits != have and selector.matches(elements, element):
                    self._suspects[element] = have | bits

    def _look_at_scripts(self) -> None:
        for name, text in styles_set(self.tree):
            if not may_hide(text):
                continue
            for element in self.style.elements.with_key(f"#{name}"):
                hiding = self._judge_text(text)
                if hiding is not None:
                    self._own.setdefault(element, hiding)
        for box in written_boxes(self.tree):
            hiding = self._judge_text(box.style)
            if hiding is None:
                continue
            for element, start in enumerate(self.tree.starts):
                if box.start <= start < box.end:
                    self._own.setdefault(element, hiding)

    def _judge_text(self, text: str) -> Hiding | None:
        """Judge declarations that a script sets, as a style attribute of their own."""
        hiding = _judge_alone(text)
        return None if hiding is None else Hiding(Cause.BY_SCRIPT, f"a script: {hiding.words}")

    # --- judging

    def _judge(self) -> list[Hiding | None]:
        found: list[Hiding | None] = []
        suspects, marked, own, colours = self._suspects, self._marked, self._own, self._colours
        for element, parent in enumerate(self.tree.parents):
            above = found[parent] if parent >= 0 else None
            if above is not None:
                above = self._passed_on(above, element)
                if above is not None and not above.inherited:
                    found.append(above)
                    continue
            here: Hiding | None = None
            if element in marked:
                here = by_markup(self.style, element)
            if here is None and element in own:
                here = own[element]
            if here is None and element in suspects:
                here = self._checked(element, suspects[element])
            if here is None and element in colours:
                here = same_colour(self.style, element)
            if here is None and parent >= 0 and self.tree.tags[parent] == "details":
                here = self._collapsed(parent, element)
            found.append(here or above)
        self._mark_details(found)
        return found

    def _checked(self, element: int, bits: int) -> Hiding | None:
        for place, check in enumerate(CHECKS):
            if bits >> place & 1:
                hiding = check.function(self.style, element)
                if hiding is not None:
                    return hiding
        return None

    def _passed_on(self, above: Hiding, element: int) -> Hiding | None:
        """Return what of a parent's hiding holds for an element inside."""
        if above.inherited:
            if above.cause is Cause.SAME_COLOUR:
                return above if self.style.keeps_colours(element) else None
            name = _OWN_PROPERTY[above.cause]
            own = self.style.value(element, name)
            if own is None or own.text == "inherit":
                return above
            if above.cause is Cause.FONT_SIZE:
                return above if self.style.font_size(element) < 3.0 else None
            if above.cause is Cause.VISIBILITY:
                return above if own.text in {"hidden", "collapse"} else None
            return None
        if above.escapes and is_out_of_flow(self.style, element):
            return None
        return above

    def _collapsed(self, details: int, element: int) -> Hiding | None:
        if "open" in self.tree.attributes(details) or element == self._summary(details):
            return None
        return Hiding(Cause.COLLAPSED_DETAILS, "<details>, not open")

    def _summary(self, details: int) -> int:
        for child in self.style.elements.children(details):
            if self.tree.tags[child] == "summary":
                return child
        return -1

    def _mark_details(self, found: list[Hiding | None]) -> None:
        """Text directly in closed details is hidden; the element itself is not."""
        for element in self._marked:
            if self.tree.tags[element] == "details" and found[element] is None:
                found[element] = self._collapsed(element, -2)


def _elements_with(tree: Tree, words: tuple[str, str, str]) -> list[int]:
    """Return the elements in whose start tag one of the words stands, in any case."""
    source, found = tree.source, []
    one, two, three = words
    for element, (start, end) in enumerate(zip(tree.starts, tree.opens, strict=True)):
        tag = source[start:end].lower()
        if one in tag or two in tag or three in tag:
            found.append(element)
    return found


def _judge_alone(style: str) -> Hiding | None:
    tree = build_tree(f'<!doctype html><div style="{html.escape(style)}"></div>')
    return Visibility(tree).hidings[0]


def is_quirky(tree: Tree) -> bool:
    """Tell whether browsers lay the page out in quirks mode (HTML 13.2.6.4.1)."""
    for mark in tree.marks:
        if mark.kind == "doctype":
            text = tree.source[mark.start : mark.end].lower()
            return "html" not in text or any(name in text for name in _OLD_DOCTYPES)
        if mark.kind != "comment":
            break
    return True


_OLD_DOCTYPES = ("dtd html 3", "dtd html 2", "//ietf//dtd html", "netscape")

_LAST: list[Visibility] = []


def see(tree: Tree) -> Visibility:
    """Return what is hidden on a page; asked again for the same tree, the same answer."""
    if _LAST and _LAST[0].tree is tree:
        return _LAST[0]
    found = Visibility(tree)
    _LAST[:] = [found]
    return found


def causes(tree: Tree) -> list[str | None]:
    """Return of every element the cause why text directly in it is not seen, or None."""
    return see(tree).causes


def describe(tree: Tree, element: int) -> str:
    """Return in words why text in an element is not seen: ``hidden by left:-9000px``."""
    return see(tree).describe(element)


def forget_sheets() -> None:
    """Empty the caches of style sheets and declarations, for measuring."""
    for cached in (read_sheet, parse_declarations, compile_selectors, media_matches):
        cached.cache_clear()
