"""What --fix would cut of each finding, as other programs are told it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import sanitizer
from sanitizer.batch.reading import UnreadableFileError
from sanitizer.batch.run import Outcome
from sanitizer.cli.formats import View
from sanitizer.cli.formats.cuts import Piece, pieces_to_cut
from sanitizer.config import Config
from sanitizer.repository.fixing import cut_findings
from tests.batch.pages import CLEAN, HIDDEN_BOX, INJECTED, SPAM
from tests.cli.formats.outcomes import outcome, scanned

if TYPE_CHECKING:
    from collections.abc import Iterable

ARTICLE = CLEAN.decode().partition("<body>\n")[2].partition("</body>")[0]
TEMPLATE = (
    "{% extends 'base' %}\n"
    + ARTICLE
    + HIDDEN_BOX.replace("</a> <a", "</a>{% if a %}\n<a", 1).replace("</div>", "{% endif %}</div>")
    + "\n"
)
DUMP = "INSERT INTO t VALUES ('@');\n".replace("@", ARTICLE + HIDDEN_BOX)


def _without(source: str, pieces: Iterable[Piece]) -> str:
    """Cut as a program does that knows nothing but lines and columns."""
    lines = re.split(r"(?<=\n)", source)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    for piece in reversed(list(pieces)):
        start = starts[piece.line - 1] + piece.column - 1
        end = starts[piece.end_line - 1] + piece.end_column - 1
        source = source[:start] + source[end:]
    return source


@pytest.mark.parametrize(
    ("source", "config"),
    [
        (INJECTED.decode(), Config()),
        (TEMPLATE, Config(as_html=True)),
        (DUMP, Config(as_html=True)),
    ],
)
def test_the_pieces_are_those_that_are_cut(source: str, config: Config) -> None:
    page = source.encode()
    report = sanitizer.scan(page, config=config)
    view = View(read=lambda _: page, config_for=lambda _: config)
    pieces = pieces_to_cut(Outcome("a", report), view)
    assert len(pieces) == len(report.findings) > 0
    cut = _without(source, (piece for found in pieces for piece in found))
    assert cut.encode() == cut_findings(page, report, config).after != page
    assert cut.count("{%") == source.count("{%")


def test_where_the_page_is_not_at_hand_a_finding_is_its_own_piece() -> None:
    assert pieces_to_cut(outcome(), View()) == [[Piece(7, 3, 7, 53)]]


@pytest.mark.parametrize(
    "found", [scanned(SPAM), scanned(INJECTED, "a.html.gz")], ids=["spam", "packed"]
)
def test_what_is_never_cut_by_places_has_no_pieces(found: Outcome) -> None:
    assert found.report.findings
    assert pieces_to_cut(found, View()) == [[] for _ in found.report.findings]


def test_a_page_that_is_gone_or_shorter_by_now_has_no_pieces() -> None:
    def gone(_: str) -> bytes:
        raise UnreadableFileError("the file cannot be read")

    for read in (gone, lambda _: b"<p>short"):
        view = View(read=read, config_for=lambda _: Config())
        assert pieces_to_cut(scanned(INJECTED), view) == [[]]
