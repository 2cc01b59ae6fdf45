from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitizer.segmentation.visibility import declarations
from sanitizer.segmentation.visibility.declarations import parse_declarations

if TYPE_CHECKING:
    from collections.abc import Callable

PIECES = st.lists(
    st.sampled_from(
        ["display", "left", "color", ":", ":", ";", " ", "none", "-9px", "#fff", "!important",
         "rgb(1,2,3)", "1.5em", "--x", "!", "x y", "\n", "%"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


def _readings(text: str) -> list[list[tuple[str, str, bool]]]:
    ways: tuple[Callable[[str], list[tuple[str, str, bool]]], ...] = (
        lambda text: declarations._plain(text.split(";")),
        declarations._by_tinycss2,
    )
    return [way(text) for way in ways]


@pytest.mark.parametrize(
    "text",
    [
        "display:none",
        "DISPLAY : NONE ! important",
        ";;display:none;;",
        "left:-9000px;top:0",
        "color:rgb(1, 2, 3)",
        "margin:0 0 0 -9px !important",
        "--Own:Value;display:block",
        "display:none;foo;left:1px",
        "display:",
    ],
)
def test_plain_declarations_read_as_tinycss2_reads_them(text: str) -> None:
    plain, standard = _readings(text)
    assert plain == standard


@pytest.mark.parametrize(
    "text",
    [
        'content:"";display:none',
        "font-family:'Times New Roman';left:-9px",
        "background:url(data:image/png;base64,AA=);top:0",
        "width:calc((100% - 60px)/ 3);height:0",
        "margin-top:1px \\9;display:none",
        "background:linear-gradient(to right, rgba(0, 0, 0, .05), red)",
        "color:red;*zoom:1",
        'x:"a;b";display:none',
        "x:'a;b:c' !important;y:(a;b)",
    ],
)
def test_quoted_declarations_read_as_tinycss2_reads_them(text: str) -> None:
    assert declarations._QUOTED.fullmatch(text)
    quoted = declarations._plain(declarations._PIECE.findall(text))
    assert [row for row in quoted if '"' not in row[1] and "'" not in row[1] and "\\" not in row[1]
            ] == [row for row in declarations._by_tinycss2(text)
                  if '"' not in row[1] and "\\" not in row[1]]  # fmt: skip


@pytest.mark.parametrize("text", ['x:"a', "x:(a", "x:a)", "x:{a}", "x:[a]", "x:a\\62", "/*x*/x:a"])
def test_what_is_left_open_or_escaped_goes_to_tinycss2(text: str) -> None:
    assert declarations._QUOTED.fullmatch(text) is None


@given(PIECES)
def test_no_declarations_raise(text: str) -> None:
    parse_declarations(text)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("margin:1px 2px 3px 4px", "margin-left", "4px"),
        ("margin:1px 2px", "margin-left", "2px"),
        ("inset:auto auto auto -9px", "left", "-9px"),
        ("overflow:hidden auto", "overflow-y", "auto"),
        ("font:0/0 a", "font-size", "0"),
        ("font:italic bold 12px/30px Georgia", "font-size", "12px"),
        ("background:#fff url(a.png)", "background-color", "#fff"),
        ("background:url(a.png)", "background-image", "url()"),
        ("background:red", "background-color", "red"),
        ("inline-size:0", "width", "0"),
        ("display/**/:/**/none", "display", "none"),
        ("d\\69splay:n\\6fne", "display", "none"),
    ],
)
def test_shorthands_are_taken_apart(text: str, name: str, value: str) -> None:
    assert parse_declarations(text)[name][-1].value == value


def test_what_is_important_is_told() -> None:
    assert parse_declarations("display:none!IMPORTANT")["display"][0].important
