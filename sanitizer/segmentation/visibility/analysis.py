"""Tree → for every element the cause why text in it is not seen.

Elements on which something was declared that may hide are found first: style attributes and
``hidden`` by a look at the start tags, sheets by the scan in `triggers`. Only those are judged, by
the checks in `checks`, `markup` and `colours`. What is found goes down to what the element holds,
in one pass, since parents come before children.
"""

from __future__ import annotations

import bisect
import html
import itertools
from typing import TYPE_CHECKING

from sanitizer.parsing.tree import build_tree
from sanitizer.segmentation.visibility.boxes import is_out_of_flow
from sanitizer.segmentation.visibility.cascade import Style
from sanitizer.segmentation.visibility.cause import Cause, Hiding
from sanitizer.segmentation.visibility.checks import CHECKS, SMALLEST_FONT, checks_for
from sanitizer.segmentation.visibility.colours import (
    colour_suspects,
    same_colour,
)
from sanitizer.segmentation.visibility.computed import font_size, keeps_colours
from sanitizer.segmentation.visibility.declarations import parse_declarations
from sanitizer.segmentation.visibility.frameworks import (
    WORDS,
    by_framework,
    links_sheets,
    names_class,
)
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

_WATCHED_ATTRIBUTES = ("style", "hidden", "popover", "color")

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
        self._classed: set[int] = set()
        self._summaries: dict[int, int] = {}
        self._find_suspects()
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
                if self.style.selectors_of(rule):
                    bits = checks_for(hiding_names(rule.declarations))
                    if bits:
                        self._match(rule, bits)
        self._look_at_scripts()

    def _look_at_tags(self) -> None:
        tree = self.tree
        marked = self._marked
        marked.update(element for element, tag in enumerate(tree.tags) if tag in WATCHED_TAGS)
        for element in marked:
            if tree.tags[element] == "marquee":  # cuts off what does not fit without being told
                self._suspects[element] = checks_for(("width",))
        linked = links_sheets(self.style)
        words = (*_WATCHED_ATTRIBUTES, *WORDS) if linked else _WATCHED_ATTRIBUTES
        coloured = []
        for element, tag in _elements_with(tree, words):
            attributes = tree.attributes(element)
            if "hidden" in attributes or "popover" in attributes:
                marked.add(element)
            style = attributes.get("style")
            if style and may_hide(style):
                self._suspect(element, checks_for(hiding_names(parse_declarations(style))))
            if "color" in tag or "background" in tag:
                coloured.append(element)
            if linked and names_class(attributes.get("class")):
                self._classed.add(element)
        self._colours = colour_suspects(self.style, coloured)

    def _suspect(self, element: int, bits: int) -> None:
        if bits:
            self._suspects[element] = self._suspects.get(element, 0) | bits

    def _match(self, rule: Rule, bits: int) -> None:
        elements = self.style.elements
        for selector in self.style.selectors_of(rule):
            if elements.budget < 0:
                return
            candidates = selector.candidates(elements)
            elements.budget -= len(candidates) // 16  # going through them is work, too
            for element in candidates:
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
            starts = self.tree.starts
            first = bisect.bisect_left(starts, box.start)
            for element in range(first, bisect.bisect_left(starts, box.end)):
                self._own.setdefault(element, hiding)

    def _judge_text(self, text: str) -> Hiding | None:
        """Judge declarations that a script sets, as a style attribute of their own."""
        hiding = _judge_alone(text)
        return (
            None
            if hiding is None
            else Hiding(Cause.BY_SCRIPT, f"a script: {hiding.words}", inherited=True)
        )

    # --- judging

    def _judge(self) -> list[Hiding | None]:
        """Go down the tree; of each element keep all that hides it and can be undone inside."""
        found: list[tuple[Hiding, ...]] = []
        looked_at = (
            self._marked | self._classed | self._suspects.keys() | self._own.keys() | self._colours
        )
        tags = self.tree.tags
        for element, parent in enumerate(self.tree.parents):
            above = found[parent] if parent >= 0 else ()
            if above:
                if not above[0].inherited and not above[0].escapes:
                    found.append(above)
                    continue
                above = self._passed_on(above, element)
            if element in looked_at or (parent >= 0 and tags[parent] == "details"):
                here = self._judge_one(element, parent)
                if here is not None:
                    above = (*above, here) if here.inherited else (here,)
            found.append(above)
        hidings = [_reported(active) if active else None for active in found]
        self._mark_details(hidings)
        return hidings

    def _judge_one(self, element: int, parent: int) -> Hiding | None:
        here: Hiding | None = None
        if element in self._marked:
            here = by_markup(self.style, element)
        if here is None and element in self._suspects:
            here = self._checked(element, self._suspects[element])
        if here is None and element in self._colours:
            here = same_colour(self.style, element)
        if here is None and parent >= 0 and self.tree.tags[parent] == "details":
            here = self._collapsed(parent, element)
        if here is None and element in self._own:
            here = self._own[element]
        if here is None and element in self._classed:
            here = by_framework(self.style, element)
        return here

    def _checked(self, element: int, bits: int) -> Hiding | None:
        """Ask the checks that are called for; what cannot be undone inside goes before the rest."""
        first: Hiding | None = None
        for place, check in enumerate(CHECKS):
            if bits >> place & 1:
                hiding = check.function(self.style, element)
                if hiding is not None and not hiding.inherited:
                    return hiding
                first = first or hiding
        return first

    def _passed_on(self, above: tuple[Hiding, ...], element: int) -> tuple[Hiding, ...]:
        """Return what of a parent's hidings holds for an element inside."""
        return tuple(hiding for hiding in above if self._holds_inside(hiding, element))

    def _holds_inside(self, hiding: Hiding, element: int) -> bool:
        if not hiding.inherited:
            return not (hiding.escapes and is_out_of_flow(self.style, element))
        if hiding.cause in _SOFT:
            return True
        if hiding.cause is Cause.SAME_COLOUR:
            return keeps_colours(self.style, element)
        own = self.style.value(element, _OWN_PROPERTY[hiding.cause])
        if own is None or own.text == "inherit":
            return True
        if hiding.cause is Cause.FONT_SIZE:
            return font_size(self.style, element) < SMALLEST_FONT
        return hiding.cause is Cause.VISIBILITY and own.text in {"hidden", "collapse"}

    def _collapsed(self, details: int, element: int) -> Hiding | None:
        if "open" in self.tree.attributes(details) or element == self._summary(details):
            return None
        return Hiding(Cause.COLLAPSED_DETAILS, "<details>, not open")

    def _summary(self, details: int) -> int:
        found = self._summaries.get(details)
        if found is None:
            children = self.style.elements.children(details)
            summaries = (child for child in children if self.tree.tags[child] == "summary")
            found = self._summaries[details] = next(summaries, -1)
        return found

    def _mark_details(self, found: list[Hiding | None]) -> None:
        """Text directly in closed details is hidden; the element itself is not."""
        for element in self._marked:
            if self.tree.tags[element] == "details" and found[element] is None:
                found[element] = self._collapsed(element, -2)


def _reported(active: tuple[Hiding, ...]) -> Hiding | None:
    """Return the surest of what hides an element."""
    for hiding in active:
        if hiding.cause not in _SOFT:
            return hiding
    return active[0] if active else None


def _elements_with(tree: Tree, words: tuple[str, ...]) -> list[tuple[int, str]]:
    """Return the elements with one of the words in their start tag, which comes in lower case."""
    source = tree.source
    tags = [source[start:end] for start, end in zip(tree.starts, tree.opens, strict=True)]
    # One search through all the tags is faster than one through each; with one byte a character
    # the places stay, and bytes are lowered fast whatever the language.
    joined = "".join(tags).encode("latin-1", "replace").lower()
    ends = list(itertools.accumulate(map(len, tags)))
    found = set()
    for word in words:
        place = joined.find(word.encode())
        while place >= 0:
            element = bisect.bisect_right(ends, place)
            found.add(element)
            place = joined.find(word.encode(), ends[element])
    return [(element, tags[element].lower()) for element in sorted(found)]


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

#: Causes that the page itself does not prove; what else hides an element inside is looked for.
_SOFT = frozenset({Cause.FRAMEWORK_CLASS, Cause.BY_SCRIPT})

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
