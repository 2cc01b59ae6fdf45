from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sanitizer.segmentation.visibility.plain_selectors import is_plain, split_plain
from sanitizer.segmentation.visibility.selector_parser import _Parser

SELECTORS = st.lists(
    st.sampled_from(
        ["a", "DIV", ".a", ".Bc", "#x", "#Y", " ", ">", " > ", "+", "~", "\n", "  ", "li"]
    ),
    min_size=1,
    max_size=9,
).map("".join)


@given(SELECTORS, st.booleans())
def test_a_plain_selector_is_what_the_parser_of_all_makes_of_it(text: str, fold: bool) -> None:
    assume(is_plain(text))
    assert [split_plain(text.strip(), fold=fold)] == _Parser(text, fold, 0).selector_list()


@pytest.mark.parametrize(
    "text", ["a:hover", "[x]", "a,b", "*", "a >", "> a", "", ".", "1a", "a\\b"]
)
def test_what_has_more_than_names_and_combinators_is_not_plain(text: str) -> None:
    assert not is_plain(text)


@pytest.mark.parametrize(
    ("text", "key", "names"),
    [
        ("ul.nav > LI a", "a", {"a"}),
        ("div p.x.y", ".x", {"p", ".x", ".y"}),
        (".a li#b.c ", "#b", {"li", "#b", ".c"}),
    ],
)
def test_the_last_compound_says_what_the_element_must_have(
    text: str, key: str, names: set[str]
) -> None:
    compound = split_plain(text.strip(), fold=False).steps[0][1]
    assert compound.key == key
    assert set(compound.keys) == names
