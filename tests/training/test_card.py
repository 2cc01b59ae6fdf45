"""The card tells people what a model is, with the figures of its scores."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from sanitizer.training.card import write_card
from sanitizer.training.figures import MEASURES, main_figures
from sanitizer.training.groupings import GROUPINGS
from sanitizer.training.wording import counts, interval, percent
from tests.training.scores import finding, page_score, span

if TYPE_CHECKING:
    from pathlib import Path

ABOUT: dict[str, Any] = {
    "seed": 11,
    "data": {"pages": "a1b2c3d4e5f60718" + "0" * 48},
    "pages": {"real": 2040, "real_honest": 1890, "generated": 3060},
    "blocks": {"measured": 45678, "junk": 4321, "junk_left_out_by_the_gate": 17},
    "cross_validation": {"folds": 5, "split": "site"},
    "false_alarm_share": 0.003,
    "threshold_bounds": [0.85, 0.97],
}


ROWS = [
    page_score(spans=(span(True), span(False)), findings=(finding(True, score=0.97),)),
    page_score(family="pills", language="en", verdict="clean", spans=(span(False),)),
    page_score(language="en", label="wholly_spam", verdict="spam"),
    page_score(family="article", language="de", verdict="clean", label="clean"),
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


def test_a_card_has_the_figures_of_its_scores_with_their_intervals(tmp_path: Path) -> None:
    card = _card(tmp_path / "mine")
    for name, figure in main_figures(ROWS).items():
        cells = f"{percent(figure)} | {interval(figure)} | {counts(figure)}"
        assert f"| {MEASURES[name].title} | {cells} | {MEASURES[name].means} |" in card
    assert "| labelled spans cut | 33.33 % | 0.0 to 50.0 | 1 of 3 |" in card
    assert "Intervals are 95 %, by drawing whole sites anew" in card


def test_junk_is_broken_down_by_family_language_rule_and_concealment(tmp_path: Path) -> None:
    card = _card(tmp_path / "mine")
    for grouping in GROUPINGS:
        assert f"| {grouping.title} |" in card
    assert "| casino | 2 of 2 | 100.00 % | 15.8 to 100.0 | 1 of 2 | 50.00 % | – | 1 of 1 |" in card
    assert "| pills | 0 of 1 | 0.00 % | 0.0 to 97.5 | 0 of 1 |" in card
    assert "| article | 0 of 1 | 0.00 % | 0.0 to 97.5 |" in card
    assert "| SAN401 | 1 of 3 | 33.33 % | 0.0 to 50.0 | 1 of 1 |" in card


def test_a_card_says_how_often_scores_are_right(tmp_path: Path) -> None:
    card = _card(tmp_path / "mine")
    assert "## What scores are worth" in card
    assert "| 0.95 to 0.98 | 0.970 | 1 of 1 | 100.00 % | 2.5 to 100.0 | 1 of 1 |" in card


def test_the_plot_shows_a_share_beside_the_score_that_promised_it(tmp_path: Path) -> None:
    sure = [page_score(findings=(finding(right, score=0.92),)) for right in (True, False) * 8]
    folder = tmp_path / "mine"
    folder.mkdir()
    write_card(folder, ABOUT, 0.87, sure)
    plot = (folder / "card.md").read_text(encoding="utf-8").split("```")[1]
    head, row = plot.strip("\n").splitlines()
    scale = row[14:65]
    assert head.index("0 %") == 14
    assert (scale.index("●"), scale.index("│")) == (25, 46)
    assert scale[5] == "·"
    assert scale[24] == scale[26] == "─"
    assert row.split()[-1] == "16"


def test_tables_are_whole(tmp_path: Path) -> None:
    lines = _card(tmp_path / "mine").splitlines()
    for before, line in itertools.pairwise(lines):
        if before.startswith("|") and line.startswith("|"):
            assert before.count("|") == line.count("|"), line


def test_a_card_says_what_the_model_fails_at_and_is_not_for(tmp_path: Path) -> None:
    card = _card(tmp_path / "mine")
    assert "## Known failures" in card
    assert "## Not for" in card
