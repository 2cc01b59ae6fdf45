"""N-gram tables score as the regression that they were learned by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanitizer.features.ngrams import NgramTable
from sanitizer.training.tables import MOST_WEIGHT, balance, count_ngrams, fit_table, writing_of
from tests.classification.scikit import as_regression, exact_counts
from tests.features.measuring import chance_tables

if TYPE_CHECKING:
    from sanitizer.training.corpus import LabelledPage

SPAM = ["casino bonus", "casino online spins", "best casino", "free spins bonus"]
HONEST = ["fresh bread", "the baker opens at seven", "milk and butter", "closed on sunday"]
EXAMPLES = [(text, True) for text in SPAM] + [(text, False) for text in HONEST]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_a_table_scores_as_the_product_of_counts_and_weights(texts: list[str]) -> None:
    table = chance_tables(11).text
    product = count_ngrams(texts, table.bits) @ table.weights + table.bias
    assert np.allclose(table.score(texts), product, rtol=1e-5, atol=1e-5)


def test_a_table_scores_as_scikit_learn_decides(samples: tuple[LabelledPage, ...]) -> None:
    texts = [page.source[start : start + 300] for page in samples for start in range(0, 3000, 300)]
    table = chance_tables(11).text
    decided = as_regression(table).decision_function(exact_counts(texts, table.bits))
    assert np.abs(table.score(texts) - decided).max() < 1e-6 * max(1.0, np.abs(decided).max())


def test_chunks_do_not_show_in_the_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = count_ngrams(SPAM + HONEST, 10)
    monkeypatch.setattr("sanitizer.training.tables._CHUNK", 3)
    assert (count_ngrams(SPAM + HONEST, 10) != whole).nnz == 0


def test_a_fitted_table_tells_what_it_was_shown_and_its_like() -> None:
    table = fit_table(EXAMPLES, 12, 1)
    assert table.score(SPAM).min() > table.score(HONEST).max()
    spam, honest = table.score(["casino spins tonight", "bread and butter"])
    assert spam > honest


def test_the_order_of_the_examples_and_doubles_make_no_difference() -> None:
    one = fit_table(EXAMPLES, 12, 1)
    other = fit_table(EXAMPLES[::-1] + EXAMPLES[:3], 12, 1)
    assert np.array_equal(one.weights, other.weights)
    assert one.bias == other.bias


def test_a_text_with_both_labels_is_junk() -> None:
    both = [("casino bonus", False), *EXAMPLES, ("casino bonus", False)]
    assert np.array_equal(fit_table(both, 12, 1).weights, fit_table(EXAMPLES, 12, 1).weights)


@pytest.mark.parametrize("examples", [[], [("bread", False)], [("slots", True)]])
def test_with_one_label_only_a_table_knows_nothing(examples: list[tuple[str, bool]]) -> None:
    table = fit_table(examples, 8, 1)
    assert isinstance(table, NgramTable)
    assert not table.weights.any()
    assert table.score(["slots"])[0] == table.score(["bread"])[0] < 0


def test_weights_are_stored_as_32_bit_numbers() -> None:
    table = fit_table(EXAMPLES, 9, 1)
    assert table.weights.dtype == np.float32
    assert table.weights.shape == (512,)


@pytest.mark.parametrize(
    ("text", "writing"),
    [
        ("fresh bread at seven", "latin"),
        ("Свежий хлеб каждый день", "cyrillic"),
        ("焼きたてのパン", "kana"),
        ("新鲜的面包", "han"),
        ("خبز طازج كل صباح", "arabic"),
        ("نان تازه و پنیر هر روز", "persian"),
        ("Bánh mì mới ra lò mỗi buổi sáng", "vietnamese"),
        ("Her sabah sıcak ekmek çıkarıyoruz", "turkish"),
        ("", "latin"),
    ],
)
def test_a_writing_is_told_by_its_letters(text: str, writing: str) -> None:
    assert writing_of(text) == writing


def test_honest_texts_of_a_rare_writing_weigh_as_much_as_its_junk() -> None:
    texts = ["купить казино", "казино бонус", "слоты казино", "свежий хлеб", "bread", "casino"]
    weights = balance(texts, np.asarray([True, True, True, False, False, True]))
    assert weights.tolist() == [1.0, 1.0, 1.0, 3.0, 1.0, 1.0]


def test_no_text_weighs_more_than_the_bound() -> None:
    texts = [f"казино {number}" for number in range(200)] + ["свежий хлеб"]
    weights = balance(texts, np.asarray([True] * 200 + [False]))
    assert weights[-1] == MOST_WEIGHT


def test_a_writing_is_not_spam_because_most_that_was_seen_of_it_is() -> None:
    junk = [(f"казино бонус {number}", True) for number in range(60)]
    honest = [("свежий хлеб утром", False), ("новая школа у реки", False)]
    latin = [(f"fresh bread {number}", False) for number in range(60)]
    table = fit_table([*junk, *honest, *latin], 14, 1)
    assert table.score(["булочная откроется весной"])[0] < 0
