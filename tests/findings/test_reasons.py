"""Reasons are words with values that a person can check on the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest

from sanitizer.config import Config
from sanitizer.features.catalogue import feature_names, measure
from sanitizer.findings.reasons import MAX_REASONS, explain
from sanitizer.findings.rules import gather_facts
from sanitizer.parsing.page import parse_page
from sanitizer.pipeline import scan
from sanitizer.segmentation.blocks import segment
from tests.features.measuring import CASINO

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from sanitizer.training.corpus import LabelledPage

_HIDDEN_FARM = (
    '<div style="position:absolute;left:-9000px">'
    + " ".join(f'<a href="https://casino{n}.test/">casino</a>' for n in range(7))
    + "</div>"
)


def _explain(page: str, text: str, *features: str) -> tuple[str, ...]:
    """Return the reasons of the block with `text`, had these features moved its score."""
    matrix = measure(segment(parse_page(page, "https://example.com/")), CASINO)
    place = matrix.rows.texts.index(text)
    contributions = np.zeros(matrix.values.shape)
    for weight, feature in enumerate(reversed(features), 1):
        contributions[place, feature_names().index(feature)] = weight
    block = matrix.rows.block_of[place]
    start, end = matrix.rows.blocks.starts[block], matrix.rows.blocks.ends[block]
    facts = gather_facts(matrix.rows, [place], start, end)
    return explain(matrix, [place], contributions, facts)


FARM = " ".join(["casino"] * 7)


@pytest.mark.parametrize(
    ("feature", "reason"),
    [
        ("foreign_links", "7 links to 7 other sites, none of them the page's own"),
        ("hidden", "hidden by left:-9000px"),
        ("anchors", "100 % of its text is links"),
        ("repeated", "86 % of its words are repeated"),
        ("known_sites", "the page links to none of these sites elsewhere"),
        ("title_words", "only 0 % of its wording occurs in title and headings"),
    ],
)
def test_a_feature_that_moved_the_score_is_told_with_its_value(feature: str, reason: str) -> None:
    assert _explain(f"<p>bread</p>{_HIDDEN_FARM}", FARM, feature) == (reason,)


def test_the_strongest_reason_comes_first() -> None:
    page = f"<p>bread</p>{_HIDDEN_FARM}"
    there = _explain(page, FARM, "hidden", "foreign_links")
    back = _explain(page, FARM, "foreign_links", "hidden")
    assert len(there) == 2
    assert there == back[::-1]


def test_features_that_say_the_same_are_told_once() -> None:
    page = f"<p>bread</p>{_HIDDEN_FARM}"
    assert len(_explain(page, FARM, "links", "foreign_links", "foreign_sites")) == 1


def test_what_spoke_for_the_block_is_no_reason_against_it() -> None:
    matrix = measure(segment(parse_page(_HIDDEN_FARM)), CASINO)
    contributions = np.full(matrix.values.shape, -1.0)
    contributions[0, feature_names().index("hidden")] = 1.0
    facts = gather_facts(matrix.rows, [0], 0, len(_HIDDEN_FARM))
    assert explain(matrix, [0], contributions, facts) == ("hidden by left:-9000px",)


def test_there_are_never_more_reasons_than_are_read() -> None:
    matrix = measure(segment(parse_page(f"<p>bread</p>{_HIDDEN_FARM}")), CASINO)
    contributions = np.ones(matrix.values.shape)
    place = matrix.rows.texts.index(FARM)
    facts = gather_facts(matrix.rows, [place], 0, len(_HIDDEN_FARM))
    assert len(explain(matrix, [place], contributions, facts)) == MAX_REASONS


def test_what_hides_it_is_told_even_if_five_other_reasons_are_stronger() -> None:
    names = ("foreign_links", "anchors", "repeated", "known_sites", "title_words", "hidden")
    reasons = _explain(f"<p>bread</p>{_HIDDEN_FARM}", FARM, *names)
    assert len(reasons) == MAX_REASONS
    assert reasons[0].startswith("7 links")
    assert reasons[-1] == "hidden by left:-9000px"


def test_what_a_script_among_links_does_to_readers_is_told() -> None:
    miner = "<script>new Coin.Anonymous('Qx81kLw93hVb2LmZ',{throttle:0.2}).start();</script>"
    page = (
        f"<h1>Bread</h1><p>We bake it at night and sell it in the morning.</p>{miner}{_HIDDEN_FARM}"
    )
    told = [reason for found in scan(page).findings for reason in found.reasons]
    assert "mines for somebody's account" in told
    assert "hidden by left:-9000px" in told


def test_junk_beside_it_is_told_once() -> None:
    farms = "".join(_HIDDEN_FARM for _ in range(4))
    page = f"<h1>Bread</h1><p>We bake it at night, and sell it in the morning.</p>{farms}"
    beside = re.compile(
        r"right (?:behind|before) other junk|in a (?:list|box) of junk|copy of other"
    )
    findings = scan(page).findings
    assert findings
    for found in findings:
        assert sum(beside.search(reason) is not None for reason in found.reasons) <= 1


def test_a_reason_is_not_given_where_the_page_does_not_bear_it_out() -> None:
    reasons = _explain("<p>bread</p><p>a casino</p>", "a casino", "foreign_links", "hidden")
    assert len(reasons) == 1
    assert not re.search(r"link|hidden", reasons[0])


def test_a_run_of_empty_elements_is_explained_by_its_elements() -> None:
    page = '<p>x</p><rp id="utf"></rp><rt id="utf"></rt><i id="utf"></i><u id="utf"></u><p>y</p>'
    names = ("decoys", "decoy_repeated_id", "decoy_misplaced", "decoy_used")
    assert _explain(page, "", *names) == (
        "4 elements that hold nothing",
        "100 % of the empty elements share one id",
        "50 % of the empty elements stand where none may",
        "nothing else on the page uses their ids",
    )


def test_a_script_is_explained_by_its_habits() -> None:
    script = 'if(navigator.userAgent.indexOf("baidu")==-1){document.title="x"}'
    names = ("script_asks_visitor", "script_retitles", "script_packed")
    reasons = _explain(f"<script>{script}</script>", script, *names)
    assert reasons == ("asks who is reading: referrer or user agent", "changes the title")


@pytest.mark.parametrize("which", ["shipped", "small"])
def test_every_finding_on_the_samples_has_good_reasons(
    which: str, training: tuple[Path, Any], samples: tuple[LabelledPage, ...]
) -> None:
    config = Config(model=training[0] if which == "small" else None)
    findings = [found for page in samples for found in scan(page.data, config=config).findings]
    assert len(findings) > 10
    for found in findings:
        assert 1 <= len(found.reasons) <= MAX_REASONS
        assert len(set(found.reasons)) == len(found.reasons)
        for reason in found.reasons:
            assert len(reason.split()) >= 3, reason
            assert "{}" not in reason
            assert "nan" not in reason
            assert reason == reason.strip()
    told = [reason for found in findings for reason in found.reasons]
    assert any(re.search(r"\d", reason) for reason in told)


def test_the_phrases_are_of_features_that_there_are() -> None:
    from sanitizer.findings.reasons import _PHRASES  # noqa: PLC0415  the table is not public

    assert set(_PHRASES) <= set(feature_names())
