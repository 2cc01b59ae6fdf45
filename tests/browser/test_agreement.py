"""Counting how far two sides agree; no browser is needed for that."""

from __future__ import annotations

import pytest

from tests.browser.agreement import Agreement

ASKED = {"least_agreement": 0.995, "least_recall": 0.98, "most_alarms": 0.001}


def counted(n_both: int, n_missed: int, n_alarms: int, n_seen: int) -> Agreement:
    counts = Agreement()
    for ours, theirs, n_times in (
        ("opacity", "opacity", n_both),
        (None, "clip", n_missed),
        ("clip", "", n_alarms),
        (None, "", n_seen),
    ):
        for _ in range(n_times):
            counts.add("page", ours, theirs)
    return counts


def test_small_differences_are_no_problem() -> None:
    counts = counted(980, 20, 5, 4995)
    assert counts.n_texts == 6000
    assert counts.problems(**ASKED) == []


@pytest.mark.parametrize(
    ("counts", "problem"),
    [
        (counted(97, 3, 0, 9000), "recall of hidden 97.0000% on 9,100 texts"),
        (counted(100, 0, 2, 998), "seen called hidden 0.2000% on 1,100 texts"),
        (counted(990, 10, 0, 500), "agreement 99.3333% on 1,500 texts"),
    ],
)
def test_what_falls_short_is_named_with_the_commonest_differences(
    counts: Agreement, problem: str
) -> None:
    problems = counts.problems(**ASKED)
    assert problems[0] == problem
    assert any(" x page: ours " in line for line in problems)
