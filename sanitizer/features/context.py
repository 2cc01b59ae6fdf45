"""Columns that hold a block against its page: place, neighbours, language, vocabulary.

Injected text is foreign: in another script, about something that the page does not speak of, at an
edge. What the page speaks of is taken from the blocks that were not measured, its plain text.
"""

from __future__ import annotations

import collections
import functools
import re
from typing import TYPE_CHECKING, Final

import numpy as np

from sanitizer.features.ngrams import GROUP_BITS, LetterGroups, Letters
from sanitizer.features.shape import characters
from sanitizer.patterns import lazy_pattern
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
    "undeclared_script_share",
    "unspoken_share",
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
#: Numbers of the scripts that languages are written in (Unicode CLDR, languages and scripts); the
#: others are written in Latin letters. Kana and Han stand together in Japanese.
_WRITTEN_IN: Final = {
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "tg", "uk"), (2,)),
    **dict.fromkeys(("bs", "sr", "uz", "az"), (1, 2)),
    "el": (3,),
    **dict.fromkeys(("he", "yi"), (4,)),
    **dict.fromkeys(("ar", "fa", "ps", "ug", "ur"), (5,)),
    **dict.fromkeys(("bn", "gu", "hi", "kn", "ml", "mr", "ne", "pa", "si", "ta", "te"), (6,)),
    **dict.fromkeys(("lo", "th"), (7,)),
    "ko": (8, 10),
    "ja": (9, 10),
    "zh": (10,),
}
_LATIN: Final = 1
#: Codes of a language, and nothing else, begin the attribute (BCP 47).
_LANGUAGE: Final = re.compile(r"\s*([A-Za-z]{2,3})(?![A-Za-z])")

#: Digits and ASCII punctuation between the Latin letters.
_NOT_LETTERS: Final = ((0x5B, 0x60), (0x7B, 0xBF), (0x0, 0x40))

#: Kinds other than text and comments that hold words for a reader or a crawler.
_READABLE: Final = (Kind.TITLE, Kind.META, Kind.LINK)
_UNREADABLE: Final = (Kind.SCRIPT, Kind.FRAME, Kind.DATA, Kind.DECOYS)

#: Headings that say what a page is about.
_HEADINGS: Final = frozenset({"h1", "h2"})

#: So much of a page's plain text says what its scripts are.
_MAX_CHARS: Final = 20_000
#: So much of a text says what its own scripts are.
_MAX_TEXT_CHARS: Final = 1000
#: A script that makes up less of the page's plain text is foreign to it.
_FOREIGN_BELOW: Final = 0.02


#: Shorter words are in any text; inflected ones keep so many letters.
_LEAST_LETTERS: Final = 4
_STEM_LETTERS: Final = 5
#: Letters of scripts that hardly part words: Thai, Lao, Burmese, Khmer, Kana, Han, and Hangul, that
#: is parted, but inflected at the end of short words; with the vowel signs between them.
_UNPARTED = lazy_pattern(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff]")
#: Letters with the marks that are written on them, which are no letters to ``\w``.
_WORDS = lazy_pattern(
    r"(?:[^\W\d_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u0e31-\u0e4e\u0eb1-\u0ece])+"
)
#: A page that says less may leave out anything; of a longer one the start says what it is about.
_LEAST_SPOKEN_CHARS: Final = 200
_MAX_SPOKEN_CHARS: Final = 60_000
#: Different words that are searched for in a page; an honest one has some hundred.
_MOST_STEMS: Final = 3_000


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
    return _script_table().take(np.minimum(codes, 0xFFFF), mode="wrap")


def _plain_blocks(rows: Rows) -> list[int]:
    """Return the text blocks that were not measured, or all where that leaves too little."""

    def find() -> list[int]:
        measured = set(rows.block_of)
        texts = rows.blocks.texts
        blocks: list[int] = rows.text_blocks.tolist()
        plain = [block for block in blocks if block not in measured]
        return plain if sum(len(texts[block]) for block in plain) >= 200 else blocks

    return rows.shared("plain blocks", find)


def _start_of_plain_text(rows: Rows) -> str:
    """Return the first `_MAX_CHARS` of the page's plain text."""
    texts, parts, n_chars = rows.blocks.texts, [], 0
    for block in _plain_blocks(rows):
        parts.append(texts[block])
        n_chars += len(parts[-1]) + 1
        if n_chars > _MAX_CHARS:  # long pages have many times as much
            break
    return " ".join(parts)[:_MAX_CHARS]


def text_score(rows: Rows) -> NDArray[np.float32]:
    """Return the n-gram score of what can be read; of a script the score of its source is apart."""
    return rows.shared("text score", lambda: _text_score(rows))


