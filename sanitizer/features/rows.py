"""Rows: the measured blocks of a page, and what the columns share of them.

Comes in: the blocks that `gate` has chosen. Each thing that several columns ask for is made when
the first one does.
"""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

import numpy as np

from sanitizer.features.block_links import links_of_block
from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from sanitizer.features.links import Hyperlink, PageLinks
    from sanitizer.features.ngrams import LetterGroups, NgramTable
    from sanitizer.parsing.tree import Tree
    from sanitizer.segmentation.records import Blocks

__all__ = ["Rows", "ScoredTexts", "TextTables"]

Shared = TypeVar("Shared")

#: More elements around a block say nothing more of it.
MAX_AROUND: Final = 12

#: So much of a script is looked at: what acts on the page does so at once, and bundles are long.
SCRIPT_HEAD_CHARS: Final = 4000

#: And so much of the end of a longer one, where what carries a program writes and runs it.
SCRIPT_TAIL_CHARS: Final = 1000

#: So far around a block a name is looked for before the rest of the page is.
_NEAR_CHARS: Final = 4000

#: Names times characters that are searched on one page, a tenth of a second: a page may have
#: 100,000s of ids that stand nowhere else.
_MOST_SEARCHED_CHARS: Final = 200_000_000


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
        self._n_searches = 0
        #: Of names that were searched for: the first and the last place that was found.
        self._known_places: dict[str, tuple[int, int]] = {}

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
        foreign, is_foreign = self.links.foreign_elements, self.links.is_foreign
        return [
            [
                link for link in links
                if (link.element in foreign if link.element >= 0 else is_foreign(link))
            ] if links else []
            for links in self.hyperlinks
        ]  # fmt: skip

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
        """N-gram score of every foreign address of the rows, by `Hyperlink.words`.

        These are all that texts have: the gate lets each text with a foreign link through.
        """
        words = list(dict.fromkeys(link.words for found in self.foreign for link in found))
        return dict(zip(words, self.tables.url.score(words).tolist(), strict=True))

    def source_chars(self, block: int) -> tuple[int, int]:
        """Return how many characters the pieces of a text block have in the source.

        The second number counts those inside links only.
        """
        starts, ends, text_links = self.tree.text_starts, self.tree.text_ends, self.links.text_links
        first, last = self.blocks.spans[block]
        n_chars = n_linked = 0
        for text in range(first, last + 1):
            size = ends[text] - starts[text]
            n_chars += size
            if text_links[text] >= 0:
                n_linked += size
        return n_chars, n_linked

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
        found: dict[Kind, list[int]] = {kind: [] for kind in Kind}
        kinds = self.blocks.kinds
        for row, block in enumerate(self.block_of):
            found[kinds[block]].append(row)
        return found

    @functools.cached_property
    def linked(self) -> list[int]:
        """Which rows have links to other sites."""
        return [row for row, links in enumerate(self.foreign) if links]

    def stands_outside(self, name: str, start: int, end: int) -> bool:
        """Tell whether a name stands somewhere in the source but ``source[start:end]``."""
        first, last = self._known_places.get(name, (len(self.tree.source), -1))
        if first + len(name) <= start or last >= end:
            return True
        source, n_near = self.tree.source, _NEAR_CHARS
        if self._n_searches * len(source) > _MOST_SEARCHED_CHARS:
            return True  # nobody needs so many names; the benefit of the doubt costs least
        self._n_searches += 1
        before = max(start - n_near, 0)
        place = source.find(name, before, start)  # who else has a class mostly stands near by
        if place < 0:
            place = source.find(name, end, end + n_near)
        if place < 0:
            place = source.find(name, 0, min(before + len(name), start))
        if place < 0:
            place = source.find(name, max(end + n_near - len(name), end))
        if place >= 0:
            self._known_places[name] = min(first, place), max(last, place)
        return place >= 0

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
        found = np.zeros(len(self), np.float32)
        if default:
            found.fill(default)
        for row in places:
            found[row] = function(row)
        return found

    def column(self, function: Callable[[int], float]) -> NDArray[np.float32]:
        """Return ``function(row)`` of every row as a column."""
        return np.fromiter(map(function, range(len(self))), np.float32, len(self))
