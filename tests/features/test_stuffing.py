"""Columns on pages that are stuffed around their title."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from sanitizer.features.stuffing import (
    empty_box_share,
    longest_text_log,
    longest_text_share,
    page_share,
    title_copies_log,
    title_repeats_log,
)
from sanitizer.segmentation.records import Kind
from tests.features.measuring import LOUD, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows


def _texts(column: Callable[[Rows], NDArray[np.float32]], source: str) -> dict[str, float]:
    rows = rows_of(source, LOUD)
    values = column(rows).tolist()
    return {rows.texts[row]: values[row] for row in rows.places[Kind.TEXT]}


@pytest.mark.parametrize(
    ("title", "text", "times"),
    [
        ("Rye bread", "rye bread and rye  bread, Rye Bread!", 3),
        ("Rye bread - Bakery", "Rye bread, not of a bakery but rye bread", 2),
        ("Rye bread - The bakery", "the bakery has rye bread", 1),
        ("Rye bread | B", "rye bread", 1),
        ("Rye", "rye rye rye rye", 0),
        ("面包店", "面包店在面包店", 2),
        ("面包", "面包面包", 0),
        ("Rye&#32;bread", "rye bread", 1),
        ("", "rye bread", 0),
    ],
)
def test_the_title_is_counted_without_the_name_of_the_site(
    title: str, text: str, times: int
) -> None:
    found = _texts(title_repeats_log, f"<title>{title}</title><p>{text}</p>")
    assert list(found.values()) == [pytest.approx(math.log1p(times))]


def test_without_a_title_nothing_is_repeated() -> None:
    assert _texts(title_repeats_log, "<p>bread</p>") == {"bread": 0.0}


def test_how_long_the_longest_text_is_is_said_of_every_block() -> None:
    rows = rows_of("<title>not text</title><p>aaaa</p><p>bbbbbb</p><p></p>", LOUD)
    assert longest_text_log(rows).tolist() == [pytest.approx(math.log(7))] * len(rows)
    assert longest_text_share(rows).tolist() == [pytest.approx(0.6)] * len(rows)
    assert {Kind.TITLE, Kind.TEXT} == {Kind(kind) for kind in rows.kinds.tolist()}


def test_a_page_without_texts_has_no_longest_one() -> None:
    rows = rows_of("<title>only a title</title>", LOUD)
    assert longest_text_log(rows).tolist() == [0.0]
    assert longest_text_share(rows).tolist() == [0.0]


def test_the_share_of_the_page_is_that_of_its_text() -> None:
    found = _texts(page_share, "<title>not text</title><p>aaaa</p><p>bbbbbb</p><!-- nor this -->")
    assert found == {"aaaa": pytest.approx(0.4), "bbbbbb": pytest.approx(0.6)}


def test_metas_and_headings_that_are_the_title_word_for_word_are_counted() -> None:
    meta = '<meta name="{}" content="{}">'
    head = "<title>cheap rye</title>" + meta.format("description", "cheap rye")
    source = (
        f"{head}{meta.format('keywords', 'rye, bread')}<h1>cheap rye</h1><p>cheap rye bread</p>"
    )
    rows = rows_of(source, LOUD)
    assert title_copies_log(rows).tolist() == [pytest.approx(math.log1p(2))] * len(rows)


@pytest.mark.parametrize("title", ["", "<title></title>", "<title>a</title>"])
def test_without_a_title_of_some_characters_there_are_no_copies(title: str) -> None:
    assert not title_copies_log(rows_of(f"{title}<p>a</p><p>b</p>", LOUD)).any()


def test_innermost_boxes_without_text_are_counted_where_there_are_many() -> None:
    full = "<div><p>bread</p></div>" * 6
    empty = (
        '<div class="a"><ul> <li></li></ul><ul><li> <li></ul></div><div><img src="/a.png"></div>'
    )
    found = empty_box_share(rows_of(full + empty, LOUD))
    assert found.tolist() == pytest.approx([0.4] * len(found))


def test_a_fragment_has_too_few_boxes_to_say_anything() -> None:
    assert empty_box_share(rows_of("<div></div><p>bread</p>", LOUD)).tolist() == [-1.0]
