"""What ``--fix`` would cut of each finding, for formats that tell other programs how to do it.

Comes in: an outcome. Goes out: of each finding the pieces that go, by lines and columns. Mostly
that is the finding itself; a template's own tags stay, and so does what would move the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sanitizer.batch.reading import UnreadableFileError
from sanitizer.findings.records import Verdict

if TYPE_CHECKING:
    from sanitizer.batch.run import Outcome
    from sanitizer.cli.formats import View
    from sanitizer.config import Config

__all__ = ["Piece", "pieces_to_cut"]


class Piece(NamedTuple):
    """A place in a page; lines and columns start at 1, and the end is the first after it."""

    line: int
    column: int
    end_line: int
    end_column: int


def pieces_to_cut(outcome: Outcome, view: View) -> list[list[Piece]]:
    """Return of each finding the pieces that would go; none where nothing would."""
    findings = outcome.report.findings
    # Text cannot be taken out of a packed file by its place, and spam pages are never cut.
    if outcome.report.verdict is not Verdict.INJECTED or outcome.path.lower().endswith(".gz"):
        return [[] for _ in findings]
    if view.read is None or view.config_for is None:
        places = ((each.line, each.column, each.end_line, each.end_column) for each in findings)
        return [[Piece(*place)] for place in places]
    try:
        page = view.read(outcome.path)
    except UnreadableFileError:  # gone since it was judged
        return [[] for _ in findings]
    ranges = [(found.start, found.end) for found in findings]
    return _pieces(page, view.config_for(outcome.path), ranges)


def _pieces(page: bytes, config: Config, ranges: list[tuple[int, int]]) -> list[list[Piece]]:
    from sanitizer.cutting.opaque import sound_pieces  # noqa: PLC0415  only pages with findings
    from sanitizer.parsing.page import parse_page  # noqa: PLC0415  as above

    parsed = parse_page(page, None, config.encoding, as_html=config.as_html)
    if not ranges or ranges[-1][1] > len(parsed.source):  # changed since it was judged
        return [[] for _ in ranges]
    return [
        [Piece(*parsed.position(start), *parsed.position(end)) for start, end in pieces]
        for pieces in sound_pieces(parsed.tree, ranges)
    ]
