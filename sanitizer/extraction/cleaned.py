"""The record that `sanitizer.clean` returns; text and metadata are made when first asked for."""

from __future__ import annotations

import dataclasses
import functools
from typing import Generic, TypeVar

from sanitizer.extraction.extract import Extraction, Metadata, extract, extract_metadata
from sanitizer.findings.records import Report, Verdict

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
    """

    html: Content
    report: Report
    source: str = dataclasses.field(repr=False)
    url: str | None = None

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
        return extract(self.source, self.url)

    @functools.cached_property
    def _markdown(self) -> Extraction:
        return self._text if self._withheld else extract(self.source, self.url, "markdown")
