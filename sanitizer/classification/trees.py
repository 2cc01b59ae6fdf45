"""Boosted trees as plain arrays, judged in numpy.

The trees are grown by scikit-learn's histogram gradient boosting and exported node by node;
scanning needs no scikit-learn. All rows go down all trees together, one level at a time.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Trees"]


@dataclasses.dataclass(frozen=True, slots=True)
class Trees:
    """An ensemble of binary trees.

    Attributes
    ----------
    roots : ndarray of int32, shape (n_trees,)
        Index of each tree's root among all nodes.
    feature : ndarray of int32, shape (n_nodes,)
        Column that a node asks for; a leaf asks for 0 and leads to itself.
    threshold : ndarray of float64, shape (n_nodes,)
        A row goes left where its value is at most this.
    left, right : ndarray of int32, shape (n_nodes,)
    value : ndarray of float64, shape (n_nodes,)
        Of a leaf what it adds to the log-odds; of an inner node the mean of its leaves, weighted
        by the training rows in them.
    baseline : float
        Log-odds before any tree.
    """

    roots: NDArray[np.int32]
    feature: NDArray[np.int32]
    threshold: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float64]
    baseline: float

    def log_odds(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the log-odds of each row, shape (n_rows,)."""
        node = np.repeat(self.roots[None, :], matrix.shape[0], axis=0)
        for step in self._steps(matrix, node):
            node = step
        result: NDArray[np.float64] = self.baseline + self.value[node].sum(axis=1)
        return result

    def contributions(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return what each feature added to each row's log-odds, shape of `matrix`.

        A split is credited with the change of the mean value on the way down (Saabas, 2014).
        """
        found = np.zeros(matrix.shape, np.float64)
        rows = np.arange(matrix.shape[0])[:, None]
        node = np.repeat(self.roots[None, :], matrix.shape[0], axis=0)
        for step in self._steps(matrix, node):
            np.add.at(found, (rows, self.feature[node]), self.value[step] - self.value[node])
            node = step
        return found

    def _steps(
        self, matrix: NDArray[np.float32], node: NDArray[np.int32]
    ) -> list[NDArray[np.int32]]:
        rows = np.arange(matrix.shape[0])[:, None]
        steps: list[NDArray[np.int32]] = []
        while True:
            goes_left = matrix[rows, self.feature[node]] <= self.threshold[node]
            following = np.where(goes_left, self.left[node], self.right[node])
            if np.array_equal(following, node):
                return steps
            steps.append(following)
            node = following
