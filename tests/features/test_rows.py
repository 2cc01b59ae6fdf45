"""What the rows of a page know."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from sanitizer.features.rows import MAX_AROUND
from tests.features.measuring import LOUD, rows_of

if TYPE_CHECKING:
    import pytest


def test_a_page_without_blocks_has_no_rows() -> None:
    rows = rows_of("")
    assert len(rows) == 0
    assert rows.texts == []
    assert rows.sources == []
    assert rows.hyperlinks == []


def test_rows_know_their_text_source_and_links() -> None:
    rows = rows_of('<p>one</p><p>two <a href="https://a.test/">x</a><a href="/y">y</a></p>')
    place = rows.texts.index("two x y")
    assert rows.sources[place].startswith("two <a href=")
    assert [link.href for link in rows.hyperlinks[place]] == ["https://a.test/", "/y"]
    assert [link.href for link in rows.foreign[place]] == ["https://a.test/"]
    assert place in rows.linked
    assert rows.texts.index("one") not in rows.linked


def test_the_elements_around_go_from_the_inside_out_and_are_bounded() -> None:
    rows = rows_of("<main><p>" + "<b>" * 3 + "word")
    names = [rows.tree.tags[element] for element in rows.around[0]]
    assert names[:5] == ["b", "b", "b", "p", "main"]
    deep = rows_of("<div>" * 100 + "word")
    assert len(deep.around[0]) == MAX_AROUND


def test_the_hidden_root_is_the_outermost_hidden_element() -> None:
    rows = rows_of('<p>seen</p><div id="box" style="display:none"><ul><li>unseen</li></ul></div>')
    roots = dict(zip(rows.texts, rows.hidden_roots, strict=True))
    assert roots["seen"] == -1
    assert rows.tree.attributes(roots["unseen"]) == {"id": "box", "style": "display:none"}


@given(st.text("ab-", max_size=20), st.text("ab-", min_size=1, max_size=3), st.data())
def test_a_name_stands_outside_of_a_range_or_not(
    source: str, name: str, data: st.DataObject
) -> None:
    rows = rows_of(source)
    for _ in range(3):
        start = data.draw(st.integers(0, len(source)))
        end = data.draw(st.integers(start, len(source)))
        expected = name in source[:start] or name in source[end:]
        assert rows.stands_outside(name, start, end) == expected


def test_names_without_end_are_not_looked_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = rows_of("<p id=one>x</p>")
    assert not rows.stands_outside("two", 0, 0)
    monkeypatch.setattr("sanitizer.features.rows._MOST_SEARCHED_CHARS", 10)
    assert rows.stands_outside("two", 0, 0)


def test_what_columns_share_is_made_once() -> None:
    rows = rows_of("<p>x</p>")
    made = itertools.count(1)
    assert rows.shared("count", lambda: next(made)) == 1
    assert rows.shared("count", lambda: next(made)) == 1


def test_columns_have_one_value_a_row() -> None:
    rows = rows_of("<p>one</p><p>three</p>", LOUD)
    assert rows.column(lambda row: len(rows.texts[row])).tolist() == [3.0, 5.0]
    assert rows.sparse_column([1], lambda _: 7.0, default=-1.0).tolist() == [-1.0, 7.0]
