"""Sets of elements as the bits of one number: what selectors mean, all elements at a time.

Which elements have a key, which stand inside of those, and which of them have another one, are then
a few operations on numbers of as many bits as the page has elements, and each is done once however
many selectors begin alike. Only what a selector asks besides keys is asked of single elements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sanitizer.segmentation.visibility.selector_functions import OneOf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sanitizer.segmentation.visibility.elements import Elements
    from sanitizer.segmentation.visibility.selectors import Compound, Selector, Test

__all__ = ["ElementSets", "Meaning", "members", "set_of"]

#: Elements for which one operation on a set counts as much as the test of one element. A guess, so
#: that pages of half a million elements end, too.
ELEMENTS_A_TEST: Final = 2_000


def members(elements: int) -> list[int]:
    """Return the elements of a set, in order; linear in the highest.

    >>> members(0b1011)
    [0, 1, 3]
    """
    bits = f"{elements:b}"[::-1]
    found = []
    place = bits.find("1")
    while place >= 0:
        found.append(place)
        place = bits.find("1", place + 1)
    return found


def set_of(elements: Iterable[int], n_elements: int) -> int:
    """Return the set of elements.

    >>> bin(set_of([0, 1, 3], 10))
    '0b1011'
    """
    bits = bytearray(n_elements // 8 + 1)
    for element in elements:
        bits[element >> 3] |= 1 << (element & 7)
    return int.from_bytes(bits, "little")


class Meaning(NamedTuple):
    """What a selector means on a page.

    Attributes
    ----------
    selector : Selector
        The selector.
    among : int
        The set of elements that it means, as far as that is told without asking each.
    tests : tuple of callable
        What each of them has to be asked, too.
    """

    selector: Selector
    among: int
    tests: tuple[Test, ...] = ()


class ElementSets:
    """The sets of elements of one page that selectors ask for.

    Parameters
    ----------
    elements : Elements
        The page's elements.
    """

    def __init__(self, elements: Elements) -> None:
        self.elements = elements
        self.tree = elements.tree
        self._n_elements = len(elements.tags)
        self._weight = 1 + self._n_elements // ELEMENTS_A_TEST
        self._with_key: dict[str, int] = {}
        self._with_keys: dict[frozenset[str], int] = {}
        self._inside: dict[int, int] = {}

    def meaning(self, selector: Selector) -> Meaning:
        """Return what a selector means on the page; nothing once the page's budget is spent."""
        steps = selector.steps
        self.elements.budget -= self._weight * len(steps)
        if self.elements.budget < 0:
            return Meaning(selector, 0)
        last, first = steps[0][1], steps[-1][1]
        found = self._with_compound(last)
        if found and len(steps) > 1:
            if first.key == "*" and _of_one(first):
                tests = (selector.matches_in_place,)
                return Meaning(selector, self._narrowed(selector, found), tests)
            found = self._tested(self._one_of(self._with_compound(first), first), _of_one(first))
        for place in range(len(steps) - 1, 0, -1):
            if not found:
                break
            compound = steps[place - 1][1]
            found = self._related(found, steps[place][0], self._with_compound(compound))
            if place > 1:
                found = self._tested(self._one_of(found, compound), _of_one(compound))
        found = self._one_of(found, last)
        # What a negation leaves over is not known once nothing is matched any more.
        return Meaning(selector, found if self.elements.budget >= 0 else 0, _of_one(last))

    def meant(self, meaning: Meaning) -> int:
        """Return the elements that a selector means, each asked what it has to be."""
        return self._tested(meaning.among, meaning.tests)

    def _with_compound(self, compound: Compound) -> int:
        """Return the elements with the keys, and maybe the attribute, that a compound asks for."""
        found = self.with_keys(compound.keys)
        return found & self._having(compound.key) if compound.key[0] == "[" else found

    def _one_of(self, found: int, compound: Compound) -> int:
        """Return those elements of a set that are what the functions of a compound ask."""
        for test in compound.tests:
            if isinstance(test, OneOf) and found:
                one_of = 0
                for selector in test.selectors:
                    meaning = self.meaning(selector)
                    one_of |= self._tested(meaning.among & found, meaning.tests)
                found = found & ~one_of if test.negated else found & one_of
        return found

    def _narrowed(self, selector: Selector, found: int) -> int:
        """Return those elements of a set that stand in the keys that a selector asks for."""
        for combinator, compound in selector.steps[1:]:
            if combinator not in {" ", ">"} or not found:
                break
            if compound.keys:
                found &= self.inside(self.with_keys(compound.keys))
        return found

    def _tested(self, found: int, tests: tuple[Test, ...]) -> int:
        """Return those elements of a set, asked one by one, that are what is asked."""
        if not tests or not found:
            return found
        elements = self.elements
        asked = members(found)
        elements.budget -= len(asked)
        return self.set_of(
            element for element in asked if all(test(elements, element) for test in tests)
        )

    def set_of(self, elements: Iterable[int]) -> int:
        """Return the set of elements."""
        return set_of(elements, self._n_elements)

    # --- keys

    def with_keys(self, keys: frozenset[str]) -> int:
        """Return the elements that have all of some keys; of none, all elements."""
        found = self._with_keys.get(keys)
        if found is None:
            found = (1 << self._n_elements) - 1
            for key in keys:
                found &= self.with_key(key)
            self._with_keys[keys] = found
        return found

    def with_key(self, key: str) -> int:
        """Return the elements that have a tag, an id (``#a``) or a class (``.b``)."""
        found = self._with_key.get(key)
        if found is None:
            candidates = self.elements.with_key(key)
            if key[0] in "#.":
                keys_of = self.elements.keys_of
                candidates = [element for element in candidates if key in keys_of(element)]
            found = self._with_key[key] = self.set_of(candidates)
        return found

    def _having(self, key: str) -> int:
        """Return the elements that may have an attribute (``[c``)."""
        found = self._with_key.get(key)
        if found is None:
            found = self._with_key[key] = self.set_of(self.elements.with_key(key))
        return found

    # --- relations

    def _related(self, found: int, combinator: str, right: int) -> int:
        """Return those of `right` that a combinator leads to from elements of a set."""
        if combinator == " ":
            return self.inside(found) & right
        if combinator == ">":
            right &= self.inside(found)
        asked = members(right)
        self.elements.budget -= len(asked) // 16  # going through them is work, too
        if not asked:
            return 0
        parents = self.tree.parents
        if combinator == "~":
            first: dict[int, int] = {}
            for element in members(found):
                first.setdefault(parents[element], element)
            return self.set_of(
                element for element in asked
                if first.get(parents[element], self._n_elements) < element
            )  # fmt: skip
        holders = set(members(found))
        if combinator == ">":
            return self.set_of(element for element in asked if parents[element] in holders)
        related = self.elements.related
        return self.set_of(
            element for element in asked if not holders.isdisjoint(related(element, "+"))
        )

    def inside(self, holders: int) -> int:
        """Return the elements that stand in elements of a set."""
        found = self._inside.get(holders)
        if found is None:
            self.elements.budget -= self._weight
            find = self._inside_moved if self.tree.moved else self._inside_by_place
            found = self._inside[holders] = find(members(holders))
        return found

    def _inside_by_place(self, holders: list[int]) -> int:
        """Return what starts inside of elements; those without moved ones hold just that."""
        subtree_end = self.tree.subtree_end
        pieces = []
        last = 0
        for holder in holders:
            if holder < last:
                continue
            end = subtree_end(holder)
            if end > holder + 1:
                pieces += ["0" * (holder + 1 - last), "1" * (end - holder - 1)]
                last = end
        return int("".join(pieces)[::-1], 2) if pieces else 0

    def _inside_moved(self, holders: list[int]) -> int:
        """Return what has elements of a set above it."""
        is_in = bytearray(self._n_elements + 1)  # the last one for what stands at the top
        tops = set(holders)
        found = []
        for element, parent in enumerate(self.tree.parents):
            if parent in tops or is_in[parent]:
                is_in[element] = 1
                found.append(element)
        return self.set_of(found)


def _of_one(compound: Compound) -> tuple[Test, ...]:
    """Return what single elements have to be asked for a compound."""
    if not compound.tests:
        return ()
    return tuple(test for test in compound.tests if not isinstance(test, OneOf))
