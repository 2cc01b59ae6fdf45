"""Boosted trees as plain arrays, judged in numpy.

The trees are grown by scikit-learn's histogram gradient boosting and exported node by node;
scanning needs no scikit-learn. All rows go down all trees together, one level at a time.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Trees"]

#: Rows that go down all trees together: it bounds the memory of pages with 100,000s of blocks.
_CHUNK_ROWS: Final = 4096


class _Walk(NamedTuple):
    """The nodes in the form that numpy is quickest with.

    Attributes
    ----------
    roots, feature : ndarray of int
    threshold : ndarray of float32
        The greatest float32 that is not over the node's own, so that float32 values compare alike.
    children : ndarray of int, shape (2 * n_nodes,)
        Right and left child of each node in turn.
    is_inner : ndarray of bool
    """

    roots: NDArray[np.intp]
    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]
    children: NDArray[np.intp]
    is_inner: NDArray[np.bool_]

    @classmethod
    def of(cls, trees: Trees) -> _Walk:
        """Return the nodes of some trees."""
        with np.errstate(over="ignore"):
            threshold = trees.threshold.astype(np.float32)
        over = threshold.astype(np.float64) > trees.threshold
        threshold[over] = np.nextafter(threshold[over], np.float32(-np.inf))
        return cls(
            trees.roots.astype(np.intp),
            trees.feature.astype(np.intp),
            threshold,
            np.column_stack([trees.right, trees.left]).ravel().astype(np.intp),
            trees.left != np.arange(trees.left.size),
        )


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
    _walk: _Walk = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_walk", _Walk.of(self))

    def log_odds(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the log-odds of each row, shape (n_rows,)."""
        chunks = range(0, matrix.shape[0], _CHUNK_ROWS)
        found = [self._log_odds(matrix[start : start + _CHUNK_ROWS]) for start in chunks]
        return np.concatenate(found) if found else np.zeros(0, np.float64)

    def _log_odds(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        n_rows, n_columns = matrix.shape
        values, walk = np.ascontiguousarray(matrix).ravel(), self._walk
        column = np.repeat(np.arange(n_rows) * n_columns, self.roots.size)
        node = here = np.tile(walk.roots, n_rows)
        walking = np.arange(node.size)
        while walking.size:
            # All places lie in their arrays; "wrap" only spares the check of that.
            asked = values.take(column + walk.feature.take(here, mode="wrap"), mode="wrap")
            goes_left = asked <= walk.threshold.take(here, mode="wrap")
            here = walk.children.take(2 * here + goes_left, mode="wrap")
            node[walking] = here
            # Most leaves are near the root: a row that has reached one walks no further.
            moves = np.flatnonzero(walk.is_inner.take(here, mode="wrap"))
            walking, here, column = walking[moves], here[moves], column[moves]
        added = self.value.take(node).reshape(n_rows, self.roots.size)
        result: NDArray[np.float64] = self.baseline + added.sum(axis=1)
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
