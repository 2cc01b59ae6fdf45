"""Ranges → ranges whose cut leaves the rest of the tree as it was.

Regions are balanced, but in HTML a start tag may end an element that has no end tag: cut the
``<div>`` of ``<p>text<div>junk</div>more`` and ``more`` slips into the paragraph. So the cut source
is parsed and compared; where the rest would be nested otherwise, the tags of the cut element stay
and only its inside goes.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, Final

from sanitizer.cutting.cut import Range, cut_text
from sanitizer.parsing.tree import Tree, build_tree

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["keep_nesting"]

#: Each round keeps the tags of one more element; pages that need more than three are rarer than
#: one in ten thousand, and hostile.
MAX_ROUNDS: Final = 8


def keep_nesting(tree: Tree, ranges: Sequence[Range]) -> list[list[Range]]:
    """Return what to cut of each range; a range that may go whole is returned as itself."""
    pieces = [[found] for found in ranges]
    for _ in range(MAX_ROUNDS):
        flat = [piece for found in pieces for piece in found]
        place = _first_difference(tree, build_tree(cut_text(tree.source, flat)), flat)
        if place is None:
            break
        culprit = bisect.bisect_right([found[0] for found in ranges], place) - 1
        if culprit < 0:
            break
        insides = _insides(tree, ranges[culprit])
        if insides == pieces[culprit]:
            break
        pieces[culprit] = insides
    return pieces


def _first_difference(old: Tree, new: Tree, ranges: Sequence[Range]) -> int | None:
    """Return where the first element stands that would be another or nested elsewhere."""
    starts = [start for start, _ in ranges]
    number: dict[int, int] = {-1: -1}
    for element, place in enumerate(old.starts):
        cut = bisect.bisect_right(starts, place) - 1
        if cut >= 0 and place < ranges[cut][1]:
            continue
        found = len(number) - 1
        number[element] = found
        if found >= len(new.tags) or new.tags[found] != old.tags[element]:
            return place
        if new.parents[found] != number.get(old.parents[element], -1):
            return place
    return None


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
    return [(a, b) for a, b in pieces if a < b and not tree.source[a:b].isspace()]
