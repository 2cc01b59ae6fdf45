"""Pages: what they hold, lines and columns, and what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitizer.parsing.page import MAX_PAGE_CHARS, parse_page
from sanitizer.parsing.tree import MAX_TAGS

SAMPLES = sorted((Path(__file__).parents[2] / "samples" / "pages").glob("*.html"))


@pytest.mark.parametrize(
    ("source", "offset", "expected"),
    [
        ("ab\ncd", 0, (1, 1)),
        ("ab\ncd", 2, (1, 3)),
        ("ab\ncd", 3, (2, 1)),
        ("ab\r\ncd", 3, (1, 4)),
        ("ab\r\ncd", 4, (2, 1)),
        ("ab\rcd", 3, (2, 1)),
        ("ab\r\r\n\ncd", 6, (4, 1)),
        ("a\u2028b\x0bc\x85d", 6, (1, 7)),
        ("日本\n語", 4, (2, 2)),
        ("\n", 1, (2, 1)),
        ("", 0, (1, 1)),
        ("\ufeffab\ncd", 0, (1, 1)),
        ("\ufeffab\ncd", 1, (1, 1)),
        ("\ufeffab\ncd", 2, (1, 2)),
        ("\ufeffab\ncd", 5, (2, 2)),
    ],
)
def test_lines_end_as_in_html_and_columns_count_characters(
    source: str, offset: int, expected: tuple[int, int]
) -> None:
    assert parse_page(source).position(offset) == expected


def test_lines_are_counted_on_past_the_65535th() -> None:
    page = parse_page("<p>\n" * 70_000 + "  <b>here</b>")
    assert page.position(page.tree.starts[-1]) == (70_001, 3)


@given(st.text(alphabet="a\r\n<>", max_size=60))
def test_a_position_leads_back_to_its_offset(source: str) -> None:
    page = parse_page(source)
    for offset in range(len(source) + 1):
        line, column = page.position(offset)
        assert page.line_starts[line - 1] + column - 1 == offset


def test_bytes_are_kept_with_how_they_were_decoded() -> None:
    data = "<meta charset=shift_jis><p>日本語".encode("shift_jis")
    page = parse_page(data, "https://a.example/")
    assert page.data is data
    assert page.decoded is not None
    assert page.decoded.encoding == "cp932"
    assert page.source.endswith("日本語")
    assert page.url == "https://a.example/"


def test_text_has_no_bytes_and_no_encoding() -> None:
    page = parse_page("<p>text")
    assert (page.data, page.decoded, page.unreadable) == (None, None, None)


def test_the_charset_of_the_transport_beats_the_page_s_own() -> None:
    data = "<meta charset=utf-8><p>дом".encode("koi8-r")
    assert parse_page(data, encoding="koi8-r").source.endswith("дом")


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        ("", "empty"),
        (" \n\t", "empty"),
        (bytes(1000), "NUL"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"%PDF-1.4 ....", "PDF"),
        (b"<br>" * (MAX_TAGS + 1), "more than 500,000 tags"),
    ],
)
def test_what_cannot_be_read_says_why(page: bytes | str, reason: str) -> None:
    parsed = parse_page(page)
    assert parsed.unreadable is not None
    assert reason in parsed.unreadable


@pytest.mark.parametrize("page", [None, 5, ["<p>"], Path("page.html")])
def test_what_is_no_page_is_a_type_error_that_says_what_was_got(page: object) -> None:
    with pytest.raises(TypeError, match=type(page).__name__):
        parse_page(page)  # type: ignore[arg-type]


def test_a_url_that_is_no_text_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="bytes"):
        parse_page("<p>", b"https://a.example/")  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_everything_that_holds_bytes_is_a_page(kind: type) -> None:
    assert parse_page(kind(b"<p>text")).source == "<p>text"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_is_readable(path: Path) -> None:
    page = parse_page(path.read_bytes())
    assert page.unreadable is None
    assert len(page.tree.tags) > 10


def test_a_page_of_too_many_characters_comes_back_with_a_reason() -> None:
    page = parse_page("a b\n\n" * (MAX_PAGE_CHARS // 5 + 1))
    assert page.unreadable is not None
    assert f"{MAX_PAGE_CHARS:,}" in page.unreadable
