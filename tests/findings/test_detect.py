"""Scores become findings: with their place, their excerpt and an identity that survives edits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sanitizer.classification.judge import Judgement, judge
from sanitizer.features.catalogue import measure
from sanitizer.findings.detect import detect, place_finding
from sanitizer.parsing.page import parse_page
from sanitizer.segmentation.blocks import segment
from tests.features.measuring import LOUD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sanitizer.classification.model import Model
    from sanitizer.findings.records import Finding
    from sanitizer.training.corpus import LabelledPage

HEAD = "<html><body>\n<p>The baker opens at seven.</p>\n"
TAIL = "\n<p>On Sundays the shop is closed.</p>\n</body></html>"
FARM = (
    '<div style="display:none"><a href="https://a.test/">slots</a>\n'
    '<a href="https://b.test/">bonus</a></div>'
)


def _detect(
    page: str, model: Model, *junk: str, score: float = 0.9, threshold: float = 0.5
) -> list[Finding]:
    """Return the findings, had the blocks that lie in these pieces a high score."""
    matrix = measure(segment(parse_page(page)), LOUD)
    blocks = matrix.rows.blocks
    spans = [(page.index(piece), page.index(piece) + len(piece)) for piece in junk]
    inside = [
        any(start <= blocks.starts[block] < end for start, end in spans)
        for block in matrix.rows.block_of
    ]
    return detect(Judgement(matrix, np.where(inside, score, 0.1), model), threshold)


def test_scores_below_the_threshold_find_nothing(small_model: Model) -> None:
    assert _detect(HEAD + FARM + TAIL, small_model, FARM, score=0.4) == []
    assert len(_detect(HEAD + FARM + TAIL, small_model, FARM, score=0.5)) == 1


def test_a_finding_says_exactly_where_it_is(small_model: Model) -> None:
    (found,) = _detect(HEAD + FARM + TAIL, small_model, FARM)
    assert (HEAD + FARM + TAIL)[found.start : found.end] == FARM
    assert (found.line, found.column) == (3, 1)
    assert (found.end_line, found.end_column) == (4, len(FARM.split("\n")[1]) + 1)
    assert found.xpath == "/html/body/div"


def test_a_finding_says_what_it_is(small_model: Model) -> None:
    (found,) = _detect(HEAD + FARM + TAIL, small_model, FARM, score=0.87654321)
    assert (found.rule, found.name) == ("SAN201", "hidden-links")
    assert found.score == 0.8765
    assert found.excerpt == "slots bonus"
    assert found.reasons


def test_text_between_elements_has_the_path_of_a_text(small_model: Model) -> None:
    (found,) = _detect(f"{HEAD}slots bonus jackpot{TAIL}", small_model, "slots bonus jackpot")
    assert found.xpath.startswith("/html/body/text()")


def test_regions_apart_are_findings_apart_in_the_order_of_the_page(small_model: Model) -> None:
    other = "<p>jackpot jackpot</p>"
    found = _detect(HEAD + FARM + TAIL + other, small_model, other, FARM)
    assert [finding.excerpt for finding in found] == ["slots bonus", "jackpot jackpot"]
    assert found[0].end <= found[1].start


def test_the_score_of_a_region_is_that_of_its_strongest_block(small_model: Model) -> None:
    page = f"{HEAD}<div><p>slots one</p><p>slots two</p></div>{TAIL}"
    matrix = measure(segment(parse_page(page)), LOUD)
    strength = {"slots one": 0.6, "slots two": 0.8}
    scores = np.asarray([strength.get(text, 0.1) for text in matrix.rows.texts])
    (found,) = detect(Judgement(matrix, scores, small_model), 0.5)
    assert found.score == 0.8


def test_a_region_of_many_blocks_is_explained_by_its_loudest(
    small_model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = "".join(f"<p>slots bonus {number}</p>" for number in range(200))
    page = f"{HEAD}<div>{links}</div>{TAIL}"
    matrix = measure(segment(parse_page(page)), LOUD)
    is_junk = np.asarray(["slots" in text for text in matrix.rows.texts])
    scores = np.where(is_junk, np.linspace(0.6, 0.9, is_junk.size), 0.1)
    asked: list[list[int]] = []
    explained = Judgement.contributions

    def remembering(judgement: Judgement, places: NDArray[np.int64]) -> NDArray[np.float64]:
        asked.append(places.tolist())
        return explained(judgement, places)

    monkeypatch.setattr(Judgement, "contributions", remembering)
    (found,) = detect(Judgement(matrix, scores, small_model), 0.5)
    assert page[found.start : found.end] == f"<div>{links}</div>"
    assert found.reasons
    assert asked == [np.flatnonzero(is_junk)[-len(asked[0]) :].tolist()]
    assert len(asked[0]) < 50


def test_an_excerpt_is_one_short_line(small_model: Model) -> None:
    junk = "<p>" + "slots\n  bonus\t" * 200 + "</p>"
    (found,) = _detect(HEAD + junk + TAIL, small_model, junk)
    assert len(found.excerpt) == 80
    assert found.excerpt.endswith("…")
    assert found.excerpt.startswith("slots bonus slots bonus")


def test_an_excerpt_of_empty_elements_is_their_markup(small_model: Model) -> None:
    junk = '<i id="q1"></i><b id="q2"></b><u id="q3"></u>'
    (found,) = _detect(HEAD + junk + TAIL, small_model, junk)
    assert found.excerpt == junk


@pytest.mark.parametrize(
    "page",
    [
        f"{HEAD}<p>A new paragraph above.</p>\n{FARM}{TAIL}",
        f"\n\n\n{HEAD}{FARM}{TAIL}",
        HEAD + FARM.replace("\n", "\r\n   ") + TAIL,
        HEAD + FARM.replace("slots", "SLOTS") + TAIL,
    ],
    ids=["text-above", "lines-above", "white-space", "case"],
)
def test_a_fingerprint_survives_edits_elsewhere_and_of_the_layout(
    page: str, small_model: Model
) -> None:
    (before,) = _detect(HEAD + FARM + TAIL, small_model, FARM)
    junk = page[page.index("<div") : page.index("</div>") + 6]
    (after,) = _detect(page, small_model, junk)
    assert after.fingerprint == before.fingerprint
    assert len(after.fingerprint) == 16
    assert int(after.fingerprint, 16) >= 0


def test_other_junk_has_another_fingerprint(small_model: Model) -> None:
    other = FARM.replace("a.test", "c.test")
    (one,) = _detect(HEAD + FARM + TAIL, small_model, FARM)
    (two,) = _detect(HEAD + other + TAIL, small_model, other)
    assert one.fingerprint != two.fingerprint


def test_a_lone_surrogate_in_junk_has_a_fingerprint_too(small_model: Model) -> None:
    junk = "<p>slots \ud800 bonus</p>"
    (found,) = _detect(HEAD + junk + TAIL, small_model, junk)
    assert len(found.fingerprint) == 16


def test_a_finding_that_is_moved_keeps_all_but_its_place(small_model: Model) -> None:
    source = HEAD + FARM + TAIL
    (found,) = _detect(source, small_model, FARM)
    page = parse_page(source)
    start = source.index("<p>On")
    moved = place_finding(page, found, start, start + 10)
    assert (moved.start, moved.end, moved.line, moved.column) == (start, start + 10, 5, 1)
    assert moved.xpath == "/html/body/p[2]"
    assert (moved.fingerprint, moved.reasons) == (found.fingerprint, found.reasons)


def test_findings_of_the_samples_lie_in_their_pages_apart_and_at_or_over_the_threshold(
    small_model: Model, samples: tuple[LabelledPage, ...]
) -> None:
    n_found = 0
    for page in samples:
        blocks = segment(parse_page(page.source))
        matrix = measure(blocks, small_model.tables)
        last: Any = None
        for found in detect(judge(matrix, small_model), 0.6):
            n_found += 1
            assert 0 <= found.start < found.end <= len(page.source)
            assert last is None or last.end <= found.start
            assert 0.6 <= found.score <= 1.0
            assert page.source[found.start : found.end].strip()
            last = found
    assert n_found > 20


def test_a_higher_threshold_never_adds_a_finding(
    small_model: Model, samples: tuple[LabelledPage, ...]
) -> None:
    for page in samples:
        matrix = measure(segment(parse_page(page.source)), small_model.tables)
        judgement = judge(matrix, small_model)
        before = [(0, len(page.source))]
        for threshold in (0.2, 0.5, 0.8, 0.95):
            found = detect(judgement, threshold)
            ranges = [(finding.start, finding.end) for finding in found]
            for start, end in ranges:
                assert any(low <= start and end <= high for low, high in before), page.id
            before = ranges
