"""Columns that hold a block against its page: place, neighbours, language, vocabulary.

Injected text is foreign: in another script, about something that the page does not speak of, at an
edge. What the page speaks of is taken from the blocks that were not measured, its plain text.
"""

from __future__ import annotations

import collections
import functools
from typing import TYPE_CHECKING, Final

import numpy as np

from sanitizer.features.ngrams import code_points, ngram_hashes
from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows

__all__ = [
    "edge_distance_log",
    "excess_score",
    "foreign_script_share",
    "neighbour_score",
    "place_in_page",
    "repeats_log",
    "shared_vocabulary",
    "text_score",
    "title_vocabulary",
]

#: First and last code point of the scripts that pages are written in (Unicode 15, Blocks.txt);
#: the index in the table is the script's number, 0 is everything else.
_SCRIPTS: Final = (
    ((0x41, 0x24F), (0x1E00, 0x1EFF)),  # Latin
    ((0x400, 0x52F),),  # Cyrillic
    ((0x370, 0x3FF), (0x1F00, 0x1FFF)),  # Greek
    ((0x590, 0x5FF),),  # Hebrew
    ((0x600, 0x77F), (0x8A0, 0x8FF)),  # Arabic
    ((0x900, 0xDFF),),  # scripts of India
    ((0xE00, 0xEFF),),  # Thai, Lao
    ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7AF)),  # Hangul
    ((0x3040, 0x30FF),),  # Kana
    ((0x3400, 0x9FFF), (0xF900, 0xFAFF)),  # Han
)
#: Digits and ASCII punctuation between the Latin letters.
_NOT_LETTERS: Final = ((0x5B, 0x60), (0x7B, 0xBF), (0x0, 0x40))

#: Kinds other than text that hold words for a reader or a crawler.
_READABLE: Final = (Kind.TITLE, Kind.META, Kind.COMMENT, Kind.LINK)

_VOCABULARY_BITS: Final = 15
#: First code point of the scripts in which two characters are like a word.
_UNSPACED_FROM: Final = 0x2E80
#: So much of a page's plain text says what its scripts are.
_MAX_CHARS: Final = 20_000
#: A script that makes up less of the page's plain text is foreign to it.
_FOREIGN_BELOW: Final = 0.02


@functools.cache
def _script_table() -> NDArray[np.uint8]:
    table = np.zeros(0x10000, np.uint8)
    for number, ranges in enumerate(_SCRIPTS, 1):
        for first, last in ranges:
            table[first : last + 1] = number
    for first, last in _NOT_LETTERS:
        table[first : last + 1] = 0
    return table


def _scripts(text: str) -> NDArray[np.uint8]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return _script_table()[np.minimum(codes, 0xFFFF)]


def _plain_blocks(rows: Rows) -> list[int]:
    """Return the text blocks that were not measured, or all where that leaves too little."""

    def find() -> list[int]:
        measured = set(rows.block_of)
        texts = rows.blocks.texts
        blocks: list[int] = rows.text_blocks.tolist()
        plain = [block for block in blocks if block not in measured]
        return plain if sum(len(texts[block]) for block in plain) >= 200 else blocks

    return rows.shared("plain blocks", find)


def text_score(rows: Rows) -> NDArray[np.float32]:
    """Return the n-gram score of what can be read; of a script the score of its source is apart."""
    return rows.shared("text score", lambda: _text_score(rows))


def _text_score(rows: Rows) -> NDArray[np.float32]:
    found = rows.text_scores[rows.index]
    readable = np.isin(rows.kinds, [int(kind) for kind in _READABLE])
    places = np.flatnonzero(readable)
    found[places] = rows.tables.text.score([rows.texts[place] for place in places])
    return found


def place_in_page(rows: Rows) -> NDArray[np.float32]:
    """Return where the block starts, 0 (first character) to 1."""
    n_chars = max(len(rows.tree.source), 1)
    return rows.column(lambda row: rows.blocks.starts[rows.block_of[row]] / n_chars)


def edge_distance_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + text blocks to the nearer end of the page)."""
    order = np.searchsorted(rows.text_blocks, rows.index)
    distance = np.minimum(order, max(len(rows.text_blocks) - 1, 0) - order)
    return np.log1p(np.maximum(distance, 0)).astype(np.float32)


def _scores_in_order(rows: Rows) -> NDArray[np.float32]:
    return rows.text_scores[rows.text_blocks]


def excess_score(rows: Rows) -> NDArray[np.float32]:
    """Return by how much the n-gram score is over the median of the page's text blocks."""
    return text_score(rows) - np.float32(rows.page_median)


