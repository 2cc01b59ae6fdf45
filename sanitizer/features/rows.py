"""Blocks → Rows: the blocks that are worth measuring, and what the columns share.

Nine blocks in ten of an honest page are plain paragraphs and the site's own navigation. Measuring
them would cost more than the parse, so a cheap gate leaves them out; what it leaves out counts as
honest. The gate is wide on purpose: it asks for one sign, any sign, that somebody might gain from
the block.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np

from sanitizer.features.links import Hyperlink, PageLinks, host_of
from sanitizer.segmentation.records import Blocks, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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
    "eval(", "unescape", "fromCharCode", "document.write", "document.title", "referrer",
    "userAgent", "location", ".style", "\\x", "atob(", "iframe", "<script", "<a ", "document[",
)  # fmt: skip

#: So much of a script is looked at: what acts on the page does so at once, and bundles are long.
SCRIPT_HEAD_CHARS: Final = 4000

_URL = re.compile(r"(?:https?:)?(?:\\?/){2}[\w.-]+\.[a-z]{2,}[^\s\"'<>()\\]*", re.IGNORECASE)
_ENTITY_RUN = re.compile(r"(?:&#x?[0-9a-fA-F]+;?\s*){6}")


@dataclasses.dataclass(frozen=True, slots=True)
class TextTables:
    """The n-gram tables: one for what is read, one for addresses, one for scripts."""

    text: NgramTable
    url: NgramTable
    script: NgramTable


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
    tables : TextTables
    """

    def __init__(
        self,
        blocks: Blocks,
        links: PageLinks,
        index: NDArray[np.int64],
        text_scores: NDArray[np.float32],
        tables: TextTables,
    ) -> None:
        self.blocks = blocks
        self.links = links
        self.index = index
        self.text_scores = text_scores
        self.tables = tables
        kinds = np.asarray(blocks.kinds, np.int64)
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
        return [[link for link in links if is_foreign(link)] for links in self.hyperlinks]

    @functools.cached_property
    def around(self) -> list[list[int]]:
        """The elements around each row, innermost first, at most `MAX_AROUND`."""
        parents, holders = self.tree.parents, self.blocks.holders
        found = []
        for block in self.block_of:
            holder = holders[block]
            chain: list[int] = []
            while holder >= 0 and len(chain) < MAX_AROUND:
                chain.append(holder)
                holder = parents[holder]
            found.append(chain)
        return found

    @functools.cached_property
    def url_scores(self) -> dict[str, float]:
        """N-gram score of every foreign address of the page, by `Hyperlink.words`."""
        words = {
            link.words for link in self.links.by_element.values() if self.links.is_foreign(link)
        }
        words.update(link.words for links in self.foreign for link in links)
        ordered = sorted(words)
        return dict(zip(ordered, self.tables.url.score(ordered).tolist(), strict=True))

    @functools.cached_property
    def page_median(self) -> float:
        """The median n-gram score of the page's text blocks that a reader sees."""
        seen = [block for block in self.text_blocks.tolist() if self.blocks.cause(block) is None]
        scores = np.sort(self.text_scores[seen])
        # Not np.median: its first call imports numpy.ma, a tenth of the time that one page takes.
        middle = scores[(scores.size - 1) // 2 : scores.size // 2 + 1]
        return float(middle.mean()) if seen else 0.0

    @functools.cached_property
    def hidden_roots(self) -> list[int]:
        """Of each row the outermost hidden element around it, or -1 where it is seen."""
        causes, parents = self.blocks.element_causes, self.tree.parents
        roots = []
        for block in self.block_of:
            root = self.blocks.holders[block]
            if self.blocks.cause(block) is None:
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
        elements = {
            links.holder_links[parent]
            for parent in tree.text_parents[first : last + 1]
            if parent >= 0
        }
    elif kind is Kind.LINK:
        elements = {first} & links.by_element.keys()
    elif kind is Kind.DECOYS:
        elements = set(range(first, tree.subtree_end(last))) & links.by_element.keys()
    elif kind is Kind.FRAME:
        return [Hyperlink(-1, blocks.texts[block], host_of(blocks.texts[block]))]
    else:
        source = tree.source[blocks.starts[block] : blocks.ends[block]]
        urls = [found.replace("\\", "") for found in _URL.findall(source[:20_000])]
        return [Hyperlink(-1, url, host_of(url)) for url in urls]
    return [links.by_element[element] for element in sorted(elements) if element >= 0]


def select_rows(blocks: Blocks, tables: TextTables) -> Rows:
    """Return the blocks of a page that are worth measuring."""
    links = PageLinks(blocks.page, blocks.element_causes)
    scores = np.zeros(len(blocks), np.float32)
    worded = [block for block, kind in enumerate(blocks.kinds) if kind in _WORDED]
    scores[worded] = tables.text.score([blocks.texts[block] for block in worded])
    text_blocks = [block for block in worded if blocks.kinds[block] is Kind.TEXT]
    edge = {*text_blocks[:GATE_EDGE_BLOCKS], *text_blocks[-GATE_EDGE_BLOCKS:]}
    hidden = [blocks.cause(block) is not None for block in range(len(blocks))]
    loud = (scores > GATE_TEXT_SCORE) & np.isin(blocks.kinds, [int(kind) for kind in _WORDED])
    chosen = [
        block
        for block, kind in enumerate(blocks.kinds)
        if (
            loud[block]
            or block in edge
            or (hidden[block] and scores[block] > GATE_HIDDEN_SCORE)
            or _is_suspect(blocks, links, block)
            if kind is Kind.TEXT
            else loud[block] or _is_worth_it(blocks, links, block)
        )
    ]
    return Rows(blocks, links, np.asarray(chosen, np.int64), scores, tables)


def _is_worth_it(blocks: Blocks, links: PageLinks, block: int) -> bool:
    kind = blocks.kinds[block]
    if kind is Kind.SCRIPT:
        return _is_active(blocks.texts[block])
    if kind is Kind.COMMENT:
        start, end = blocks.starts[block], blocks.ends[block]
        return _URL.search(blocks.page.source, start, min(end, start + 20_000)) is not None
    if kind is Kind.LINK:
        link = links.by_element.get(blocks.spans[block][0])
        return link is not None and links.is_foreign(link)
    return True


def _is_active(script: str) -> bool:
    """Tell whether a script does anything to the reader; one without source loads another."""
    if not script:
        return True
    head = script[:SCRIPT_HEAD_CHARS]
    return any(word in head for word in _ACTIVE_WORDS)


def _is_suspect(blocks: Blocks, links: PageLinks, block: int) -> bool:
    """Tell whether a text links to another site or is coded as entities."""
    tree = blocks.page.tree
    first, last = blocks.spans[block]
    for parent in tree.text_parents[first : last + 1]:
        element = links.holder_links[parent] if parent >= 0 else -1
        if element >= 0 and links.is_foreign(links.by_element[element]):
            return True
    start, end = blocks.starts[block], blocks.ends[block]
    return (
        tree.source.find("&#", start, end) >= 0
        and _ENTITY_RUN.search(tree.source, start, end) is not None
    )
