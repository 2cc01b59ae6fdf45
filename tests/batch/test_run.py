"""A task on each page of a run, in order."""

from __future__ import annotations

import os

import pytest

from sanitizer.batch import run
from sanitizer.batch.run import NamingThePage, WorkerError, run_in_order
from sanitizer.errors import ModelError


def _process_of(number: int) -> tuple[int, int]:
    return number, os.getpid()


def _die(number: int) -> int:
    if number == 3:
        os._exit(9)
    return number


def _refuse(number: int) -> int:
    raise ModelError(f"no model for {number}")


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


def test_a_mistake_in_the_program_names_the_page() -> None:
    with pytest.raises(ZeroDivisionError) as caught, NamingThePage("a.html"):
        raise ZeroDivisionError
    assert caught.value.__notes__ == ["while on the page 'a.html'"]
