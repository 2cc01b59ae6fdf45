"""Texts with labels → n-gram tables, fitted by scikit-learn's logistic regression."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from sanitizer.features.ngrams import (
    NGRAM_LENGTHS,
    NgramTable,
    code_points,
    evidence_norm,
    ngram_hashes,
    runs,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["WRITINGS", "balance", "count_ngrams", "fit_table", "writing_of"]

#: Inverse strength of regularisation; rows have a length of about 1. Of 0.3, 3, 5 and 30 on one
#: left-out fold, 3 and 5 found most junk over the score of 99.9 % of its honest texts (27 and
#: 26 %, with 30 22 %). On another one 30 found 50 % of the real junk over the score of 99 % of the
#: honest texts and 74 % of the generated, 5 found 43 and 65 %; over that of 99.9 % it was 20 and
#: 27 % against 23 and 23 %. Between them.
INVERSE_REGULARISATION: Final = 15.0

#: scikit-learn divides the loss by the number of texts, so gradients are small from the start. At
#: 1e-3 it stopped wherever it was then, after some twenty steps or one: a table that did not know
#: the very words it was shown (area under the curve of generated texts of a left-out fold 0.88, of
#: real ones 0.80; at 1e-5 0.97 and 0.84), and a table of addresses that had learned nothing.
TOLERANCE: Final = 1e-5
_MAX_STEPS: Final = 600

#: Letters of a writing, or of a language that honest pages at hand hardly ever use; the first row
#: that a tenth of a text's characters belong to names its writing.
WRITINGS: Final = (
    ("kana", re.compile(r"[ぁ-ヿ]")),
    ("hangul", re.compile(r"[가-힣]")),
    ("thai", re.compile(r"[฀-๿]")),
    ("indic", re.compile(r"[ऀ-෿]")),
    ("persian", re.compile(r"[پچژگ]")),
    ("arabic", re.compile(r"[؀-ۿ]")),
    ("hebrew", re.compile(r"[֐-׿]")),
    ("greek", re.compile(r"[Ͱ-Ͽ]")),
    ("cyrillic", re.compile(r"[Ѐ-ӿ]")),
    ("han", re.compile(r"[一-鿿]")),
    ("vietnamese", re.compile(r"[ăđơưạ-ỹ]", re.IGNORECASE)),
    ("turkish", re.compile(r"[ğışİ]", re.IGNORECASE)),
)
_WRITING_SHARE: Final = 0.1
#: Vietnamese and Turkish are mostly written with plain Latin letters.
_WRITING_SHARES: Final = {"vietnamese": 0.03, "turkish": 0.02, "persian": 0.005}

#: A single honest text weighs at most so much more than a junk one.
MOST_WEIGHT: Final = 20.0

_CHUNK: Final = 5_000


def count_ngrams(texts: Sequence[str], bits: int) -> sparse.csr_matrix:
    """Return hashed n-gram counts over `evidence_norm` of their number, shape (n_texts, 2**bits).

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
    says = np.ones(codes.size, np.bool_)
    says[runs(codes)] = False
    rows, columns = [], []
    for length, hashes in ngram_hashes(codes, bits):
        inside = (place[: hashes.size] + length <= ends[: hashes.size]) & says[: hashes.size]
        rows.append(owner[: hashes.size][inside])
        columns.append(hashes[inside])
    row, column = np.concatenate(rows), np.concatenate(columns)
    counts = np.zeros(len(texts))
    for length in NGRAM_LENGTHS:
        counts += np.maximum(lengths - length + 1, 0)
    values = 1.0 / evidence_norm(counts)[row]
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
    weights = balance(texts, target)
    if target.all() or not target.any():
        return NgramTable(np.zeros(1 << bits, np.float32), -4.0)
    model: Any = LogisticRegression(
        C=INVERSE_REGULARISATION,
        solver="lbfgs",
        max_iter=_MAX_STEPS,
        tol=TOLERANCE,
        random_state=seed,
    )
    # Threads would only wait for each other on the folds' processes.
    with threadpool_limits(limits=1):
        model.fit(count_ngrams(texts, bits), target, sample_weight=weights)
    return NgramTable(model.coef_[0].astype(np.float32), float(model.intercept_[0]))


def writing_of(text: str) -> str:
    """Return the writing of a text, one of `WRITINGS` or ``"latin"``."""
    for name, letters in WRITINGS:
        share = _WRITING_SHARES.get(name, _WRITING_SHARE)
        if len(letters.findall(text)) > share * len(text):
            return name
    return "latin"


def balance(texts: Sequence[str], junk: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return a weight for each text so that no writing is spam by itself, shape (n_texts,).

    Most Thai texts at hand are generated junk. A table learned from them as they come would take
    every Thai page for spam; so honest texts of a writing weigh together at least what its junk
    does, each up to `MOST_WEIGHT`.
    """
    writings = np.asarray([writing_of(text) for text in texts])
    weights = np.ones(len(texts))
    for writing in np.unique(writings):
        here = writings == writing
        n_junk, n_honest = int((here & junk).sum()), int((here & ~junk).sum())
        if n_honest:
            weights[here & ~junk] = min(MOST_WEIGHT, max(1.0, n_junk / n_honest))
    return weights
