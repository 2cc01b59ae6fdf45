"""A lazy expression is the compiled one, only later."""

from __future__ import annotations

import copy
import re

import pytest

from sanitizer.patterns import lazy_pattern


def test_it_does_what_the_compiled_one_does() -> None:
    text, source = "One 1, two 22, THREE 333.", r"(?P<word>[a-z]+) (\d+)"
    lazy, compiled = lazy_pattern(source, re.IGNORECASE), re.compile(source, re.IGNORECASE)
    assert lazy.findall(text) == compiled.findall(text)
    assert [found.span() for found in lazy.finditer(text, 5)] == [
        found.span() for found in compiled.finditer(text, 5)
    ]
    assert lazy.sub(r"\2", text) == compiled.sub(r"\2", text)
    assert lazy.subn("", text) == compiled.subn("", text)
    assert lazy.split(text) == compiled.split(text)
    assert lazy.fullmatch("One 1") is not None
    assert lazy.match(text, 4) is None
    assert (lazy.pattern, lazy.flags, lazy.groups) == (
        compiled.pattern, compiled.flags, compiled.groups,
    )  # fmt: skip
    assert lazy.groupindex == compiled.groupindex


def test_bytes_are_searched_too() -> None:
    assert lazy_pattern(rb"\x80+").findall(b"a\x80\x80b") == [b"\x80\x80"]


def test_it_is_compiled_at_the_first_use_and_only_then(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = re.compile

    def compile_(pattern: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(pattern)
        return real(pattern, flags)

    monkeypatch.setattr(re, "compile", compile_)
    lazy = lazy_pattern("[a-z]")
    copy.copy(lazy)
    assert compiled == []
    assert lazy.search("a") is not None
    assert lazy.findall("ab") == ["a", "b"]
    assert compiled == ["[a-z]"]


def test_what_an_expression_has_not_it_has_not_either() -> None:
    with pytest.raises(AttributeError):
        lazy_pattern("a").serach  # type: ignore[attr-defined]  # noqa: B018