def _text_score(rows: Rows) -> NDArray[np.float32]:
    found = rows.text_scores[rows.index]
    places, letters = _other_letters(rows)
    n_readable = sum(len(rows.places[kind]) for kind in _READABLE)
    if letters is not None and n_readable:
        table, readable = rows.tables.text, places[:n_readable]
        scores = table.score_letters(letters.first(n_readable))
        found[readable] = table.score_words([rows.texts[row] for row in readable], scores)
    return found


def _other_letters(rows: Rows) -> tuple[list[int], Letters | None]:
    """Return the rows whose text the gate has not scored, the readable first, and their letters."""

    def find() -> tuple[list[int], Letters | None]:
        places: list[int] = []
        for kinds in (_READABLE, _UNREADABLE):
            for kind in kinds:
                places.extend(rows.places[kind])
        return places, Letters([rows.texts[row] for row in places]) if places else None

    return rows.shared("other letters", find)


def place_in_page(rows: Rows) -> NDArray[np.float32]:
    """Return where the block starts, 0 (first character) to 1."""
    return (rows.starts / max(len(rows.tree.source), 1)).astype(np.float32)


def edge_distance_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + text blocks to the nearer end of the page)."""
    order = np.searchsorted(rows.text_blocks, rows.index)
    distance = np.minimum(order, max(len(rows.text_blocks) - 1, 0) - order)
    return np.log1p(np.maximum(distance, 0)).astype(np.float32)


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
    texts = rows.blocks.texts
    counts = collections.Counter([texts[block] for block in rows.text_blocks.tolist()])
    return np.log(np.asarray([counts.get(text, 1) for text in rows.texts], np.float32))


def foreign_script_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of letters in scripts that the plain text hardly uses."""
    if not len(rows):
        return np.zeros(0, np.float32)
    plain = _start_of_plain_text(rows)
    n_page = np.bincount(_scripts(plain), minlength=len(_SCRIPTS) + 1)[1:]
    n_letters = max(int(n_page.sum()), 1)
    is_foreign = np.zeros(len(_SCRIPTS) + 1, np.bool_)
    is_foreign[1:] = n_page / n_letters < _FOREIGN_BELOW
    return _share_in(rows, is_foreign)


def undeclared_script_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of letters that the page's declared language is not written in.

    Latin letters count for every language. -1 of pages that declare none.
    """
    written = _declared_scripts(rows)
    if not written or not len(rows):
        return np.full(len(rows), -1.0, np.float32)
    is_other = np.ones(len(_SCRIPTS) + 1, np.bool_)
    is_other[[0, _LATIN, *written]] = False
    return _share_in(rows, is_other)


def _share_in(rows: Rows, is_wanted: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return the share of each row's letters in scripts of some numbers."""
    texts = characters(rows)

    def find() -> NDArray[np.uint8]:
        scripts = _script_table().take(texts.codes, mode="wrap")
        if texts.n_chars.max() > _MAX_TEXT_CHARS:
            scripts[texts.offsets() > _MAX_TEXT_CHARS] = 0
        return scripts

    scripts = rows.shared("scripts of letters", find)
    wanted = is_wanted.take(scripts, mode="wrap")
    if not wanted.any():
        return np.zeros(len(rows), np.float32)
    n_letters = rows.shared("letters", lambda: np.maximum(texts.count(scripts > 0), 1))
    return (texts.count(wanted) / n_letters).astype(np.float32)


def _declared_scripts(rows: Rows) -> tuple[int, ...]:
    """Return the numbers of the scripts of the language that ``<html>`` declares."""
    tree = rows.tree
    root = tree.tags.index("html") if "html" in tree.tags[:3] else -1
    declared = _LANGUAGE.match(tree.attributes(root).get("lang", "")) if root >= 0 else None
    return _WRITTEN_IN.get(declared[1].lower(), (_LATIN,)) if declared else ()


