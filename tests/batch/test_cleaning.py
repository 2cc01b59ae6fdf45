"""One page of a clean run."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from sanitizer.batch.cleaning import CleanTask, is_written
from sanitizer.batch.sources import Source
from sanitizer.config import Config
from sanitizer.findings.records import Verdict
from sanitizer.pipeline import clean
from tests.batch.pages import CLEAN, HIDDEN_BOX, INJECTED, PICTURE, SPAM, put, put_packed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out" / "staging").mkdir(parents=True)
    return tmp_path / "out"


def _task(out: Path, to: str = "html", *, keep_spam: bool = False) -> CleanTask:
    return CleanTask(lambda _: Config(), to, out, out / "staging", keep_spam)


def test_the_page_is_written_without_its_junk_and_the_input_stays(
    tmp_path: Path, out: Path
) -> None:
    path = put(tmp_path, "a.html", INJECTED)
    outcome = _task(out)((Source(str(path), "a.html"), "sub/a.html"))
    assert outcome.report.verdict is Verdict.INJECTED
    assert outcome.output == "sub/a.html"
    written = (out / "sub" / "a.html").read_bytes()
    assert HIDDEN_BOX.encode() not in written
    assert b"a thicker window" in written
    assert path.read_bytes() == INJECTED
    assert list((out / "staging").iterdir()) == []


def test_a_page_without_findings_is_written_byte_for_byte(tmp_path: Path, out: Path) -> None:
    plain = put(tmp_path, "a.html")
    packed = put_packed(tmp_path, "b.html.gz")
    _task(out)((Source(str(plain), "a.html"), "a.html"))
    _task(out)((Source(str(packed), "b.html.gz"), "b.html.gz"))
    assert (out / "a.html").read_bytes() == CLEAN
    assert gzip.decompress((out / "b.html.gz").read_bytes()) == CLEAN


def test_a_spam_page_is_recorded_and_only_written_when_asked(tmp_path: Path, out: Path) -> None:
    planned = Source(str(put(tmp_path, "a.html", SPAM)), "a.html"), "a.html"
    outcome = _task(out)(planned)
    assert (outcome.report.verdict, outcome.output) == (Verdict.SPAM, None)
    assert not (out / "a.html").exists()
    assert _task(out, keep_spam=True)(planned).output == "a.html"
    assert (out / "a.html").exists()


def test_a_page_that_cannot_be_read_has_no_output(tmp_path: Path, out: Path) -> None:
    picture = Source(str(put(tmp_path, "a.html", PICTURE)), "a.html")
    broken = Source(str(put(tmp_path, "b.html.gz", CLEAN)), "b.html.gz")
    for source in (picture, broken):
        outcome = _task(out, keep_spam=True)((source, source.place))
        assert (outcome.report.verdict, outcome.output) == (Verdict.UNREADABLE, None)
    assert [path.name for path in out.iterdir()] == ["staging"]


EMPTY = b"<!DOCTYPE html>\n<title>x</title>\n<body></body>\n"


@pytest.mark.parametrize("to", ["text", "markdown", "json"])
def test_a_page_without_main_content_says_why(tmp_path: Path, out: Path, to: str) -> None:
    source = Source(str(put(tmp_path, "a.html", EMPTY)), "a.html")
    outcome = _task(out, to)((source, "a.out"))
    assert outcome.output == "a.out"
    assert outcome.text_reason == clean(EMPTY).text_reason
    assert outcome.text_reason


@pytest.mark.parametrize("to", ["html", "text", "markdown"])
def test_a_page_with_main_content_has_nothing_to_excuse(tmp_path: Path, out: Path, to: str) -> None:
    source = Source(str(put(tmp_path, "a.html")), "a.html")
    assert _task(out, to)((source, "a.out")).text_reason is None


@pytest.mark.parametrize(
    ("verdict", "written", "written_with_spam"),
    [
        (Verdict.CLEAN, True, True),
        (Verdict.INJECTED, True, True),
        (Verdict.SPAM, False, True),
        (Verdict.UNREADABLE, False, False),
    ],
)
def test_the_verdict_decides_what_is_written(
    verdict: Verdict, written: bool, written_with_spam: bool
) -> None:
    assert is_written(verdict, keep_spam=False) is written
    assert is_written(verdict, keep_spam=True) is written_with_spam
