"""Outcomes made by hand."""

from __future__ import annotations

from sanitizer.batch.run import Outcome
from sanitizer.findings.records import Finding, Report, Verdict

__all__ = ["finding", "outcome"]


def finding(rule: str = "SAN201", fingerprint: str = "a" * 16, start: int = 0) -> Finding:
    """Return a finding of a rule with some content."""
    return Finding(
        rule, "name", 0.9, ("why \x1b",), start, start + 5, 1, start + 1, 1, start + 6, "/html",
        "slot \ud800 gacor", fingerprint,
    )  # fmt: skip


def outcome(path: str, *findings: Finding) -> Outcome:
    """Return the outcome of a page with some findings."""
    verdict = Verdict.INJECTED if findings else Verdict.CLEAN
    return Outcome(path, Report(verdict, 0.9 if findings else 0.0, findings, "why", "utf-8"))
