"""Junk blocks → regions: the smallest balanced ranges of the source that hold them.

The regions of a page are balanced: whoever cuts them leaves no element open and closes none twice.
A box that holds nothing but junk goes with it; a tag that the junk only straddles stays. In
misnested markup such a tag may part a region in two pieces that hold one tag each of an element, as
in ``<b>good<p>junk</b>junk</p>``: they are balanced together, not each by itself.

All of it is done on sorted ranges of characters, so that a page with a hundred thousand junk blocks
costs no more than its sorting.
"""

from __future__ import annotations

import bisect
import dataclasses
import heapq
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from sanitizer.findings.attendants import attendants

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sanitizer.parsing.tree import Tree
    from sanitizer.segmentation.records import Blocks

__all__ = ["Region", "find_regions"]

#: What may be left over in a box that is otherwise junk: white space and what parts list items.
_REMAINDER = re.compile(
    r"(?:[\s|,;·•\-–—/]++|&nbsp;|&#160;|&middot;|&bull;|<br\s*+/?>)*+", re.IGNORECASE
)

#: What may stand between two pieces of junk in one element: the same, and tags that end nothing.
_BETWEEN = re.compile(
    r"(?:[\s|,;·•\-–—/]++|&nbsp;|&#160;|&middot;|&bull;|<br\s*+/?>"
    r"|</(?:title|textarea|noscript|style|option|select)\s*+>)*+",
    re.IGNORECASE,
)

_BLANK = re.compile(r"\s*+")
_PICTURES = re.compile(r"(?:\s|<img\b[^<>]*+>|<br\s*+/?>)*+", re.IGNORECASE)

#: More source than this is no picture of a link; each of its texts asks anew.
_MOST_PICTURE_CHARS: Final = 2_000

#: A box with more sheets and scripts is the page's.
_MOST_SILENT: Final = 20

_NO_PARTS: Final[Mapping[int, tuple[int, int]]] = MappingProxyType({})

#: Elements that are never cut whole: a page needs them.
_KEPT = frozenset({"html", "head", "body"})


@dataclasses.dataclass(frozen=True, slots=True)
class Region:
    """A junk range of the source, ``source[start:end]``, and the blocks in it."""

    start: int
    end: int
    blocks: tuple[int, ...]


@dataclasses.dataclass(slots=True)
class _Range:
    start: int
    end: int
    holder: int
    blocks: list[int]


def find_regions(
    blocks: Blocks,
    junk: Sequence[int],
    parts: Mapping[int, tuple[int, int]] = _NO_PARTS,
    boxes: Sequence[int] = (),
) -> list[Region]:
    """Return the regions of the junk blocks (indices), in order and without overlap.

    Of a block that is in `parts` only this range of the source is junk; of elements in `boxes`
    everything is.
    """
    tree = blocks.page.tree
    whole = ((block, (blocks.starts[block], blocks.ends[block])) for block in junk)
    ranges = [_hugging(tree, *parts.get(block, place), block) for block, place in whole]
    ranges += [_whole(tree, box, []) for box in boxes]
    ranges = _grow(tree, _outermost(ranges))
    serving = attendants(tree, _with_holders(tree, ranges))
    if serving:
        ranges = _grow(tree, _outermost([*ranges, *(_whole(tree, one, []) for one in serving)]))
    by_end = sorted(range(len(tree.ends)), key=tree.ends.__getitem__)
    return [piece for found in _merge(tree, ranges) for piece in _balanced(blocks, by_end, found)]


def _whole(tree: Tree, element: int, held: list[int]) -> _Range:
    """Return the range of an element, and of the blocks that it holds."""
    start, end = tree.starts[element], tree.ends[element]
    return _Range(start, end, _open_at(tree, start, end), held)


