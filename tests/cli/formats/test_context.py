"""The source of a finding, with carets under the characters that are meant."""

from __future__ import annotations

import dataclasses

from sanitizer.batch.reading import UnreadableFileError
from sanitizer.cli.formats import View
from sanitizer.cli.formats.context import source_context
from tests.cli.formats.outcomes import FINDING


def _shown(page: bytes, line: int, column: int, end: tuple[int, int]) -> list[str]:
    finding = dataclasses.replace(
        FINDING, line=line, column=column, end_line=end[0], end_column=end[1]
    )
    show = source_context("a.html", View(read=lambda _: page))
    assert show is not None
    return list(show(finding))


def test_the_carets_stand_under_what_is_meant() -> None:
    assert _shown(b"<p>bread</p>\r\n<p>slot gacor</p>\r\n", 2, 4, (2, 8)) == [
        "    1 | <p>bread</p>",
        "    2 | <p>slot gacor</p>",
        "      |    ^^^^",
    ]


def test_wide_letters_marks_tabs_and_escapes_take_the_cells_that_a_terminal_gives_them() -> None:
    page = "博e\u0301\t\x1b[2Jslot".encode()
    assert _shown(page, 1, 9, (1, 13)) == [
        "    1 | 博e\u0301 \\x1b[2Jslot",
        "      |            ^^^^",
    ]


def test_a_byte_order_mark_has_no_column() -> None:
    assert _shown(b"\xef\xbb\xbf<p>slot", 1, 4, (1, 8)) == [
        "    1 | <p>slot",
        "      |    ^^^^",
    ]


def test_a_region_of_several_lines_says_where_it_ends() -> None:
    assert _shown(b"<ul>\n<li>slot\n</ul>\n", 1, 1, (3, 6)) == [
        "    1 | <ul>",
        "      | ^^^^",
        "      | to 3:6",
    ]


def test_of_a_long_line_the_part_around_the_place_is_shown() -> None:
    lines = _shown(b"a" * 5000 + b"SLOT" + b"b" * 5000, 1, 5001, (1, 5005))
    assert all(len(line) <= 100 for line in lines)
    begin = lines[1].index("^")
    assert lines[1].count("^") == 4
    assert lines[0][begin : begin + 4] == "SLOT"
    assert lines[0].count("…") == 2


def test_a_page_in_another_charset_is_shown_in_its_own_letters() -> None:
    page = '<meta charset="gbk"><p>博彩'.encode("gbk")
    assert _shown(page, 1, 24, (1, 26))[0] == '    1 | <meta charset="gbk"><p>博彩'


def test_a_page_that_is_gone_or_shorter_by_now_has_nothing_shown() -> None:
    def gone(_: str) -> bytes:
        raise UnreadableFileError("the file cannot be read")

    assert source_context("a.html", View(read=gone)) is None
    assert source_context("a.html", View()) is None
    assert _shown(b"<p>", 7, 3, (7, 9)) == []
    assert _shown(b"<p>", 1, 9, (1, 12)) == []
