"""What a run came to."""

from __future__ import annotations

from sanitizer.batch.summary import Tally, render_summary
from sanitizer.findings.records import Finding, Report, Verdict


def _report(verdict: Verdict, *rules: str) -> Report:
    findings = tuple(
        Finding(rule, f"name-{rule}", 0.9, (), 0, 1, 1, 1, 1, 2, "/html", "", "0" * 16)
        for rule in rules
    )
    return Report(verdict, 0.9, findings, "why", "utf-8")


def _tally() -> Tally:
    tally = Tally()
    for _ in range(1200):
        tally.add(_report(Verdict.CLEAN))
    tally.add(_report(Verdict.INJECTED, "SAN301", "SAN201", "SAN201"))
    tally.add(_report(Verdict.UNREADABLE), is_read=False)
    return tally


def test_pages_and_findings_are_counted() -> None:
    tally = _tally()
    assert (tally.n_pages, tally.n_findings, tally.n_unread) == (1202, 3, 1)


def test_the_table_has_pages_verdicts_findings_by_rule_and_the_pace() -> None:
    assert render_summary(_tally(), 2.0).splitlines() == [
        "pages                 1,202  in 2.0 s, 601.0 a second",
        "  clean               1,200",
        "  injected                1",
        "  unreadable              1",
        "findings                  3",
        "  SAN201 name-SAN201      2",
        "  SAN301 name-SAN301      1",
    ]


def test_a_run_too_short_to_time_has_a_table_all_the_same() -> None:
    assert render_summary(Tally(), 0.0).startswith("pages     0  in 0.0 s")
