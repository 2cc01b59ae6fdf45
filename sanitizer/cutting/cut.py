"""Ranges → the source without them, as text or as bytes, and back to the old places."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from sanitizer.parsing.byte_offsets import byte_offsets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sanitizer.parsing.page import Page

__all__ = ["Range", "cut_bytes", "cut_text", "merge_ranges", "original_ranges"]

#: Start and end in characters.
Range = tuple[int, int]


def cut_text(source: str, ranges: Sequence[Range]) -> str:
    """Return `source` without the ranges, which are in order and do not overlap."""
    pieces = []
    last = 0
    for start, end in ranges:
        pieces.append(source[last:start])
        last = end
    pieces.append(source[last:])
    return "".join(pieces)


def cut_bytes(page: Page, ranges: Sequence[Range]) -> bytes:
    """Return the page's bytes without the ranges; every other byte stays what it was."""
    if page.data is None or page.decoded is None:
        raise TypeError("the page came as text, it has no bytes to cut")
    places = byte_offsets(page.data, page.decoded, [place for pair in ranges for place in pair])
    pieces = []
    last = 0
    for start, end in zip(places[::2], places[1::2], strict=True):
        pieces.append(page.data[last:start])
        last = end
    pieces.append(page.data[last:])
    return b"".join(pieces)


def merge_ranges(ranges: Sequence[Range]) -> list[Range]:
    """Return the union of ranges, in order, touching ones joined."""
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def original_ranges(cut: Sequence[Range], ranges: Sequence[Range]) -> list[Range]:
    """Return where ranges of the cut source stood before `cut` was taken out."""
    starts, shifts = [0], [0]
    removed = 0
    for start, end in cut:
        removed += end - start
        starts.append(end - removed)
        shifts.append(removed)

    def before(place: int, *, is_end: bool) -> int:
        find = bisect.bisect_left if is_end else bisect.bisect_right
        return place + shifts[max(find(starts, place) - 1, 0)]

    return [(before(start, is_end=False), before(end, is_end=True)) for start, end in ranges]
