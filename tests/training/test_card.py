"""The card tells people what a model is, with the figures of its scores."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sanitizer.training.card import breakdown, write_card
from sanitizer.training.evaluate import PageScore, summarise

if TYPE_CHECKING:
    from pathlib import Path

ABOUT: dict[str, Any] = {
    "seed": 11,
    "data": {"pages": "a1b2c3d4e5f60718" + "0" * 48},
    "pages": {"real": 2040, "real_honest": 1890, "generated": 3060},
    "blocks": {"measured": 45678, "junk": 4321, "junk_left_out_by_the_gate": 17},
    "cross_validation": {"folds": 5, "split": "site"},
    "false_alarm_share": 0.003,
}


def _row(
    family: str, language: str, verdict: str, *cut: bool, label: str = "injected"
) -> PageScore:
    return PageScore(
        id="x", family=family, label=label, language=language, concealment="none", site="s",
        verdict=verdict, spans=tuple(("links", one) for one in cut), honest_chars=100,
        lost_chars=0, rules=(),
    )  # fmt: skip


ROWS = [
    _row("casino", "tr", "injected", True, False),
    _row("pills", "en", "clean", False),
    _row("casino", "en", "spam", label="wholly_spam"),
    _row("article", "de", "clean", label="clean"),
]


def _card(folder: Path) -> str:
    folder.mkdir()
    write_card(folder, ABOUT, 0.87, ROWS)
    return (folder / "card.md").read_text(encoding="utf-8")


def test_a_card_has_the_name_the_data_and_the_threshold(tmp_path: Path) -> None:
    card = _card(tmp_path / "mine")
    assert card.startswith("# Model card: mine\n")
    assert "| pages | `a1b2c3d4e5f60718…` |" in card
    for told in ("0.87", "2,040", "1,890", "3,060", "45,678", "4,321", "17 junk", "seed 11"):
        assert told in card
    assert not re.search(r"[{}]", card)


def test_a_card_has_the_figures_of_its_scores(tmp_path: Path) -> None:
    card = _card(tmp_path / "mine")
    figures = summarise(ROWS)
    assert f"| labelled spans cut | {100 * figures['spans_cut']:.2f} % |" in card
    assert f"| honest pages not clean | {100 * figures['false_alarms']:.2f} % |" in card


def test_junk_is_broken_down_by_family_and_language(tmp_path: Path) -> None:
    card = _card(tmp_path / "mine")
    assert "| casino | 2 | 2 | 2 | 1 |" in card
    assert "| pills | 1 | 0 | 1 | 0 |" in card
    assert "| en | 2 | 1 | 1 | 0 |" in card
    assert "article" not in card
    assert "| de |" not in card


def test_a_card_says_what_the_model_fails_at_and_is_not_for(tmp_path: Path) -> None:
    card = _card(tmp_path / "mine")
    assert "## Known failures" in card
    assert "## Not for" in card


def test_groups_come_the_largest_first_then_by_name_and_without_a_key_not_at_all() -> None:
    rows = [_row(family, "en", "clean") for family in ("b", "a", "c", "c", "")]
    groups = breakdown(rows, lambda row: row.family)
    assert list(groups) == ["c", "a", "b"]
    assert [len(found) for found in groups.values()] == [2, 1, 1]
