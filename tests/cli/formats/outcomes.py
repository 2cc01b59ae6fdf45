"""Outcomes that the tests of formats render."""

from __future__ import annotations

import dataclasses
from typing import Any

import sanitizer
from sanitizer.batch.run import Outcome
from sanitizer.findings.records import Finding, Report, Verdict

__all__ = ["FINDING", "outcome", "scanned"]

FINDING = Finding(
    rule="SAN201",
    name="hidden-links",
    score=0.987,
    reasons=("12 links that a reader cannot see", "other hosts: 12 of 12"),
    start=40,
    end=90,
    line=7,
    column=3,
    end_line=7,
    end_column=53,
    xpath="/html",
    excerpt="slot gacor",
    fingerprint="0123456789abcdef",
)


def outcome(
    verdict: Verdict = Verdict.INJECTED,
    n_findings: int = 1,
    path: str = "site/a.html",
    **changes: Any,
) -> Outcome:
    """Return an outcome with the same finding so many times over, changed in some fields."""
    finding = dataclasses.replace(FINDING, **changes)
    report = Report(verdict, 0.987, (finding,) * n_findings, "12 hidden links", "utf-8")
    return Outcome(path, report)


def scanned(page: bytes, path: str = "site/a.html") -> Outcome:
    """Return the outcome of a page that is really scanned."""
    return Outcome(path, sanitizer.scan(page))
