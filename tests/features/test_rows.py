"""The gate: which blocks are worth measuring, and what their rows know."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sanitizer.features.rows import MAX_AROUND
from sanitizer.segmentation.records import Kind
from tests.features.measuring import CASINO, LOUD, QUIET, rows_of

_EDGE = "".join(f"<p>edge paragraph number {word}</p>" for word in ("one", "two", "three"))


def _texts_within(middle: str) -> list[str]:
    """Return what is measured of the middle of an ordinary page."""
    texts = rows_of(f"{_EDGE}{middle}{_EDGE}", QUIET).texts
    return [text for text in texts if "edge paragraph" not in text]


def test_plain_paragraphs_between_the_edges_are_not_measured() -> None:
    assert _texts_within("<p>Bread is baked here.</p>" * 5) == []


def test_the_edges_of_a_page_are_always_measured() -> None:
    source = "".join(f"<p>paragraph {letter}</p>" for letter in "abcdefghij")
    assert rows_of(source, QUIET).texts == [f"paragraph {letter}" for letter in "abchij"]


def test_a_text_worded_like_spam_is_measured() -> None:
    source = f"{_EDGE}<p>casino casino casino</p><p>bread</p>{_EDGE}"
    texts = rows_of(source, CASINO).texts
    assert "casino casino casino" in texts
    assert "bread" not in texts


@pytest.mark.parametrize(
    "middle",
    [
        '<p><a href="https://a.test/">partner</a></p>',
        "<p>&#22269;&#20135;&#22269;&#20135;&#22269;&#20135; x</p>",
        '<p>A sentence with <a href="https://a.test/">a word</a> of it linked.</p>',
        "<script>document.write('x')</script>",
        '<script src="https://a.test/x.js"></script>',
        '<iframe src="https://a.test/"></iframe>',
        '<!-- <a href="https://a.test/a/long/address">more of what is told here</a> -->',
        '<i id="ab"></i><b id="cd"></b><u id="ef"></u><s id="gh"></s>',
    ],
)
def test_a_single_sign_is_enough_to_be_measured(middle: str) -> None:
    assert _texts_within(middle)


@pytest.mark.parametrize(
    "middle",
    [
        '<p><a href="/about">about us</a></p>',
        "<p>Tom &#38; Jerry</p>",
        '<p>A sentence with <a href="/word">a word</a> of it linked.</p>',
        "<script>var basket = 1;</script>",
    ],
)
def test_what_nobody_gains_from_is_not_measured(middle: str) -> None:
    assert _texts_within(middle) == []


@pytest.mark.parametrize("marks", ["&zwnj; &zwnj; &zwnj;", "* * *", "=====", "&bull;", "·"])
def test_marks_alone_say_nothing_but_may_link(marks: str) -> None:
    assert rows_of(f"<p>{marks}</p>", LOUD).texts == []
    assert rows_of(f'<p><a href="https://a.test/">{marks}</a></p>', LOUD).texts


def test_hidden_text_is_measured_from_a_lower_score_than_visible_text() -> None:
    tables = CASINO
    words = "a long walk with a look at the casino from far, and then the way back over the hill"
    (score,) = tables.text.score([words])
    assert -3 < score < -1
    seen = rows_of(f"{_EDGE}<p>{words}</p>{_EDGE}", tables).texts
    hidden = rows_of(f'{_EDGE}<p style="display:none">{words}</p>{_EDGE}', tables).texts
    assert words not in seen
    assert words in hidden


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


def test_a_link_in_a_sentence_is_a_row_with_itself_as_its_only_link() -> None:
    rows = rows_of('<p>two <a href="https://a.test/">x</a> <a href="https://b.test/">y</a></p>')
    places = rows.places[Kind.LINK]
    assert [[link.href for link in rows.hyperlinks[place]] for place in places] == [
        ["https://a.test/"],
        ["https://b.test/"],
    ]


def test_a_script_links_to_the_addresses_that_it_names() -> None:
    rows = rows_of(r"<script>location='https:\/\/a.test\/x'; document.title='//b.test/'</script>")
    (links,) = rows.hyperlinks
    assert [link.host for link in links] == ["a.test", "b.test"]


#: What an address in a script is, as one pattern: plain to read, and slow.
ADDRESS = re.compile(r"(?:https?:)?(?:\\?/){2}[\w.-]+\.[a-z]{2,}[^\s\"'<>()\\]*", re.IGNORECASE)


@given(
    st.lists(
        st.sampled_from(
            [
                "http:",
                "HTTPS:",
                "s:",
                "/",
                "//",
                "\\/\\/",
                "\\",
                "a.test",
                "b.c.example",
                ".",
                "x",
                "'",
                " ",
            ]
        ),
        max_size=14,
    )
)
@example(["//", "a.test", "/", "http:", "\\/\\/", "a.test"])
@example(["http:", "//", "/", "a.test"])
def test_addresses_in_scripts_are_those_of_one_plain_pattern(pieces: list[str]) -> None:
    script = "".join(pieces)
    rows = rows_of(f"<script>eval({script})</script>")
    (links,) = rows.hyperlinks
    expected = [found.replace("\\", "") for found in ADDRESS.findall(rows.sources[0])]
    assert [link.href for link in links] == expected


def test_a_frame_links_to_what_it_shows() -> None:
    (links,) = rows_of('<iframe src="https://a.test/x"></iframe>').hyperlinks
    assert [link.href for link in links] == ["https://a.test/x"]


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


def test_what_columns_share_is_made_once() -> None:
    rows = rows_of("<p>x</p>")
    made = itertools.count(1)
    assert rows.shared("count", lambda: next(made)) == 1
    assert rows.shared("count", lambda: next(made)) == 1


def test_columns_have_one_value_a_row() -> None:
    rows = rows_of("<p>one</p><p>three</p>", LOUD)
    assert rows.column(lambda row: len(rows.texts[row])).tolist() == [3.0, 5.0]
    assert rows.sparse_column([1], lambda _: 7.0, default=-1.0).tolist() == [-1.0, 7.0]
