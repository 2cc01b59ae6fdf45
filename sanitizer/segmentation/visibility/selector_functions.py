"""Functions inside selectors, ``:not()``, ``:is()``, ``:has()``, ``:lang()``, as tests."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from sanitizer.segmentation.visibility.selectors import (
    Compound,
    Selector,
    Test,
    compound_matches,
)

if TYPE_CHECKING:
    from sanitizer.segmentation.visibility.elements import Elements

__all__ = ["OneOf", "language", "logical", "never"]


def never(elements: Elements, element: int) -> bool:  # noqa: ARG001
    """Match nothing: what depends on states that no untouched page is in."""
    return False


@dataclasses.dataclass(frozen=True, slots=True)
class OneOf:
    """The test of ``:is`` or, negated, ``:not``; what it asks can be told of all elements at once.

    Attributes
    ----------
    selectors : tuple of Selector
        Those of which one has to mean the element.
    negated : bool
        Whether none may.
    """

    selectors: tuple[Selector, ...]
    negated: bool

    def __call__(self, elements: Elements, element: int) -> bool:
        """Tell whether an element is what is asked."""
        for selector in self.selectors:
            if selector.matches(elements, element):
                return not self.negated
        return self.negated


def logical(name: str, inner: tuple[Selector, ...]) -> Test:
    """Return the test of ``:not``, ``:has`` or, under any other name, ``:is``."""
    if name == "has":
        return lambda elements, element: any(
            _has(elements, element, selector) for selector in inner
        )
    return OneOf(inner, negated=name == "not")


def _has(elements: Elements, element: int, selector: Selector) -> bool:
    """Tell whether something below (or, with ``+`` and ``~``, after) an element is meant."""
    first = selector.steps[-1]
    relative = not _asks(first[1])
    leading = selector.steps[-1][0] if relative and len(selector.steps) > 1 else " "
    beside = leading in {"+", "~"}
    for candidate in elements.following(element) if beside else elements.below(element):
        if relative:
            if _reaches(elements, candidate, selector, element):
                return True
        elif selector.matches(elements, candidate):
            return True
        if elements.budget < 0:
            return False
    return False


def _asks(compound: Compound) -> bool:
    return bool(compound.keys or compound.tests)


def _reaches(elements: Elements, candidate: int, selector: Selector, scope: int) -> bool:
    """Match ``> a b``, where the first compound is the element that ``:has`` stands on."""
    here = selector.steps[:-1]
    if not compound_matches(elements, candidate, here[0][1]):
        return False
    reached = [candidate]
    for combinator, compound in here[1:]:
        reached = [
            other
            for one in reached
            for other in elements.related(one, combinator)
            if compound_matches(elements, other, compound)
        ]
    return any(scope in elements.related(one, selector.steps[-1][0]) for one in reached)


def language(inside: str) -> Test:
    """Return the test of ``:lang(inside)``."""
    wanted = [part.strip().strip("\"'").lower() for part in inside.split(",")]

    def test(elements: Elements, element: int) -> bool:
        language = elements.language_of(element)
        return any(language == name or language.startswith(f"{name}-") for name in wanted if name)

    return test
