"""Settings are checked when they are made, and complain with what they got."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from sanitizer.config import Config
from sanitizer.errors import ConfigError, SanitizerError


def test_by_default_nothing_is_decided() -> None:
    assert dataclasses.astuple(Config()) == (None, None, None, False)


@pytest.mark.parametrize("threshold", [0.01, 0.5, 1.0, 1])
def test_a_threshold_is_a_number_over_0_and_up_to_1(threshold: float) -> None:
    assert Config(threshold=threshold).threshold == threshold


@pytest.mark.parametrize(
    "threshold",
    [
        0,
        0.0,
        -0.1,
        1.01,
        2,
        float("nan"),
        float("inf"),
        True,
        "0.5",
        [],
        pytest.param(10**400, id="huge"),
    ],
)
def test_any_other_threshold_is_refused_with_its_value(threshold: Any) -> None:
    with pytest.raises(
        ConfigError, match="threshold must be a number over 0 and up to 1"
    ) as raised:
        Config(threshold=threshold)
    assert f"got {threshold!r}" in str(raised.value)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "GBK", "shift_jis", "windows-1251", "latin1", "koi8-r"]
)
def test_an_encoding_is_a_label_that_browsers_or_python_know(encoding: str) -> None:
    assert Config(encoding=encoding).encoding == encoding


@pytest.mark.parametrize(
    "encoding", ["klingon", "", "utf-88", "a\0b", "\ud800", 8, b"utf-8", ["utf-8"]]
)
def test_any_other_encoding_is_refused_with_its_value(encoding: Any) -> None:
    with pytest.raises(ConfigError, match="encoding") as raised:
        Config(encoding=encoding)
    assert repr(encoding) in str(raised.value)


def test_a_model_is_a_path() -> None:
    assert Config(model=Path("models/other")).model == Path("models/other")
    with pytest.raises(ConfigError, match=r"model must be a pathlib\.Path or None, got 'other'"):
        Config(model="other")  # type: ignore[arg-type]


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Config().threshold = 0.5  # type: ignore[misc]


def test_a_refused_setting_is_an_error_of_ours_and_a_wrong_value() -> None:
    with pytest.raises(SanitizerError):
        Config(threshold=7)
    with pytest.raises(ValueError, match="threshold"):
        Config(threshold=7)


def test_a_setting_that_there_is_not_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        Config(colour="red")  # type: ignore[call-arg]
