"""A task on each page of a run, in order."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from sanitizer.batch import run
from sanitizer.batch.run import NamingThePage, Outcome, ScanTask, WorkerError, run_in_order
from sanitizer.batch.sources import Source
from sanitizer.config import Config
from sanitizer.errors import ModelError
from sanitizer.findings.records import Verdict
from tests.batch.pages import CLEAN, INJECTED, PICTURE, put

if TYPE_CHECKING:
    from pathlib import Path


def _process_of(number: int) -> tuple[int, int]:
    return number, os.getpid()


def _die(number: int) -> int:
    if number == 3:
        os._exit(9)
    return number


def _refuse(number: int) -> int:
    raise ModelError(f"no model for {number}")


def _scan(path: Path) -> Outcome:
    return ScanTask(Config())(Source(str(path), path.name))


def test_one_job_stays_in_this_process() -> None:
    assert list(run_in_order(_process_of, [1, 2], n_jobs=1)) == [(1, os.getpid()), (2, os.getpid())]


def test_the_order_is_kept_and_worn_out_workers_are_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run, "PAGES_A_WORKER", 4)
    results = list(run_in_order(_process_of, range(20), n_jobs=2))
    assert [number for number, _ in results] == list(range(20))
    pids = [{pid for _, pid in results[start : start + 8]} for start in (0, 8, 16)]
    assert os.getpid() not in set().union(*pids)
    assert not pids[0] & pids[1]
    assert not pids[1] & pids[2]


def test_a_dead_worker_ends_the_run_with_advice() -> None:
    with pytest.raises(WorkerError, match="try again with fewer --jobs"):
        list(run_in_order(_die, range(6), n_jobs=2))


def test_an_error_of_a_worker_keeps_its_kind_and_its_words() -> None:
    with pytest.raises(ModelError, match="no model for"):
        list(run_in_order(_refuse, range(4), n_jobs=2))


def test_a_page_is_scanned_under_the_name_it_was_given(tmp_path: Path) -> None:
    path = put(tmp_path, "a.html", INJECTED)
    outcome = _scan(path)
    assert outcome.path == str(path)
    assert outcome.report.verdict is Verdict.INJECTED
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
    report = _scan(put(tmp_path, name, content)).report
    assert report.verdict is Verdict.UNREADABLE
    assert reason in report.reason
    assert report.reason


def test_a_page_that_has_gone_is_an_unreadable_outcome(tmp_path: Path) -> None:
    outcome = _scan(tmp_path / "gone.html")
    report = outcome.report
    assert not outcome.is_read
    assert (report.verdict, report.reason) == (
        Verdict.UNREADABLE,
        "the file cannot be read: No such file or directory",
    )


def test_a_folder_that_could_not_be_listed_is_an_unreadable_outcome() -> None:
    outcome = ScanTask(Config())(Source("locked", "locked", "the folder cannot be listed: no"))
    assert outcome.report.reason == "the folder cannot be listed: no"


def test_a_mistake_in_the_program_names_the_page() -> None:
    with pytest.raises(ZeroDivisionError) as caught, NamingThePage("a.html"):
        raise ZeroDivisionError
    assert caught.value.__notes__ == ["while on the page 'a.html'"]
