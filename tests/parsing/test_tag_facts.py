"""What is known of a tag by its name alone."""

from __future__ import annotations

import pytest

from sanitizer.parsing import vocabulary as names
from sanitizer.parsing.tag_facts import (
    FACTS,
    OTHER_END,
    OTHER_START,
    PLAIN_END,
    PLAIN_START,
    VOID,
    fact_of,
    step_of,
)


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


@pytest.mark.parametrize(
    ("written", "step"),
    [
        ("div", (PLAIN_START, "div", ("p",), True)),
        ("SPAN", (PLAIN_START, "span", (), False)),
        ("Br", (VOID, "br", (), False)),
        ("script", (OTHER_START, "script", (), False)),
        ("body", (OTHER_START, "body", (), True)),
        ("/P", (PLAIN_END, "p", ("p",), True)),
        ("/my-box", (PLAIN_END, "my-box", (), True)),
        ("/Body", (OTHER_END, "body", (), True)),
        ("/html", (OTHER_END, "html", (), True)),
    ],
)
def test_a_step_goes_by_the_name_and_the_slash_before_it(written: str, step: object) -> None:
    assert step_of(written) == step


def test_steps_can_be_told_by_their_order() -> None:
    assert PLAIN_START < VOID < OTHER_START < PLAIN_END < OTHER_END
