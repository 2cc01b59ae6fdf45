"""The tables on the terminal."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from sanitizer.cli.figures import print_figures
from tests.training.scores import ROWS, finding, page_score, span

if TYPE_CHECKING:
    import pytest


def _printed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_all_figures_come_first_then_tables_scores_and_faults(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_figures(ROWS)
    lines = _printed(capsys)
    assert lines[0] == "labelled spans cut 50.00 % 0.0 to 100.0 2 of 4"
    titles = ["family of the junk detected spans cut findings right",
              "rule spans cut findings right not clean",
              "kind of the span spans cut",
              "honest pages by family not clean",
              "score of the findings mean right right from here on",
              "3 pages with a fault:"]  # fmt: skip
    assert [line for line in lines if line in titles] == titles
    assert lines[-1] == "alarm: false alarm (SAN201)"


def test_a_table_of_three_measures_fits_a_wide_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = [page_score(family="f" * 90, spans=(span(True),) * 999, findings=(finding(True),) * 999)]
    print_figures(rows)
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 120


def test_without_pages_only_the_empty_figures_are_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_figures([])
    assert len(_printed(capsys)) == 5


def test_names_in_every_script_can_be_printed_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", narrow)
    print_figures([page_score(family="博彩\x1b[2J")])
    narrow.seek(0)
    assert "\\u535a\\u5f69\\x1b[2J" in narrow.read()
