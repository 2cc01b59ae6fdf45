"""The text blocks of pages with what hides them, for comparing with a browser.

Comes in: a source. Goes out: a `Listing`, which holds no page any more and so can come from another
process. Nothing is judged, and no model is needed.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from sanitizer.batch.reading import UnreadableFileError
from sanitizer.batch.run import NamingThePage, read_source
from sanitizer.pipeline import list_blocks
from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from sanitizer.batch.sources import Source
    from sanitizer.config import Config
    from sanitizer.segmentation.records import Block

__all__ = ["ListTask", "ListedBlock", "Listing", "list_page"]


@dataclasses.dataclass(frozen=True, slots=True)
class ListedBlock:
    """A text block.

    Attributes
    ----------
    start, end : int
        Characters of the decoded page.
    line, column : int
        Of its start, from 1.
    xpath : str
        Of its first text in lxml's tree.
    text : str
        What can be read of it, white space collapsed.
    visibility : str or None
        Why a reader does not see it; ``None`` where it is seen.
    """

    start: int
    end: int
    line: int
    column: int
    xpath: str
    text: str
    visibility: str | None


@dataclasses.dataclass(frozen=True, slots=True)
class Listing:
    """The text blocks of one page, in its order.

    Attributes
    ----------
    path : str
        The page, as the caller named it.
    blocks : tuple of ListedBlock
        None where the page cannot be read.
    trouble : str or None
        Why not, where it cannot.
    is_read : bool
        False where the file could not be read, so that nobody has looked at the page.
    """

    path: str
    blocks: tuple[ListedBlock, ...]
    trouble: str | None = None
    is_read: bool = True

    def as_dicts(self) -> list[dict[str, Any]]:
        """Return the blocks as JSON types, each after the path of its page."""
        return [{"path": self.path, **dataclasses.asdict(block)} for block in self.blocks]


@dataclasses.dataclass(frozen=True, slots=True)
class ListTask:
    """List the text blocks of one page.

    Attributes
    ----------
    config_for : callable
        Returns by the path of a page how it is to be read.
    """

    config_for: Callable[[str], Config]

    def __call__(self, source: Source) -> Listing:
        """Read and divide the page."""
        config = self.config_for(source.path)
        return list_page(source.path, lambda: read_source(source), config)


def list_page(path: str, read: Callable[[], bytes], config: Config) -> Listing:
    """List the text blocks of the page that `read` returns.

    Parameters
    ----------
    path : str
        What the page is called.
    read : callable
        Returns its bytes, or raises an `UnreadableFileError`.
    config : Config
        How it is to be read.
    """
    try:
        page = read()
    except UnreadableFileError as error:
        return Listing(path, (), str(error), is_read=False)
    with NamingThePage(path):
        blocks = list_blocks(page, config=config)
        listed = tuple(_listed(block) for block in blocks if block.kind is Kind.TEXT)
    return Listing(path, listed, blocks.page.unreadable)


def _listed(block: Block) -> ListedBlock:
    return ListedBlock(
        start=block.start,
        end=block.end,
        line=block.line,
        column=block.column,
        xpath=block.xpath,
        text=block.text,
        visibility=block.visibility,
    )
