"""Findings → proposed labels: rows of a manifest that a person corrects.

Comes in: pages as a batch has them. Goes out: rows in the format of ``samples/README.md``. Each
is what the model believes, and training on it unread would only teach the model its own mistakes:
it says ``"read": false`` until somebody has looked.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any, Final

from sanitizer.batch.reading import UnreadableFileError
from sanitizer.batch.run import NamingThePage, read_source
from sanitizer.findings.records import Verdict
from sanitizer.pipeline import list_blocks, scan
from sanitizer.training.corpus import declared_language

if TYPE_CHECKING:
    from sanitizer.batch.sources import Source
    from sanitizer.config import Config
    from sanitizer.findings.records import Finding, Report

__all__ = ["KINDS", "LabelTask", "Proposal"]

#: What a finding of each rule is called in a label. A label says what a piece is, a rule how it was
#: recognised: several rules have one kind.
KINDS: Final = {
    "SAN101": "decoy_tags",
    "SAN201": "hidden_links",
    "SAN202": "hidden_text",
    "SAN203": "comment",
    "SAN301": "keyword_footer",
    "SAN302": "keyword_footer",
    "SAN401": "links",
    "SAN402": "comment_spam",
    "SAN501": "title_meta",
    "SAN502": "title_meta",
    "SAN503": "script",
    "SAN601": "script",
    "SAN602": "frame",
    "SAN603": "script",
    "SAN604": "script",
    "SAN801": "hidden_text",
}

#: Rules that name more than one kind of thing: what starts so is this instead.
_KINDS_BY_START: Final = (
    ("SAN203", re.compile(r"(?!<!--)"), "hidden_links"),
    ("SAN604", re.compile(r"<meta\b", re.IGNORECASE), "title_meta"),
)

_LABELS: Final = {
    Verdict.CLEAN: "clean",
    Verdict.INJECTED: "injected",
    Verdict.SPAM: "wholly_spam",
}
#: For a person to replace; a manifest needs some text there.
_FAMILY: Final = "proposed"


@dataclasses.dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one page.

    Attributes
    ----------
    path : str
        The page, as the caller named it.
    row : dict or None
        A row of a manifest; None where there is `trouble`.
    trouble : str or None
        Why nothing is proposed.
    is_read : bool
        False where the file could not be read.
    """

    path: str
    row: dict[str, Any] | None
    trouble: str | None = None
    is_read: bool = True


@dataclasses.dataclass(frozen=True, slots=True)
class LabelTask:
    """Propose a label for one page, given with its id."""

    config: Config

    def __call__(self, item: tuple[Source, str]) -> Proposal:
        """Read and scan the page."""
        source, identifier = item
        try:
            data = read_source(source)
        except UnreadableFileError as error:
            return Proposal(source.path, None, str(error), is_read=False)
        with NamingThePage(source.path):
            report = scan(data, config=self.config)
            if report.verdict is Verdict.UNREADABLE:
                return Proposal(source.path, None, report.reason)
            row = _row(identifier, data, report, self.config)
        trouble = None if row else f"{report.encoding} decodes it otherwise than browsers do"
        return Proposal(source.path, row, trouble)


def _row(identifier: str, data: bytes, report: Report, config: Config) -> dict[str, Any] | None:
    encoding = report.encoding or "utf-8"
    blocks = list_blocks(data, config=config)
    page = blocks.page.source
    if data.decode(encoding, "replace") != page:  # labels count characters of the one text
        return None
    junk = report.findings if report.verdict is Verdict.INJECTED else ()
    causes = {
        cause
        for index, (start, end) in enumerate(zip(blocks.starts, blocks.ends, strict=True))
        if any(found.start <= start and end <= found.end for found in junk)
        and (cause := blocks.unveiled_cause(index)) is not None
    }
    return {
        "id": identifier,
        "family": _FAMILY,
        "label": _LABELS[report.verdict],
        "encoding": encoding,
        "language": declared_language(page) or "und",
        "concealment": "+".join(sorted(causes)) or "none",
        "read": False,
        "note": report.reason,
        "spam": [_span(page, found) for found in junk],
    }


def _span(page: str, found: Finding) -> dict[str, Any]:
    piece = page[found.start : found.end]
    # White space around a piece is not part of it.
    start = found.start + len(piece) - len(piece.lstrip())
    end = found.end - len(piece) + len(piece.rstrip())
    reasons = "; ".join(found.reasons)
    return {
        "kind": _kind(found.rule, piece.strip()),
        "start": start,
        "end": end,
        "note": f"{found.rule} {found.name} {found.score:.2f}"
        + (f": {reasons}" if reasons else ""),
    }


def _kind(rule: str, piece: str) -> str:
    for code, pattern, kind in _KINDS_BY_START:
        if code == rule and pattern.match(piece):
            return kind
    return KINDS[rule]
