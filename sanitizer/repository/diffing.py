"""A cut as a unified diff, which ``git apply`` and ``patch`` understand.

Comes in: a cut page. Goes out: lines of bytes. What was cut is known, so nothing is compared: the
diff is exact and takes time linear in the page, where comparing lines can take its square.
Bytes stay bytes: a page in GBK has its diff in GBK. Lines end at LF only, as these tools have it.
"""

from __future__ import annotations

import bisect
import dataclasses
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sanitizer.repository.fixing import Cut

__all__ = ["unified_diff"]

#: Lines around a change, as diff and git show them by default.
_CONTEXT_LINES: Final = 3

_TO_QUOTE: Final = re.compile(rb'[\x00-\x1f\x7f"\\]')

_NO_LINE_END: Final = b"\n\\ No newline at end of file\n"


@dataclasses.dataclass(frozen=True, slots=True)
class _Change:
    """Lines ``first`` up to ``end`` of the page, counted from 0, and what takes their place."""

    first: int
    end: int
    new: list[bytes]


def unified_diff(cut: Cut, path: str) -> Iterator[bytes]:
    """Yield the lines of the diff of one page, each with its end.

    Parameters
    ----------
    cut : Cut
    path : str
        Names the page in the header.
    """
    lines = _split(cut.before)
    yield b"--- " + _named("a/", path) + b"\n"
    yield b"+++ " + _named("b/", path) + b"\n"
    n_removed = 0
    for hunk in _hunks(_changes(cut, lines)):
        yield from _hunk_lines(hunk, lines, n_removed)
        n_removed += sum(change.end - change.first - len(change.new) for change in hunk)


def _changes(cut: Cut, lines: Sequence[bytes]) -> Iterator[_Change]:
    """Yield each run of lines that the cut touches."""
    before, ranges = cut.before, cut.ranges
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    index = 0
    while index < len(ranges):
        first = bisect.bisect_right(starts, ranges[index][0]) - 1
        position, new = starts[first], b""
        while True:
            start, end = ranges[index]
            new += before[position:start]
            position = end
            index += 1
            line_end = _line_end(starts, position, is_whole=not new or new.endswith(b"\n"))
            if index == len(ranges) or ranges[index][0] >= line_end:
                break
        new += before[position:line_end]
        yield _trimmed(first, bisect.bisect_left(starts, line_end), new, lines)


def _line_end(starts: Sequence[int], position: int, *, is_whole: bool) -> int:
    """Return where the line that goes on at `position` ends: there, if what is before is whole."""
    line = bisect.bisect_left(starts, position)
    if starts[line] == position:
        line += 0 if is_whole or line == len(starts) - 1 else 1
    return starts[line]


def _split(text: bytes) -> list[bytes]:
    """Return the lines with their ends; ``splitlines`` would also split at a CR."""
    lines = text.split(b"\n")
    return [line + b"\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _named(side: str, path: str) -> bytes:
    """Return the name of a page as git writes it, quoted where it would end the line too soon.

    It is that of the file itself, from the current folder, even where links lead to it: of a link,
    git has only where it leads.
    """
    real, here = Path(os.path.realpath(path)), Path.cwd()
    inside = real.is_relative_to(here)
    named = os.fsencode(side + real.relative_to(here).as_posix() if inside else real.as_posix())
    if _TO_QUOTE.search(named) is not None:
        return b'"' + _TO_QUOTE.sub(lambda found: b"\\%03o" % found[0][0], named) + b'"'
    return named + b"\t" if b" " in named else named


def _trimmed(first: int, end: int, text: bytes, lines: Sequence[bytes]) -> _Change:
    """Return a change without the lines at its edges that stay what they are."""
    new = _split(text)
    while first < end and new and lines[first] == new[0]:
        first, new = first + 1, new[1:]
    while first < end and new and lines[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return _Change(first, end, new)


def _hunks(changes: Iterator[_Change]) -> Iterator[list[_Change]]:
    """Yield changes that stand so near to each other that their context touches."""
    hunk: list[_Change] = []
    for change in changes:
        if hunk and change.first - hunk[-1].end > 2 * _CONTEXT_LINES:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _hunk_lines(hunk: list[_Change], lines: Sequence[bytes], n_removed: int) -> Iterator[bytes]:
    begin = max(hunk[0].first - _CONTEXT_LINES, 0)
    end = min(hunk[-1].end + _CONTEXT_LINES, len(lines))
    n_old = end - begin
    n_new = n_old - sum(change.end - change.first - len(change.new) for change in hunk)
    # A side without lines is named by the line before it.
    old_start = begin + (1 if n_old else 0)
    new_start = begin - n_removed + (1 if n_new else 0)
    yield b"@@ -%d,%d +%d,%d @@\n" % (old_start, n_old, new_start, n_new)
    position = begin
    for change in hunk:
        yield from (_line(b" ", line) for line in lines[position : change.first])
        yield from (_line(b"-", line) for line in lines[change.first : change.end])
        yield from (_line(b"+", line) for line in change.new)
        position = change.end
    yield from (_line(b" ", line) for line in lines[position:end])


def _line(sign: bytes, line: bytes) -> bytes:
    return sign + line if line.endswith(b"\n") else sign + line + _NO_LINE_END
