"""Structural blocks: decoys, heads, scripts, frames, data, comments."""

from __future__ import annotations

import pytest

from sanitizer.parsing.page import parse_page
from sanitizer.segmentation.blocks import segment
from sanitizer.segmentation.records import Kind


def _structure(source: str) -> list[tuple[Kind, str]]:
    return [
        (block.kind, block.text)
        for block in segment(parse_page(source))
        if block.kind not in {Kind.TEXT, Kind.LINK}
    ]


@pytest.mark.parametrize(
    ("source", "kind", "text"),
    [
        ("<title>A &amp; B\n c</title>", Kind.TITLE, "A & B c"),
        ("<meta name=Keywords content=' a,  b '>", Kind.META, "a, b"),
        ("<meta property=og:title content=a>", Kind.META, "a"),
        ("<meta name='&#107;eywords' content=a>", Kind.META, "a"),
        (
            "<meta http-equiv=refresh content='0; URL=\"//a.example/\"'>",
            Kind.FRAME,
            "//a.example/",
        ),
        ("<script> x() </script>", Kind.SCRIPT, "x()"),
        ("<script src=//a.example/x.js></script>", Kind.SCRIPT, ""),
        ('<script type="application/ld+json">{"a":1}</script>', Kind.DATA, '{"a":1}'),
        ("<iframe src=' //a.example '></iframe>", Kind.FRAME, "//a.example"),
        ("<object data=//a.example></object>", Kind.FRAME, "//a.example"),
        ("<noframes><a href=//a.example>one</a> two</noframes>", Kind.COMMENT, "one two"),
        ("<!-- <a href=//a.example>one &amp; two</a> -->", Kind.COMMENT, "one & two"),
        (
            "<!-- https://a.example/ in a long note --!>",
            Kind.COMMENT,
            "https://a.example/ in a long note",
        ),
        ("<!-- <a href=//a.example>one</a> and more", Kind.COMMENT, "one and more"),
    ],
)
def test_what_holds_no_text_of_its_own_is_a_structural_block(
    source: str, kind: Kind, text: str
) -> None:
    assert _structure(source) == [(kind, text)]


@pytest.mark.parametrize(
    "source",
    [
        "<title> </title>",
        "<svg><g><title>an icon</title></g></svg>",
        "<meta name=viewport content=width=device-width>",
        "<meta name=keywords content=''>",
        "<meta http-equiv=refresh content=300>",
        "<script> </script>",
        "<iframe></iframe>",
        "<!-->",
        "<!-- a note -->",
        "<noframes>This page uses frames.</noframes>",
        "<p>one</p><i></i><p>two</p>",
        "<p>one</p><img><br><img><img><br>",
        "<div><canvas></canvas></div><div><video></video></div><div><button></button></div>",
    ],
)
def test_what_every_page_has_is_no_block(source: str) -> None:
    assert _structure(source) == []


def test_neighbouring_elements_that_hold_nothing_are_one_run_of_decoys() -> None:
    source = "<p>a</p><rp id=x><tbody></tbody></rp>\n<th id=x></th><p id=x></p><p>b</p>"
    (block,) = [b for b in segment(parse_page(source)) if b.kind is Kind.DECOYS]
    assert source[block.start : block.end] == (
        "<rp id=x><tbody></tbody></rp>\n<th id=x></th><p id=x></p>"
    )


def test_a_run_may_begin_with_a_style_that_holds_nothing() -> None:
    source = "<style id=x></style>\n<p id=x></p><noscript id=x><meter></meter></noscript>text"
    (block,) = [b for b in segment(parse_page(source)) if b.kind is Kind.DECOYS]
    assert source[block.start : block.end] == source.removesuffix("text")


def test_text_parts_a_run() -> None:
    run = "<b></b><i></i><u></u>"
    assert [kind for kind, _ in _structure(f"{run}text{run}")] == [Kind.DECOYS, Kind.DECOYS]


def test_one_made_up_name_is_enough_for_a_run_and_a_custom_element_is_not() -> None:
    assert [kind for kind, _ in _structure("<p>a</p><qzx></qzx>")] == [Kind.DECOYS]
    assert _structure("<p>a</p><my-widget></my-widget>") == []


def test_a_box_that_holds_decoys_only_is_one_run_with_them() -> None:
    source = "<p>a</p><div style='left:-9000px'>" + "<th id=x></th>" * 90 + "</div>"
    (block,) = [b for b in segment(parse_page(source)) if b.kind is Kind.DECOYS]
    assert source[block.start : block.end].startswith("<div style")
    assert source[block.start : block.end].endswith("</div>")


@pytest.mark.parametrize(("opening", "closing"), [("<!--", "-->"), ("<noframes>", "</noframes>")])
def test_a_hundred_thousand_stray_angles_are_read_in_one_pass(opening: str, closing: str) -> None:
    page = f"<p>bread</p>{opening}{'<' * 100_000} https://a.test/ words{closing}"
    (block,) = (b for b in segment(parse_page(page)) if b.kind is not Kind.TEXT)
    assert block.text.endswith("words")
