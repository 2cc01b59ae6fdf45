"""The record that `sanitizer.clean` returns; text and metadata are made when first asked for."""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING, Generic, TypeVar

from sanitizer.extraction.document import MAX_EXTRACTED_CHARS
from sanitizer.extraction.extract import Extraction, Metadata, extract, extract_metadata
from sanitizer.extraction.sight import Sight, see_source
from sanitizer.findings.records import Report, Verdict

if TYPE_CHECKING:
    from sanitizer.segmentation.records import Blocks

__all__ = ["Cleaned"]

Content = TypeVar("Content", bytes, str)


@dataclasses.dataclass(frozen=True)
class Cleaned(Generic[Content]):
    """A page without its junk.

    Attributes
    ----------
    html : bytes or str
        The page minus the findings' ranges; the type of the input.
    report : Report
        What was found.
    source : str
        The decoded page minus the findings' ranges.
    url : str or None
        Where the page is from.
    blocks : Blocks or None
        The blocks of ``source``, where they are known: what hides them need not be found again.
    """

    html: Content
    report: Report
    source: str = dataclasses.field(repr=False)
    url: str | None = None
    blocks: Blocks | None = dataclasses.field(default=None, repr=False, compare=False)

    @property
    def text(self) -> str:
        """Main content as plain text; empty for spam and unreadable pages (`text_reason`)."""
        return self._text.text

    @property
    def markdown(self) -> str:
        """Main content as Markdown; empty where `text` is."""
        return self._markdown.text

    @property
    def text_reason(self) -> str | None:
        """Why `text` is empty; ``None`` where it is not."""
        return self._text.reason

    @property
    def text_note(self) -> str | None:
        """What there is to say about `text`: that readers do not see it, but it is all there is."""
        return self._text.note

    @functools.cached_property
    def metadata(self) -> Metadata:
        """Title, author, date and the like, read from what is left of the page."""
        return Metadata() if self._withheld else extract_metadata(self.source, self.url)

    @property
    def _withheld(self) -> bool:
        return self.report.verdict in {Verdict.SPAM, Verdict.UNREADABLE}

    @functools.cached_property
    def _text(self) -> Extraction:
        if self._withheld:
            return Extraction("", f"{self.report.verdict.value}: {self.report.reason}")
        return extract(self.source, self.url, "text", self._sight)

    @functools.cached_property
    def _markdown(self) -> Extraction:
        if self._withheld:
            return self._text
        return extract(self.source, self.url, "markdown", self._sight)

    @functools.cached_property
    def _sight(self) -> Sight | None:
        too_long = len(self.source) > MAX_EXTRACTED_CHARS
        return None if too_long else see_source(self.source, self.blocks)
