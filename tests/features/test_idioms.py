"""The tables of idioms: each has a reason, and its words never hide what its pattern finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitizer.features.idioms import IDIOMS, Idiom


def test_every_idiom_has_a_name_and_a_reason_in_words() -> None:
    for name, row in IDIOMS.items():
        assert name == row.name == name.lower()
        assert len(row.reason.split()) >= 3


@pytest.mark.parametrize(
    ("row", "word"),
    [(row, word) for row in IDIOMS.values() for word in row.enough],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_a_word_that_is_enough_is_one_that_the_pattern_finds(row: Idiom, word: str) -> None:
    assert row.pattern.search(word) is not None
    assert any(one in word for one in row.words)


#: What the patterns ask for, in pieces, and letters whose case is another's.
_PIECES = (
    *[word for row in IDIOMS.values() for word in (*row.words, *row.enough, *row.starts)],
    *["(", "'", '"', r"\x41\x42\x43\x44", "]", "[", "=", " ", "x", "\n", "=a", "script", ">"],
    *["function(p,a,c", ".href", "href", ".display", "<Div", "Document.Title", "%"],
    *["\u0130", "\u0131", "\u017f", "\u212a"],
)


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_an_idiom_is_what_its_pattern_finds_where_one_of_its_words_is(script: str) -> None:
    lowered = script.lower()
    for row in IDIOMS.values():
        is_likely = any(word in lowered for word in row.words)
        found = is_likely and row.pattern.search(script) is not None
        assert row.is_in(script, lowered) == (found or any(one in lowered for one in row.enough))
