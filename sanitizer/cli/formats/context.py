"""The source of a finding, for a person: its lines, with carets under the characters meant.

Comes in: a page's path and its findings. Goes out: lines. The page is read once more: reports carry
places, not sources, whether they come from this process, another one or a store. A page that is
gone by now, or shorter, has nothing shown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sanitizer.batch.reading import UnreadableFileError
from sanitizer.cli.terminal import n_cells, painter, printable
from sanitizer.parsing.encoding import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sanitizer.cli.formats import View
    from sanitizer.findings.records import Finding

__all__ = ["source_context"]

#: Lines of pages may have a megabyte. What is shown fits, with its gutter, into 100 columns.
_MAX_CHARS: Final = 84
#: So much of a long line is shown in front of the finding, to tell where it is.
_CHARS_BEFORE: Final = 24

#: As places are counted: LF, CRLF and CR end a line, and a byte order mark has no column.
_LINE_END: Final = re.compile(r"\r\n?|\n")


def source_context(path: str, view: View) -> Callable[[Finding], Iterator[str]] | None:
    """Return what yields the lines of source for a finding of a page; ``None`` without source."""
    if view.read is None:
        return None
    try:
        encoding = None if view.config_for is None else view.config_for(path).encoding
        source = decode(view.read(path), encoding).text.removeprefix("\ufeff")
    except UnreadableFileError:
        return None
    lines = _LINE_END.split(source)
    paint = painter(is_on=view.has_colours)

    def show(finding: Finding) -> Iterator[str]:
        index = finding.line - 1
        if index >= len(lines) or finding.column - 1 > len(lines[index]):
            return
        gutter = len(f"{finding.line}")
        for number in (index - 1, index):
            if number == index or (number >= 0 and lines[number].strip()):
                begin = max(finding.column - 1 - _CHARS_BEFORE, 0) if number == index else 0
                bar = paint("gutter", f"{number + 1:>{gutter}} |")
                yield f"    {bar} {_window(lines[number], begin)}".rstrip()
        blank = paint("gutter", f"{'':>{gutter}} |")
        yield f"    {blank} {_carets(lines[index], finding, paint)}"
        if finding.end_line > finding.line:
            yield f"    {blank} to {finding.end_line}:{finding.end_column}"

    return show


def _window(line: str, begin: int) -> str:
    """Return the part of a line that is shown from `begin` on, as cells of a terminal."""
    begin = 0 if begin <= 1 else begin
    shown = _shown(line[begin : begin + _MAX_CHARS])
    return ("…" if begin else "") + shown + ("…" if begin + _MAX_CHARS < len(line) else "")


def _shown(text: str) -> str:
    return printable(text.replace("\t", " "))


def _carets(line: str, finding: Finding, paint: Callable[[str, str], str]) -> str:
    start = finding.column - 1
    end = finding.end_column - 1 if finding.end_line == finding.line else len(line)
    begin = max(start - _CHARS_BEFORE, 0)
    begin = 0 if begin <= 1 else begin
    indent = n_cells(_shown(line[begin:start])) + (1 if begin else 0)
    marked = n_cells(_shown(line[start : min(end, begin + _MAX_CHARS)]))
    return " " * indent + paint("caret", "^" * max(marked, 1))
