"""Reports as lines for people."""

from __future__ import annotations

import pytest

from sanitizer.batch.run import Outcome
from sanitizer.batch.summary import Tally
from sanitizer.cli.text_format import printable, render_outcome, render_total, render_trouble
from sanitizer.findings.records import Finding, Report, Verdict


def _outcome(verdict: Verdict, excerpt: str = "slot gacor", n_findings: int = 1) -> Outcome:
    reasons = ("12 links that a reader cannot see", "other hosts: 12 of 12")
    finding = Finding(
        "SAN201", "hidden-links", 0.987, reasons, 40, 90, 7, 3, 7, 53, "/html", excerpt, "0" * 16
    )
    report = Report(verdict, 0.987, (finding,) * n_findings, "12 hidden links", "utf-8")
    return Outcome("site/a.html", report)


def test_a_finding_is_one_line_with_its_place_first() -> None:
    assert (
        render_outcome(_outcome(Verdict.INJECTED))
        == "site/a.html:7:3: SAN201 hidden-links 0.99 slot gacor\n"
    )


def test_explained_it_has_its_reasons_and_the_verdict_of_the_page() -> None:
    assert render_outcome(_outcome(Verdict.INJECTED), explain=True).splitlines() == [
        "site/a.html:7:3: SAN201 hidden-links 0.99 slot gacor",
        "    12 links that a reader cannot see",
        "    other hosts: 12 of 12",
        "site/a.html: injected: 12 hidden links",
    ]


def test_a_finding_without_readable_content_ends_at_its_score() -> None:
    line = render_outcome(_outcome(Verdict.INJECTED, excerpt=""))
    assert line == "site/a.html:7:3: SAN201 hidden-links 0.99\n"


def test_a_clean_page_says_nothing_unless_it_is_to_explain_itself() -> None:
    clean = _outcome(Verdict.CLEAN, n_findings=0)
    assert render_outcome(clean) == ""
    assert render_outcome(clean, explain=True) == "site/a.html: clean: 12 hidden links\n"


def test_a_spam_page_without_findings_is_not_passed_over() -> None:
    spam = _outcome(Verdict.SPAM, n_findings=0)
    assert render_outcome(spam) == "site/a.html: spam: 12 hidden links\n"


def test_an_unreadable_page_is_named_with_its_reason() -> None:
    outcome = Outcome("a\n.html", Report(Verdict.UNREADABLE, 0.0, (), "a PNG picture", None))
    assert render_trouble(outcome) == "a\\x0a.html: unreadable: a PNG picture"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("a\u202egnp.html", "a\\u202egnp.html"),
        ("line\u2028break\x85", "line\\u2028break\\x85"),
    ],
)
def test_what_a_terminal_would_obey_is_spelled_out(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize("text", ["澳門　博彩", "می‌خواهم", "สล็อต", "👩‍👧 é"])
def test_every_script_is_shown_as_it_is(text: str) -> None:
    assert printable(text) == text


def test_the_last_line_counts_findings_and_pages() -> None:
    tally = Tally()
    tally.add(_outcome(Verdict.INJECTED).report)
    assert render_total(tally) == "1 finding in 1 of 1 page"
    tally.add(_outcome(Verdict.INJECTED, n_findings=2).report)
    tally.add(_outcome(Verdict.CLEAN, n_findings=0).report)
    assert render_total(tally) == "3 findings in 2 of 3 pages"
