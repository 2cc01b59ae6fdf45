"""What train and evaluate share."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import pytest

from sanitizer.cli.training_options import add_folders_argument, check_output_folder
from sanitizer.errors import PathError


def test_at_least_one_folder_of_labelled_pages_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    parser = argparse.ArgumentParser()
    add_folders_argument(parser)
    assert parser.parse_args(["one", "two"]).folders == [Path("one"), Path("two")]
    with pytest.raises(SystemExit):
        parser.parse_args([])
    assert "DIR" in capsys.readouterr().err


def test_a_folder_that_is_there_or_can_be_made_is_taken(tmp_path: Path) -> None:
    check_output_folder(tmp_path, "the figures")
    check_output_folder(tmp_path / "a" / "b", "the figures")
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_a_folder_is_refused_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine")
    with pytest.raises(PathError, match="taken is a file; name a folder for the figures"):
        check_output_folder(taken, "the figures")
    with pytest.raises(PathError, match=r"a cannot be made: .*taken is a file"):
        check_output_folder(taken / "a", "the figures")
    # Tests may run as root, who may write everywhere.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PathError, match=f"a cannot be written: no permission in {tmp_path}"):
        check_output_folder(tmp_path / "a", "the figures")
