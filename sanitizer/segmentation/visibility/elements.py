"""The tree as selectors ask for it: ids, classes, and who has which."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, Final

from sanitizer.segmentation.visibility.descent import from_above
from sanitizer.segmentation.visibility.relatives import Relatives
from sanitizer.segmentation.visibility.start_tags import StartTags

if TYPE_CHECKING:
    from sanitizer.parsing.tree import Tree

__all__ = ["Elements"]

#: Tests of one element by one compound selector that a page may cost; after that no selector
#: matches any more. The heaviest honest page seen needs a fourth.
MATCH_BUDGET: Final = 400_000

#: Keys that the sets of ancestors' keys may hold together, for the memory that they take.
MAX_ABOVE: Final = 1_000_000

_EMPTY: Final = frozenset[str]()


class Elements(Relatives):
    """A view of one page's tree for matching.

    Parameters
    ----------
    tree : Tree
        The page.
    fold : bool
        Compare classes and ids without case (quirks mode).

    Attributes
    ----------
    by_tag : dict
        Tag → its elements.
    start_tags : StartTags
        The start tags as text.
    budget : int
        What is left of `MATCH_BUDGET`.
    """

    def __init__(self, tree: Tree, *, fold: bool) -> None:
        super().__init__(tree)
        self.tags = tree.tags
        self.fold = fold
        self.budget = MATCH_BUDGET
        self.attributes = tree.attributes
        self.start_tags = StartTags(tree)
        self.by_tag: dict[str, list[int]] = {tag: [] for tag in set(tree.tags)}
        by_tag = self.by_tag
        for element, tag in enumerate(tree.tags):
            by_tag[tag].append(element)
        self._above: dict[int, frozenset[str]] = {}
        self._n_above = 0
        self._keys: dict[int, frozenset[str]] = {}
        self._with_key: dict[str, list[int]] = {}
        self._class_names: set[str] | None = None

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
        found = self._with_key.get(key)
        if found is None:
            found = self._with_key[key] = self._find(key)
        return found

    def _find(self, key: str) -> list[int]:
        mark = key[0]
        if mark == ".":
            return self.start_tags.with_class(key[1:].lower())
        if mark == "#":
            return self.start_tags.with_id(key[1:].lower())
        if mark == "[":
            return self.start_tags.having(key[1:])
        return list(range(len(self.tags))) if mark == "*" else self.by_tag.get(key, [])

    @property
    def class_names(self) -> set[str]:
        """The classes of the page in lower case, and maybe a few words more."""
        if self._class_names is None:
            self._class_names = self.start_tags.class_names()
        return self._class_names

    def may_have(self, name: str) -> bool:
        """Tell whether the page may have an id (``#a``) or an attribute (``[c``)."""
        if name[0] == "#":
            return name[1:].lower() in self.start_tags.id_names()
        return bool(self.with_key(name))

    def inside(self, holder: str, candidates: list[int]) -> list[int]:
        """Return those of the candidates (in order) that start inside an element with a key."""
        found: list[int] = []
        last = 0
        for element in self.with_key(holder):
            if element < last:
                continue
            end = self.tree.subtree_end(element)
            first = bisect.bisect_right(candidates, element)
            found += candidates[first : bisect.bisect_left(candidates, end, first)]
            last = end
        return found

    def keys_of(self, element: int) -> frozenset[str]:
        """Return an element's classes, id and tag as keys."""
        keys = self._keys.get(element)
        if keys is None:
            names = [self.tags[element]]
            text = self.start_tags.value(element, "class")
            if text:
                names += [f".{name}" for name in text.split()]
            text = self.start_tags.value(element, "id")
            if text:
                names.append(f"#{text}")
            if self.fold:
                names = [name.lower() for name in names]
            keys = frozenset(names)
            self._keys[element] = keys
        return keys

    def keys_above(self, element: int) -> frozenset[str] | None:
        """Return the keys of all that an element stands in; None where they would be too many."""
        if self._n_above > MAX_ABOVE:
            return None
        parent = self.tree.parents[element]
        return from_above(self.tree, parent, self._above, _EMPTY, self._with_own_keys)

    def _with_own_keys(self, element: int, above: frozenset[str]) -> frozenset[str]:
        keys = self.keys_of(element)
        if above.issuperset(keys):
            return above
        self._n_above += len(above) + len(keys)
        return above.union(keys)
