"""Who stands beside whom: children, siblings and places among them, worked out when first asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sanitizer.parsing.tree import Tree

__all__ = ["Relatives"]


class Relatives:
    """The relations of the elements of one page.

    Parameters
    ----------
    tree : Tree
        The page.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._children: dict[int, list[int]] | None = None
        self._places: dict[int, int] = {}
        self._type_places: dict[tuple[int, bool], int] = {}

    def related(self, element: int, combinator: str) -> Iterable[int]:
        """Return the elements that a combinator leads to from `element`, nearest first."""
        if combinator == " ":
            return self._ancestors(element)
        if combinator == ">":
            parent = self.tree.parents[element]
            return (parent,) if parent >= 0 else ()
        siblings, place = self.children(self.tree.parents[element]), self._place(element)
        if combinator == "+":
            return siblings[place - 1 : place] if place else ()
        return (siblings[other] for other in range(place - 1, -1, -1))

    def _ancestors(self, element: int) -> Iterator[int]:
        parents = self.tree.parents
        element = parents[element]
        while element >= 0:
            yield element
            element = parents[element]

    def children(self, parent: int) -> list[int]:
        """Return the children of an element; of -1, the elements at the top."""
        if self._children is None:
            self._children = {}
            for element, holder in enumerate(self.tree.parents):
                siblings = self._children.setdefault(holder, [])
                self._places[element] = len(siblings)
                siblings.append(element)
        return self._children.get(parent, [])

    def below(self, element: int) -> Iterator[int]:
        """Iterate over all that is inside an element."""
        waiting = list(reversed(self.children(element)))
        while waiting:
            child = waiting.pop()
            yield child
            waiting += reversed(self.children(child))

    def following(self, element: int) -> Iterator[int]:
        """Iterate over the later siblings."""
        siblings = self.children(self.tree.parents[element])
        return (siblings[other] for other in range(self._place(element) + 1, len(siblings)))

    def _place(self, element: int) -> int:
        self.children(-1)
        return self._places[element]

    def place(self, element: int, *, same_tag: bool, from_end: bool) -> int:
        """Return an element's number among its siblings, from 1."""
        if not same_tag:
            place = self._place(element)
            if from_end:
                return len(self.children(self.tree.parents[element])) - place
            return place + 1
        key = (element, from_end)
        if key not in self._type_places:
            self._number_types(self.tree.parents[element], from_end=from_end)
        return self._type_places[key]

    def _number_types(self, parent: int, *, from_end: bool) -> None:
        counts: dict[str, int] = {}
        siblings = self.children(parent)
        for sibling in reversed(siblings) if from_end else siblings:
            tag = self.tree.tags[sibling]
            counts[tag] = counts.get(tag, 0) + 1
            self._type_places[sibling, from_end] = counts[tag]

    def is_empty(self, element: int) -> bool:
        """Tell whether nothing but comments is inside an element."""
        tree = self.tree
        inside = tree.source[tree.opens[element] : tree.closes[element]]
        return not inside or (inside.startswith("<!--") and inside.find("-->") == len(inside) - 3)