def neighbour_score(rows: Rows) -> NDArray[np.float32]:
    """Return by how much the better of the two text blocks around is over the page's median."""
    scores = np.concatenate([[-9.0], rows.text_scores[rows.text_blocks], [-9.0]])
    order = np.searchsorted(rows.text_blocks, rows.index)
    is_text = rows.kinds == int(Kind.TEXT)
    before = scores[np.minimum(order, scores.size - 1)]
    after = scores[np.minimum(order + 1 + is_text, scores.size - 1)]
    return np.asarray(np.maximum(before, after) - rows.page_median, np.float32)


def repeats_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(number of times that the page has this very text)."""
    counts = collections.Counter(rows.blocks.texts[block] for block in rows.text_blocks)
    return np.log(rows.column(lambda row: max(counts[rows.texts[row]], 1)))


def foreign_script_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of letters in scripts that the plain text hardly uses."""
    if not len(rows):
        return np.zeros(0, np.float32)
    plain = " ".join(rows.blocks.texts[block] for block in _plain_blocks(rows))
    page = np.bincount(_scripts(plain[:_MAX_CHARS]), minlength=len(_SCRIPTS) + 1)
    is_foreign = page / max(int(page[1:].sum()), 1) < _FOREIGN_BELOW
    is_foreign[0] = False
    pieces = [f" {text[:1000]}" for text in rows.texts]
    scripts = _scripts("".join(pieces))
    lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
    starts = np.cumsum(lengths) - lengths
    foreign = np.add.reduceat(is_foreign[scripts].astype(np.float32), starts)
    letters = np.add.reduceat((scripts > 0).astype(np.float32), starts)
    return (foreign / np.maximum(letters, 1)).astype(np.float32)


def _hashes(
    texts: list[str],
) -> tuple[NDArray[np.uint32], NDArray[np.bool_], NDArray[np.int64]]:
    """Return a word-like hash at each character, whether it lies inside its text, and the starts.

    Two characters make a hash in Han and Kana, four elsewhere.
    """
    codes, starts = code_points(texts)
    by_length = dict(ngram_hashes(codes, _VOCABULARY_BITS))
    pairs = by_length.get(2, np.zeros(0, np.uint32))
    fours = by_length.get(4, np.zeros(0, np.uint32))
    found = np.zeros(codes.size, np.uint32)
    found[: pairs.size] = pairs
    spaced = codes < _UNSPACED_FROM
    found[: fours.size][spaced[: fours.size]] = fours[spaced[: fours.size]]
    ends = np.repeat(np.append(starts[1:], codes.size), np.diff(starts, append=codes.size))
    inside = np.arange(codes.size) + np.where(spaced, 4, 2) <= ends
    return found, inside, starts


def _known_share(rows: Rows, vocabulary: list[str]) -> NDArray[np.float32]:
    texts = rows.texts
    if not texts:
        return np.zeros(0, np.float32)
    known = np.zeros(1 << _VOCABULARY_BITS, np.bool_)
    if vocabulary:
        hashes, inside, _ = _hashes(vocabulary)
        known[hashes[inside]] = True
    hashes, inside, starts = _hashes(texts)
    n_known = np.add.reduceat((known[hashes] & inside).astype(np.float32), starts)
    n_hashes = np.add.reduceat(inside.astype(np.float32), starts)
    return (n_known / np.maximum(n_hashes, 1)).astype(np.float32)


def shared_vocabulary(rows: Rows) -> NDArray[np.float32]:
    """Return the share of the block's letter groups that the plain text has too."""
    return _known_share(rows, [rows.blocks.texts[block] for block in _plain_blocks(rows)])


def title_vocabulary(rows: Rows) -> NDArray[np.float32]:
    """Return the share of the block's letter groups that title, metas and headings have too."""
    tree, blocks = rows.tree, rows.blocks
    told = []
    for block, kind in enumerate(blocks.kinds):
        if kind is Kind.TEXT:
            holder = blocks.holders[block]
            if holder >= 0 and tree.tags[holder] in {"h1", "h2"}:
                told.append(blocks.texts[block])
        elif kind is Kind.TITLE:
            told.append(blocks.texts[block])
    return _known_share(rows, told)
