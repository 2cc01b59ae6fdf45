"""The records of the room: what a block is, and all blocks of a page."""

from __future__ import annotations

import dataclasses
import enum
import html
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sanitizer.parsing.page import Page
    from sanitizer.parsing.tree import Tree

__all__ = ["Block", "BlockRow", "Blocks", "Kind"]


class Kind(enum.IntEnum):
    """What a block is; all but `TEXT` and `LINK` are structural."""

    TEXT = 0
    #: A run of neighbouring elements that hold nothing.
    DECOYS = 1
    SCRIPT = 2
    #: A frame or a refresh: something of another page that the browser fetches by itself.
    FRAME = 3
    TITLE = 4
    META = 5
    #: JSON-LD.
    DATA = 6
    #: A comment, or the content of an element that no browser renders (``<noframes>``).
    COMMENT = 7
    #: A link to a full address inside a sentence: part of a text block, and judged by itself too.
    LINK = 8


#: Kind, start, end, holder, text and span of a block: one value of each list of `Blocks`.
BlockRow = tuple[Kind, int, int, int, str, tuple[int, int]]

#: Kinds that a reader would see if nothing hid them; a title or a script never stands in the page.
_SEEN = frozenset({Kind.TEXT, Kind.DECOYS, Kind.FRAME, Kind.LINK})


@dataclasses.dataclass(slots=True)
class Blocks:
    """All blocks of a page as parallel lists, in the order of the source.

    Attributes
    ----------
    page : Page
        The page that they are of.
    kinds : list of Kind
    starts, ends : list of int
        Character offsets; surrounding white space is left out. A text block starts at its first
        character of text, a structural block at its markup.
    holders : list of int
        Index of the innermost element that holds the whole block; -1 is the document.
    texts : list of str
        What can be read: white space collapsed, entities resolved, markup left out. Of a script
        its source, of a meta its content.
    spans : list of tuple of (int, int)
        First and last text (of a text block) or element (of any other) in the tree.
    element_causes : list of (str or None)
        Of every *element* of the tree: why text in it is not seen.
    unveiled_causes : list of (str or None)
        The same as if nothing hid the root and the body. What hides the whole page says nothing
        about a part of it, so blocks are judged by these.
    """

    page: Page
    element_causes: list[str | None]
    unveiled_causes: list[str | None]
    kinds: list[Kind] = dataclasses.field(default_factory=list)
    starts: list[int] = dataclasses.field(default_factory=list)
    ends: list[int] = dataclasses.field(default_factory=list)
    holders: list[int] = dataclasses.field(default_factory=list)
    texts: list[str] = dataclasses.field(default_factory=list)
    spans: list[tuple[int, int]] = dataclasses.field(default_factory=list)

    def __len__(self) -> int:
        return len(self.kinds)

    def __iter__(self) -> Iterator[Block]:
        return (Block(self, index) for index in range(len(self)))

    @classmethod
    def of_rows(
        cls,
        page: Page,
        element_causes: list[str | None],
        unveiled_causes: list[str | None],
        rows: Sequence[BlockRow],
    ) -> Blocks:
        """Return the blocks of some rows, which are in order."""
        return cls(
            page,
            element_causes,
            unveiled_causes,
            kinds=[row[0] for row in rows],
            starts=[row[1] for row in rows],
            ends=[row[2] for row in rows],
            holders=[row[3] for row in rows],
            texts=[row[4] for row in rows],
            spans=[row[5] for row in rows],
        )

    def cause(self, index: int) -> str | None:
        """Return why a reader does not see a block, or None where it is seen."""
        return self._cause(self.element_causes, index)

    def unveiled_cause(self, index: int) -> str | None:
        """Return what hides a block, were root and body shown, or None."""
        return self._cause(self.unveiled_causes, index)

    def _cause(self, causes: list[str | None], index: int) -> str | None:
        holder = self.holders[index]
        if holder < 0 or self.kinds[index] not in _SEEN:
            return None
        return causes[holder]


@dataclasses.dataclass(frozen=True, slots=True)
class Block:
    """One block: a view of one row of `Blocks`, with its exact place."""

    blocks: Blocks
    index: int

    @property
    def kind(self) -> Kind:
        """What it is."""
        return self.blocks.kinds[self.index]

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.blocks.starts[self.index]

    @property
    def end(self) -> int:
        """Offset after its last character."""
        return self.blocks.ends[self.index]

    @property
    def text(self) -> str:
        """What can be read of it."""
        return self.blocks.texts[self.index]

    @property
    def visibility(self) -> str | None:
        """Why a reader does not see it, or None where it is seen."""
        return self.blocks.cause(self.index)

    @property
    def line(self) -> int:
        """Line of its start, from 1."""
        return self.blocks.page.position(self.start)[0]

    @property
    def column(self) -> int:
        """Column of its start in characters, from 1."""
        return self.blocks.page.position(self.start)[1]

    @property
    def xpath(self) -> str:
        """Path of its first node in lxml's tree of the page."""
        if self.kind is Kind.TEXT:
            tree, (text, last) = self.blocks.page.tree, self.blocks.spans[self.index]
            while text < last and not _is_readable(tree, text):
                text += 1
            offset = max(self.start, tree.text_starts[text])
            return self.blocks.page.paths.text(offset, tree.text_parents[text])
        element = self.blocks.spans[self.index][0]
        return self.blocks.page.paths.element(element)


def _is_readable(tree: Tree, text: int) -> bool:
    """Tell whether a text is more than spaces written as entities."""
    source = tree.source[tree.text_starts[text] : tree.text_ends[text]]
    return "&" not in source or not html.unescape(source).isspace()
