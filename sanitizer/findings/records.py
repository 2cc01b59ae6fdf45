"""The records that a caller gets: findings, and the report of one page."""

from __future__ import annotations

import dataclasses
import enum
from typing import Any

__all__ = ["Finding", "Report", "Verdict"]


class Verdict(enum.StrEnum):
    """What a page is, judged as a whole."""

    CLEAN = "clean"
    INJECTED = "injected"
    SPAM = "spam"
    UNREADABLE = "unreadable"


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One junk region of a page.

    Attributes
    ----------
    rule : str
        Stable code of the rule, such as ``SAN201``.
    name : str
        The rule's name, such as ``hidden-links``.
    score : float
        How sure the classifier is, 0 to 1.
    reasons : tuple of str
        Why, in words with values, the strongest first.
    start, end : int
        Characters of the decoded page; ``end`` is the first one after the region.
    line, column : int
        Of ``start``; both count from 1, columns in characters.
    end_line, end_column : int
        Of ``end``, counted the same way.
    xpath : str
        Path of the first node of the region in lxml's tree of the page.
    excerpt : str
        The region's readable content on one line, at most 80 characters.
    fingerprint : str
        16 hex digits of the rule and the normalised content; no place in it.
    """

    rule: str
    name: str
    score: float
    reasons: tuple[str, ...]
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    xpath: str
    excerpt: str
    fingerprint: str

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as JSON types, under the same names."""
        return {**dataclasses.asdict(self), "reasons": list(self.reasons)}


@dataclasses.dataclass(frozen=True, slots=True)
class Report:
    """What was found in one page.

    Attributes
    ----------
    verdict : Verdict
        ``clean``, ``injected``, ``spam`` or ``unreadable``.
    score : float
        The highest score of a finding; 0.0 without findings.
    findings : tuple of Finding
        In the order of the page; their ranges do not overlap.
    reason : str
        One sentence that says why the verdict is what it is.
    encoding : str or None
        What the bytes were decoded with (a Python codec name); ``None`` for ``str``.
    """

    verdict: Verdict
    score: float
    findings: tuple[Finding, ...]
    reason: str
    encoding: str | None

    def as_dict(self) -> dict[str, Any]:
        """Return the report as JSON types, under the same names."""
        return {
            "verdict": self.verdict.value,
            "score": self.score,
            "reason": self.reason,
            "encoding": self.encoding,
            "findings": [finding.as_dict() for finding in self.findings],
        }
