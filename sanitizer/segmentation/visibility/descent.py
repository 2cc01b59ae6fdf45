"""Values that an element takes over from what it stands in, worked out once for each element.

A page may be half a million elements in five hundred levels, so no question may walk up to the root
for every element that it is asked about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from sanitizer.parsing.tree import Tree

__all__ = ["from_above"]

Value = TypeVar("Value")


def from_above(
    tree: Tree,
    element: int,
    known: dict[int, Value],
    top: Value,
    step: Callable[[int, Value], Value],
) -> Value:
    """Return an element's value, made of its parent's by `step`; `known` keeps all that were made.

    Parameters
    ----------
    tree : Tree
        The page.
    element : int
        The element; -1 gives `top`.
    known : dict
        Values by element, added to here.
    top : object
        What stands above the uppermost elements.
    step : callable
        Takes an element and its parent's value, returns the element's.
    """
    waiting = []
    while element >= 0 and element not in known:
        waiting.append(element)
        element = tree.parents[element]
    value = known[element] if element >= 0 else top
    for holder in reversed(waiting):
        value = known[holder] = step(holder, value)
    return value
