"""Fitting keeps what judges a page from having seen its site."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
import pytest

from sanitizer.classification.judge import judge
from sanitizer.classification.model import Model
from sanitizer.features.catalogue import feature_names, measure
from sanitizer.parsing.page import parse_page
from sanitizer.segmentation.blocks import segment
from sanitizer.training.dataset import measure_page
from sanitizer.training.fit import Fitted, fit
from sanitizer.training.folds import N_FOLDS, dealt_trades, fold_of
from tests.training.labelled import labelled
from tests.training.small import SEED, small_training

if TYPE_CHECKING:
    from sanitizer.training.corpus import LabelledPage

#: What the junk of one site says and nobody else's does.
RARE = "zyxwv jqkvq"


def _site_pages(number: int) -> list[LabelledPage]:
    site = f"site{number}.example"
    junk = RARE if number == 0 else f"casino bonus slots number {number} spins"
    honest = "".join(
        f"<p>Paragraph {word} of site {number} tells of bread, milk and the quiet street.</p>"
        for word in ("one", "two", "three", "four", "five", "six", "seven", "eight")
    )
    injected = (
        f'{honest}[[<p><a href="https://a{number}.test/casino">{junk}</a> {junk}</p>]]{honest}'
    )
    return [
        labelled(honest, id=f"clean-{number}", site=site),
        labelled(injected, id=f"injected-{number}", site=site),
    ]


PAGES = (
    *(page for number in range(12) for page in _site_pages(number)),
    dataclasses.replace(_site_pages(7)[1], id="made", is_generated=True),
)


@pytest.fixture(scope="module")
def fitted() -> Fitted:
    with small_training():
        return fit(PAGES, SEED)


def test_there_is_a_model_a_fold_and_one_of_all(fitted: Fitted) -> None:
    assert len(fitted.fold_tables) == N_FOLDS
    assert len(fitted.fold_first) == len(fitted.fold_second) == N_FOLDS
    assert len({tables.text.weights.tobytes() for tables in fitted.fold_tables}) > 1


def test_the_model_of_a_fold_has_not_read_its_sites(fitted: Fitted) -> None:
    own = fold_of(PAGES[0])
    known = [tables.text.score([RARE])[0] for tables in fitted.fold_tables]
    assert fitted.tables.text.score([RARE])[0] > known[own] + 1
    assert min(score for fold, score in enumerate(known) if fold != own) > known[own] + 1


def test_each_page_is_measured_with_the_tables_of_its_fold(fitted: Fitted) -> None:
    for page, found in list(zip(PAGES, fitted.matrices, strict=True))[:4]:
        expected = measure_page(page, fitted.fold_tables[fold_of(page)])
        assert np.array_equal(found.values, expected.values)
        assert np.array_equal(found.labels, expected.labels)


def test_a_generated_page_is_measured_with_tables_that_do_not_know_the_trades_of_its_fold(
    fitted: Fitted,
) -> None:
    real, made = (
        next(found for page, found in zip(PAGES, fitted.matrices, strict=True) if page.id == name)
        for name in ("injected-7", "made")
    )
    column = feature_names().index("text_score")
    assert "casino" in dealt_trades(fold_of(PAGES[-1]))
    assert made.values[made.labels, column].max() < real.values[real.labels, column].max()


def test_each_page_is_scored_with_the_trees_of_its_fold(fitted: Fitted) -> None:
    for page, scores in zip(PAGES[:-1], fitted.scores, strict=False):
        fold = fold_of(page)
        model = Model(
            "fold",
            fitted.fold_tables[fold],
            fitted.fold_first[fold],
            fitted.fold_second[fold],
            0.5,
            {},
        )
        matrix = measure(segment(parse_page(page.source)), model.tables)
        assert np.allclose(scores, judge(matrix, model).scores)
        assert ((scores > 0) & (scores < 1)).all()


def test_junk_of_unseen_sites_scores_over_honest_blocks(fitted: Fitted) -> None:
    scores = np.concatenate(fitted.scores)
    labels = np.concatenate([found.labels for found in fitted.matrices])
    assert labels.sum() >= 12
    assert np.median(scores[labels]) > np.quantile(scores[~labels], 0.9)


def test_fitting_twice_gives_the_same_numbers(fitted: Fitted) -> None:
    with small_training():
        again = fit(PAGES, SEED)
    for look in ("first", "second"):
        one_look, other_look = getattr(again, look), getattr(fitted, look)
        assert np.array_equal(one_look.value, other_look.value)
        assert np.array_equal(one_look.threshold, other_look.threshold)
    for name in ("text", "url", "script"):
        one, other = getattr(again.tables, name), getattr(fitted.tables, name)
        assert np.array_equal(one.weights, other.weights)
