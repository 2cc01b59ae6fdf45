"""Which commands there are, and what becomes of their errors."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from sanitizer.cli import COMMANDS, main
from tests.batch.pages import INJECTED, put

if TYPE_CHECKING:
    from pathlib import Path


def _sanitizer(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sanitizer", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_command_in_the_table_shows_its_help(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([name, "--help"]) == 0
    assert f"usage: sanitizer {name}" in capsys.readouterr().out


def test_the_modules_of_the_table_have_what_a_command_needs() -> None:
    for command in COMMANDS:
        module = import_module(command.module)
        assert callable(module.add_arguments)
        assert callable(module.run)


def test_the_help_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(command.name in out for command in COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "required: COMMAND"),
        (["scna"], "invalid choice: 'scna' (choose from "),
        (["scan"], "required: PATH"),
        (["scan", "gone.html"], "'gone.html' does not exist"),
        (["scan", "a.html", "--format", "xml"], "invalid choice: 'xml' (choose from "),
        (["scan", "a.html", "--expl"], "unrecognized arguments: --expl"),
        (["scan", "a.html", "-"], "cannot stand beside other paths"),
    ],
)
def test_what_cannot_run_says_why_and_ends_with_2(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, "a.html")
    assert main(arguments) == 2
    streams = capsys.readouterr()
    assert message in streams.err
    assert streams.out == ""


def test_a_model_that_is_not_there_is_a_message_and_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = put(tmp_path, "a.html")
    assert main(["scan", str(page), "--model", str(tmp_path / "gone")]) == 2
    assert capsys.readouterr().err.startswith("sanitizer: error: ")


def test_ctrl_c_ends_with_130_and_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("sanitizer.cli.scan.find_pages", interrupted)
    assert main(["scan", str(tmp_path)]) == 130
    assert capsys.readouterr().err == "sanitizer: interrupted\n"


def test_the_module_runs_as_a_program(tmp_path: Path) -> None:
    page = put(tmp_path, "a.html", INJECTED)
    done = _sanitizer("scan", str(page))
    assert done.returncode == 1
    assert done.stdout.startswith(f"{page}:")


def test_the_version_is_shown() -> None:
    done = _sanitizer("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("sanitizer")


def test_a_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    for number in range(300):
        put(tmp_path, f"{number}.html", b"<p>A short page.</p>")
    command = [sys.executable, "-m", "sanitizer", "scan", "--format", "jsonl", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.readline()
        program.stdout.close()
        complaints = program.stderr.read()
    assert complaints == b""
    assert program.returncode == 141


@pytest.mark.parametrize("heavy", ["joblib", "sklearn", "trafilatura", "tqdm"])
def test_scanning_one_page_imports_nothing_heavy(tmp_path: Path, heavy: str) -> None:
    page = put(tmp_path, "a.html", INJECTED)
    probe = (
        "import sys; from sanitizer.cli import main;"
        f"code = main(['scan', {str(page)!r}]); print(code, {heavy!r} in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "1 False"
