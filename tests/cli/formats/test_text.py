"""Reports as lines for people."""

from __future__ import annotations

from sanitizer.batch.run import Outcome
from sanitizer.batch.summary import Tally
from sanitizer.cli.formats import View
from sanitizer.cli.formats.text import render, render_outcome, render_total, render_trouble
from sanitizer.findings.records import Report, Verdict
from tests.cli.formats.outcomes import outcome

CLEAN = outcome(Verdict.CLEAN, n_findings=0)


def test_a_finding_is_one_line_with_its_place_first() -> None:
    assert render_outcome(outcome()) == "site/a.html:7:3: SAN201 hidden-links 0.99 slot gacor\n"


def test_explained_it_has_its_reasons_and_the_verdict_of_the_page() -> None:
    assert render_outcome(outcome(), View(explain=True)).splitlines() == [
        "site/a.html:7:3: SAN201 hidden-links 0.99 slot gacor",
        "    12 links that a reader cannot see",
        "    other hosts: 12 of 12",
        "site/a.html: injected: 12 hidden links",
    ]


def test_explained_it_also_has_its_source_where_that_can_be_read() -> None:
    page = b"1\n2\n3\n4\n5\n<p>\n  <div hidden>slot gacor</div>\n"
    shown = render_outcome(outcome(end_column=31), View(explain=True, read=lambda _: page))
    assert shown.splitlines()[3:6] == [
        "    6 | <p>",
        "    7 |   <div hidden>slot gacor</div>",
        "      |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
    ]


def test_in_colours_the_line_says_the_same() -> None:
    coloured = render_outcome(outcome(), View(has_colours=True))
    assert coloured == (
        "\x1b[1msite/a.html\x1b[0m\x1b[36m:7:3:\x1b[0m \x1b[1;31mSAN201\x1b[0m hidden-links"
        " \x1b[2m0.99\x1b[0m slot gacor\n"
    )


def test_a_finding_without_readable_content_ends_at_its_score() -> None:
    line = render_outcome(outcome(excerpt=""))
    assert line == "site/a.html:7:3: SAN201 hidden-links 0.99\n"


def test_a_clean_page_says_nothing_unless_it_is_to_explain_itself() -> None:
    assert render_outcome(CLEAN) == ""
    assert render_outcome(CLEAN, View(explain=True)) == "site/a.html: clean: 12 hidden links\n"


def test_an_unreadable_page_is_named_with_its_reason_and_not_among_the_findings() -> None:
    unread = Outcome("a\n.html", Report(Verdict.UNREADABLE, 0.0, (), "a PNG picture", None))
    assert render_trouble(unread) == "a\\x0a.html: unreadable: a PNG picture"
    assert list(render(iter([unread, outcome()]), View())) == [render_outcome(outcome())]


def test_the_last_line_counts_findings_and_pages() -> None:
    tally = Tally()
    tally.add(outcome().report)
    assert render_total(tally) == "1 finding in 1 of 1 page"
    tally.add(outcome(n_findings=2).report)
    tally.add(CLEAN.report)
    assert render_total(tally) == "3 findings in 2 of 3 pages"
