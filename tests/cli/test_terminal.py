"""What a terminal gets to see."""

from __future__ import annotations

import io
import sys

import pytest

from sanitizer.cli.terminal import (
    STYLES,
    has_colours,
    n_cells,
    painter,
    prepare_stdout,
    printable,
)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("a\u202egnp.html", "a\\u202egnp.html"),
        ("line\u2028break\x85", "line\\u2028break\\x85"),
    ],
)
def test_what_a_terminal_would_obey_is_spelled_out(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize("text", ["澳門　博彩", "می‌خواهم", "สล็อต", "👩‍👧 é"])
def test_every_script_is_shown_as_it_is(text: str) -> None:
    assert printable(text) == text


def _printed(monkeypatch: pytest.MonkeyPatch, text: str, *, for_programs: bool) -> bytes:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    prepare_stdout(for_programs=for_programs)
    sys.stdout.write(text)
    sys.stdout.flush()
    return raw.getvalue()


def test_stdout_prints_what_its_charset_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "頁\udcff.html"  # a byte that is no UTF-8
    assert _printed(monkeypatch, name, for_programs=False) == b"\\u9801\\udcff.html"
    assert _printed(monkeypatch, name, for_programs=True) == "頁".encode() + b"\\udcff.html"


def test_a_terminal_gets_colours_and_a_file_does_not() -> None:
    assert has_colours(_Terminal(), {"TERM": "xterm"})
    assert not has_colours(io.StringIO(), {"TERM": "xterm"})
    assert not has_colours(_Terminal(), {"TERM": "dumb"})


def test_the_user_has_the_last_word_and_no_beats_yes() -> None:
    assert not has_colours(_Terminal(), {"NO_COLOR": "1"})
    assert has_colours(io.StringIO(), {"FORCE_COLOR": "1"})
    assert not has_colours(_Terminal(), {"NO_COLOR": "1", "FORCE_COLOR": "1"})
    assert has_colours(_Terminal(), {"NO_COLOR": ""})


@pytest.mark.parametrize("style", STYLES)
def test_every_style_ends_where_its_text_ends(style: str) -> None:
    shown = painter(is_on=True)(style, "text")
    assert shown == "text" or (shown.startswith("\x1b[") and shown.endswith("text\x1b[0m"))
    assert painter(is_on=False)(style, "text") == "text"


@pytest.mark.parametrize(
    ("text", "cells"), [("slot", 4), ("博彩", 4), ("e\u0301", 1), ("\u200d", 0), ("😀", 2)]
)
def test_cells_are_counted_as_terminals_show_them(text: str, cells: int) -> None:
    assert n_cells(text) == cells
