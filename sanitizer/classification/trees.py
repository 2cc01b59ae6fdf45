"""Boosted trees as plain arrays, judged in numpy.

The trees are grown by scikit-learn's histogram gradient boosting and exported node by node;
scanning needs no scikit-learn. Nobody walks down a tree: all its questions are asked of all rows
at once. Each answer *no* rules out the leaves on the left of its question, and of what is left over
the leftmost leaf is where the row ends (Lucchese et al., QuickScorer, 2015). Which leaves are left
is the bits of one number, so a tree is a few operations on arrays.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Trees"]

#: Rows that are asked together: it bounds the memory of pages with 100,000s of blocks.
_CHUNK_ROWS: Final = 1024

#: Trees of more leaves are walked down; those of this project have 16.
_MAX_LEAVES: Final = 64


class _Questions(NamedTuple):
    """The inner nodes of all trees: the first of each tree, then the second of each, and so on.

    A tree with fewer than others asks on, to no effect.

    Attributes
    ----------
    feature : ndarray of int, shape (n_questions * n_trees,)
        The column that is asked for.
    threshold : ndarray of float32, shape (n_questions * n_trees, 1)
        The greatest float32 that is not over the node's own, so that float32 values compare alike.
    kept : ndarray of unsigned int, shape (n_questions * n_trees, 1)
        The leaves that remain, as bits, where the answer is no.
    leaf_values : ndarray of float64, shape (n_trees, n_leaves)
        What the leaves add, from left to right.
    """

    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]
    kept: NDArray[np.unsignedinteger]
    leaf_values: NDArray[np.float64]

    @classmethod
    def of(cls, trees: Trees) -> _Questions | None:
        """Return the questions of some trees; None where one has more than `_MAX_LEAVES`."""
        first, n_leaves, tree_of = _places_of_leaves(trees)
        n_trees, n_most = trees.roots.size, int(n_leaves[trees.roots].max(initial=2))
        if n_most > _MAX_LEAVES:
            return None
        inner = np.flatnonzero(trees.left != np.arange(trees.left.size))
        inner = inner[np.argsort(tree_of[inner], kind="stable")]
        rank = np.arange(inner.size) - np.searchsorted(tree_of[inner], tree_of[inner])
        place = rank * n_trees + tree_of[inner]
        feature = np.zeros((n_most - 1) * n_trees, np.intp)
        threshold = np.zeros((feature.size, 1), np.float32)
        bits = next(size for size in (8, 16, 32, 64) if size >= n_most)
        kept = np.full((feature.size, 1), ~np.uint64(0)).astype(f"uint{bits}")
        feature[place] = trees.feature[inner]
        threshold[place, 0] = _as_float32(trees.threshold[inner])
        left = [(1 << n) - 1 << at for n, at in zip(
            n_leaves[trees.left[inner]].tolist(), first[inner].tolist(), strict=True
        )]  # fmt: skip
        kept[place, 0] = ~np.asarray(left, np.uint64).astype(kept.dtype)
        leaves = np.flatnonzero((n_leaves == 1) & (tree_of >= 0))
        values = np.zeros((n_trees, n_most), np.float64)
        values[tree_of[leaves], first[leaves]] = trees.value[leaves]
        return cls(feature, threshold, kept, values)

    def sums(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return what the trees add up to for each row."""
        n_trees, n_leaves = self.leaf_values.shape
        asked = np.ascontiguousarray(matrix.T).take(self.feature, axis=0)
        kept = (asked <= self.threshold).astype(self.kept.dtype)
        np.negative(kept, out=kept)  # of a 1, for yes, all bits
        kept |= self.kept
        left = np.bitwise_and.reduce(kept.reshape(-1, n_trees, matrix.shape[0]), axis=0)
        # The lowest bit alone, a power of two, which the exponent tells.
        lowest = (left & np.negative(left)).astype(np.float64)
        leaf = np.frexp(lowest)[1] - 1 + n_leaves * np.arange(n_trees)[:, None]
        added = np.ascontiguousarray(self.leaf_values.ravel().take(leaf).T)
        result: NDArray[np.float64] = added.sum(axis=1)
        return result


def _places_of_leaves(
    trees: Trees,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return of each node its first leaf counted from the left, how many it has, and its tree."""
    left, right = trees.left, trees.right
    tree_of = np.full(left.size, -1, np.int64)
    tree_of[trees.roots] = np.arange(trees.roots.size)
    levels, level = [], trees.roots
    while level.size:
        inner = level[left[level] != level]
        levels.append(inner)
        tree_of[left[inner]] = tree_of[right[inner]] = tree_of[inner]
        level = np.concatenate([left[inner], right[inner]])
    first, n_leaves = np.zeros(left.size, np.int64), np.ones(left.size, np.int64)
    for inner in reversed(levels):
        n_leaves[inner] = n_leaves[left[inner]] + n_leaves[right[inner]]
    for inner in levels:
        first[left[inner]] = first[inner]
        first[right[inner]] = first[inner] + n_leaves[left[inner]]
    return first, n_leaves, tree_of


def _as_float32(threshold: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the greatest float32 values that are not over some thresholds."""
    with np.errstate(over="ignore"):
        found = threshold.astype(np.float32)
    over = found.astype(np.float64) > threshold
    found[over] = np.nextafter(found[over], np.float32(-np.inf))
    return found


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
    _questions: _Questions | None = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_questions", _Questions.of(self))

    def log_odds(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the log-odds of each row, shape (n_rows,)."""
        chunks = range(0, matrix.shape[0], _CHUNK_ROWS)
        found = [self._log_odds(matrix[start : start + _CHUNK_ROWS]) for start in chunks]
        return np.concatenate(found) if found else np.zeros(0, np.float64)

    def _log_odds(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        if self._questions is not None:
            return self.baseline + self._questions.sums(matrix)
        node = np.repeat(self.roots[None, :], matrix.shape[0], axis=0)
        steps = self._steps(matrix, node)
        result: NDArray[np.float64] = self.value[steps[-1] if steps else node].sum(axis=1)
        return self.baseline + result

    def contributions(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return what each feature added to each row's log-odds, shape of `matrix`.

        A split is credited with the change of the mean value on the way down (Saabas, 2014).
        """
        chunks = range(0, matrix.shape[0], _CHUNK_ROWS)
        found = [self._contributions(matrix[start : start + _CHUNK_ROWS]) for start in chunks]
        return np.concatenate(found) if found else np.zeros(matrix.shape, np.float64)

    def _contributions(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        n_rows, n_columns = matrix.shape
        found = np.zeros(matrix.size, np.float64)
        first = n_columns * np.arange(n_rows)[:, None]
        node = np.repeat(self.roots[None, :], n_rows, axis=0)
        for step in self._steps(matrix, node):
            places = (first + self.feature[node]).ravel()
            changes = (self.value[step] - self.value[node]).ravel()
            found += np.bincount(places, changes, found.size)  # a fifth of the time of np.add.at
            node = step
        return found.reshape(matrix.shape)

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
