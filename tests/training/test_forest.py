"""Boosted trees are fitted the same way twice, and exported node by node."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sanitizer.training.forest import export_trees, fit_classifier

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sanitizer.classification.trees import Trees


def _data(n_rows: int = 300) -> tuple[NDArray[np.float32], NDArray[np.bool_], NDArray[np.float32]]:
    chance = np.random.default_rng(8)
    values = chance.normal(size=(n_rows, 5)).astype(np.float32)
    labels = values[:, 0] + values[:, 1] ** 2 > 0.7
    return values, labels, np.ones(n_rows, np.float32)


@pytest.fixture(scope="module")
def fitted() -> tuple[Any, Trees, NDArray[np.float32]]:
    values, labels, weights = _data()
    classifier = fit_classifier(values, labels, weights, 1, 100)
    return classifier, export_trees(classifier), values


def test_fitting_twice_gives_the_same_trees(
    fitted: tuple[Any, Trees, NDArray[np.float32]],
) -> None:
    again = export_trees(fit_classifier(*_data(), 1, 100))
    for name in ("roots", "feature", "threshold", "left", "right", "value", "baseline"):
        assert np.array_equal(getattr(again, name), getattr(fitted[1], name)), name


def test_another_seed_gives_other_trees(fitted: tuple[Any, Trees, NDArray[np.float32]]) -> None:
    other = export_trees(fit_classifier(*_data(), 2, 100))
    assert not np.array_equal(other.value, fitted[1].value)


def test_the_export_decides_as_the_classifier(
    fitted: tuple[Any, Trees, NDArray[np.float32]],
) -> None:
    classifier, trees, values = fitted
    assert np.abs(trees.log_odds(values) - classifier.decision_function(values)).max() < 1e-6


def test_the_classifier_learns_what_it_is_shown(
    fitted: tuple[Any, Trees, NDArray[np.float32]],
) -> None:
    labels = _data()[1]
    assert np.mean((fitted[1].log_odds(fitted[2]) > 0) == labels) > 0.95


def test_rows_without_weight_teach_nothing() -> None:
    values, labels, weights = _data()
    half = np.arange(len(weights)) % 2 == 0
    weights[~half] = 0.0
    turned = np.where(half, labels, ~labels)
    trees = export_trees(fit_classifier(values, turned, weights, 1, 100))
    assert np.mean((trees.log_odds(values) > 0) == labels) > 0.9


def test_every_tree_is_a_tree(fitted: tuple[Any, Trees, NDArray[np.float32]]) -> None:
    trees = fitted[1]
    own = np.arange(trees.feature.size)
    leaf = trees.left == own
    assert np.array_equal(leaf, trees.right == own)
    children = np.concatenate([trees.left[~leaf], trees.right[~leaf]])
    # Every node but the roots is the child of exactly one other.
    assert sorted(children.tolist() + trees.roots.tolist()) == own.tolist()


def test_an_inner_node_has_a_value_between_those_of_its_children(
    fitted: tuple[Any, Trees, NDArray[np.float32]],
) -> None:
    trees = fitted[1]
    inner = np.flatnonzero(trees.left != np.arange(trees.left.size))
    left, right = trees.value[trees.left[inner]], trees.value[trees.right[inner]]
    assert (trees.value[inner] >= np.minimum(left, right) - 1e-12).all()
    assert (trees.value[inner] <= np.maximum(left, right) + 1e-12).all()


def test_the_value_of_a_root_is_the_mean_over_its_training_rows(
    fitted: tuple[Any, Trees, NDArray[np.float32]],
) -> None:
    _, trees, values = fitted
    mean = trees.log_odds(values).mean() - trees.baseline
    assert trees.value[trees.roots].sum() == pytest.approx(mean, abs=1e-6)
