"""Labelled pages become texts and matrices with the labels that their spans give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from sanitizer.parsing.page import parse_page
from sanitizer.segmentation.blocks import segment
from sanitizer.training.dataset import (
    DOORWAY_WEIGHT,
    MAX_HONEST_TEXTS,
    REAL_JUNK_WEIGHT,
    collect_texts,
    label_blocks,
    measure_page,
)
from tests.features.measuring import LOUD, QUIET
from tests.training.labelled import labelled

if TYPE_CHECKING:
    from sanitizer.training.corpus import LabelledPage


def _junk_texts(page: LabelledPage) -> list[str]:
    blocks = segment(parse_page(page.source))
    labels = label_blocks(blocks, page)
    assert labels.shape == (len(blocks),)
    return [text for text, junk in zip(blocks.texts, labels, strict=True) if junk]


def test_blocks_in_spans_are_junk_and_others_are_not() -> None:
    page = labelled("<p>bread</p>[[<p>slots</p><p>bonus</p>]]<p>milk</p>[[<p>jackpot</p>]]<p>x</p>")
    assert _junk_texts(page) == ["slots", "bonus", "jackpot"]


@pytest.mark.parametrize(
    ("marked", "junk"),
    [
        ("<p>[[abcde]]fghij</p>", ["abcdefghij"]),
        ("<p>[[abcd]]efghij</p>", []),
        ("<p>ab[[cd]]ef[[ghi]]j</p>", ["abcdefghij"]),
        ("<p>[[ab]]cdefg[[hi]]j</p>", []),
    ],
)
def test_a_block_is_junk_from_half_of_its_characters(marked: str, junk: list[str]) -> None:
    assert _junk_texts(labelled(marked)) == junk


def test_structural_blocks_are_labelled_too() -> None:
    page = labelled("<title>bread</title>[[<script>eval(1)</script>]]<p>milk</p>")
    assert _junk_texts(page) == ["eval(1)"]


def test_a_clean_page_has_no_junk() -> None:
    assert _junk_texts(labelled("<p>casino casino casino</p>")) == []


def test_of_a_doorway_all_that_can_be_read_is_junk() -> None:
    source = "<title>slots</title><p>menu</p><script>eval(1)</script>"
    assert _junk_texts(labelled(source, label="wholly_spam")) == ["slots", "menu"]


def test_texts_are_collected_with_their_labels_each_once() -> None:
    page = labelled("<p>bread</p><p>bread</p>[[<p>slots</p>]]<p>milk</p>")
    assert sorted(collect_texts(page, 1).text) == [
        ("bread", False),
        ("milk", False),
        ("slots", True),
    ]


def test_a_text_that_is_junk_in_one_place_is_junk() -> None:
    page = labelled("<p>slots</p>[[<p>slots</p>]]<p>slots</p>")
    assert collect_texts(page, 1).text == (("slots", True),)


def test_addresses_are_those_of_other_sites_and_decoded() -> None:
    page = labelled(
        '<link rel="canonical" href="https://example.com/"><p><a href="/own">x</a></p>'
        '[[<p><a href="https://a.com.de/%E8%B5%8C">slots</a></p>]]'
    )
    assert collect_texts(page, 1).url == (("https://a.com.de/赌", True),)


@pytest.mark.parametrize(
    "host", ["slots.example", "a.test", "www.example.com", "example.org", "x.invalid", "localhost"]
)
def test_hosts_that_nobody_can_have_are_not_learned(host: str) -> None:
    page = labelled(f'<p>bread</p>[[<p><a href="https://{host}/x">slots</a></p>]]')
    assert collect_texts(page, 1).url == ()
    real = labelled('<p>bread</p>[[<p><a href="https://myexample.com/x">slots</a></p>]]')
    assert collect_texts(real, 1).url == (("https://myexample.com/x", True),)


def test_scripts_are_collected_with_their_markup() -> None:
    page = labelled("<p>bread</p>[[<script>eval(1)</script>]]<script src=/x.js></script>")
    assert sorted(collect_texts(page, 1).script) == [
        ("<script src=/x.js></script>", False),
        ("<script>eval(1)</script>", True),
    ]


_LEARNED = (
    '<p>bread</p>[[<p><a href="https://myexample.com/x">slots</a></p><script>eval(1)</script>]]'
)


def test_of_a_generated_page_only_texts_are_learned() -> None:
    texts = collect_texts(labelled(_LEARNED, is_generated=True), 1)
    assert sorted(texts.text) == [("bread", False), ("slots", True)]
    assert (texts.url, texts.script) == ((), ())


def test_a_page_that_is_only_called_like_a_generated_one_is_learned_whole() -> None:
    named = labelled(_LEARNED, id="gen-1-000001")
    assert collect_texts(named, 1) == collect_texts(labelled(_LEARNED), 1)
    assert collect_texts(named, 1).script == (("<script>eval(1)</script>", True),)
    assert measure_page(named, LOUD).weights.max() == REAL_JUNK_WEIGHT


def test_of_many_honest_texts_some_are_chosen_the_same_ones_every_time() -> None:
    honest = "".join(f"<p>honest text number {n}</p>" for n in range(3 * MAX_HONEST_TEXTS))
    page = labelled(honest + "[[<p>slots</p>]]")
    texts = collect_texts(page, 1).text
    assert len(texts) == MAX_HONEST_TEXTS + 1
    assert ("slots", True) in texts
    assert collect_texts(page, 1).text == texts
    assert collect_texts(page, 2).text != texts


def test_a_matrix_has_one_label_and_weight_a_row() -> None:
    page = labelled("<p>bread</p>[[<p>slots</p>]]")
    measured = measure_page(page, LOUD)
    assert measured.values.shape[0] == len(measured.labels) == len(measured.weights) == 2
    assert measured.labels.tolist() == [False, True]
    assert measured.weights.tolist() == [1.0, REAL_JUNK_WEIGHT]
    assert measured.n_missed == 0


def test_generated_junk_weighs_less_than_real_junk() -> None:
    page = labelled("<p>bread</p>[[<p>slots</p>]]", is_generated=True)
    assert measure_page(page, LOUD).weights.tolist() == [1.0, 1.0]


def test_rows_of_a_doorway_weigh_less() -> None:
    measured = measure_page(labelled("<p>slots</p>", label="wholly_spam"), LOUD)
    assert measured.labels.tolist() == [True]
    assert np.allclose(measured.weights, DOORWAY_WEIGHT * REAL_JUNK_WEIGHT)
    assert DOORWAY_WEIGHT < 1


def test_junk_that_the_gate_leaves_out_is_counted() -> None:
    edge = "".join(f"<p>edge {n}</p>" for n in range(3))
    page = labelled(f"{edge}[[<p>slots</p>]]{edge}")
    assert measure_page(page, QUIET).n_missed == 1
    assert measure_page(page, LOUD).n_missed == 0
