"""Figures are what the labels and the reports say, reckoned by hand here."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from sanitizer.config import Config
from sanitizer.findings.records import Finding, Report, Verdict
from sanitizer.training.evaluate import PageScore, evaluate, score_page, summarise
from tests.training.labelled import labelled

if TYPE_CHECKING:
    from pathlib import Path

    from sanitizer.training.corpus import LabelledPage


def _report(*ranges: tuple[int, int], verdict: str = "") -> Report:
    findings = tuple(
        Finding("SAN301", "keywords", 0.9, ("x",), start, end, 1, 1, 1, 1, "/", "", "0" * 16)
        for start, end in ranges
    )
    chosen = Verdict(verdict) if verdict else Verdict.INJECTED if findings else Verdict.CLEAN
    return Report(chosen, 0.9, findings, "because", None)


def _score(page: LabelledPage, *ranges: tuple[int, int], verdict: str = "") -> PageScore:
    return score_page(page, _report(*ranges, verdict=verdict))


#: "<p>" is 3 characters: the text of the junk is at 18 to 28.
PAGE = labelled("<p>honest12</p>[[<p>0123456789</p>]]<p>more34</p>")


@pytest.mark.parametrize(
    ("ranges", "cut"),
    [
        ([(15, 32)], True),
        ([(18, 28)], True),
        ([(18, 27)], True),
        ([(19, 28)], True),
        ([(18, 26)], False),
        ([(18, 22), (23, 28)], True),
        ([(18, 22), (24, 28)], False),
        ([(0, 45)], True),
        ([(0, 15)], False),
        ([], False),
    ],
)
def test_a_span_is_cut_from_nine_tenths_of_what_it_says(
    ranges: list[tuple[int, int]], cut: bool
) -> None:
    assert _score(PAGE, *ranges).spans == (("links", cut),)


def test_less_than_nine_tenths_is_not_cut() -> None:
    page = labelled(f"<p>bread</p>[[<p>{'x' * 100}</p>]]")
    start = page.source.index("xx")
    assert _score(page, (start, start + 90)).spans == (("links", True),)
    assert _score(page, (start, start + 89)).spans == (("links", False),)


def test_white_space_in_a_span_says_nothing() -> None:
    page = labelled("<p>bread</p>[[<p>0123456789" + " \n" * 50 + "</p>]]")
    start = page.source.index("0123")
    assert _score(page, (start, start + 10)).spans == (("links", True),)


def test_each_span_is_judged_by_itself() -> None:
    page = labelled("[[<p>slots</p>]]<p>bread</p>[[<p>bonus</p>]]")
    start = page.source.index("<p>bonus")
    assert _score(page, (start, len(page.source))).spans == (("links", False), ("links", True))


def test_honest_characters_in_findings_are_lost() -> None:
    score = _score(PAGE, (15, 32))
    assert (score.honest_chars, score.lost_chars) == (14, 0)
    assert _score(PAGE, (0, 32)).lost_chars == 8
    assert _score(PAGE, (7, 32)).lost_chars == 4
    assert _score(PAGE, (0, len(PAGE.source))).lost_chars == 14


def test_markup_is_no_loss() -> None:
    page = labelled('<p class="a long class name">bread</p>[[<p>slots</p>]]')
    end_of_tag = page.source.index("bread")
    assert _score(page, (0, end_of_tag)).lost_chars == 0


def test_of_a_doorway_nothing_can_be_lost() -> None:
    page = labelled("<p>slots bonus</p>", label="wholly_spam")
    score = _score(page, (0, len(page.source)), verdict="spam")
    assert (score.honest_chars, score.lost_chars, score.spans) == (0, 0, ())


def test_a_score_names_its_page_and_what_was_found() -> None:
    score = _score(PAGE, (15, 32))
    for field in ("id", "family", "label", "language", "concealment", "site"):
        assert getattr(score, field) == getattr(PAGE, field)
    assert score.verdict == "injected"
    assert score.rules == ("SAN301",)


def _row(**changes: Any) -> PageScore:
    return dataclasses.replace(_score(PAGE), **changes)


def test_the_summary_is_made_of_shares() -> None:
    rows = [
        _row(verdict="injected", spans=(("links", True), ("script", False)), lost_chars=7),
        _row(verdict="clean", spans=(("links", False),), lost_chars=0),
        _row(verdict="spam", spans=(("links", True),), lost_chars=0),
        _row(label="wholly_spam", verdict="spam", spans=(), honest_chars=0),
        _row(label="clean", verdict="clean", spans=()),
        _row(label="clean", verdict="injected", spans=(), lost_chars=14),
        _row(label="clean", verdict="clean", spans=()),
        _row(label="clean", verdict="clean", spans=()),
    ]
    figures = summarise(rows)
    assert figures["spans_cut"] == pytest.approx(2 / 4)
    assert figures["pages_detected"] == pytest.approx(3 / 4)
    assert figures["false_alarms"] == pytest.approx(1 / 4)
    # Half of one page's honest text and nothing of two others'.
    assert figures["honest_text_lost"] == pytest.approx(0.5 / 3, abs=1e-5)


def test_no_pages_have_no_figures_that_would_look_good() -> None:
    assert set(summarise([]).values()) == {0.0}


def test_evaluating_scans_every_page_in_order_with_the_model_of_the_settings(
    training: tuple[Path, Any], samples: tuple[LabelledPage, ...]
) -> None:
    few = samples[:6]
    config = Config(model=training[0])
    scores = evaluate(few, config)
    assert [score.id for score in scores] == [page.id for page in few]
    assert any(score.verdict != "clean" for score in scores)
    strict = evaluate(few, dataclasses.replace(config, threshold=1.0))
    assert all(score.verdict == "clean" for score in strict)
    assert evaluate(few, config, n_jobs=2) == scores
