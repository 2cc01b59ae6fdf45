"""Texts → scores of hashed character n-grams.

No word list of abuse ships: what a family's words look like is learned into a table of weights,
addressed by a hash of 2 to 5 neighbouring characters, so that one table serves every script. All
texts of a page are scored in one pass over one array of code points.

The score of a text is the sum of its n-grams' weights over the square root of their number: a
longer text has more evidence, but not as much more as it is longer. From `SATURATED_NGRAMS` on it
has no more at all: what all of a long text is in common is its language, and a language is no spam.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["NGRAM_LENGTHS", "SATURATED_NGRAMS", "NgramTable", "evidence_norm", "ngram_hashes"]

#: 2 and 3 are words in Chinese and Japanese, 4 and 5 are stems in alphabets.
NGRAM_LENGTHS: Final = (2, 3, 4, 5)

#: Longer texts are scored on their first characters: what advertises does so at once, and a page
#: of one endless block must not cost more than its parse.
MAX_CHARS: Final = 1500

#: About a hundred characters. Without this bound long honest texts of languages that training hardly
#: has scored highest of all honest texts.
SATURATED_NGRAMS: Final = 400

_CHUNK_TEXTS: Final = 4000

_MULTIPLIER: Final = np.uint32(0x9E3779B1)  # Knuth's multiplicative hashing, golden ratio
_STEP: Final = np.uint32(0x01000193)  # FNV-1a prime


@dataclasses.dataclass(frozen=True, slots=True)
class NgramTable:
    """Weights of hashed n-grams.

    Attributes
    ----------
    weights : ndarray of float32, shape (2**bits,)
    bias : float
    """

    weights: NDArray[np.float32]
    bias: float

    @property
    def bits(self) -> int:
        """Number of bits of the hash."""
        return int(self.weights.size).bit_length() - 1

    def score(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one score a text, shape (n_texts,): log-odds, 0 and below is ordinary."""
        if not texts:
            return np.zeros(0, np.float32)
        if len(texts) > _CHUNK_TEXTS:  # bounds the memory of pages with 100,000s of blocks
            parts = range(0, len(texts), _CHUNK_TEXTS)
            return np.concatenate([self.score(texts[at : at + _CHUNK_TEXTS]) for at in parts])
        codes, starts = code_points(texts)
        total = np.zeros(len(texts), np.float64)
        count = np.zeros(len(texts), np.float64)
        lengths = np.diff(starts, append=codes.size)
        for length, index in ngram_hashes(codes, self.bits):
            values = self.weights[index]
            total += _sums(values, starts, lengths, length)
            count += np.maximum(lengths - length + 1, 0)
        return (total / evidence_norm(count) + self.bias).astype(np.float32)


def evidence_norm(n_ngrams: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what the sum of a text's weights is divided by, shape of `n_ngrams`."""
    bounded = np.minimum(n_ngrams, SATURATED_NGRAMS)
    return np.maximum(n_ngrams, 1.0) / np.sqrt(np.maximum(bounded, 1.0))


def code_points(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the normalised code points of all texts in one array, and where each text starts.

    Lower case, every digit a 0, a space before and after; a text has at least two characters.
    """
    padded = [f" {text[:MAX_CHARS].lower()} " for text in texts]
    data = "".join(padded).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(data, np.uint32).copy()
    codes[(codes >= 49) & (codes <= 57)] = 48
    lengths = np.fromiter(map(len, padded), np.int64, len(padded))
    return codes, np.cumsum(lengths) - lengths


def ngram_hashes(codes: NDArray[np.uint32], bits: int) -> list[tuple[int, NDArray[np.uint32]]]:
    """Return (n, hash of the n-gram at every place) for each length, shape (n_chars - n + 1,).

    The n-grams at the last ``n - 1`` places of a text reach into the next one and do not count.
    """
    shift = np.uint32(32 - bits)
    found = []
    running = codes.copy()
    for length in range(2, NGRAM_LENGTHS[-1] + 1):
        if codes.size < length:
            break
        running = running[:-1] * _STEP ^ codes[length - 1 :]
        found.append((length, (running * _MULTIPLIER + np.uint32(length)) >> shift))
    return found


def _sums(
    values: NDArray[np.float32],
    starts: NDArray[np.int64],
    lengths: NDArray[np.int64],
    length: int,
) -> NDArray[np.float64]:
    """Return the sum of `values` over each text, leaving out those that reach beyond it."""
    running = np.zeros(values.size + 1, np.float64)
    np.cumsum(values, out=running[1:])
    ends = starts + np.maximum(lengths - length + 1, 0)
    starts, ends = np.minimum(starts, values.size), np.minimum(ends, values.size)
    result: NDArray[np.float64] = running[ends] - running[starts]
    return result
