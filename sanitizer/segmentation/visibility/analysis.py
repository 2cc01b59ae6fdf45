"""Tree → for every element the cause why text in it is not seen.

Elements on which something was declared that may hide are found first: style attributes and
``hidden`` by a look at the start tags, sheets by the scan in `triggers`. Only those are judged, by
the checks in `checks`, `markup` and `colours`. What is found goes down to what the element holds,
in one pass, since parents come before children.
"""

from __future__ import annotations

import bisect
import functools
import html
from typing import TYPE_CHECKING

from sanitizer.parsing.tree import build_tree
from sanitizer.segmentation.visibility.boxes import is_out_of_flow
from sanitizer.segmentation.visibility.cascade import Style
from sanitizer.segmentation.visibility.cause import Cause, Hiding
from sanitizer.segmentation.visibility.checks import CHECKS, SMALLEST_FONT
from sanitizer.segmentation.visibility.colours import same_colour
from sanitizer.segmentation.visibility.computed import font_size, keeps_colours
from sanitizer.segmentation.visibility.frameworks import by_framework
from sanitizer.segmentation.visibility.markup import by_markup
from sanitizer.segmentation.visibility.quirks import is_quirky
from sanitizer.segmentation.visibility.scripts import styles_set, written_boxes
from sanitizer.segmentation.visibility.suspects import Suspects
from sanitizer.segmentation.visibility.triggers import may_hide

if TYPE_CHECKING:
    from sanitizer.parsing.tree import Tree

__all__ = ["Visibility", "causes", "describe", "see"]

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
    unveiled : list
        The same as if nothing hid the root and the body: pages that fade in, or are kept back until
        their scripts have run, hide all that they have, and that says nothing about any part of it.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.style = Style(tree, quirks=is_quirky(tree))
        self._suspects = Suspects(self.style)
        self._own: dict[int, Hiding] = {}
        self._summaries: dict[int, int] = {}
        self._look_at_scripts()
        self.hidings = self._judge(frozenset())
        self.unveiled = self.hidings
        roots = _roots(tree, self.style)
        if any(self.hidings[root] is not None for root in roots):
            self.unveiled = self._judge(frozenset(roots))

    @functools.cached_property
    def causes(self) -> list[str | None]:
        """Of each element the cause's name, or None where text in it is seen."""
        return _names(self.hidings)

    @functools.cached_property
    def unveiled_causes(self) -> list[str | None]:
        """Of each element the cause's name as if nothing hid the root and the body."""
        return self.causes if self.unveiled is self.hidings else _names(self.unveiled)

    def describe(self, element: int) -> str:
        """Return in words why text in an element is not seen; empty where it is."""
        hiding = self.unveiled[element] or self.hidings[element]
        return "" if hiding is None else f"hidden by {hiding.words}"

    def _look_at_scripts(self) -> None:
        scripts = self.style.elements.by_tag.get("script", ())
        for name, text in styles_set(self.tree, scripts):
            if not may_hide(text):
                continue
            for element in self.style.elements.with_key(f"#{name}"):
                hiding = self._judge_text(text)
                if hiding is not None and f"#{name}" in self.style.elements.keys_of(element):
                    self._own.setdefault(element, hiding)
        for box in written_boxes(self.tree, scripts):
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

    def _judge(self, shown: frozenset[int]) -> list[Hiding | None]:
        """Go down the tree; of each element keep all that hides it and can be undone inside.

        The elements in `shown` are taken to be seen.
        """
        suspects, parents = self._suspects, self.tree.parents
        looked_at = (
            suspects.marked
            | suspects.classed
            | suspects.checks.keys()
            | suspects.colours
            | self._own.keys()
        )
        if "details" in self.style.elements.by_tag:
            children = self.style.elements.children
            for details in self.style.elements.by_tag["details"]:
                looked_at.update(children(details))
        looked_at -= shown
        # One place more, so that the parent of what stands at the top (-1) has nothing, too.
        found: list[tuple[Hiding, ...]] = [()] * (len(parents) + 1)
        hidings: list[Hiding | None] = [None] * len(parents)
        done = 0
        for first in sorted(looked_at):
            if first < done:
                continue
            above = self._active(first, (), looked_at)
            if not above:
                continue
            done = self.tree.subtree_end(first)
            if not above[0].inherited and not above[0].escapes and not self.tree.moved:
                # Nothing inside can undo it; most of what is hidden is hidden so.
                hidings[first:done] = [_reported(above)] * (done - first)
                continue
            found[first], hidings[first] = above, _reported(above)
            for element in range(first + 1, done):
                above = self._active(element, found[parents[element]], looked_at)
                if above:
                    found[element], hidings[element] = above, _reported(above)
        self._mark_details(hidings)
        return hidings

    def _active(
        self, element: int, above: tuple[Hiding, ...], looked_at: set[int]
    ) -> tuple[Hiding, ...]:
        """Return all that hides an element, from what hides its parent."""
        if above:
            if not above[0].inherited and not above[0].escapes:
                return above
            above = self._passed_on(above, element)
        if element in looked_at:
            here = self._judge_one(element, self.tree.parents[element])
            if here is not None:
                return (*above, here) if here.inherited else (here,)
        return above

    def _judge_one(self, element: int, parent: int) -> Hiding | None:
        here: Hiding | None = None
        if element in self._suspects.marked:
            here = by_markup(self.style, element)
        if here is None and element in self._suspects.checks:
            here = self._checked(element, self._suspects.checks[element])
        if here is None and element in self._suspects.colours:
            here = same_colour(self.style, element)
        if here is None and parent >= 0 and self.tree.tags[parent] == "details":
            here = self._collapsed(parent, element)
        if here is None and element in self._own:
            here = self._own[element]
        if here is None and element in self._suspects.classed:
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
            return (
                keeps_colours(self.style, element) or same_colour(self.style, element) is not None
            )
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
        for element in self.style.elements.by_tag.get("details", ()):
            if found[element] is None:
                found[element] = self._collapsed(element, -2)


def _roots(tree: Tree, style: Style) -> list[int]:
    """Return what everything on a page is in; inside of a drawing ``html`` is not that."""
    found = list(style.elements.by_tag.get("body", ())[:_MOST_ROOTS])
    for root in style.elements.by_tag.get("html", ())[:_MOST_ROOTS]:
        above = tree.parents[root]
        while above >= 0 and tree.tags[above] not in _FOREIGN:
            above = tree.parents[above]
        if above < 0:
            found.append(root)
    return found


def _names(hidings: list[Hiding | None]) -> list[str | None]:
    return [None if hiding is None else hiding.cause.value for hiding in hidings]


def _reported(active: tuple[Hiding, ...]) -> Hiding | None:
    """Return the surest of what hides an element."""
    for hiding in active:
        if hiding.cause not in _SOFT:
            return hiding
    return active[0] if active else None


def _judge_alone(style: str) -> Hiding | None:
    tree = build_tree(f'<!doctype html><div style="{html.escape(style)}"></div>')
    return Visibility(tree).hidings[0]


#: Causes that the page itself does not prove; what else hides an element inside is looked for.
_SOFT = frozenset({Cause.FRAMEWORK_CLASS, Cause.BY_SCRIPT})

_FOREIGN = frozenset({"svg", "math"})
#: Attributes of a second ``html`` or ``body`` go to the first; nobody writes more than a few.
_MOST_ROOTS = 8

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