def _hugging(tree: Tree, start: int, end: int, block: int) -> _Range:
    """Return a block's range with the elements that hold nothing else: the links of a text."""
    own_start, changed = start, True
    while changed:
        changed = False
        element = _open_at(tree, start, start + 1)
        if element >= 0 and _holds_nothing(tree, element, tree.opens[element], start):
            if tree.ends[element] <= end:
                start, changed = tree.starts[element], True
            elif _holds_nothing(tree, element, end, tree.closes[element]):
                start, end, changed = tree.starts[element], tree.ends[element], True
            elif start == own_start and _goes_alone(tree, element, start):
                start, changed = tree.starts[element], True
        element = _open_at(tree, end - 1, end)
        if (
            element >= 0
            and tree.starts[element] >= start
            and tree.ends[element] > end
            and _is_blank(tree.source, end, tree.closes[element])
        ):
            end, changed = tree.ends[element], True
    return _Range(start, end, _open_at(tree, start, end), [block])


def _goes_alone(tree: Tree, element: int, start: int) -> bool:
    """Tell whether the start tag of a link that nothing closes may go with what stands behind it.

    Only one that leads to some site, with nothing before `start`, and that ends no other link: what
    follows would be that one's.
    """
    if not (tree.is_open_link(element) and _is_blank(tree.source, tree.opens[element], start)):
        return False
    anchors = tree.by_tag()["a"]
    place = bisect.bisect_left(anchors, element)
    ends_other = place > 0 and tree.ends[anchors[place - 1]] == tree.starts[element]
    return not ends_other and "//" in tree.attributes(element).get("href", "")


def _open_at(tree: Tree, start: int, end: int) -> int:
    """Return the innermost element whose inside holds the range, or -1 (html, head, body too)."""
    element = bisect.bisect_right(tree.starts, start) - 1
    while element >= 0 and not (tree.opens[element] <= start and end <= tree.closes[element]):
        element = tree.parents[element]
    return -1 if element >= 0 and tree.tags[element] in _KEPT else element


def _holds_nothing(tree: Tree, element: int, start: int, end: int) -> bool:
    """Tell whether a piece of an element's inside is blank; a link's pictures are its own."""
    if tree.tags[element] != "a" or end - start > _MOST_PICTURE_CHARS:
        return _is_blank(tree.source, start, end)
    return start <= end and _PICTURES.fullmatch(tree.source, start, end) is not None


def _is_blank(source: str, start: int, end: int) -> bool:
    # Stops at the first word: a piece between two tags may be the rest of the page.
    return start <= end and _BLANK.fullmatch(source, start, end) is not None


def _outermost(ranges: list[_Range]) -> list[_Range]:
    """Return the ranges in order; one that lies inside another one goes into it."""
    found: list[_Range] = []
    for piece in sorted(ranges, key=lambda piece: (piece.start, -piece.end)):
        if found and piece.end <= found[-1].end:
            found[-1].blocks.extend(piece.blocks)
        else:
            found.append(piece)
    return found


def _grow(tree: Tree, ranges: list[_Range]) -> list[_Range]:
    """Let each element that holds nothing but junk become junk, from the inside out."""
    pending = [-holder for holder in {found.holder for found in ranges} if holder >= 0]
    heapq.heapify(pending)
    last = -1
    while pending:
        element = -heapq.heappop(pending)  # an element's index is higher than its ancestors'
        if element == last or tree.tags[element] in _KEPT:
            continue
        last = element
        inside = _ranges_within(ranges, tree.opens[element], tree.closes[element])
        if not inside or not _only_junk(tree, element, ranges[inside]):
            continue
        held = [block for found in ranges[inside] for block in found.blocks]
        whole = _whole(tree, element, held)
        ranges[inside] = [whole]
        if whole.holder >= 0:
            heapq.heappush(pending, -whole.holder)
    return ranges


def _with_holders(tree: Tree, ranges: list[_Range]) -> list[tuple[int, int]]:
    """Return the places of the ranges, and of the start tags of boxes without a word beside them.

    Sheets and scripts are no words: a box may bring its own.
    """
    by_tag = tree.by_tag()
    silent = sorted([*by_tag.get("style", ()), *by_tag.get("script", ())])
    places = [(found.start, found.end) for found in ranges]
    for holder in {found.holder for found in ranges if found.holder >= 0}:
        first = bisect.bisect_left(silent, holder)
        last = bisect.bisect_left(silent, tree.subtree_end(holder), lo=first)
        inside = _ranges_within(ranges, tree.opens[holder], tree.closes[holder])
        if not inside or not 0 < last - first <= _MOST_SILENT:
            continue
        quiet = [_Range(tree.starts[one], tree.ends[one], holder, []) for one in silent[first:last]]
        filled = sorted([*ranges[inside], *quiet], key=lambda found: found.start)
        if _only_junk(tree, holder, filled):
            places.append((tree.starts[holder], tree.opens[holder]))
    return sorted(places)


