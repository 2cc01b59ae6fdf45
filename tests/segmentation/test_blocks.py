"""Text blocks: what parts them, and where they stand."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings

from sanitizer.parsing.page import parse_page
from sanitizer.segmentation.blocks import segment
from sanitizer.segmentation.records import Block, Kind
from tests.soup import soup

CLONE = Path(__file__).parents[3] / "shared" / "pages" / "tibet-clone.html"


def _texts(source: str) -> list[str]:
    return [block.text for block in segment(parse_page(source)) if block.kind is Kind.TEXT]


def _blocks(source: str) -> list[Block]:
    return list(segment(parse_page(source)))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("one", ["one"]),
        ("<p>one <b>two</b> three</p>", ["one two three"]),
        ("<p>one<p>two", ["one", "two"]),
        ("<rp id=x><tbody></tbody></rp>tail", ["tail"]),
        ("<div>one<p>two</p>three</div>", ["one", "two", "three"]),
        ("one\n\n  two\n \nthree", ["one", "two", "three"]),
        ("one\r\n\r\ntwo\r\rthree\nfour", ["one", "two", "three four"]),
        ("one\r\ntwo\r\nthree\r\n \r\nfour", ["one two three", "four"]),
        ("one\rtwo\n\rthree", ["one two", "three"]),
        (" one\u00a0 two\t\u3000three\x85", ["one two three"]),
        ("one  two\n", ["one two"]),
        ("one\u00adtwo \u200bthree", ["one\u00adtwo \u200bthree"]),
        ("one &amp;  <b>two\u2003</b>&nbsp;", ["one & two"]),
        ("one<br>two", ["one two"]),
        ("one<br><br/>two<br>\n<br>three", ["one", "two", "three"]),
        ("<p>seen <span style='display:none'>hidden</span> again", ["seen", "hidden", "again"]),
        ("<ul><li>one<li>two</ul>", ["one", "two"]),
        ("<p>a &amp; b&nbsp;c", ["a & b c"]),
        ("<p>  \n one  \t two \n", ["one two"]),
        ("<p>one<script>x()</script> two", ["one two"]),
        ("<p>one<!-- note --> two", ["one two"]),
    ],
)
def test_a_text_block_is_a_run_of_inline_content(source: str, expected: list[str]) -> None:
    assert _texts(source) == expected


def test_a_block_starts_and_ends_at_its_first_and_last_character() -> None:
    source = "<p>\n  one <b>two</b>  \n</p>"
    (block,) = _blocks(source)
    assert source[block.start : block.end] == "one <b>two"
    assert (block.line, block.column) == (2, 3)


def test_paragraphs_of_one_text_have_places_of_their_own() -> None:
    source = "first line\nof one\n\nsecond"
    assert [source[b.start : b.end] for b in _blocks(source)] == ["first line\nof one", "second"]


def test_blank_lines_without_end_do_not_make_blocks_without_end() -> None:
    assert len(_texts("a\n\n" * 150_000)) < 110_000


def test_blocks_stand_in_the_order_of_the_source() -> None:
    blocks = _blocks("<title>t</title><p>a<script>b</script></p><iframe src=//c.example></iframe>d")
    assert [block.start for block in blocks] == sorted(block.start for block in blocks)
    assert [block.kind for block in blocks] == [
        Kind.TITLE,
        Kind.TEXT,
        Kind.SCRIPT,
        Kind.FRAME,
        Kind.TEXT,
    ]


def test_a_hidden_block_has_a_cause_and_a_seen_one_has_none() -> None:
    seen, hidden = _blocks("<p>seen</p><p hidden>not seen</p>")
    assert seen.visibility is None
    assert hidden.visibility is not None


@pytest.mark.parametrize(
    "veil",
    [
        "<body style='opacity:0'>",
        "<body style='visibility:hidden'>",
        "<body hidden>",
        "<html><style>html{display:none}</style><body>",
        "<body class=x><body hidden>",
    ],
)
def test_what_hides_the_whole_page_is_told_apart_from_what_hides_a_part(veil: str) -> None:
    found = _blocks(f"{veil}<p>one <i>two</i><p style='left:-99em;position:absolute'>three</p>")
    texts = {block.text: block for block in found if block.kind is Kind.TEXT}
    assert texts.keys() == {"one two", "three"}
    assert texts["one two"].visibility is not None
    assert texts["one two"].blocks.unveiled_cause(texts["one two"].index) is None
    assert texts["three"].visibility is not None
    assert texts["three"].blocks.unveiled_cause(texts["three"].index) == "off-screen"


@pytest.mark.parametrize("drawing", ["svg", "math"])
def test_a_root_inside_of_a_drawing_is_a_part_like_others(drawing: str) -> None:
    page = f"<p>a</p><{drawing}><html style='display:none'><a href='//x.test'>b</a></html>"
    hidden = next(block for block in _blocks(page) if block.text == "b")
    assert hidden.blocks.unveiled_cause(hidden.index) == "display-none"


def test_a_text_that_is_seen_in_a_hidden_body_is_a_block_of_its_own() -> None:
    found = _blocks("<body style='visibility:hidden'>no<i style='visibility:visible'>yes</i>no")
    assert [(block.text, block.visibility) for block in found] == [
        ("no", "visibility"),
        ("yes", None),
        ("no", "visibility"),
    ]


def test_the_cloned_article_and_its_footer_are_separate_blocks_between_two_runs_of_decoys() -> None:
    if not CLONE.is_file():
        pytest.skip("needs ../shared/pages/tibet-clone.html beside the project")
    page = parse_page(CLONE.read_bytes())
    blocks = list(segment(page))
    assert blocks[0].kind is Kind.DECOYS
    assert blocks[-1].kind is Kind.DECOYS
    assert blocks[0].start == 0
    assert blocks[-1].end == len(page.source.rstrip())
    texts = [block for block in blocks if block.kind is Kind.TEXT]
    assert len(texts) > 10
    footer, before = texts[-1], texts[-2]
    assert footer.text.startswith("国产")
    assert footer.text.endswith("久久精品免费")
    assert "版權聲明" in before.text or "版權" in before.text
    assert before.end < footer.start


@settings(max_examples=150, deadline=None)
@given(soup)
def test_every_word_of_the_tree_is_in_exactly_one_text_block(source: str) -> None:
    page = parse_page(source)
    blocks = [block for block in segment(page) if block.kind is Kind.TEXT]
    assert all(one.end <= other.start for one, other in itertools.pairwise(blocks))
    for start, end in zip(page.tree.text_starts, page.tree.text_ends, strict=True):
        text = page.source[start:end]
        for place in (start + len(text) - len(text.lstrip()), start + len(text.rstrip()) - 1):
            assert sum(block.start <= place < block.end for block in blocks) == 1
