"""A model's weights put back into scikit-learn's own estimators, to be judged by its own code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.ensemble._hist_gradient_boosting.common import PREDICTOR_RECORD_DTYPE
from sklearn.ensemble._hist_gradient_boosting.predictor import TreePredictor
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from sanitizer.features.ngrams import NGRAM_LENGTHS, code_points, evidence_norm
from sanitizer.training.tables import count_ngrams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sanitizer.classification.trees import Trees
    from sanitizer.features.ngrams import NgramTable

__all__ = ["as_classifier", "as_regression", "exact_counts"]


def as_classifier(trees: Trees, n_features: int) -> Any:
    """Return scikit-learn's classifier with these trees in place of its own."""
    chance = np.random.default_rng(0)
    classifier: Any = HistGradientBoostingClassifier(max_iter=1, early_stopping=False)
    with threadpool_limits(limits=1):
        classifier.fit(chance.normal(size=(60, n_features)), np.arange(60) % 2)
    ends = np.append(trees.roots[1:], trees.feature.size)
    classifier._predictors = [
        [_predictor(trees, int(start), int(end))]
        for start, end in zip(trees.roots, ends, strict=True)
    ]
    classifier._baseline_prediction = np.asarray([[trees.baseline]])
    return classifier


def _predictor(trees: Trees, start: int, end: int) -> Any:
    nodes = np.zeros(end - start, PREDICTOR_RECORD_DTYPE)
    own = np.arange(start, end)
    nodes["value"] = trees.value[start:end]
    nodes["feature_idx"] = trees.feature[start:end]
    nodes["num_threshold"] = trees.threshold[start:end]
    nodes["left"] = trees.left[start:end] - start
    nodes["right"] = trees.right[start:end] - start
    nodes["is_leaf"] = trees.left[start:end] == own
    no_categories = np.zeros((0, 8), np.uint32)
    return TreePredictor(nodes, no_categories, no_categories)


def as_regression(table: NgramTable) -> Any:
    """Return scikit-learn's logistic regression with the weights of a table."""
    regression: Any = LogisticRegression()
    regression.coef_ = table.weights.astype(np.float64)[None, :]
    regression.intercept_ = np.asarray([table.bias])
    regression.classes_ = np.asarray([False, True])
    return regression


def exact_counts(texts: Sequence[str], bits: int) -> Any:
    """Return `count_ngrams` in double precision: n-grams over `evidence_norm` of their number."""
    counts = count_ngrams(texts, bits).astype(np.float64)
    codes, starts = code_points(texts)
    lengths = np.diff(starts, append=codes.size)
    counted = [np.maximum(lengths - n + 1, 0) for n in NGRAM_LENGTHS]
    n_ngrams = np.asarray(np.sum(counted, axis=0), np.float64)
    norms = np.repeat(evidence_norm(n_ngrams), np.diff(counts.indptr))
    counts.data = np.rint(counts.data * norms) / norms
    return counts
