"""Two looks at a page: the second one only where the first one suspects something."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
import pytest

from sanitizer.classification.judge import (
    LINKS_BONUS,
    READ_BONUS,
    STRUCTURE_BONUS,
    SUSPICIOUS_LOG_ODDS,
    combine,
    judge,
)
from sanitizer.features.catalogue import CATALOGUE, feature_names, measure
from sanitizer.parsing.page import parse_page
from sanitizer.segmentation.blocks import segment
from tests.features.measuring import LOUD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sanitizer.classification.model import Model
    from sanitizer.features.catalogue import Matrix
    from sanitizer.training.corpus import LabelledPage


#: Four blocks that belong to no list.
ALONE = np.full(4, -1, np.int64)


def _matrix(source: str) -> Matrix:
    return measure(segment(parse_page(source)), LOUD)


def _with_first_look(model: Model, baseline: float) -> Model:
    """Return a model whose first look says the same of every block."""
    flat = dataclasses.replace(
        model.first, value=np.zeros_like(model.first.value), baseline=baseline
    )
    return model._replace(first=flat)


def test_a_page_without_measured_blocks_has_no_scores(small_model: Model) -> None:
    assert judge(_matrix(""), small_model).scores.shape == (0,)


def test_nothing_suspicious_is_looked_at_once(small_model: Model) -> None:
    model = _with_first_look(small_model, SUSPICIOUS_LOG_ODDS - 0.1)
    judgement = judge(_matrix("<p>one x</p><p>two x</p>"), model)
    assert judgement.matrix.values.shape[1] == len(CATALOGUE)
    assert judgement.scores == pytest.approx(1 / (1 + np.exp(0.1 - SUSPICIOUS_LOG_ODDS)))


def test_a_suspicious_page_is_judged_by_the_second_look(small_model: Model) -> None:
    model = _with_first_look(small_model, SUSPICIOUS_LOG_ODDS)
    judgement = judge(_matrix("<p>one x</p><p>two x</p>"), model)
    assert judgement.matrix.values.shape[1] == len(feature_names())
    second = model.second.log_odds(judgement.matrix.values)
    log_odds = np.minimum(SUSPICIOUS_LOG_ODDS, second + READ_BONUS)
    assert judgement.scores == pytest.approx(1 / (1 + np.exp(-log_odds)))


def _rows(**columns: list[float]) -> NDArray[np.float32]:
    found = np.zeros((len(next(iter(columns.values()))), len(feature_names())), np.float32)
    for name, values in columns.items():
        found[:, feature_names().index(name)] = values
    return found


def test_no_block_is_surer_than_that_somebody_was_at_the_page() -> None:
    first, second = np.array([-3.0, 2.5, 1.0]), np.array([9.0, -4.0, 0.5])
    found = combine(first, second, _rows(is_text=[1, 1, 1]), ALONE[:3])
    assert found.tolist() == [2.5, -4.0 + READ_BONUS, 0.5 + READ_BONUS]


def test_what_readers_read_needs_more_than_what_is_hidden_or_only_links() -> None:
    rows = _rows(
        is_text=[1, 1, 1, 0], is_link=[0, 0, 0, 1], hidden=[0, 1, 0, 0], anchors=[0.2, 0, 1, 0]
    )
    found = combine(np.full(4, 9.0), np.zeros(4), rows, ALONE)
    assert found.tolist() == [READ_BONUS, LINKS_BONUS, LINKS_BONUS, LINKS_BONUS]
    assert READ_BONUS < 0 < LINKS_BONUS


def test_a_script_needs_more_than_a_link() -> None:
    rows = _rows(is_script=[1, 0], is_link=[0, 1])
    found = combine(np.full(2, 9.0), np.zeros(2), rows, ALONE[:2])
    assert found.tolist() == [STRUCTURE_BONUS, LINKS_BONUS]
    assert STRUCTURE_BONUS < LINKS_BONUS


def test_a_script_that_hides_junk_or_breaks_out_counts_as_a_link_does() -> None:
    rows = _rows(is_script=[1, 1, 1], hides_junk=[2.0, -9.0, -1.0], breaks_out=[0, 1, 0])
    found = combine(np.full(3, 9.0), np.zeros(3), rows, ALONE[:3])
    assert found.tolist() == [LINKS_BONUS, LINKS_BONUS, STRUCTURE_BONUS]


def test_the_texts_of_a_list_count_as_much_as_their_median() -> None:
    rows = _rows(is_text=[1] * 6, hidden=[1] * 6)
    second, groups = np.array([2.0, -6.0, 4.0, -6.0, 5.0, -7.0]), np.array([7, 7, 7, 1, 3, 3])
    found = combine(np.full(6, 9.0), second, rows, groups)
    assert (found - LINKS_BONUS).tolist() == [2.0, 2.0, 4.0, -6.0, 5.0, -7.0]


def test_a_link_in_a_list_and_what_readers_read_count_by_themselves() -> None:
    rows = _rows(is_text=[1, 1, 0, 1], is_link=[0, 0, 1, 0], anchors=[1, 1, 0, 0.1])
    found = combine(np.full(4, 9.0), np.array([4.0, 2.0, -6.0, -6.0]), rows, np.zeros(4, np.int64))
    assert found.tolist() == [LINKS_BONUS + 4, LINKS_BONUS + 2, LINKS_BONUS - 6, READ_BONUS - 6]


def test_contributions_are_credited_to_what_can_be_read_never_to_the_first_look_itself(
    small_model: Model, samples: tuple[LabelledPage, ...]
) -> None:
    n_looked_at_twice = 0
    for page in samples:
        judgement = judge(
            measure(segment(parse_page(page.source)), small_model.tables), small_model
        )
        places = np.arange(len(judgement.scores))
        found = judgement.contributions(places)
        assert found.shape == judgement.matrix.values.shape
        if found.shape[1] > len(CATALOGUE):
            n_looked_at_twice += 1
            assert not found[:, feature_names().index("first_look")].any()
    assert n_looked_at_twice > 5