def _ranges_within(ranges: list[_Range], start: int, end: int) -> slice | None:
    first = bisect.bisect_left(ranges, start, key=lambda found: found.start)
    last = bisect.bisect_left(ranges, end, lo=first, key=lambda found: found.start)
    if first == last or ranges[last - 1].end > end:
        return None
    return slice(first, last)


def _only_junk(tree: Tree, element: int, inside: list[_Range]) -> bool:
    place = tree.opens[element]
    for found in inside:
        if found.start > place and not _REMAINDER.fullmatch(tree.source, place, found.start):
            return False
        place = max(place, found.end)
    return _REMAINDER.fullmatch(tree.source, place, tree.closes[element]) is not None


def _merge(tree: Tree, ranges: list[_Range]) -> list[_Range]:
    """Join ranges that only white space parts, and drop those inside another."""
    merged: list[_Range] = []
    for found in ranges:
        if merged and found.start < merged[-1].end:
            merged[-1].end = max(merged[-1].end, found.end)
            merged[-1].blocks.extend(found.blocks)
        elif merged and _joined(tree, merged[-1], found):
            merged[-1].end = found.end
            merged[-1].blocks.extend(found.blocks)
        else:
            merged.append(found)
    return merged


def _joined(tree: Tree, one: _Range, other: _Range) -> bool:
    return (
        one.holder == other.holder
        and _BETWEEN.fullmatch(tree.source, one.end, other.start) is not None
    )


def _balanced(blocks: Blocks, by_end: list[int], found: _Range) -> list[Region]:
    """Cut a range into pieces that leave out the tags of elements only partly inside."""
    tree = blocks.page.tree
    kept = _straddling_tags(tree, by_end, found)
    inside = sorted(found.blocks, key=blocks.starts.__getitem__)
    pieces = []
    start, first = found.start, 0
    for tag_start, tag_end in [*kept, (found.end, found.end)]:
        piece = _trimmed(tree.source, start, tag_start)
        start = tag_end
        if piece is None:
            continue
        last = first
        while last < len(inside) and blocks.starts[inside[last]] < piece[1]:
            last += 1
        held = tuple(block for block in inside[first:last] if blocks.ends[block] > piece[0])
        # A block that goes on behind the tag is in the next piece too.
        first = next((i for i in range(first, last) if blocks.ends[inside[i]] > tag_end), last)
        if held:
            pieces.append(Region(*piece, held))
    return pieces


def _straddling_tags(tree: Tree, by_end: list[int], found: _Range) -> list[tuple[int, int]]:
    """Return the tags in a range whose elements are not wholly inside it."""
    first = bisect.bisect_left(tree.starts, found.start)
    last = bisect.bisect_left(tree.starts, found.end)
    opened = [
        (tree.starts[element], tree.opens[element])
        for element in range(first, last)
        if tree.ends[element] > found.end and not _goes_alone(tree, element, tree.opens[element])
    ]
    first = bisect.bisect_right(by_end, found.start, key=tree.ends.__getitem__)
    last = bisect.bisect_right(by_end, found.end, lo=first, key=tree.ends.__getitem__)
    closed = [
        (tree.closes[element], tree.ends[element])
        for element in by_end[first:last]
        if tree.starts[element] < found.start and tree.closes[element] < tree.ends[element]
    ]
    return sorted(opened + closed)


def _trimmed(source: str, start: int, end: int) -> tuple[int, int] | None:
    piece = source[start:end]
    stripped = piece.strip()
    if not stripped:
        return None
    begin = start + piece.index(stripped[0])
    return begin, begin + len(stripped)
