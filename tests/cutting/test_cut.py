"""Cutting ranges out of text and bytes, and finding the old places again."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanitizer.cutting.cut import Range, cut_bytes, cut_text, merge_ranges, original_ranges
from sanitizer.parsing.page import parse_page

TEXTS = st.text(alphabet="ab日本語é\n<>", max_size=40)


def _ranges(numbers: list[int], length: int) -> list[Range]:
    """Make ordered ranges that do not overlap out of some numbers."""
    places = sorted({number % (length + 1) for number in numbers})
    return list(itertools.pairwise(places))[::2]


RANGES = st.lists(st.integers(0, 1000), max_size=8)


def test_what_is_left_is_what_stands_between_the_ranges() -> None:
    assert cut_text("0123456789", [(0, 1), (3, 5), (5, 6), (9, 10)]) == "12678"
    assert cut_text("same", []) == "same"


def test_ranges_that_touch_or_overlap_are_joined() -> None:
    assert merge_ranges([(5, 7), (0, 2), (2, 3), (6, 9), (6, 7)]) == [(0, 3), (5, 9)]
    assert merge_ranges([]) == []


def test_a_range_of_the_rest_goes_around_what_was_cut_at_its_ends() -> None:
    cut = [(0, 2), (5, 7)]  # ..234..78
    assert original_ranges(cut, [(0, 3)]) == [(2, 5)]
    assert original_ranges(cut, [(3, 4)]) == [(7, 8)]
    assert original_ranges(cut, [(1, 4)]) == [(3, 8)]
    assert original_ranges([], [(1, 4)]) == [(1, 4)]


@given(TEXTS, RANGES, RANGES)
def test_cutting_twice_is_cutting_the_original_ranges_once(
    source: str, first: list[int], second: list[int]
) -> None:
    cut = merge_ranges(_ranges(first, len(source)))
    rest = cut_text(source, cut)
    more = _ranges(second, len(rest))
    together = merge_ranges([*cut, *original_ranges(cut, more)])
    assert cut_text(source, together) == cut_text(rest, more)


@given(TEXTS, RANGES)
def test_merging_changes_nothing_about_what_is_covered(source: str, numbers: list[int]) -> None:
    ranges = [(min(a, b), max(a, b)) for a, b in itertools.pairwise(numbers)]
    merged = merge_ranges(ranges)
    assert {i for a, b in merged for i in range(a, b)} == {
        i for a, b in ranges for i in range(a, b)
    }
    assert all(b < c for (_, b), (c, _) in itertools.pairwise(merged))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "shift_jis", "utf-16"])
@settings(max_examples=50, deadline=None)
@given(text=st.text(alphabet="ab日本語\n<>", max_size=40), numbers=RANGES)
def test_bytes_are_cut_where_the_text_is(encoding: str, text: str, numbers: list[int]) -> None:
    source = "<p>" + text
    data = source.encode(encoding)
    page = parse_page(data, encoding=encoding)
    offset = len(page.source) - len(source)  # the byte order mark
    ranges = [(a + offset, b + offset) for a, b in _ranges(numbers, len(source)) if a < b]
    assert cut_bytes(page, ranges).decode(encoding) == cut_text(page.source, ranges).lstrip(
        "\ufeff"
    )


def test_malformed_bytes_outside_of_the_cut_stay_what_they_were() -> None:
    page = parse_page(b"<p>\xff\xfeone\xc3</p>two\xe6\x97")
    start = page.source.index("one")
    assert cut_bytes(page, [(start, start + 3)]) == b"<p>\xff\xfe\xc3</p>two\xe6\x97"


def test_a_page_that_came_as_text_has_no_bytes_to_cut() -> None:
    with pytest.raises(TypeError, match="came as text"):
        cut_bytes(parse_page("<p>"), [])
