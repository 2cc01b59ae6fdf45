"""Figures are what the scores of pages say, reckoned by hand here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sanitizer.training.figures import (
    GROUPINGS,
    MEASURES,
    find_faults,
    main_figures,
    summarise,
    tabulate,
)
from tests.training.scores import finding, page_score, span

if TYPE_CHECKING:
    from sanitizer.training.evaluate import PageScore
    from sanitizer.training.intervals import Figure

ROWS = [
    page_score(
        id="mixed",
        spans=(span(True), span(False, kind="script", rule="SAN601", cause="never shown")),
        findings=(finding(True), finding(False, rule="SAN502", score=0.97)),
        lost_chars=50,
        concealment="clip+opacity",
    ),
    page_score(id="missed", verdict="clean", language="en", spans=(span(False),)),
    page_score(id="cut", verdict="spam", spans=(span(True),), findings=(finding(True),)),
    page_score(
        id="doorway",
        label="wholly_spam",
        family="pills",
        verdict="spam",
        honest_chars=0,
        findings=(finding(True),),
    ),
    page_score(
        id="alarm",
        label="clean",
        family="article",
        language="de",
        findings=(finding(False, rule="SAN201"),),
    ),
    *(
        page_score(label="clean", family="article", language="fr", verdict="clean")
        for _ in range(3)
    ),
]


def _groups(name: str, rows: list[PageScore] | None = None) -> dict[str, tuple[Figure, ...]]:
    (grouping,) = [grouping for grouping in GROUPINGS if grouping.name == name]
    groups = tabulate(ROWS if rows is None else rows, grouping).groups
    return {group.name: group.figures for group in groups}


def _counts(figures: tuple[Figure, ...]) -> list[tuple[float, int]]:
    return [(figure.hits, figure.n) for figure in figures]


def test_the_main_figures_are_shares_of_spans_findings_and_pages() -> None:
    shares = summarise(ROWS)
    assert shares["spans_cut"] == pytest.approx(2 / 4)
    assert shares["findings_right"] == pytest.approx(3 / 5)
    assert shares["pages_detected"] == pytest.approx(3 / 4)
    assert shares["false_alarms"] == pytest.approx(1 / 4)
    # Half of one page's honest text and nothing of two others'.
    assert shares["honest_text_lost"] == pytest.approx(0.5 / 3, abs=1e-5)


def test_no_pages_have_no_figures_that_would_look_good() -> None:
    assert summarise([]) == dict.fromkeys(MEASURES, 0.0)
    assert all(figure.low is None for figure in main_figures([]).values())
    assert all(not tabulate([], grouping).groups for grouping in GROUPINGS)


def test_pages_with_junk_are_split_by_family_and_language() -> None:
    families = _groups("family")
    assert list(families) == ["casino", "pills"]
    assert _counts(families["casino"]) == [(2, 3), (2, 4), (2, 3)]
    assert _counts(families["pills"]) == [(1, 1), (0, 0), (1, 1)]
    assert _counts(_groups("language")["en"]) == [(0, 1), (0, 1), (0, 0)]


def test_a_page_with_several_concealments_counts_for_each() -> None:
    ways = _groups("concealment")
    assert _counts(ways["clip"]) == _counts(ways["opacity"]) == [(1, 1), (1, 2), (1, 2)]


def test_spans_are_split_by_kind_and_by_what_hides_them() -> None:
    assert {name: _counts(rows) for name, rows in _groups("kind").items()} == {
        "links": [(2, 3)],
        "script": [(0, 1)],
    }
    assert {name: _counts(rows) for name, rows in _groups("hiding").items()} == {
        "visible": [(2, 3)],
        "never shown": [(0, 1)],
    }


def test_a_rule_has_its_spans_its_findings_and_its_share_of_the_false_alarms() -> None:
    rules = _groups("rule")
    assert _counts(rules["SAN401"]) == [(2, 3), (3, 3), (0, 4)]
    assert _counts(rules["SAN601"]) == [(0, 1), (0, 0), (0, 4)]
    assert _counts(rules["SAN502"]) == [(0, 0), (0, 1), (0, 4)]
    assert _counts(rules["SAN201"]) == [(0, 0), (0, 1), (1, 4)]


def test_honest_pages_are_split_by_family_and_language() -> None:
    assert _counts(_groups("honest")["article"]) == [(1, 4)]
    assert {name: _counts(rows) for name, rows in _groups("honest-language").items()} == {
        "fr": [(0, 3)],
        "de": [(1, 1)],
    }


def test_groups_come_the_largest_first_then_by_name() -> None:
    rows = [page_score(family=family) for family in ("b", "a", "c", "c")]
    assert list(_groups("family", rows)) == ["c", "a", "b"]


def test_every_grouping_shows_measures_of_the_table() -> None:
    for grouping in GROUPINGS:
        assert set(grouping.measures) <= set(MEASURES)


def test_faults_name_the_page_and_what_went_wrong_with_it() -> None:
    faults = {fault.page: fault for fault in find_faults(ROWS)}
    assert {page: fault.words for page, fault in faults.items()} == {
        "mixed": "missed script; wrong SAN502; 50 of 100 honest characters lost",
        "missed": "missed links; not detected",
        "alarm": "false alarm (SAN201)",
    }
    assert faults["mixed"].details == ("line 7: SAN502 0.97 buy <b>bags</b>",)
    assert faults["missed"].details == ()


def test_a_crumb_of_honest_text_is_no_fault() -> None:
    assert find_faults([page_score(lost_chars=1)]) == []
    assert len(find_faults([page_score(lost_chars=2)])) == 1
