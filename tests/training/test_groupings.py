"""Tables hold what the scores of pages say, reckoned by hand here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanitizer.training.figures import MEASURES
from sanitizer.training.groupings import GROUPINGS, tabulate
from tests.training.scores import ROWS, page_score

if TYPE_CHECKING:
    from sanitizer.training.evaluate import PageScore
    from sanitizer.training.intervals import Figure


def _groups(name: str, rows: list[PageScore] | None = None) -> dict[str, tuple[Figure, ...]]:
    (grouping,) = [grouping for grouping in GROUPINGS if grouping.name == name]
    groups = tabulate(ROWS if rows is None else rows, grouping).groups
    return {group.name: group.figures for group in groups}


def _counts(figures: tuple[Figure, ...]) -> list[tuple[float, int]]:
    return [(figure.hits, figure.n) for figure in figures]


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


def test_no_pages_have_no_groups() -> None:
    assert all(not tabulate([], grouping).groups for grouping in GROUPINGS)
