"""Shares with intervals: whole sites are drawn again, and always the same ones."""

from __future__ import annotations

import itertools

import pytest

from sanitizer.training.intervals import Figure, figure_of


def _sites(*counts: tuple[float, int]) -> list[tuple[str, float, int]]:
    return [(f"{number}.example", hits, n) for number, (hits, n) in enumerate(counts)]


def test_a_share_is_what_was_hit_of_all_that_was_counted() -> None:
    figure = figure_of(_sites((1, 2), (0, 1), (3, 5)))
    assert (figure.hits, figure.n, figure.n_sites) == (4.0, 8, 3)
    assert figure.share == pytest.approx(0.5)


def test_nothing_counted_is_no_figure_that_would_look_good() -> None:
    for figure in (figure_of([]), figure_of(_sites((0, 0)))):
        assert figure == Figure(0.0, 0, 0, None, None)
        assert figure.share == 0.0


def test_the_interval_holds_the_share_and_is_the_narrower_the_more_sites_there_are() -> None:
    widths = []
    for n_sites in (10, 100, 1000):
        figure = figure_of(_sites(*[(1, 1), (0, 1)] * (n_sites // 2)))
        assert figure.low is not None
        assert figure.high is not None
        assert figure.low < figure.share < figure.high
        widths.append(figure.high - figure.low)
    assert widths == sorted(widths, reverse=True)
    # Two standard errors on each side of a half: 0.62, 0.196 and 0.062 of 10, 100 and 1000 trials.
    assert widths == pytest.approx([0.62, 0.196, 0.062], rel=0.15)


def test_pages_of_one_site_are_one_draw_however_many_they_are() -> None:
    apart = figure_of(_sites(*[(1, 1)] * 20, *[(0, 1)] * 20))
    together = figure_of([(f"{number % 4}.example", number % 2, 1) for number in range(40)])
    assert apart.share == together.share
    assert apart.low is not None
    assert together.low is not None
    assert together.low < apart.low - 0.1


def test_the_order_of_the_pages_changes_nothing() -> None:
    counts = _sites((1, 3), (0, 2), (2, 2))
    assert len({figure_of(order) for order in itertools.permutations(counts)}) == 1


def test_a_site_with_nothing_to_count_is_not_drawn() -> None:
    counts = _sites((1, 3), (0, 2), (2, 2))
    assert figure_of([*counts, ("empty.example", 0, 0)]) == figure_of(counts)


@pytest.mark.parametrize(
    ("n_sites", "bound"), [(1, 0.975), (2, 0.8419), (15, 0.218), (682, 0.00539)]
)
def test_where_all_sites_agree_the_open_side_is_the_exact_bound(n_sites: int, bound: float) -> None:
    # Clopper and Pearson's upper bound for no hit in n trials, from published tables.
    none = figure_of(_sites(*[(0, 1)] * n_sites))
    assert none.low == 0.0
    assert none.high == pytest.approx(bound, abs=1e-3)
    every = figure_of(_sites(*[(1, 1)] * n_sites))
    assert every.high == 1.0
    assert every.low == pytest.approx(1 - bound, abs=1e-3)


def test_sites_that_are_alike_without_agreeing_have_no_interval() -> None:
    for counts in ([(1, 2)], [(1, 2), (1, 2)]):
        figure = figure_of(_sites(*counts))
        assert (figure.share, figure.low, figure.high) == (0.5, None, None)
