"""The tree as selectors ask for it: ids, classes, and who has which."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from sanitizer.segmentation.visibility.element_sets import ElementSets
from sanitizer.segmentation.visibility.relatives import Relatives
from sanitizer.segmentation.visibility.start_tags import StartTags, as_searched

if TYPE_CHECKING:
    from sanitizer.parsing.tree import Tree

__all__ = ["Elements"]

#: Steps of matching (operations on sets, tests of one element) that a page may cost; after that
#: no selector matches any more. The heaviest of 1,961 real pages spends 12,643.
MATCH_BUDGET: Final = 400_000


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
    sets : ElementSets
        Which of them have what, as sets.
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
        self.by_tag = tree.by_tag()
        self.sets = ElementSets(self)
        self._keys: dict[int, frozenset[str]] = {}
        self._with_key: dict[str, list[int]] = {}
        self._shared_keys: dict[tuple[str, str, str], frozenset[str]] = {}

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
            return self.start_tags.with_class(key[1:])
        if mark == "#":
            return self.start_tags.with_id(key[1:])
        if mark == "[":
            return self.start_tags.having(as_searched(key[1:]))
        return list(range(len(self.tags))) if mark == "*" else self.by_tag.get(key, [])

    @functools.cached_property
    def class_names(self) -> set[str]:
        """The classes of the page as `StartTags` has them, and maybe a few words more."""
        return self.start_tags.class_names()

    @functools.cached_property
    def names(self) -> frozenset[str]:
        """The tags, classes (``.b``) and ids (``#a``) of the page, and maybe a few more."""
        return frozenset(
            [
                *self.by_tag,
                *(f".{name}" for name in self.class_names),
                *(f"#{name}" for name in self.start_tags.id_names()),
            ]
        )

    def may_have(self, name: str) -> bool:
        """Tell whether the page may have an id (``#a``) or an attribute (``[c``)."""
        if name[0] == "#":
            return as_searched(name[1:]) in self.start_tags.id_names()
        return bool(self.with_key(name))

    def keys_of(self, element: int) -> frozenset[str]:
        """Return an element's classes, id and tag as keys; the same set for the same keys."""
        keys = self._keys.get(element)
        if keys is None:
            start_tags, tag = self.start_tags, self.tags[element]
            classes, name = start_tags.value(element, "class"), start_tags.value(element, "id")
            shared = tag, classes or "", name or ""
            keys = self._shared_keys.get(shared)
            if keys is None:
                keys = self._shared_keys[shared] = self._keys_from(*shared)
            self._keys[element] = keys
        return keys

    def _keys_from(self, tag: str, classes: str, name: str) -> frozenset[str]:
        names = [tag, *(f".{one}" for one in classes.split())]
        if name:
            names.append(f"#{name}")
        return frozenset(map(str.lower, names) if self.fold else names)
