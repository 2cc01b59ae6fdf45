"""Blocks → Rows: the blocks that are worth measuring, and what the columns share.

Nine blocks in ten of an honest page are plain paragraphs and the site's own navigation. Measuring
them would cost more than the parse, so a cheap gate leaves them out; what it leaves out counts as
honest. The gate is wide on purpose: it asks for one sign, any sign, that somebody might gain from
the block.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import operator
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

import numpy as np

from sanitizer.features.links import Hyperlink, PageLinks, host_of
from sanitizer.features.ngrams import LetterGroups, Letters, in_chunks
from sanitizer.segmentation.records import Blocks, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    from sanitizer.features.ngrams import NgramTable
    from sanitizer.parsing.tree import Tree

__all__ = ["Rows", "TextTables", "select_rows"]

#: Kinds whose n-grams are scored before the gate.
_WORDED: Final = frozenset({Kind.TEXT, Kind.COMMENT})

Shared = TypeVar("Shared")

#: A text block whose n-grams score over this is measured even without any other sign.
GATE_TEXT_SCORE: Final = -1.0

#: The same for hidden text: most of it is the site's own menus and labels.
GATE_HIDDEN_SCORE: Final = -3.0

#: So many text blocks at each edge of a page are always measured: kits put keywords there.
GATE_EDGE_BLOCKS: Final = 3

#: More elements around a block say nothing more of it.
MAX_AROUND: Final = 12

#: An inline script without any of these neither writes, hides, asks nor sends anybody anywhere.
_ACTIVE_WORDS: Final = (
    "location", ".style", "iframe", "document.write", "<script", "<a ", "userAgent", "referrer",
    "eval(", "unescape", "fromCharCode", "document.title", "\\x", "atob(", "document[",
)  # fmt: skip

#: So much of a script is looked at: what acts on the page does so at once, and bundles are long.
SCRIPT_HEAD_CHARS: Final = 4000

#: An address from its two slashes on; each may have a backslash before it, as scripts write them.
_URL = re.compile(r"/\\?/[\w.-]+\.[a-z]{2,}[^\s\"'<>()\\]*", re.IGNORECASE)
#: So much of a script or comment is searched for addresses.
_ADDRESS_CHARS: Final = 20_000
#: So many numeric references in a row are more than a quotation mark and a dash.
_MIN_ENTITIES: Final = 6
_ENTITY_RUN = re.compile(rf"(?:&#x?[0-9a-fA-F]+;?\s*){{{_MIN_ENTITIES}}}")


@dataclasses.dataclass(frozen=True, slots=True)
class TextTables:
    """The n-gram tables: one for what is read, one for addresses, one for scripts."""

    text: NgramTable
    url: NgramTable
    script: NgramTable


class ScoredTexts(NamedTuple):
    """What the n-gram table of texts made of the texts and comments of a page.

    Attributes
    ----------
    scores : ndarray of float32, shape (n_blocks,)
        0 for blocks of other kinds.
    blocks : list of int
        Which blocks are texts and comments, in order.
    groups : LetterGroups
        Of these, in that order.
    """

    scores: NDArray[np.float32]
    blocks: list[int]
    groups: LetterGroups


class Rows:
    """The measured blocks of a page.

    Attributes
    ----------
    blocks : Blocks
    links : PageLinks
    index : ndarray of int, shape (n_rows,)
        Which blocks the rows are.
    kinds : ndarray of int, shape (n_rows,)
    text_blocks : ndarray of int
        Indices of all text blocks, measured or not.
    text_scores : ndarray of float32, shape (n_blocks,)
        N-gram score of every text block and comment; 0 for the others.
    scored : ScoredTexts
    tables : TextTables
    """

    def __init__(
        self,
        blocks: Blocks,
        links: PageLinks,
        index: NDArray[np.int64],
        scored: ScoredTexts,
        tables: TextTables,
    ) -> None:
        self.blocks = blocks
        self.links = links
        self.index = index
        self.scored = scored
        self.text_scores = scored.scores
        self.tables = tables
        kinds = np.fromiter(blocks.kinds, np.int64, len(blocks))
        self.kinds: NDArray[np.int64] = kinds[index] if kinds.size else kinds
        self.text_blocks = np.flatnonzero(kinds == int(Kind.TEXT))
        self.block_of: list[int] = index.tolist()
        self._shared: dict[str, Any] = {}

    def __len__(self) -> int:
        return int(self.index.size)

    @property
    def tree(self) -> Tree:
        """The page's tree."""
        return self.blocks.page.tree

    @functools.cached_property
    def holders(self) -> list[int]:
        """The innermost element around each row, -1 where there is none."""
        holders = self.blocks.holders
        return [holders[block] for block in self.block_of]

    @functools.cached_property
    def starts(self) -> NDArray[np.int64]:
        """Where each row starts."""
        starts = self.blocks.starts
        return np.asarray([starts[block] for block in self.block_of], np.int64)

    @functools.cached_property
    def ends(self) -> NDArray[np.int64]:
        """Where each row ends."""
        ends = self.blocks.ends
        return np.asarray([ends[block] for block in self.block_of], np.int64)

    @functools.cached_property
    def texts(self) -> list[str]:
        """What can be read of each row."""
        return [self.blocks.texts[block] for block in self.block_of]

    @functools.cached_property
    def sources(self) -> list[str]:
        """The source of each row."""
        source = self.tree.source
        blocks = self.blocks
        return [source[blocks.starts[block] : blocks.ends[block]] for block in self.block_of]

    @functools.cached_property
    def hyperlinks(self) -> list[list[Hyperlink]]:
        """The links of each row."""
        return [links_of_block(self.blocks, self.links, block) for block in self.block_of]

    @functools.cached_property
    def foreign(self) -> list[list[Hyperlink]]:
        """The links of each row that lead to other sites."""
        is_foreign = self.links.is_foreign
        return [
            [link for link in links if is_foreign(link)] if links else []
            for links in self.hyperlinks
        ]

    @functools.cached_property
    def around(self) -> list[list[int]]:
        """The elements around each row, innermost first, at most `MAX_AROUND`."""
        parents = self.tree.parents
        chains: dict[int, list[int]] = {-1: []}
        for holder in set(self.holders):
            chain: list[int] = []
            element = holder
            while element >= 0 and len(chain) < MAX_AROUND:
                chain.append(element)
                element = parents[element]
            chains[holder] = chain
        return [chains[holder] for holder in self.holders]

    @functools.cached_property
    def url_scores(self) -> dict[str, float]:
        """N-gram score of every foreign address of the page, by `Hyperlink.words`."""
        links = self.links
        words = dict.fromkeys(links.by_element[element].words for element in links.foreign_elements)
        words.update(dict.fromkeys(link.words for found in self.foreign for link in found))
        ordered = list(words)
        return dict(zip(ordered, self.tables.url.score(ordered).tolist(), strict=True))

    @functools.cached_property
    def chars_before(self) -> tuple[list[int], list[int]]:
        """How many characters of text stand before each text of the tree, and before all end.

        The second list counts those inside links only.
        """
        tree = self.tree
        sizes = list(map(operator.sub, tree.text_ends, tree.text_starts))
        linked = [
            size if link >= 0 else 0
            for size, link in zip(sizes, self.links.text_links, strict=True)
        ]
        return [0, *itertools.accumulate(sizes)], [0, *itertools.accumulate(linked)]

    @functools.cached_property
    def page_median(self) -> float:
        """The median n-gram score of the page's text blocks that a reader sees."""
        causes, holders = self.blocks.unveiled_causes, self.blocks.holders
        seen = [
            block
            for block in self.text_blocks.tolist()
            if (holder := holders[block]) < 0 or causes[holder] is None
        ]
        if not seen:
            return 0.0
        # Not np.median: its first call imports numpy.ma, a tenth of the time that one page takes.
        scores = np.sort(self.text_scores[seen])
        middle = scores[(scores.size - 1) // 2 : scores.size // 2 + 1]
        return float(middle.mean())

    @functools.cached_property
    def hidden_roots(self) -> list[int]:
        """Of each row the outermost hidden element around it, or -1 where it is seen."""
        causes, parents = self.blocks.unveiled_causes, self.tree.parents
        roots = []
        for block in self.block_of:
            root = self.blocks.holders[block]
            if self.blocks.unveiled_cause(block) is None:
                roots.append(-1)
                continue
            while parents[root] >= 0 and causes[parents[root]] is not None:
                root = parents[root]
            roots.append(root)
        return roots

    @functools.cached_property
    def places(self) -> dict[Kind, list[int]]:
        """Which rows are of each kind."""
        return {kind: np.flatnonzero(self.kinds == int(kind)).tolist() for kind in Kind}

    @functools.cached_property
    def linked(self) -> list[int]:
        """Which rows have links to other sites."""
        return [row for row, links in enumerate(self.foreign) if links]

    def stands_outside(self, name: str, start: int, end: int) -> bool:
        """Tell whether a name stands somewhere in the source but ``source[start:end]``."""
        # From the range outwards: who else has a class mostly stands near by.
        source = self.tree.source
        return source.rfind(name, 0, start) >= 0 or source.find(name, end) >= 0

    def shared(self, name: str, make: Callable[[], Shared]) -> Shared:
        """Return what several columns need, made when the first one asks for it."""
        if name not in self._shared:
            self._shared[name] = make()
        found: Shared = self._shared[name]
        return found

    def sparse_column(
        self, places: Iterable[int], function: Callable[[int], float], default: float = 0.0
    ) -> NDArray[np.float32]:
        """Return ``function(row)`` of the rows at `places` as a column, `default` elsewhere."""
        found = np.full(len(self), default, np.float32)
        for row in places:
            found[row] = function(row)
        return found

    def column(self, function: Callable[[int], float]) -> NDArray[np.float32]:
        """Return ``function(row)`` of every row as a column."""
        return np.fromiter(map(function, range(len(self))), np.float32, len(self))


def links_of_block(blocks: Blocks, links: PageLinks, block: int) -> list[Hyperlink]:
    """Return the links of a block: of a text its anchors, of all else what its source names."""
    kind = blocks.kinds[block]
    first, last = blocks.spans[block]
    tree = blocks.page.tree
    if kind is Kind.TEXT:
        elements = set(links.text_links[first : last + 1])
    elif kind is Kind.LINK:
        return [links.by_element[first]] if first in links.by_element else []
    elif kind is Kind.DECOYS:
        if links.by_element.keys().isdisjoint(run := range(first, tree.subtree_end(last))):
            return []
        elements = links.by_element.keys() & run
    elif kind is Kind.FRAME:
        return [Hyperlink(-1, blocks.texts[block], host_of(blocks.texts[block]))]
    else:
        start, end = blocks.starts[block], blocks.ends[block]
        return [Hyperlink(-1, url, host_of(url)) for url in _addresses(tree.source, start, end)]
    return [links.by_element[element] for element in sorted(elements) if element >= 0]


def _addresses(source: str, start: int, end: int) -> list[str]:
    """Return the full addresses in a piece of source that is no markup, without backslashes."""
    found = []
    last = start
    for address in _URL.finditer(source, start, min(end, start + _ADDRESS_CHARS)):
        # The search goes by the slashes, which is ten times as quick; the scheme is before them.
        first = address.start()
        if first > last and source[first - 1] == "\\":
            first -= 1
        for scheme in ("https:", "http:"):
            if first - len(scheme) >= last and (
                source[first - len(scheme) : first].lower() == scheme
            ):
                first -= len(scheme)
                break
        last = address.end()
        found.append(source[first:last].replace("\\", ""))
    return found


def select_rows(blocks: Blocks, tables: TextTables) -> Rows:
    """Return the blocks of a page that are worth measuring."""
    links = PageLinks(blocks.page, blocks.unveiled_causes)
    kinds = blocks.kinds
    worded = [block for block, kind in enumerate(kinds) if kind in _WORDED]
    text_blocks = [block for block in worded if kinds[block] is Kind.TEXT]
    scores, groups = _score_texts(blocks, worded, tables.text)
    # The gate itself.
    chosen = {*text_blocks[:GATE_EDGE_BLOCKS], *text_blocks[-GATE_EDGE_BLOCKS:]}
    chosen.update(np.asarray(worded, np.int64)[scores > GATE_TEXT_SCORE].tolist())
    chosen.update(_hidden_and_loud(blocks, worded, scores))
    chosen = {block for block in chosen if _says_something(blocks.texts[block])}
    chosen.update(_linking_or_coded(blocks, links, text_blocks))
    chosen.update(
        block
        for block, kind in enumerate(kinds)
        if kind is not Kind.TEXT and _is_worth_it(blocks, links, block)
    )
    text_scores = np.zeros(len(blocks), np.float32)
    text_scores[worded] = scores
    index = np.asarray(sorted(chosen), np.int64)
    return Rows(blocks, links, index, ScoredTexts(text_scores, worded, groups), tables)


def _score_texts(
    blocks: Blocks, worded: list[int], table: NgramTable
) -> tuple[NDArray[np.float32], LetterGroups]:
    """Return the scores of some texts, and their letter groups, made from the same hashes."""
    if not worded:
        return np.zeros(0, np.float32), LetterGroups.joined([])
    parts = [Letters(part) for part in in_chunks([blocks.texts[block] for block in worded])]
    scores = [table.score_letters(part) for part in parts]
    return np.concatenate(scores), LetterGroups.joined([LetterGroups.of(part) for part in parts])


def _hidden_and_loud(
    blocks: Blocks, worded: list[int], scores: NDArray[np.float32]
) -> Iterator[int]:
    for block, is_loud in zip(worded, (scores > GATE_HIDDEN_SCORE).tolist(), strict=True):
        if (
            is_loud
            and blocks.kinds[block] is Kind.TEXT
            and blocks.unveiled_cause(block) is not None
        ):
            yield block


def _says_something(text: str) -> bool:
    """Tell whether a text has a letter or digit: rules, dots and invisible marks sell nothing."""
    return any(map(str.isalnum, text))


def _linking_or_coded(blocks: Blocks, links: PageLinks, text_blocks: list[int]) -> Iterator[int]:
    """Give the texts that link to another site, or that are coded as entities."""
    source, spans = blocks.page.tree.source, blocks.spans
    foreign = links.foreign_elements
    # How many texts before each one stand in a foreign link.
    before = [0, *itertools.accumulate([element in foreign for element in links.text_links])]
    if before[-1]:
        for block in text_blocks:
            first, last = spans[block]
            if before[last + 1] > before[first]:
                yield block
    starts, ends, texts = blocks.starts, blocks.ends, blocks.texts
    for block in text_blocks:
        start, end = starts[block], ends[block]
        # A numeric reference is two characters or more longer than what it stands for.
        if end - start - len(texts[block]) >= 2 * _MIN_ENTITIES:
            first = source.find("&#", start, end)
            if first >= 0 and _ENTITY_RUN.search(source, first, end) is not None:
                yield block


def _is_worth_it(blocks: Blocks, links: PageLinks, block: int) -> bool:
    kind = blocks.kinds[block]
    if kind is Kind.SCRIPT:
        return _is_active(blocks.texts[block])
    if kind is Kind.COMMENT:
        start, end = blocks.starts[block], blocks.ends[block]
        end = min(end, start + _ADDRESS_CHARS)
        return _URL.search(blocks.page.tree.source, start, end) is not None
    if kind is Kind.LINK:
        return blocks.spans[block][0] in links.foreign_elements
    return True


def _is_active(script: str) -> bool:
    """Tell whether a script does anything to the reader; one without source loads another."""
    if not script:
        return True
    head = script[:SCRIPT_HEAD_CHARS]
    return any(word in head for word in _ACTIVE_WORDS)
