"""Pages are judged once, and known after that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import sanitizer
from sanitizer.batch.run import Outcome
from sanitizer.batch.sources import Source, find_pages
from sanitizer.config import Config
from sanitizer.repository.cache import ReportCache
from sanitizer.repository.scanning import JudgeTask, known_pages
from tests.batch.pages import CLEAN, INJECTED, PICTURE, put

if TYPE_CHECKING:
    from sanitizer.repository.scanning import Known

ROOT = Path(__file__).parents[2]


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Source]:
    monkeypatch.chdir(tmp_path)
    for number in range(6):
        put(tmp_path, f"pages/{number}.html", INJECTED if number % 3 else CLEAN)
    put(tmp_path, "pages/broken.html.gz", b"no")
    put(tmp_path, "pages/x.html", b"<!-- sanitizer: ignore[SAN2] x --><p>one</p>")
    return find_pages(["pages"])


def _run(sources: list[Source], folder: Path | None, n_jobs: int = 1) -> list[Known]:
    cache = None if folder is None else ReportCache(folder, "program")
    found = list(known_pages(sources, lambda _: Config(), n_jobs, cache))
    if cache is not None:
        cache.save()
    return found


def test_each_page_is_judged_in_order_and_its_comments_are_read(sources: list[Source]) -> None:
    found = _run(sources, None)
    assert [known.outcome.path for known in found] == [source.path for source in sources]
    assert found[1].outcome == Outcome(sources[1].path, sanitizer.scan(INJECTED))
    assert [len(known.ignores) for known in found] == [0] * 7 + [1]
    assert [known.outcome.is_read for known in found] == [True] * 6 + [False, True]


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_with_a_cache_the_same_is_known_and_only_what_is_new_is_judged(
    sources: list[Source], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, n_jobs: int
) -> None:
    expected = _run(sources, None)
    assert _run(sources, tmp_path / "cache", n_jobs) == expected
    judged: list[bytes] = []

    def scan(page: bytes, config: Config) -> sanitizer.Report:
        judged.append(page)
        return sanitizer.scan(page, config=config)

    monkeypatch.setattr("sanitizer.pipeline.scan", scan)
    assert _run(sources, tmp_path / "cache") == expected
    assert judged == []
    put(tmp_path, "pages/1.html", INJECTED + b" ")
    again = _run(sources, tmp_path / "cache")
    assert judged == [INJECTED + b" "]
    assert again[2:] == expected[2:]


def test_a_file_that_cannot_be_read_is_not_remembered(
    sources: list[Source], tmp_path: Path
) -> None:
    _run(sources, tmp_path / "cache")
    put(tmp_path, "pages/broken.html.gz", b"still no")
    assert not _run(sources, tmp_path / "cache")[6].outcome.is_read


def test_what_is_known_needs_neither_numpy_nor_lxml_nor_the_pipeline(tmp_path: Path) -> None:
    page = put(tmp_path, "a.html", INJECTED)
    code = (
        "import sys; from sanitizer.cli import main; "
        f"print(main(['scan', {str(page)!r}, '--cache-dir', {str(tmp_path / 'cache')!r}])); "
        "print([name for name in ('numpy', 'lxml', 'sanitizer.pipeline') if name in sys.modules])"
    )
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.splitlines()
        for _ in range(2)
    ]
    assert outputs[0][:-1] == outputs[1][:-1]
    assert outputs[0][-2] == "1"
    assert outputs[0][-1] == "['numpy', 'lxml', 'sanitizer.pipeline']"
    assert outputs[1][-1] == "[]"


def _source(path: Path) -> Source:
    return Source(str(path), path.name)


def _judged(source: Source) -> Outcome:
    known, _ = JudgeTask(lambda _: Config())(source)
    return known.outcome


def test_a_page_is_scanned_under_the_name_it_was_given(tmp_path: Path) -> None:
    path = put(tmp_path, "a.html", INJECTED)
    outcome = _judged(_source(path))
    assert outcome.path == str(path)
    assert outcome.report.verdict is sanitizer.Verdict.INJECTED
    assert list(outcome.as_dict()) == ["path", *outcome.report.as_dict()]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.html.gz", CLEAN, "no sound gzip file"),
        ("picture.html", PICTURE, ""),
    ],
)
def test_a_bad_page_is_an_unreadable_outcome(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    report = _judged(_source(put(tmp_path, name, content))).report
    assert report.verdict is sanitizer.Verdict.UNREADABLE
    assert reason in report.reason
    assert report.reason


def test_a_page_that_has_gone_is_an_unreadable_outcome(tmp_path: Path) -> None:
    outcome = _judged(_source(tmp_path / "gone.html"))
    report = outcome.report
    assert not outcome.is_read
    assert (report.verdict, report.reason) == (
        sanitizer.Verdict.UNREADABLE,
        "the file cannot be read: No such file or directory",
    )


def test_a_folder_that_could_not_be_listed_is_an_unreadable_outcome() -> None:
    outcome = _judged(Source("locked", "locked", "the folder cannot be listed: no"))
    assert outcome.report.reason == "the folder cannot be listed: no"
