"""Outcomes of a scan → what of them is reported.

Comes in: an outcome. Goes out: the same with fewer findings. A page of which no finding is left
counts as clean, and its reason says what was left out and why.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from sanitizer.findings.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sanitizer.batch.run import Outcome
    from sanitizer.findings.records import Finding
    from sanitizer.repository.settings import Settings

__all__ = ["with_findings", "without_ignored_rules"]


def with_findings(outcome: Outcome, kept: Sequence[Finding], why: str) -> Outcome:
    """Return an outcome with some of its findings only.

    Parameters
    ----------
    outcome : Outcome
    kept : sequence of Finding
        Some of its findings, in their order.
    why : str
        Ends the sentence "2 findings were ...", for the reason of the report.
    """
    report = outcome.report
    n_left_out = len(report.findings) - len(kept)
    if not n_left_out:
        return outcome
    note = "1 finding was" if n_left_out == 1 else f"{n_left_out} findings were"
    shorter = dataclasses.replace(
        report,
        verdict=report.verdict if kept else Verdict.CLEAN,
        score=max((finding.score for finding in kept), default=0.0),
        findings=tuple(kept),
        reason=f"{report.reason}; {note} {why}",
    )
    return outcome._replace(report=shorter)


def without_ignored_rules(outcome: Outcome, settings: Settings) -> Outcome:
    """Return an outcome without the findings of rules that the settings ignore in its file."""
    if not outcome.report.findings:
        return outcome
    ignored = settings.ignored_rules(outcome.path)
    kept = [finding for finding in outcome.report.findings if finding.rule not in ignored]
    return with_findings(outcome, kept, "ignored by the settings")
