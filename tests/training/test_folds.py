"""Pages of one site are never on both sides of a split."""

from __future__ import annotations

import collections

from sanitizer.training.folds import N_FOLDS, dealt_trades, fold_of
from sanitizer.training.generator import TRADES
from tests.training.labelled import labelled


def test_the_fold_is_that_of_the_site_whatever_else_the_page_is() -> None:
    one = labelled("<p>bread</p>", id="a", site="example.com")
    other = labelled("[[<p>slots</p>]]", id="b", family="pills", site="example.com")
    assert fold_of(one) == fold_of(other)


def test_the_fold_of_a_site_never_changes() -> None:
    assert [fold_of(labelled("x", site=site)) for site in ("example.com", "example.org")] == [1, 0]


def test_sites_spread_over_all_folds() -> None:
    counts = collections.Counter(
        fold_of(labelled("x", site=f"site{n}.example")) for n in range(1000)
    )
    assert set(counts) == set(range(N_FOLDS))
    assert min(counts.values()) > 1000 / N_FOLDS / 2


def test_a_site_in_another_script_has_a_fold_too() -> None:
    assert fold_of(labelled("x", site="例え.テスト")) in range(N_FOLDS)


def test_every_trade_is_dealt_to_exactly_one_fold() -> None:
    dealt = [trade for fold in range(N_FOLDS) for trade in dealt_trades(fold)]
    assert sorted(dealt) == sorted(TRADES)
    assert all(dealt_trades(fold) for fold in range(N_FOLDS))
    assert dealt_trades(N_FOLDS) == ()
