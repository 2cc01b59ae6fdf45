"""Compiled selectors, matched against the flat tree from right to left."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from sanitizer.segmentation.visibility.elements import Elements

__all__ = ["Compound", "Selector", "compound_matches", "selector_of"]

Specificity = tuple[int, int, int]


class Compound(NamedTuple):
    """What is asked of one element.

    Attributes
    ----------
    keys : frozenset of str
        Its tag, id (``#a``) and classes (``.b``), as far as they are named.
    key : str
        The rarest of them, ``[attribute`` where there is none of them, or ``*``.
    tests : tuple of callable
        All that is asked besides.
    """

    keys: frozenset[str]
    key: str
    tests: tuple[Callable[[Elements, int], bool], ...] = ()


class Selector(NamedTuple):
    """A complex selector, rightmost compound first.

    Attributes
    ----------
    steps : tuple
        ``(combinator, compound)``: the combinator that leads to the compound from the one before.
    specificity : tuple of int
        Ids, classes, types.
    holder : str
        Key (id or class) of an ancestor that the element must stand in, or nothing.
    above : frozenset of str
        Keys that its ancestors must have between them.
    """

    steps: tuple[tuple[str, Compound], ...]
    specificity: Specificity
    holder: str = ""
    above: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """What the element must have at least: ``#id``, ``.class``, tag, ``[attribute``, ``*``."""
        return self.steps[0][1].key

    def candidates(self, elements: Elements) -> list[int]:
        """Return the elements of a page that may be meant."""
        found = elements.with_key(self.key)
        if self.holder and len(found) > 8:
            return elements.inside(self.holder, found)
        return found

    def matches(self, elements: Elements, element: int) -> bool:
        """Tell whether an element is meant; counts its work against the page's budget."""
        first = self.steps[0][1]
        elements.budget -= 1
        if elements.budget < 0 or not first.keys <= elements.keys_of(element):
            return False
        return self.matches_further(elements, element)

    def matches_further(self, elements: Elements, element: int) -> bool:
        """Tell whether an element that has the keys asked for is meant."""
        # Most selectors name an ancestor that is not there: told by one look at a set.
        if self.above:
            above = elements.keys_above(element)
            if above is not None and not self.above <= above:
                return False
        return self.matches_in_place(elements, element)

    def matches_in_place(self, elements: Elements, element: int) -> bool:
        """Tell whether an element is meant that has the keys, and stands in the keys, asked for."""
        for test in self.steps[0][1].tests:
            if not test(elements, element):
                return False
        return len(self.steps) == 1 or _rest_matches(elements, element, self.steps, 1)


def compound_matches(elements: Elements, element: int, compound: Compound) -> bool:
    """Tell whether an element has all that a compound asks; counts against the page's budget."""
    elements.budget -= 1
    if elements.budget < 0:
        return False
    if not compound.keys <= elements.keys_of(element):
        return False
    return not compound.tests or all(test(elements, element) for test in compound.tests)


def _rest_matches(
    elements: Elements, element: int, steps: tuple[tuple[str, Compound], ...], place: int
) -> bool:
    if place == len(steps):
        return True
    combinator, compound = steps[place]
    for candidate in elements.related(element, combinator):
        if compound_matches(elements, candidate, compound) and _rest_matches(
            elements, candidate, steps, place + 1
        ):
            return True
    return False


def selector_of(
    compounds: list[Compound], combinators: list[str], specificity: Specificity
) -> Selector:
    """Put a selector together from its compounds, leftmost first, and what is between them."""
    if not combinators:
        return Selector((("", compounds[0]),), specificity)
    steps = tuple(zip(["", *reversed(combinators)], reversed(compounds), strict=True))
    holder = ""
    above: set[str] = set()
    for combinator, compound in steps[1:]:
        if combinator in {"+", "~"}:
            break
        above |= compound.keys
        if holder[:1] != "#" and compound.key[0] in ("#" if holder else "#."):
            holder = compound.key
    return Selector(steps, specificity, holder, frozenset(above))
