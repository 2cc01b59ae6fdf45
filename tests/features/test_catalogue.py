"""The table of features: each column is told, bounded, and a matter of the page alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sanitizer.features.catalogue import CATALOGUE, COMPANY, feature_names, measure
from sanitizer.parsing.page import parse_page
from sanitizer.parsing.vocabulary import RAW_TEXT
from sanitizer.segmentation.blocks import segment
from sanitizer.segmentation.records import Kind
from tests.features.measuring import CASINO, chance_tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sanitizer.training.corpus import LabelledPage

CHANCE = chance_tables(7)

#: Lowest and highest value of each unit; logarithms and scores are bounded by the size of a page.
BOUNDS = {
    "share": (-1.0, 1.0),
    "flag": (0.0, 1.0),
    "log": (0.0, 20.0),
    "per 100": (0.0, 100.0),
    "bits": (0.0, 8.0),
    "ratio": (0.0, 1000.0),
    "score": (-1000.0, 1000.0),
}

TAGS = ("p", "div", "a", "span", "i", "script", "iframe", "title", "noscript", "rp", "xqzv", "br")
TEXTS = (
    "",
    "bread",
    "Fresh bread every morning. And milk!",
    "casino, slots, casino | bonus",
    "赌场博彩，赌场。",
    "&#99;&#97;&#20013;&#22269;&#1;&#x3f;",
    "document.write(unescape('%3Ca')); location='https://a.test/'",
    "\n\n",
)
ATTRIBUTES = (
    'id="abc"',
    'class="abc hidden"',
    'style="display:none"',
    'style="position:absolute;left:-9999px"',
    'href="https://a.test/casino"',
    "href='/own?q=%E8%B5%8C'",
    'src="//x7.test/a.js"',
    "width=0",
    'rel="nofollow"',
    "hidden",
)


@st.composite
def elements(draw: st.DrawFn) -> tuple[str, list[str], str, bool]:
    """Return tag, attributes of different names, text, and whether the element is closed."""
    attributes = draw(
        st.lists(st.sampled_from(ATTRIBUTES), max_size=4, unique_by=lambda a: a.split("=")[0])
    )
    tag, text = draw(st.sampled_from(TAGS)), draw(st.sampled_from(TEXTS))
    # Left open, an element of raw text would make text of the attributes behind it.
    return tag, attributes, text, tag in RAW_TEXT or draw(st.booleans())


def _page(parts: list[tuple[str, list[str], str, bool]], *, turned: bool = False) -> str:
    """Return a page of the elements, on demand with their attributes the other way round."""
    return "".join(
        f"<{' '.join([tag, *(attributes[::-1] if turned else attributes)])}>{text}"
        + (f"</{tag}>" if closed else "")
        for tag, attributes, text, closed in parts
    )


def _check(values: NDArray[np.float32], n_rows: int) -> None:
    assert values.dtype == np.float32
    assert values.shape == (n_rows, len(CATALOGUE))
    assert np.isfinite(values).all()
    for column, feature in zip(values.T, CATALOGUE, strict=True):
        low, high = BOUNDS[feature.unit]
        if column.size:
            assert low <= column.min() <= column.max() <= high, feature.name
            if feature.unit == "flag":
                assert set(column.tolist()) <= {0.0, 1.0}, feature.name


def test_every_feature_has_a_name_a_known_unit_and_a_reason() -> None:
    for feature in CATALOGUE:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", feature.name)
        assert feature.unit in BOUNDS
        assert len(feature.reason.split()) >= 2


def test_names_are_unique_and_in_the_order_of_the_matrix() -> None:
    names = [feature.name for feature in CATALOGUE] + [feature.name for feature in COMPANY]
    assert len(set(names)) == len(names)
    assert feature_names() == tuple(names)


def test_every_sample_measures_within_the_bounds_of_the_units(
    samples: tuple[LabelledPage, ...],
) -> None:
    for page in samples:
        matrix = measure(segment(parse_page(page.source)), CHANCE)
        assert len(matrix.rows) > 0, page.id
        _check(matrix.values, len(matrix.rows))


@settings(max_examples=60, deadline=None)
@given(st.lists(elements(), max_size=10))
@example([("i", ['class="more names than elements"'], "", True)] * 4)
def test_any_page_measures_within_the_bounds_of_the_units(
    parts: list[tuple[str, list[str], str, bool]],
) -> None:
    matrix = measure(segment(parse_page(_page(parts))), CHANCE)
    _check(matrix.values, len(matrix.rows))


@settings(max_examples=60, deadline=None)
@given(st.lists(elements(), max_size=8))
def test_the_order_of_attributes_does_not_matter(
    parts: list[tuple[str, list[str], str, bool]],
) -> None:
    one = measure(segment(parse_page(_page(parts))), CHANCE)
    other = measure(segment(parse_page(_page(parts, turned=True))), CHANCE)
    assert one.rows.block_of == other.rows.block_of
    # Of what acts the markup itself is scored, n-grams from attribute to attribute and all.
    names = feature_names()
    scored = [names.index(name) for name in ("url_score", "script_score")]
    one.values[np.ix_(one.rows.kinds != Kind.TEXT, scored)] = 0
    other.values[np.ix_(other.rows.kinds != Kind.TEXT, scored)] = 0
    assert np.array_equal(one.values, other.values)


@pytest.mark.parametrize("source", ["", "   \n ", "<html><body></body></html>"])
def test_a_page_with_nothing_in_it_has_no_rows(source: str) -> None:
    matrix = measure(segment(parse_page(source)), CHANCE)
    assert matrix.values.shape == (0, len(CATALOGUE))
    assert matrix.values.dtype == np.float32


def test_measuring_twice_gives_the_same_values(samples: tuple[LabelledPage, ...]) -> None:
    one, other = (measure(segment(parse_page(samples[0].source)), CASINO) for _ in range(2))
    assert np.array_equal(one.values, other.values)
