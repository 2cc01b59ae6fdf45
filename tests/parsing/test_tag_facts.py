"""What is known of a tag by its name alone."""

from __future__ import annotations

import pytest

from sanitizer.parsing import vocabulary as names
from sanitizer.parsing.tag_facts import FACTS, fact_of


@pytest.mark.parametrize("written", ["div", "DIV", "dIv"])
def test_a_name_is_known_in_any_case(written: str) -> None:
    assert fact_of(written) is FACTS["div"]


def test_only_letters_of_ascii_have_a_lower_case() -> None:
    assert fact_of("Xİ").name == "xİ"


def test_a_name_of_the_pages_own_ends_nothing_and_stands_in_lines_of_its_own() -> None:
    assert fact_of("my-box") == ("my-box", (), True, False)


def test_void_elements_end_at_most_a_paragraph() -> None:
    assert {FACTS[name].may_end for name in names.VOID} <= {(), ("p",)}
    assert all(FACTS[name].is_void for name in names.VOID)


def test_what_is_raw_needs_more_than_its_name() -> None:
    assert {FACTS[name].may_end for name in names.RAW_TEXT} == {None}
