"""Ranges → ranges whose cut leaves the rest of the tree as it was.

Regions are balanced, but in HTML a start tag may end an element that has no end tag: cut the
``<div>`` of ``<p>text<div>junk</div>more`` and ``more`` slips into the paragraph. So the cut source
is parsed and compared; where the rest would be nested otherwise, the range to blame is found, the
tags of its elements stay and only their inside goes.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, Final

from sanitizer.cutting.cut import Range, cut_text
from sanitizer.parsing.tree import Tree, build_tree

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["keep_nesting"]

#: The first parse was enough for each of the 71 injected pages of the corpora; a range to blame is
#: found in some ten more. What a hostile page may cost is bounded by parses and by elements.
MAX_PARSES: Final = 60
MAX_PARSED_ELEMENTS: Final = 1_000_000


def keep_nesting(tree: Tree, ranges: Sequence[Range]) -> list[list[Range]]:
    """Return what to cut of each range; a range that may go whole is returned as itself.

    Parameters
    ----------
    tree : Tree
        The page.
    ranges : sequence of Range
        In order, without overlap.

    Returns
    -------
    list of list of Range
        Of each range its pieces. None are left of a range of which nothing can go; a hostile page
        may use the bounds up, and what is not compared by then goes whole.
    """
    pieces = [[found] for found in ranges]
    trial = _Trial(tree, pieces)
    n_sound = 0
    while not trial.is_sound(len(pieces)):
        culprit = _first_unsound(trial, n_sound, len(pieces))
        for kept in (_insides(tree, ranges[culprit]), []):
            pieces[culprit] = kept
            if not kept or trial.is_sound(culprit + 1):
                break
        n_sound = culprit + 1
    return pieces


def _first_unsound(trial: _Trial, n_sound: int, n_ranges: int) -> int:
    """Return a range that may not go although all before it may; the search halves the rest."""
    low, high = n_sound, n_ranges
    while high - low > 1:
        middle = (low + high) // 2
        if trial.is_sound(middle):
            low = middle
        else:
            high = middle
    return low


class _Trial:
    """Cuts some ranges and compares, as long as there is patience for it."""

    def __init__(self, tree: Tree, pieces: list[list[Range]]) -> None:
        self._tree = tree
        self._pieces = pieces
        n_elements = max(len(tree.tags), 1)
        self._n_left = min(MAX_PARSES, max(2, MAX_PARSED_ELEMENTS // n_elements))

    def is_sound(self, n_ranges: int) -> bool:
        """Tell whether the rest stays nested as it is when the first ranges go."""
        if self._n_left <= 0:
            return True
        self._n_left -= 1
        ranges = [piece for pieces in self._pieces[:n_ranges] for piece in pieces]
        return _is_same(self._tree, _rebuilt(self._tree, ranges), ranges)


def _rebuilt(tree: Tree, ranges: Sequence[Range]) -> Tree:
    source = cut_text(tree.source, ranges)
    if not tree.fragments:
        return build_tree(source)
    from sanitizer.parsing.carriers import build_fragments  # noqa: PLC0415  no page has any

    cut = _Cut(ranges)
    return build_fragments(source, [(cut.moved(a), cut.moved(b)) for a, b in tree.fragments])


class _Cut:
    """Ranges, asked for offsets."""

    def __init__(self, ranges: Sequence[Range]) -> None:
        self._starts, self._ends, self._removed = [-1], [-1], [0]
        for start, end in ranges:
            self._starts.append(start)
            self._ends.append(end)
            self._removed.append(self._removed[-1] + end - start)

    def holds(self, place: int) -> bool:
        return place < self._ends[bisect.bisect_right(self._starts, place) - 1]

    def moved(self, place: int) -> int:
        """Return where a place is after the cuts; within one, where it is made."""
        cut = bisect.bisect_right(self._starts, place) - 1
        n_inside = max(self._ends[cut] - place, 0) if cut else 0
        return place - self._removed[cut] + n_inside

    def rest(self, start: int, end: int) -> tuple[int, int, int]:
        """Return what is left of a range up to the next cut, and how much is cut before it."""
        cut = bisect.bisect_right(self._starts, start) - 1
        start = max(start, self._ends[cut])
        if cut + 1 < len(self._starts):
            end = min(end, self._starts[cut + 1])
        return start, end, self._removed[cut]


def _is_same(old: Tree, new: Tree, ranges: Sequence[Range]) -> bool:
    """Tell whether `new` is `old` without what stands in the ranges."""
    cut = _Cut(ranges)
    number = {-1: -1}
    n_kept = 0
    for element, place in enumerate(old.starts):
        parent = number.get(old.parents[element], -2)
        if cut.holds(place):
            if old.is_open_link(element):  # what stays of its inside is its parent's
                number[element] = parent
            continue
        if n_kept >= len(new.tags) or new.tags[n_kept] != old.tags[element]:
            return False
        if new.parents[n_kept] != parent:
            return False
        number[element] = n_kept
        n_kept += 1
    return n_kept == len(new.tags) and _are_texts_same(old, new, cut, number)


def _are_texts_same(old: Tree, new: Tree, cut: _Cut, number: dict[int, int]) -> bool:
    """Tell whether what is left of each text stands in the element that it stood in."""
    for text, parent in enumerate(old.text_parents):
        start, end, removed = cut.rest(old.text_starts[text], old.text_ends[text])
        if start >= end or old.source[start:end].isspace():
            continue
        found = bisect.bisect_right(new.text_starts, start - removed) - 1
        if found < 0 or new.text_ends[found] <= start - removed:
            return False
        if new.text_parents[found] != number.get(parent, -2):
            return False
    return True


def _insides(tree: Tree, found: Range) -> list[Range]:
    """Return the range without the tags of its outermost elements."""
    start, end = found
    pieces = []
    place = start
    element = bisect.bisect_left(tree.starts, start)
    while element < len(tree.starts) and tree.starts[element] < end:
        pieces.append((place, tree.starts[element]))
        pieces.append((tree.opens[element], tree.closes[element]))
        place = tree.ends[element]
        element = tree.subtree_end(element)
    pieces.append((place, end))
    # A part of a range, left over around something that stays, may hold half of an element.
    clipped = [(a, min(b, end)) for a, b in pieces]
    return [(a, b) for a, b in clipped if a < b and not tree.source[a:b].isspace()]
