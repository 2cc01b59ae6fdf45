"""Texts with labels → n-gram tables, fitted by scikit-learn's logistic regression."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from sanitizer.features.ngrams import NGRAM_LENGTHS, NgramTable, code_points, ngram_hashes

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["count_ngrams", "fit_table"]

#: Inverse strength of regularisation; rows have a length of about 1. With 10 the keyword footer of
#: the born-from page stayed under the threshold; 3 values were tried, with no intervals.
INVERSE_REGULARISATION: Final = 30.0

_CHUNK: Final = 5_000


def count_ngrams(texts: Sequence[str], bits: int) -> sparse.csr_matrix:
    """Return hashed n-gram counts over the square root of their number, shape (n_texts, 2**bits).

    The product with a table's weights is `NgramTable.score` less the bias.
    """
    chunks = [
        _count_chunk(texts[start : start + _CHUNK], bits) for start in range(0, len(texts), _CHUNK)
    ]
    return sparse.vstack(chunks, format="csr")


def _count_chunk(texts: Sequence[str], bits: int) -> sparse.csr_matrix:
    codes, starts = code_points(texts)
    lengths = np.diff(starts, append=codes.size)
    owner = np.repeat(np.arange(len(texts)), lengths)
    ends = np.repeat(starts + lengths, lengths)
    place = np.arange(codes.size)
    rows, columns = [], []
    for length, hashes in ngram_hashes(codes, bits):
        inside = place[: hashes.size] + length <= ends[: hashes.size]
        rows.append(owner[: hashes.size][inside])
        columns.append(hashes[inside])
    row, column = np.concatenate(rows), np.concatenate(columns)
    counts = np.zeros(len(texts))
    for length in NGRAM_LENGTHS:
        counts += np.maximum(lengths - length + 1, 0)
    values = 1.0 / np.sqrt(np.maximum(counts, 1.0))[row]
    matrix = sparse.coo_matrix((values, (row, column)), (len(texts), 1 << bits))
    return matrix.tocsr().astype(np.float32)


def fit_table(examples: Sequence[tuple[str, bool]], bits: int, seed: int) -> NgramTable:
    """Return the table that tells junk from honest texts.

    Parameters
    ----------
    examples : sequence of (str, bool)
        Texts and whether they are junk; a text that is in there twice counts once.
    bits : int
        The table has ``2**bits`` weights.
    seed : int
        For the order in which scikit-learn looks at them.
    """
    labels: dict[str, bool] = {}
    for text, junk in examples:
        labels[text] = labels.get(text, False) or junk
    texts = sorted(labels)
    target = np.asarray([labels[text] for text in texts])
    if target.all() or not target.any():
        return NgramTable(np.zeros(1 << bits, np.float32), -4.0)
    model: Any = LogisticRegression(
        C=INVERSE_REGULARISATION, solver="lbfgs", max_iter=60, tol=1e-3, random_state=seed
    )
    # Threads would only wait for each other on the folds' processes.
    with threadpool_limits(limits=1):
        model.fit(count_ngrams(texts, bits), target)
    return NgramTable(model.coef_[0].astype(np.float32), float(model.intercept_[0]))
