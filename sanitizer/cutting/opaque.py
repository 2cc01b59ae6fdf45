"""Ranges → what of them may go: without moving the rest, and around what is opaque.

Template tags and the syntax of a dump stay. A start tag that holds a template tag stays as well,
with its end tag: without them the template tag would stand in the text. An escape of a dump goes as
a whole or stays as a whole.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from sanitizer.cutting.cut import Range, merge_ranges
from sanitizer.cutting.repair import keep_nesting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sanitizer.parsing.records import Tree

__all__ = ["around_opaque", "sound_pieces"]


def sound_pieces(tree: Tree, ranges: Sequence[Range]) -> list[list[Range]]:
    """Return what to cut of each range, which is often the range itself.

    Parameters
    ----------
    tree : Tree
        The page.
    ranges : sequence of (int, int)
        In order, without overlap.
    """
    if not tree.opaque:
        return keep_nesting(tree, ranges)
    split = [_without(span, tree.opaque) if tree.fragments else [span] for span in ranges]
    kept = iter(keep_nesting(tree, [piece for pieces in split for piece in pieces]))
    return [
        around_opaque(tree, [piece for _ in pieces for piece in next(kept)]) for pieces in split
    ]


def around_opaque(tree: Tree, ranges: Sequence[Range]) -> list[Range]:
    """Return ranges without what is opaque, without white space alone, and with whole escapes."""
    kept = merge_ranges([*tree.opaque, *_tags_with_opaque(tree)])
    pieces = [piece for span in ranges for piece in _without(span, kept)]
    escapes = frozenset(tree.escapes)
    return [
        (start - (start - 1 in escapes), end + (end - 1 in escapes))
        for start, end in pieces
        if not tree.source[start:end].isspace()
    ]


def _without(span: Range, kept: Sequence[Range]) -> list[Range]:
    """Return what of a range stands outside of ranges that are in order."""
    position, end = span
    pieces = []
    place = bisect.bisect_right(kept, position, key=lambda run: run[1])
    while place < len(kept) and kept[place][0] < end:
        pieces.append((position, kept[place][0]))
        position = kept[place][1]
        place += 1
    pieces.append((position, end))
    return [(start, end) for start, end in pieces if start < end]


def _tags_with_opaque(tree: Tree) -> list[Range]:
    """Return start and end tags of the elements whose start tag holds something opaque."""
    found = []
    for start, _ in tree.opaque:
        element = bisect.bisect_right(tree.starts, start) - 1
        if element >= 0 and tree.opens[element] > start:
            found += [
                (tree.starts[element], tree.opens[element]),
                (tree.closes[element], tree.ends[element]),
            ]
    return [(start, end) for start, end in found if start < end]
