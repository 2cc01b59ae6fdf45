"""Options that several commands share."""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

import pytest

from sanitizer.cli.options import add_common_options, config_from, is_stdin, read_stdin
from sanitizer.config import Config
from sanitizer.errors import PathError


def _parse(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_common_options(parser)
    return parser.parse_args(["a.html", *arguments])


def test_without_options_the_defaults_of_the_settings_hold() -> None:
    args = _parse()
    assert config_from(args) == Config()
    assert args.jobs == 1


def test_options_become_settings_of_the_same_names() -> None:
    args = _parse("--threshold", "0.9", "--encoding", "gbk", "--model", "m", "--jobs", "-1")
    assert config_from(args) == Config(threshold=0.9, encoding="gbk", model=Path("m"))
    assert args.jobs == -1


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--jobs", "0", "takes a number of processes from 1, or -1 for one on each core, got '0'"),
        ("--jobs", "-2", "got '-2'"),
        ("--jobs", "many", "got 'many'"),
        ("--threshold", "0", "takes a number over 0 and up to 1, got '0'"),
        ("--threshold", "1.5", "got '1.5'"),
        ("--threshold", "nan", "got 'nan'"),
        ("--threshold", "high", "got 'high'"),
        ("--encoding", "utf-9", "encoding 'utf-9' is not known; give a label such as"),
    ],
)
def test_a_wrong_value_says_what_was_given_and_what_is_allowed(
    option: str, value: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        _parse(option, value)
    error = capsys.readouterr().err
    assert f"argument {option}: " in error
    assert message in error


def test_a_dash_alone_is_stdin() -> None:
    assert is_stdin(["-"])
    assert not is_stdin(["a.html"])
    with pytest.raises(PathError, match="cannot stand beside other paths"):
        is_stdin(["-", "a.html"])


def test_stdin_is_read_as_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\r\n\x00")))
    assert read_stdin() == b"\xff\r\n\x00"
