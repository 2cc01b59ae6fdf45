"""Figures are what the labels and the reports say, reckoned by hand here."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from sanitizer.config import Config
from sanitizer.findings.records import Finding, Report, Verdict
from sanitizer.training.evaluate import PageScore, evaluate, score_page
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


def _cuts(score: PageScore) -> list[bool]:
    return [span.cut for span in score.spans]


def _rights(score: PageScore) -> list[bool]:
    return [finding.right for finding in score.findings]


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
    assert _cuts(_score(PAGE, *ranges)) == [cut]


def test_less_than_nine_tenths_is_not_cut() -> None:
    page = labelled(f"<p>bread</p>[[<p>{'x' * 100}</p>]]")
    start = page.source.index("xx")
    assert _cuts(_score(page, (start, start + 90))) == [True]
    assert _cuts(_score(page, (start, start + 89))) == [False]


def test_white_space_in_a_span_says_nothing() -> None:
    page = labelled("<p>bread</p>[[<p>0123456789" + " \n" * 50 + "</p>]]")
    start = page.source.index("0123")
    assert _cuts(_score(page, (start, start + 10))) == [True]


def test_each_span_is_judged_by_itself() -> None:
    page = labelled("[[<p>slots</p>]]<p>bread</p>[[<p>bonus</p>]]")
    start = page.source.index("<p>bonus")
    assert _cuts(_score(page, (start, len(page.source)))) == [False, True]


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


@pytest.mark.parametrize(
    ("ranges", "right"),
    [
        ([(15, 32)], [True]),
        ([(18, 20)], [True]),
        ([(10, 32)], [True]),  # one honest character beside ten of junk
        ([(9, 32)], [False]),  # two
        ([(0, 15)], [False]),
        ([(0, 15), (18, 28)], [False, True]),
        ([], []),
    ],
)
def test_a_finding_is_right_when_nine_tenths_of_what_it_says_is_labelled(
    ranges: list[tuple[int, int]], right: list[bool]
) -> None:
    assert _rights(_score(PAGE, *ranges)) == right


def test_on_an_honest_page_no_finding_is_right_and_on_a_doorway_each() -> None:
    honest, doorway = labelled("<p>bread</p>"), labelled("<p>slots</p>", label="wholly_spam")
    assert _rights(_score(honest, (0, 12))) == [False]
    assert _rights(_score(doorway, (0, 12))) == [True]


def test_a_finding_keeps_what_a_person_looks_for() -> None:
    (finding,) = _score(PAGE, (15, 32)).findings
    assert (finding.rule, finding.score, finding.line, finding.excerpt) == ("SAN301", 0.9, 1, "")


def test_spans_are_named_whether_they_are_found_or_not() -> None:
    junk = '<div style="display:none"><a href="https://a.test/">slots</a></div>'
    page = labelled(f"<p>bread</p>[[{junk}]]<p>butter</p>")
    for found in ([], [(12, 12 + len(junk))]):
        (span,) = _score(page, *found).spans
        assert (span.kind, span.rule, span.cause) == ("links", "SAN201", "display-none")


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
