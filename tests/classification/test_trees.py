"""Exported trees judge as scikit-learn's own do, and say what moved a score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from sanitizer.classification.trees import Trees
from sanitizer.training.dataset import measure_page
from sanitizer.training.forest import export_trees
from tests.features.measuring import chance_tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sanitizer.training.corpus import LabelledPage

#: One split at 0.5 of column 1, by hand: left -1, right +3, of three rows and one row.
STUMP = Trees(
    roots=np.asarray([0], np.int32),
    feature=np.asarray([1, 0, 0], np.int32),
    threshold=np.asarray([0.5, 0.0, 0.0]),
    left=np.asarray([1, 1, 2], np.int32),
    right=np.asarray([2, 1, 2], np.int32),
    value=np.asarray([0.0, -1.0, 3.0]),
    baseline=0.25,
)


def _fitted(values: NDArray[np.float32], labels: NDArray[np.bool_]) -> Any:
    classifier = HistGradientBoostingClassifier(
        max_iter=25, max_leaf_nodes=9, min_samples_leaf=5, max_features=0.5, random_state=2
    )
    with threadpool_limits(limits=1):
        return classifier.fit(values, labels)


def _chance_data(n_rows: int = 400) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    chance = np.random.default_rng(5)
    values = chance.normal(size=(n_rows, 6)).astype(np.float32)
    values[:, 3] = values[:, 3] > 0
    labels = values[:, 0] * values[:, 1] + values[:, 3] + chance.normal(size=n_rows) * 0.3 > 0.4
    return values, labels


def _measured_data(
    samples: tuple[LabelledPage, ...],
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    pages = [measure_page(page, chance_tables(3)) for page in samples]
    return np.concatenate([p.values for p in pages]), np.concatenate([p.labels for p in pages])


@pytest.fixture(scope="module", params=["chance", "samples"])
def fitted(
    request: pytest.FixtureRequest, samples: tuple[LabelledPage, ...]
) -> tuple[Any, NDArray[np.float32]]:
    values, labels = _chance_data() if request.param == "chance" else _measured_data(samples)
    return _fitted(values, labels), values


def test_log_odds_are_those_of_scikit_learn(fitted: tuple[Any, NDArray[np.float32]]) -> None:
    classifier, values = fitted
    ours = export_trees(classifier).log_odds(values)
    assert np.abs(ours - classifier.decision_function(values)).max() < 1e-6
    assert ours.std() > 0.1


def test_probabilities_are_those_of_scikit_learn(fitted: tuple[Any, NDArray[np.float32]]) -> None:
    classifier, values = fitted
    ours = 1 / (1 + np.exp(-export_trees(classifier).log_odds(values)))
    assert np.abs(ours - classifier.predict_proba(values)[:, 1]).max() < 1e-6


def test_rows_that_training_never_saw_are_judged_alike(
    fitted: tuple[Any, NDArray[np.float32]],
) -> None:
    classifier, values = fitted
    strange = np.random.default_rng(6).normal(0, 50, values.shape).astype(np.float32)
    ours = export_trees(classifier).log_odds(strange)
    assert np.abs(ours - classifier.decision_function(strange)).max() < 1e-6


def test_contributions_add_up_to_the_way_from_the_mean_to_the_score(
    fitted: tuple[Any, NDArray[np.float32]],
) -> None:
    classifier, values = fitted
    trees = export_trees(classifier)
    contributions = trees.contributions(values)
    assert contributions.shape == values.shape
    mean = trees.baseline + trees.value[trees.roots].sum()
    assert np.allclose(contributions.sum(axis=1), trees.log_odds(values) - mean, atol=1e-9)


def test_a_column_that_no_split_asks_for_contributes_nothing(
    fitted: tuple[Any, NDArray[np.float32]],
) -> None:
    classifier, values = fitted
    trees = export_trees(classifier)
    inner = trees.left != np.arange(trees.left.size)
    unused = sorted(set(range(values.shape[1])) - set(trees.feature[inner].tolist()))
    assert not trees.contributions(values)[:, unused].any()


def test_a_row_goes_left_up_to_the_threshold_and_right_beyond() -> None:
    matrix = np.asarray([[9, 0.5], [9, 0.6], [9, -7]], np.float32)
    assert STUMP.log_odds(matrix).tolist() == [-0.75, 3.25, -0.75]


def test_a_split_is_credited_to_its_column() -> None:
    matrix = np.asarray([[9, 0.5], [9, 0.6]], np.float32)
    assert STUMP.contributions(matrix).tolist() == [[0.0, -1.0], [0.0, 3.0]]


def test_contributions_of_many_rows_are_those_of_each() -> None:
    matrix = np.zeros((3000, 2), np.float32)
    matrix[:, 1] = np.linspace(-3, 3, 3000)
    together = STUMP.contributions(matrix)
    assert together.shape == matrix.shape
    for row in (0, 1023, 1024, 2048, 2999):
        assert together[row].tolist() == STUMP.contributions(matrix[[row]])[0].tolist()


def test_no_rows_have_no_scores() -> None:
    nothing = np.zeros((0, 2), np.float32)
    assert STUMP.log_odds(nothing).shape == (0,)
    assert STUMP.contributions(nothing).shape == (0, 2)


def test_rows_are_judged_one_by_one_as_together(fitted: tuple[Any, NDArray[np.float32]]) -> None:
    classifier, values = fitted
    trees = export_trees(classifier)
    alone = np.concatenate([trees.log_odds(values[[row]]) for row in range(20)])
    assert np.allclose(alone, trees.log_odds(values[:20]), atol=1e-12)


@pytest.mark.parametrize("n_leaves", [2, 16, 40, 64, 90])
def test_trees_of_any_size_judge_as_scikit_learns_own(n_leaves: int) -> None:
    values, labels = _chance_data(1500)
    classifier = HistGradientBoostingClassifier(
        max_iter=4, max_leaf_nodes=n_leaves, min_samples_leaf=2, random_state=1
    )
    with threadpool_limits(limits=1):
        classifier.fit(values, labels)
    trees = export_trees(classifier)
    values[::7, 0] = np.nan
    expected = trees.baseline + trees.contributions(values).sum(axis=1)
    expected += trees.value[trees.roots].sum()
    assert np.allclose(trees.log_odds(values), expected, atol=1e-9)
    assert np.allclose(trees.log_odds(values[1::7]), classifier.decision_function(values[1::7]))


def test_a_tree_that_is_one_leaf_adds_the_same_to_every_row() -> None:
    trees = Trees(
        roots=np.asarray([3, 0], np.int32),
        feature=np.asarray([1, 0, 0, 0], np.int32),
        threshold=np.asarray([0.5, 0.0, 0.0, 0.0]),
        left=np.asarray([1, 1, 2, 3], np.int32),
        right=np.asarray([2, 1, 2, 3], np.int32),
        value=np.asarray([0.0, -1.0, 3.0, 10.0]),
        baseline=0.25,
    )
    assert trees.log_odds(np.asarray([[9, 0.5], [9, 0.6]], np.float32)).tolist() == [9.25, 13.25]
