"""The report is whole in itself, has every figure, and nothing in it is obeyed."""

from __future__ import annotations

import base64
import html
import re
from typing import TYPE_CHECKING

import pytest

from sanitizer.errors import PathError
from sanitizer.pipeline import list_blocks
from sanitizer.training.figures import MEASURES, main_figures
from sanitizer.training.groupings import GROUPINGS
from sanitizer.training.report import Subject, write_report
from sanitizer.training.wording import counts, interval, percent
from tests.training.scores import finding, page_score, span

if TYPE_CHECKING:
    from pathlib import Path

    from sanitizer.training.evaluate import PageScore

SUBJECT = Subject(model="mine", threshold=0.87, corpora=("pages", "shops"))
SCORES = [
    page_score(
        id="casino-1",
        spans=(span(True), span(False)),
        findings=(finding(True, score=0.97), finding(False, score=0.91)),
    ),
    page_score(label="clean", family="article", language="de", verdict="clean"),
]


def _report(folder: Path, scores: list[PageScore]) -> str:
    write_report(folder, scores, SUBJECT)
    return (folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "new" / "folder"
    _report(folder, SCORES)
    return folder


@pytest.fixture(scope="module")
def text(written: Path) -> str:
    return (written / "report.html").read_text(encoding="utf-8")


def test_a_report_says_what_was_measured_on_what(text: str) -> None:
    assert "<h1>Model mine on pages, shops</h1>" in text
    assert "2 labelled pages of 2 sites, 1 of them honest" in text
    assert "from a score of 0.87" in text


def test_a_report_has_every_figure_and_how_it_is_counted(text: str) -> None:
    for name, figure in main_figures(SCORES).items():
        for told in (percent(figure), interval(figure), counts(figure), MEASURES[name].means):
            assert told in text
    for grouping in GROUPINGS:
        assert f"<th>{html.escape(grouping.title)}</th>" in text
    for shown in ("<td>casino</td>", "<td>SAN401</td>", "0.95 to 0.98, mean 0.970"):
        assert shown in text


def test_a_report_lists_the_faults_with_the_ids_of_their_pages(text: str) -> None:
    assert "Pages with a fault (1)" in text
    assert "<li><b>casino-1</b>: missed links; wrong SAN401<div>line 7: SAN401 0.91" in text


def test_the_picture_stands_in_the_page_and_beside_it(written: Path, text: str) -> None:
    (inlined,) = re.findall(r'src="data:image/png;base64,([^"]*)"', text)
    assert base64.b64decode(inlined) == (written / "report.png").read_bytes()


def test_a_report_loads_nothing_and_runs_nothing(text: str) -> None:
    assert "<script" not in text
    assert "http" not in text.replace("data:image/png", "")
    assert set(re.findall(r'href="(.)', text)) == {"#"}


def test_what_comes_from_pages_is_escaped(tmp_path: Path) -> None:
    evil = '<img src=x onerror="alert(1)">'
    scores = [
        page_score(id=evil, family=evil, language=evil, findings=(finding(False, excerpt=evil),))
    ]
    text = _report(tmp_path, scores)
    assert "<img src=x" not in text
    assert text.count(html.escape(evil)) == 4


def test_a_report_of_nothing_says_so(tmp_path: Path) -> None:
    text = _report(tmp_path, [])
    assert "<p>No findings.</p>" in text
    assert "<p>None.</p>" in text


def test_every_opened_element_is_closed(text: str) -> None:
    tree = list_blocks(text).page.tree
    # The standard keeps the root and the body open to the end of the page.
    left_open = {"meta", "img", "rect", "html", "body"}
    unclosed = [
        tag
        for tag, close, end in zip(tree.tags, tree.closes, tree.ends, strict=True)
        if close == end and tag not in left_open
    ]
    assert unclosed == []


def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine")
    with pytest.raises(PathError, match="cannot be written"):
        _report(taken, SCORES)
