"""Edits are applied where they belong and labelled exactly."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sanitizer.training.generator.composition import Edit, apply_edits


def test_insertions_at_one_place_keep_their_order() -> None:
    source, spans = apply_edits("ab", [Edit(1, 1, "<x>", None), Edit(1, 1, "<y>", "links")])
    assert source == "a<x><y>b"
    assert [source[span.start : span.end] for span in spans] == ["<y>"]


def test_a_replacement_removes_what_it_replaces() -> None:
    source, spans = apply_edits(
        "a<title>b</title>c", [Edit(1, 17, "<title>x</title>", "title_meta")]
    )
    assert source == "a<title>x</title>c"
    assert (spans[0].start, spans[0].end) == (1, 17)


def test_two_replacements_of_the_same_text_leave_the_first() -> None:
    source, spans = apply_edits("abcd", [Edit(1, 3, "X", "other"), Edit(1, 3, "Y", "other")])
    assert source == "aXd"
    assert len(spans) == 1


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.text(min_size=1, max_size=6), st.booleans())),
)
def test_the_page_minus_its_spans_is_the_page_with_the_honest_edits_alone(
    source: str, rows: list[tuple[int, str, bool]]
) -> None:
    edits = [
        Edit(min(at, len(source)), min(at, len(source)), text, "links" if junk else None)
        for at, text, junk in rows
    ]
    edited, spans = apply_edits(source, edits)
    for span in reversed(spans):
        edited = edited[: span.start] + edited[span.end :]
    assert edited == apply_edits(source, [edit for edit in edits if edit.kind is None])[0]
