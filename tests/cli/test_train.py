"""sanitizer train."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

import sanitizer.training.train as training_module
from sanitizer.cli import main
from tests.conftest import SAMPLES
from tests.training.scores import page_score, span

if TYPE_CHECKING:
    from pathlib import Path

    from sanitizer.training.evaluate import PageScore

Capture = pytest.CaptureFixture[str]

SCORE = page_score(id="x-1", spans=(span(True), span(False, kind="script")))


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Let training be over at once; what it really does is tested beside it."""
    made: list[tuple[Any, ...]] = []

    def train(*arguments: Any) -> list[PageScore]:
        made.append(arguments)
        return [SCORE]

    monkeypatch.setattr(training_module, "train", train)
    return made


def test_folders_output_seed_and_processes_are_passed_on(
    calls: list[tuple[Any, ...]], tmp_path: Path, capsys: Capture
) -> None:
    output = tmp_path / "model"
    arguments = ["train", str(SAMPLES), str(tmp_path), "-o", str(output)]
    assert main([*arguments, "--seed", "9", "--jobs", "2"]) == 0
    assert calls == [([SAMPLES, tmp_path], output, 9, 2)]
    out = capsys.readouterr().out
    assert out.startswith(f"model written to {output}; on sites left out of training:\n")


def test_the_figures_and_the_faults_are_printed(
    calls: list[tuple[Any, ...]], tmp_path: Path, capsys: Capture
) -> None:
    assert main(["train", str(SAMPLES), "-o", str(tmp_path / "model")]) == 0
    out = capsys.readouterr().out
    assert "labelled spans cut" in out
    assert "50.00 %" in out
    assert out.splitlines()[-1].strip() == "x-1: missed script"


def test_without_an_output_nothing_is_trained(
    calls: list[tuple[Any, ...]], capsys: Capture
) -> None:
    assert main(["train", str(SAMPLES)]) == 2
    assert "-o/--output" in capsys.readouterr().err
    assert calls == []


def test_a_folder_without_labels_is_a_message_and_2(tmp_path: Path, capsys: Capture) -> None:
    assert main(["train", str(tmp_path), "-o", str(tmp_path / "model")]) == 2
    err = capsys.readouterr().err
    assert err.startswith("sanitizer: error: ")
    assert "there is no manifest" in err
    assert not (tmp_path / "model").exists()


def test_a_file_where_a_folder_is_asked_for_is_a_message_and_2(
    tmp_path: Path, capsys: Capture
) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>bread</p>")
    assert main(["train", str(page), "-o", str(tmp_path / "model")]) == 2
    assert capsys.readouterr().err.startswith("sanitizer: error: ")


def test_an_output_that_is_a_file_is_refused_before_any_work(
    calls: list[tuple[Any, ...]], tmp_path: Path, capsys: Capture
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine")
    assert main(["train", str(SAMPLES), "-o", str(taken)]) == 2
    assert str(taken) in capsys.readouterr().err
    assert calls == []
    assert taken.read_text() == "mine"


def test_an_output_that_cannot_be_made_is_refused_before_any_work(
    calls: list[tuple[Any, ...]], tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "taken").write_text("mine")
    assert main(["train", str(SAMPLES), "-o", str(tmp_path / "taken" / "model")]) == 2
    assert f"model cannot be made: {tmp_path / 'taken'} is a file" in capsys.readouterr().err
    assert calls == []


@pytest.mark.parametrize("seed", ["-1", "4294967296", "1.5", "one"])
def test_a_seed_that_no_generator_takes_is_refused_before_any_work(
    calls: list[tuple[Any, ...]], tmp_path: Path, capsys: Capture, seed: str
) -> None:
    assert main(["train", str(SAMPLES), "-o", str(tmp_path / "model"), "--seed", seed]) == 2
    assert f"from 0 to 4,294,967,295, got '{seed}'" in capsys.readouterr().err
    assert calls == []


def test_without_scikit_learn_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    for name in [name for name in sys.modules if name.startswith("sanitizer.training.")]:
        monkeypatch.delitem(sys.modules, name)
    for name in [name for name in sys.modules if name.split(".")[0] == "sklearn"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [_NoScikit(), *sys.meta_path])
    assert main(["train", str(SAMPLES), "-o", str(tmp_path / "model")]) == 2
    assert "training needs sklearn, which is not installed" in capsys.readouterr().err


class _NoScikit:
    """An import system in which scikit-learn is not installed."""

    def find_spec(self, name: str, *_: object) -> None:
        if name.partition(".")[0] == "sklearn":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
