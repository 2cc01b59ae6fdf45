"""One page of a ``clean`` run: read, cleaned, written under its name.

Comes in: a source and the name planned for its output. Goes out: the file, and an outcome. Which
verdicts get a file is decided here.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from sanitizer.batch.outputs import content_of, write_whole
from sanitizer.batch.reading import UnreadableFileError
from sanitizer.batch.run import NamingThePage, Outcome, read_source, unread
from sanitizer.findings.records import Verdict
from sanitizer.pipeline import clean

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sanitizer.batch.sources import Source
    from sanitizer.config import Config
    from sanitizer.extraction.cleaned import Cleaned

__all__ = ["CleanTask", "is_written"]


@dataclasses.dataclass(frozen=True, slots=True)
class CleanTask:
    """Clean one page and write what is left.

    Attributes
    ----------
    config_for : callable
        Returns by the path of a page the settings of its scan.
    to : str
        A key of :data:`sanitizer.batch.outputs.OUTPUT_SUFFIXES`.
    folder, staging : pathlib.Path
        Of the run's :class:`~sanitizer.batch.outputs.OutputFolder`.
    keep_spam : bool
        Write wholly spam pages too.
    """

    config_for: Callable[[str], Config]
    to: str
    folder: Path
    staging: Path
    keep_spam: bool = False

    def __call__(self, planned: tuple[Source, str]) -> Outcome:
        """Read, clean and write the page under the name that was planned for it."""
        source, name = planned
        try:
            page = read_source(source)
        except UnreadableFileError as error:
            return unread(source.path, error)
        return self.write(page, source.path, name)

    def write(self, page: bytes, path: str, name: str) -> Outcome:
        """Clean a page and write it, if its verdict leaves something to write."""
        with NamingThePage(path):
            cleaned = clean(page, config=self.config_for(path))
            if not is_written(cleaned.report.verdict, keep_spam=self.keep_spam):
                return Outcome(path, cleaned.report)
            content = content_of(cleaned, path, self.to)
            write_whole(content, self.folder / name, self.staging)
            reason = _why_no_text(cleaned, self.to)
            return Outcome(path, cleaned.report, output=name, text_reason=reason)


def _why_no_text(cleaned: Cleaned[bytes], to: str) -> str | None:
    # Markdown is extracted apart from the text: with Markdown there, the text is not looked for.
    if to == "html" or (to == "markdown" and cleaned.markdown):
        return None
    return cleaned.text_reason


def is_written(verdict: Verdict, *, keep_spam: bool) -> bool:
    """Tell whether a page gets an output: there must be something in it to keep."""
    return verdict is not Verdict.UNREADABLE and (keep_spam or verdict is not Verdict.SPAM)