class _RowGroups:
    """The letter groups of the rows' texts, side by side, those that the gate scored first."""

    def __init__(self, rows: Rows) -> None:
        others, letters = _other_letters(rows)
        blocks = [rows.block_of[row] for row in others]
        parts = [rows.scored.groups] if letters is None else [
            rows.scored.groups, LetterGroups.of(letters)
        ]  # fmt: skip
        #: The groups of all blocks that have any, and at which place of them each block is.
        self._groups = LetterGroups.joined(parts)
        self._places = _places(rows.scored.blocks + blocks)
        self._bounds = self._groups.bounds()
        places = [self._places[block] for block in rows.block_of]
        lengths = np.asarray([self._bounds[n + 1] - self._bounds[n] for n in places], np.int64)
        self.starts = np.cumsum(lengths) - lengths
        shift = np.asarray([self._bounds[n] for n in places], np.int64) - self.starts
        index = np.arange(int(lengths.sum())) + np.repeat(shift, lengths)
        self.hashes = self._groups.hashes.take(index).astype(np.intp)
        self.inside = self._groups.inside.take(index)
        self.n_groups = np.maximum(self.count(self.inside), 1)

    def of_block(self, block: int) -> NDArray[np.uint16]:
        """Return the hashes of the groups that lie inside a block's text."""
        place = self._places[block]
        first, end = self._bounds[place], self._bounds[place + 1]
        return self._groups.hashes[first:end][self._groups.inside[first:end]]

    def count(self, mask: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Return of each row how many of its groups the mask has."""
        return np.add.reduceat(mask.astype(np.float32), self.starts)

    def known_share(self, known: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Return the share of each row's groups that are known."""
        n_known = self.count(known.take(self.hashes, mode="wrap") & self.inside)
        return (n_known / self.n_groups).astype(np.float32)


def _places(blocks: list[int]) -> dict[int, int]:
    return dict(zip(blocks, range(len(blocks)), strict=True))


def _row_groups(rows: Rows) -> _RowGroups:
    return rows.shared("row groups", lambda: _RowGroups(rows))


def shared_vocabulary(rows: Rows) -> NDArray[np.float32]:
    """Return the share of the block's letter groups that the plain text has too."""
    if not len(rows):
        return np.zeros(0, np.float32)
    groups, plain = rows.scored.groups, set(_plain_blocks(rows))
    is_plain = np.fromiter(map(plain.__contains__, rows.scored.blocks), np.bool_)
    known = np.zeros((1 << GROUP_BITS) + 1, np.bool_)
    if is_plain.size:
        counts = groups.inside & np.repeat(is_plain, groups.lengths())
        # What does not count goes to a last place, which nobody asks for: leaving it out is slow.
        hashes = np.where(counts, groups.hashes, np.uint16(1 << GROUP_BITS))
        known[hashes.astype(np.intp)] = True
    return _row_groups(rows).known_share(known)


def unspoken_share(rows: Rows) -> NDArray[np.float32]:
    """Return which share of the words of a title or meta neither plain text nor headings have.

    Words count by their first letters, for they are inflected; where none are parted, pairs of
    letters do. -1 for all others, and where the page says too little.
    """
    places = rows.places[Kind.TITLE] + rows.places[Kind.META]
    spoken = _spoken(rows) if places else ""
    if len(spoken) < _LEAST_SPOKEN_CHARS:
        return np.full(len(rows), -1.0, np.float32)

    said: dict[str, bool] = {}

    def share(row: int) -> float:
        words = _stems(rows.texts[row].lower())
        if len(said) > _MOST_STEMS:  # each is searched for in all of it
            return -1.0
        for word in words.difference(said):
            said[word] = word in spoken
        return sum(not said[word] for word in words) / len(words) if words else -1.0

    return rows.sparse_column(places, share, -1.0)


def _spoken(rows: Rows) -> str:
    """Return the page's plain text and headings in lower case."""
    measured = set(rows.block_of)
    tags, holders, texts = rows.tree.tags, rows.blocks.holders, rows.blocks.texts
    spoken = [
        texts[block]
        for block in rows.text_blocks.tolist()
        if block not in measured or (holders[block] >= 0 and tags[holders[block]] in _HEADINGS)
    ]
    return " ".join(spoken)[:_MAX_SPOKEN_CHARS].lower()


def _stems(text: str) -> set[str]:
    found: set[str] = set()
    for word in _WORDS.findall(text[:_MAX_TEXT_CHARS]):
        if _UNPARTED.match(word):
            found.update(word[place : place + 2] for place in range(len(word) - 1))
        elif len(word) >= _LEAST_LETTERS:
            found.add(word[:_STEM_LETTERS])
    return found


def title_vocabulary(rows: Rows) -> NDArray[np.float32]:
    """Return the share of the block's letter groups that title, metas and headings have too."""
    if not len(rows):
        return np.zeros(0, np.float32)
    tags, holders = rows.tree.tags, rows.blocks.holders
    told = [rows.block_of[row] for row in rows.places[Kind.TITLE]]
    told.extend(
        block
        for block in rows.text_blocks.tolist()
        if holders[block] >= 0 and tags[holders[block]] in _HEADINGS
    )
    groups = _row_groups(rows)
    known = np.zeros(1 << GROUP_BITS, np.bool_)
    for block in told:
        known[groups.of_block(block)] = True
    return groups.known_share(known)
