"""Compiled selectors, matched against the flat tree from right to left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sanitizer.segmentation.visibility.elements import Elements

__all__ = ["Compound", "Selector", "Specificity", "Test", "compound_matches", "selector_of"]

Specificity = tuple[int, int, int]

Test = Callable[["Elements", int], bool]
"""Tells whether an element is what a selector asks."""


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
    tests: tuple[Test, ...] = ()


class Selector(NamedTuple):
    """A complex selector, rightmost compound first.

    Attributes
    ----------
    steps : tuple
        ``(combinator, compound)``: the combinator that leads to the compound from the one before.
    specificity : tuple of int
        Ids, classes, types.
    """

    steps: tuple[tuple[str, Compound], ...]
    specificity: Specificity

    def matches(self, elements: Elements, element: int) -> bool:
        """Tell whether an element is meant; counts its work against the page's budget."""
        elements.budget -= 1
        if elements.budget < 0 or not self.steps[0][1].keys <= elements.keys_of(element):
            return False
        return self.matches_in_place(elements, element)

    def matches_in_place(self, elements: Elements, element: int) -> bool:
        """Tell whether an element that has the keys asked for is meant."""
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
    steps = tuple(zip(["", *reversed(combinators)], reversed(compounds), strict=True))
    return Selector(steps, specificity)
