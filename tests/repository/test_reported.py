"""An outcome with fewer findings says so."""

from __future__ import annotations

from pathlib import Path

from sanitizer.findings.records import Verdict
from sanitizer.repository.reported import with_findings, without_ignored_rules
from sanitizer.repository.settings import Settings
from tests.repository.findings import finding, outcome

PAGE = outcome("docs/a.html", finding("SAN201"), finding("SAN301"), finding("SAN502"))


def test_an_outcome_that_keeps_all_is_the_same() -> None:
    assert with_findings(PAGE, PAGE.report.findings, "gone") is PAGE


def test_an_outcome_that_keeps_some_keeps_its_verdict_and_says_what_is_gone() -> None:
    first, *_ = PAGE.report.findings
    report = with_findings(PAGE, [first], "gone").report
    assert (report.verdict, report.score, report.findings) == (Verdict.INJECTED, 0.9, (first,))
    assert report.reason == "why; 2 findings were gone"


def test_an_outcome_that_keeps_none_is_clean() -> None:
    report = with_findings(PAGE, [], "gone").report
    assert (report.verdict, report.score, report.findings) == (Verdict.CLEAN, 0.0, ())
    assert report.reason == "why; 3 findings were gone"


def test_rules_are_ignored_by_the_settings_of_the_page() -> None:
    settings = Settings(
        Path.cwd(), ignore=("SAN3",), per_file_ignores=(("docs", ("SAN5",)), ("blog", ("SAN2",)))
    )
    left = without_ignored_rules(PAGE, settings)
    assert [found.rule for found in left.report.findings] == ["SAN201"]
    assert without_ignored_rules(outcome("a.html"), settings) == outcome("a.html")
