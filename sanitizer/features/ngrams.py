"""Texts → scores of hashed character n-grams.

No word list of abuse ships: what a family's words look like is learned into a table of weights,
addressed by a hash of 2 to 5 neighbouring characters, so that one table serves every script. All
texts of a page are scored in one pass over one array of code points.

The score of a text is the sum of its n-grams' weights over the square root of their number: a
longer text has more evidence, but not as much more as it is longer. From `SATURATED_NGRAMS` on it
has no more at all: what all of a long text is in common is its language, and a language is no spam.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from sanitizer.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = [
    "GROUP_BITS",
    "NGRAM_LENGTHS",
    "SATURATED_NGRAMS",
    "LetterGroups",
    "Letters",
    "NgramTable",
    "code_points",
    "evidence_norm",
    "in_chunks",
    "is_address",
    "ngram_hashes",
    "runs",
]

#: 2 and 3 are words in Chinese and Japanese, 4 and 5 are stems in alphabets.
NGRAM_LENGTHS: Final = (2, 3, 4, 5)

#: Longer texts are scored on their first characters: what advertises does so at once, and a page
#: of one endless block must not cost more than its parse.
MAX_CHARS: Final = 1500

#: About a hundred characters. Without this bound long honest texts of languages that training
#: hardly has scored highest of all honest texts.
SATURATED_NGRAMS: Final = 400

#: Texts whose characters are laid side by side at a time: it bounds the memory.
_CHUNK_TEXTS: Final = 4000

#: Capitals whose lower case is two characters, or depends on what stands beside them.
_BY_CONTEXT: Final = "\u0130\u03a3"

_MULTIPLIER: Final = np.uint32(0x9E3779B1)  # Knuth's multiplicative hashing, golden ratio
#: Bits of the hash of a group of letters: a page has some thousands of different ones.
GROUP_BITS: Final = 15
_GROUP_SHIFT: Final = np.uint32(32 - GROUP_BITS)
#: First code point of the scripts in which two characters are like a word.
_UNSPACED_FROM: Final = 0x2E80

#: An address as people write it out; behind a mark or two, as in lists.
_WRITTEN_ADDRESS = lazy_pattern(r"[^\w\s]?\s?[^\w\s]?(?:https?://|www\.)\S+", re.IGNORECASE)

_SPACE: Final = np.uint32(32)

_STEP: Final = np.uint32(0x01000193)  # FNV-1a prime


class Letters:
    """The characters of some texts side by side, with the hashes of all n-grams in them.

    Attributes
    ----------
    codes : ndarray of uint32, shape (n_chars,)
        Normalised code points, see `code_points`.
    starts, lengths : ndarray of int, shape (n_texts,)
    mixed : dict of int to ndarray of uint32
        Of each length the hash of the n-gram at every place, shape (n_chars - n + 1,). A table of
        ``2**bits`` weights is addressed by its first bits.
    """

    __slots__ = ("codes", "lengths", "mixed", "starts")

    def __init__(self, texts: Sequence[str]) -> None:
        self.codes, self.starts = code_points(texts)
        self.lengths = np.append(self.starts[1:], self.codes.size) - self.starts
        self.mixed = dict(_mixed(self.codes))

    def first(self, n_texts: int) -> Letters:
        """Return the letters of the first texts only; nothing is computed again."""
        found = object.__new__(Letters)
        found.starts, found.lengths = self.starts[:n_texts], self.lengths[:n_texts]
        n_chars = int(found.lengths.sum())
        found.codes = self.codes[:n_chars]
        found.mixed = {
            length: mixed[: n_chars - length + 1]
            for length, mixed in self.mixed.items()
            if length <= n_chars
        }
        return found


class LetterGroups(NamedTuple):
    """A word-like hash at every character of some texts: what texts have in common without words.

    Two characters make a group in Han and Kana, four elsewhere.

    Attributes
    ----------
    hashes : ndarray of uint16, shape (n_chars,)
        Below ``1 << GROUP_BITS``.
    inside : ndarray of bool, shape (n_chars,)
        Whether the group lies inside its text.
    starts : ndarray of int, shape (n_texts,)
    """

    hashes: NDArray[np.uint16]
    inside: NDArray[np.bool_]
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, letters: Letters) -> LetterGroups:
        """Return the groups of some texts, made from the hashes of their n-grams."""
        n_chars = letters.codes.size
        spaced = letters.codes < _UNSPACED_FROM
        mixed = np.zeros(n_chars, np.uint32)
        fours = letters.mixed.get(4, mixed[:0])
        mixed[: fours.size] = fours
        inside = np.ones(n_chars, np.bool_)
        ends = letters.starts + letters.lengths
        for n_last in (3, 2):
            inside[np.maximum(ends - n_last, 0)] = False
        if not spaced.all():
            unspaced = np.flatnonzero(~spaced)
            inside[unspaced] = True
            pairs = letters.mixed.get(2, mixed[:0])
            unspaced = unspaced[unspaced < pairs.size]
            mixed[unspaced] = pairs[unspaced]
        inside[ends - 1] = False
        return cls((mixed >> _GROUP_SHIFT).astype(np.uint16), inside, letters.starts)

    @classmethod
    def joined(cls, parts: Sequence[LetterGroups]) -> LetterGroups:
        """Return the groups of all texts of some parts; of no parts those of no texts."""
        if len(parts) == 1:
            return parts[0]
        sizes = [0, *itertools.accumulate(part.inside.size for part in parts)]
        none = cls(np.zeros(0, np.uint16), np.zeros(0, np.bool_), np.zeros(0, np.int64))
        return cls(
            np.concatenate([none.hashes, *(part.hashes for part in parts)]),
            np.concatenate([none.inside, *(part.inside for part in parts)]),
            np.concatenate(
                [none.starts, *(p.starts + n for p, n in zip(parts, sizes[:-1], strict=True))]
            ),
        )

    def lengths(self) -> NDArray[np.int64]:
        """Return how many characters each text has, shape (n_texts,)."""
        return np.append(self.starts[1:], self.inside.size) - self.starts

    def bounds(self) -> list[int]:
        """Return where each text starts, and where the last one ends."""
        return [*self.starts.tolist(), self.inside.size]


class NgramTable(NamedTuple):
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
        return np.concatenate([self.score_letters(Letters(part)) for part in in_chunks(texts)])

    def score_words(self, texts: Sequence[str], scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the scores of some texts, of written addresses at most that of no text at all.

        ``https://www.gnu.org/licenses/`` has no words: what an address says, the table of addresses
        knows. The table of texts took the letters that all addresses share for spam, which writes
        them out more often than others.
        """
        written = [place for place, text in enumerate(texts) if is_address(text)]
        if written:
            scores[written] = np.minimum(scores[written], np.float32(self.bias))
        return scores

    def score_letters(self, letters: Letters) -> NDArray[np.float32]:
        """Return one score a text of `letters`, of which there is at least one."""
        shift = np.uint32(32 - self.bits)
        ends = letters.starts + letters.lengths
        total = np.zeros(letters.codes.size, np.float64)
        for length in reversed(NGRAM_LENGTHS):
            mixed = letters.mixed.get(length)
            if mixed is not None:
                # The hash lies in the table; "wrap" only spares the check of that.
                values = self.weights.take((mixed >> shift).astype(np.intp), mode="wrap")
                total[: values.size] += values
            # What reaches beyond its text does not count. The longest come first: of the last
            # four places of a text each is cleared after the last n-gram that does not fit there.
            # Before a first text of two or three characters this is one of the last places of all.
            total[ends - (length - 1)] = 0.0
        total[runs(letters.codes)] = 0.0
        sums = np.add.reduceat(total, letters.starts)
        return (sums / _evidence()[letters.lengths] + self.bias).astype(np.float32)


