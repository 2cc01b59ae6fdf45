"""Matrices with labels → boosted trees, fitted by scikit-learn and exported to arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from sanitizer.classification.trees import Trees

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["export_trees", "fit_classifier"]

#: Not searched. 31 leaves instead of 16 found fewer pages with junk, smaller and less regularised
#: ones as many.
_SETTINGS: Final[dict[str, Any]] = {
    "learning_rate": 0.1,
    "max_leaf_nodes": 16,
    "min_samples_leaf": 30,
    "l2_regularization": 5.0,
    "max_features": 0.5,
    "early_stopping": False,
}


def fit_classifier(
    values: NDArray[np.float32],
    labels: NDArray[np.bool_],
    weights: NDArray[np.float32],
    seed: int,
    n_trees: int,
) -> HistGradientBoostingClassifier:
    """Return scikit-learn's classifier; one thread, so that two runs add up in the same order."""
    classifier = HistGradientBoostingClassifier(max_iter=n_trees, random_state=seed, **_SETTINGS)
    with threadpool_limits(limits=1, user_api="openmp"):
        classifier.fit(values, labels, sample_weight=weights)
    return classifier


def export_trees(classifier: HistGradientBoostingClassifier) -> Trees:
    """Return the classifier's trees as plain arrays.

    scikit-learn offers no public way to its histogram trees; a test holds the export against
    ``decision_function`` so that a change of its inside does not go unnoticed.
    """
    parts = [predictors[0].nodes for predictors in classifier._predictors]  # noqa: SLF001
    sizes = np.asarray([len(nodes) for nodes in parts])
    roots = np.cumsum(sizes) - sizes
    nodes = np.concatenate(parts)
    offset = np.repeat(roots, sizes)
    own = np.arange(len(nodes))
    leaf = nodes["is_leaf"].astype(bool)
    left = np.where(leaf, own, nodes["left"] + offset)
    right = np.where(leaf, own, nodes["right"] + offset)
    value = _mean_values(nodes, left, right, leaf)
    return Trees(
        roots=roots.astype(np.int32),
        feature=np.where(leaf, 0, nodes["feature_idx"]).astype(np.int32),
        threshold=np.where(leaf, 0.0, nodes["num_threshold"]).astype(np.float64),
        left=left.astype(np.int32),
        right=right.astype(np.int32),
        value=value,
        baseline=float(np.ravel(classifier._baseline_prediction)[0]),  # noqa: SLF001
    )


def _mean_values(
    nodes: Any, left: NDArray[np.int64], right: NDArray[np.int64], leaf: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return each node's value: its own if a leaf, else its children's mean by training rows."""
    value = nodes["value"].astype(np.float64)
    count = nodes["count"].astype(np.float64)
    for node in np.argsort(-nodes["depth"].astype(np.int64), kind="stable"):
        if not leaf[node]:
            children = [left[node], right[node]]
            value[node] = np.average(value[children], weights=count[children])
    found: NDArray[np.float64] = value
    return found
