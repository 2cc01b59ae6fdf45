"""The tree as selectors ask for it: ids, classes, siblings, and who has which."""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Final

from sanitizer.segmentation.visibility.descent import from_above

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sanitizer.parsing.tree import Tree

__all__ = ["Elements"]

#: Tests of one element by one compound selector that a page may cost; after that no selector
#: matches any more. The heaviest honest page seen needs a twentieth.
MATCH_BUDGET: Final = 400_000

#: Keys that the sets of ancestors' keys may hold together, for the memory that they take.
MAX_ABOVE: Final = 1_000_000
#: Names that are searched for in the source; asked for more, the index of all pays.
MAX_SEARCHES: Final = 20

_NAMED = re.compile(
    # Without the flag for case, which makes the search several times slower.
    r"[\s\"'/]([cC][lL][aA][sS][sS]|[iI][dD])\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))"
)
_EMPTY: Final = frozenset[str]()


class Elements:
    """A view of one page's tree for matching.

    Parameters
    ----------
    tree : Tree
        The page.
    fold : bool
        Compare classes and ids without case (quirks mode).
    """

    def __init__(self, tree: Tree, *, fold: bool) -> None:
        self.tree = tree
        self.tags = tree.tags
        self.tag_names = frozenset(tree.tags)
        self.fold = fold
        self.budget = MATCH_BUDGET
        self.attributes = tree.attributes
        self._classes: dict[int, frozenset[str]] = {}
        self._above: dict[int, frozenset[str]] = {}
        self._n_above = 0
        self._attributed: dict[str, list[int]] = {}
        self._keys: dict[int, list[str]] = {}
        self._children: dict[int, list[int]] | None = None
        self._places: dict[int, int] = {}
        self._type_places: dict[tuple[int, bool], int] = {}
        self._asked: dict[str, bool] = {}
        self._index: dict[str, list[int]] | None = None

    def id_of(self, element: int) -> str | None:
        """Return an element's id."""
        found = self.attributes(element).get("id")
        return found.lower() if self.fold and found is not None else found

    def classes_of(self, element: int) -> frozenset[str]:
        """Return an element's classes."""
        found = self._classes.get(element)
        if found is None:
            text = self.attributes(element).get("class")
            if self.fold and text:
                text = text.lower()
            found = frozenset(text.split()) if text else _EMPTY
            self._classes[element] = found
        return found

    def language_of(self, element: int) -> str:
        """Return the language that an element's text is marked with, in lower case."""
        while element >= 0:
            found = self.attributes(element).get("lang")
            if found is not None:
                return found.lower()
            element = self.tree.parents[element]
        return ""

    # --- who is where

    def with_key(self, key: str) -> list[int]:
        """Return the elements that may have a selector's key; a few too many may be among them."""
        if key == "*":
            return list(range(len(self.tags)))
        if key[0] == "[":
            return self._with_attribute(key[1:])
        return self.index.get(key, [])

    def inside(self, holder: str, candidates: list[int]) -> list[int]:
        """Return those of the candidates (in order) that start inside an element with a key."""
        found: list[int] = []
        last = 0
        for element in self.index.get(holder, ()):
            if element < last:
                continue
            end = self.tree.subtree_end(element)
            first = bisect.bisect_right(candidates, element)
            found += candidates[first : bisect.bisect_left(candidates, end, first)]
            last = end
        return found

    def may_have(self, name: str) -> bool:
        """Tell whether something on the page may have an id (``#a``), class (``.b``) or tag."""
        if name[0] == "[":
            return bool(self._with_attribute(name[1:]))
        if name[0] not in "#.":
            return name in self.tag_names
        if self.fold:
            name = name.lower()
        if self._index is None:
            known = self._asked.get(name)
            if known is not None:
                return known
            if len(self._asked) < MAX_SEARCHES and not self.fold:
                found = self._asked[name] = name[1:] in self.tree.source
                return found
        return name in self.index

    @property
    def index(self) -> dict[str, list[int]]:
        """The elements by id (``#a``), class (``.b``) and tag."""
        if self._index is None:
            self._index = self._make_index()
        return self._index

    def _with_attribute(self, name: str) -> list[int]:
        found = self._attributed.get(name)
        if found is None:
            source = self.tree.source
            rows = enumerate(zip(self.tree.starts, self.tree.opens, strict=True))
            found = self._attributed[name] = [
                element for element, (start, end) in rows if name in source[start:end].lower()
            ]
        return found

    def keys_of(self, element: int) -> list[str]:
        """Return the keys under which rules for an element are filed."""
        keys = self._keys.get(element)
        if keys is None:
            keys = [f".{name}" for name in self.classes_of(element)]
            name = self.id_of(element)
            if name:
                keys.append(f"#{name}")
            keys += [f"[{name}" for name in self.attributes(element)]
            keys += (self.tags[element], "*")
            self._keys[element] = keys
        return keys

    def stands_in(self, element: int, keys: frozenset[str]) -> bool:
        """Tell whether all of the keys are among what an element stands in; True if in doubt."""
        if self._n_above > MAX_ABOVE:
            return True
        parent = self.tree.parents[element]
        return keys <= from_above(self.tree, parent, self._above, _EMPTY, self._with_own_keys)

    def _with_own_keys(self, element: int, above: frozenset[str]) -> frozenset[str]:
        keys = self.keys_of(element)
        if above.issuperset(keys):
            return above
        self._n_above += len(above) + len(keys)
        return above.union(keys)

    def _make_index(self) -> dict[str, list[int]]:
        tree = self.tree
        found: dict[str, list[int]] = {}
        source, search = tree.source, _NAMED.findall
        for element, tag in enumerate(tree.tags):
            found.setdefault(tag, []).append(element)
            start, end = tree.starts[element] + len(tag) + 1, tree.opens[element]
            if end - start < 5:
                continue
            for name, double, single, bare in search(source, start, end):
                value = double or single or bare
                if "&" in value or self.fold:
                    value = tree.attributes(element).get(name.lower(), "")
                    value = value.lower() if self.fold else value
                if name[0] in "cC":
                    for word in value.split():
                        found.setdefault(f".{word}", []).append(element)
                else:
                    found.setdefault(f"#{value}", []).append(element)
        return found

    # --- relatives

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
            tag = self.tags[sibling]
            counts[tag] = counts.get(tag, 0) + 1
            self._type_places[sibling, from_end] = counts[tag]

    def is_empty(self, element: int) -> bool:
        """Tell whether nothing but comments is inside an element."""
        tree = self.tree
        inside = tree.source[tree.opens[element] : tree.closes[element]]
        return not inside or (inside.startswith("<!--") and inside.find("-->") == len(inside) - 3)