def is_address(text: str) -> bool:
    """Tell whether a text is nothing but an address, perhaps with marks around it."""
    likely = "://" in text or "www." in text or "WWW." in text
    return likely and _WRITTEN_ADDRESS.fullmatch(text.strip()) is not None


def evidence_norm(n_ngrams: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what the sum of a text's weights is divided by, shape of `n_ngrams`."""
    bounded = np.minimum(n_ngrams, SATURATED_NGRAMS)
    return np.maximum(n_ngrams, 1.0) / np.sqrt(np.maximum(bounded, 1.0))


@functools.cache
def _evidence() -> NDArray[np.float64]:
    """Return what the sum of a text's weights is divided by, by the text's length."""
    lengths = np.arange(2 * MAX_CHARS + 3)  # U+0130 is two characters in lower case
    counts = [np.maximum(lengths - (length - 1), 0) for length in NGRAM_LENGTHS]
    return evidence_norm(np.sum(counts, axis=0, dtype=np.float64))


def runs(codes: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return the places at which the same character stands three times.

    N-grams that begin there say nothing. A rule of 50 ``=`` has the same n-gram 50 times; counted,
    a comment of such rules scored like an advertisement. Spaces are left out, so that no run
    reaches from one text into the next.
    """
    same = codes[1:] == codes[:-1]
    return np.flatnonzero(same[1:] & same[:-1] & (codes[2:] != _SPACE))


def in_chunks(texts: Sequence[str]) -> list[Sequence[str]]:
    """Return the texts in parts of bounded length: a page may have 100,000s of blocks."""
    if len(texts) <= _CHUNK_TEXTS:
        return [texts]
    return [texts[at : at + _CHUNK_TEXTS] for at in range(0, len(texts), _CHUNK_TEXTS)]


def code_points(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the normalised code points of all texts in one array, and where each text starts.

    Lower case, every digit a 0, a space before and after; a text has at least two characters.
    """
    heads = [text[:MAX_CHARS] for text in texts]
    joined = f" {'  '.join(heads)} " if heads else ""
    raw = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    if raw.size and (raw.max() > 0xFFFF or any(letter in joined for letter in _BY_CONTEXT)):
        heads = [head.lower() for head in heads]
        joined = f" {'  '.join(heads)} "
        raw = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
        codes = np.where((raw >= 49) & (raw <= 57), np.uint32(48), raw)
    else:
        codes = _lower_table().take(raw.astype(np.intp), mode="wrap")
    lengths = np.fromiter(map(len, heads), np.int64, len(heads)) + 2
    return codes, np.cumsum(lengths) - lengths


@functools.cache
def _lower_table() -> NDArray[np.uint32]:
    """Return the lower case of every code point of the basic plane; of a digit, 0."""
    points = np.arange(0x10000, dtype=np.uint32)
    points[[ord(letter) for letter in _BY_CONTEXT]] = 32
    text = points.tobytes().decode("utf-32-le", "surrogatepass").lower()
    table = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).copy()
    table[49:58] = 48
    return table


def ngram_hashes(codes: NDArray[np.uint32], bits: int) -> list[tuple[int, NDArray[np.uint32]]]:
    """Return (n, hash of the n-gram at every place) for each length, shape (n_chars - n + 1,).

    The n-grams at the last ``n - 1`` places of a text reach into the next one and do not count.
    """
    shift = np.uint32(32 - bits)
    return [(length, mixed >> shift) for length, mixed in _mixed(codes)]


def _mixed(codes: NDArray[np.uint32]) -> list[tuple[int, NDArray[np.uint32]]]:
    found = []
    running = codes
    for length in range(2, NGRAM_LENGTHS[-1] + 1):
        if codes.size < length:
            break
        running = running[:-1] * _STEP
        running ^= codes[length - 1 :]
        mixed = running * _MULTIPLIER
        mixed += np.uint32(length)
        found.append((length, mixed))
    return found
