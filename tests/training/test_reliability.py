"""Scores beside how often they were right."""

from __future__ import annotations

import pytest

from sanitizer.training.reliability import EDGES, reliability
from tests.training.scores import finding, page_score


def _rows(*scored: tuple[float, bool]) -> list[tuple[float, float, int, int, int, int]]:
    scores = [page_score(findings=(finding(right, score=score),)) for score, right in scored]
    return [
        (
            row.low,
            row.high,
            int(row.right.hits),
            row.right.n,
            int(row.right_above.hits),
            row.right_above.n,
        )
        for row in reliability(scores)
    ]


def test_findings_are_counted_in_the_bin_of_their_score_and_in_all_below_it() -> None:
    assert _rows((0.55, False), (0.91, True), (0.94, False), (0.99, True)) == [
        (0.5, 0.6, 0, 1, 2, 4),
        (0.9, 0.95, 1, 2, 2, 3),
        (0.98, 1.0, 1, 1, 1, 1),
    ]


def test_a_score_on_an_edge_belongs_to_the_bin_above_and_1_to_the_last() -> None:
    assert _rows((0.9, True))[0][:2] == (0.9, 0.95)
    assert _rows((1.0, True))[0][:2] == (0.98, 1.0)


def test_a_bin_has_the_mean_of_its_scores() -> None:
    (row,) = reliability(
        [page_score(findings=(finding(True, score=0.91), finding(True, score=0.93)))]
    )
    assert row.mean_score == pytest.approx(0.92)


def test_without_findings_there_are_no_bins() -> None:
    assert reliability([page_score()]) == []


def test_the_bins_cover_all_scores() -> None:
    assert (EDGES[0], EDGES[-1]) == (0.0, 1.0)
    assert list(EDGES) == sorted(set(EDGES))
