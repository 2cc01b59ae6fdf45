"""Cuts around what is opaque."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from sanitizer.cutting.cut import cut_text, merge_ranges
from sanitizer.cutting.opaque import around_opaque, sound_pieces
from sanitizer.parsing.carriers import build_carrier_tree


def _cut(source: str, junk: str) -> str:
    """Return a source without a part of it, as far as that can go."""
    tree = build_carrier_tree(source)
    start = source.index(junk)
    pieces = sound_pieces(tree, [(start, start + len(junk))])
    return cut_text(source, merge_ranges([piece for kept in pieces for piece in kept]))


def test_a_template_tag_in_what_is_cut_stays() -> None:
    junk = "<ul>{% for a in b %}<li>slot</li>{% endfor %}</ul>"
    assert _cut(f"<p>text</p>{junk}<p>text</p>", junk) == (
        "<p>text</p>{% for a in b %}{% endfor %}<p>text</p>"
    )


def test_a_tag_with_a_template_tag_in_it_stays_with_its_end() -> None:
    junk = '<div><a href="{{ url }}">slot <b>gacor</b></a></div>'
    assert _cut(f"<p>text</p>{junk}", junk) == '<p>text</p><a href="{{ url }}"></a>'


def test_white_space_between_template_tags_stays() -> None:
    junk = "slot {{ a }}\n{{ b }} gacor"
    assert _cut(f"<p>{junk}</p>", junk) == "<p>{{ a }}\n{{ b }}</p>"


def test_the_syntax_of_a_dump_stays() -> None:
    source = "INSERT INTO t VALUES ('<p>slot</p>',1),('<p>gacor</p>','<p>text</p>');"
    junk = "<p>slot</p>',1),('<p>gacor</p>"
    assert _cut(source, junk) == "INSERT INTO t VALUES ('',1),('','<p>text</p>');"


def test_an_escape_goes_as_a_whole() -> None:
    source = r"INSERT INTO t VALUES ('text \"slot\" text');"
    tree = build_carrier_tree(source)
    place = source.index("slot")
    assert around_opaque(tree, [(place - 1, place + 5)]) == [(place - 2, place + 6)]


def test_a_cut_in_a_dump_moves_nothing_of_its_string() -> None:
    source = "INSERT INTO t VALUES ('a','<p>text<div>slot</div>more','b');"
    assert _cut(source, "<div>slot</div>") == (
        "INSERT INTO t VALUES ('a','<p>text<div></div>more','b');"
    )


def test_without_anything_opaque_a_range_is_its_own_piece() -> None:
    tree = build_carrier_tree("<p>text</p><div>slot</div>")
    assert sound_pieces(tree, [(11, 26)]) == [[(11, 26)]]


_PIECES = st.sampled_from(
    ["<?= a ?>", "{{ b }}", "{% c %}", "<div ", "<p>", "</p>", "</div>", ">", "slot ", "\n", "'",
     "\\'", "<i {{ d }}>", "</i>", "SET x;\nINSERT INTO t VALUES ('"]
)  # fmt: skip


@example("<p><p>slot <?= a ?><div ", [0, 4, 7, 8])
@given(
    st.lists(_PIECES, min_size=1, max_size=20).map("".join),
    st.lists(st.integers(0, 200), max_size=6).map(sorted),
)
def test_whatever_is_cut_nothing_opaque_goes_and_nothing_else_than_was_asked_for(
    source: str, places: list[int]
) -> None:
    tree = build_carrier_tree(source)
    inside = [min(place, len(source)) for place in places[: len(places) // 2 * 2]]
    ranges = merge_ranges([(a, b) for a, b in zip(inside[::2], inside[1::2], strict=True) if a < b])
    found = [piece for kept in sound_pieces(tree, ranges) for piece in kept]
    assert found == sorted(found)
    for start, end in found:
        assert start < end
        assert any(a <= start and end <= b for a, b in ranges) or tree.escapes
        assert not tree.has_opaque(start, end)
