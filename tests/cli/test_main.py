"""Which commands there are, and what becomes of their errors."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sanitizer.cli import COMMANDS, main
from tests.batch.pages import INJECTED, put

if TYPE_CHECKING:
    from collections.abc import Callable


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
        (["scan", ""], "a path is empty"),
        (["clean", "a.html", "-o", ""], "argument -o/--output: is empty"),
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
    assert main(["scan", str(page), "--no-cache", "--model", str(tmp_path / "gone")]) == 2
    assert capsys.readouterr().err.startswith("sanitizer: error: ")


def test_ctrl_c_ends_with_130_and_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("sanitizer.cli.reporting.wanted_pages", interrupted)
    assert main(["scan", str(tmp_path)]) == 130
    assert capsys.readouterr().err == "sanitizer: interrupted\n"


def test_a_mistake_of_ours_ends_with_its_traceback_and_2_which_is_no_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def mistaken(*_: object, **__: object) -> object:
        raise ZeroDivisionError("a mistake")

    monkeypatch.setattr("sanitizer.pipeline.scan", mistaken)
    page = put(tmp_path, "a.html")
    with pytest.raises(SystemExit, match=r"^2$"):
        main(["scan", str(page), "--no-cache"])
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.startswith("Traceback (most recent call last):\n")
    assert streams.err.endswith(f"ZeroDivisionError: a mistake\nwhile on the page {str(page)!r}\n")


def test_want_of_memory_names_the_page_and_ends_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def too_much(*_: object, **__: object) -> object:
        raise MemoryError

    monkeypatch.setattr("sanitizer.pipeline.scan", too_much)
    page = put(tmp_path, "a.html")
    assert main(["scan", str(page), "--no-cache"]) == 2
    expected = f"sanitizer: error: there is not enough memory while on the page {str(page)!r}\n"
    assert capsys.readouterr() == ("", expected)


def test_the_module_runs_as_a_program(tmp_path: Path) -> None:
    page = put(tmp_path, "a.html", INJECTED)
    done = _sanitizer("scan", str(page), "--no-cache")
    assert done.returncode == 1
    assert done.stdout.startswith(f"{page}:")


def test_the_version_is_shown() -> None:
    done = _sanitizer("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("sanitizer")


def test_a_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    for number in range(300):
        put(tmp_path, f"{number}.html", b"<p>A short page.</p>")
    command = [sys.executable, "-m", "sanitizer", "scan", "--format", "jsonl", "--no-cache"]
    command.append(str(tmp_path))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.readline()
        program.stdout.close()
        complaints = program.stderr.read()
    assert complaints == b""
    assert program.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [["scan"], ["scan", "--format", "jsonl"], ["clean"]])
def test_a_full_disk_behind_stdout_is_a_message_and_2(tmp_path: Path, arguments: list[str]) -> None:
    page = put(tmp_path, "a.html", INJECTED)
    command = [sys.executable, "-m", "sanitizer", *arguments, "-"]
    with page.open("rb") as stdin, Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command, stdin=stdin, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert (
        done.stderr == b"sanitizer: error: the output cannot be written: No space left on device\n"
    )


@pytest.mark.parametrize(
    ("redirection", "code"), [("<&-", 0), (">&-", 1), ("2>&-", 1), ("<&- >&- 2>&-", 1)]
)
def test_a_closed_stream_counts_as_an_empty_one(
    tmp_path: Path, redirection: str, code: int
) -> None:
    path = "-" if redirection == "<&-" else str(put(tmp_path, "a.html", INJECTED))
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$0" -m sanitizer scan "$1" {redirection}', sys.executable, path],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_is_told_to_end_tidies_up(tmp_path: Path, jobs: str) -> None:
    for number in range(600):
        put(tmp_path, f"site/{number:04}.html", INJECTED)
    out = tmp_path / "out"
    command = [sys.executable, "-m", "sanitizer", "clean", str(tmp_path / "site"), "-o", str(out)]
    with subprocess.Popen([*command, "--jobs", jobs], stderr=subprocess.PIPE) as program:
        # A page is there before the report of it has come from its worker: not the first one.
        _wait_until((out / "0100.html").exists)
        program.send_signal(signal.SIGTERM)
        assert program.stderr is not None
        # The end of the stream: no worker is left that could write to it.
        complaints = program.stderr.read()
    assert (program.returncode, complaints) == (143, b"sanitizer: terminated\n")
    assert not [path for path in out.iterdir() if path.name.startswith(".")]
    assert (out / "report.partial.jsonl").read_bytes().endswith(b"}\n")


def _wait_until(is_there: Callable[[], bool], seconds: float = 60.0) -> None:
    until = time.monotonic() + seconds
    while not is_there() and time.monotonic() < until:
        time.sleep(0.01)


@pytest.mark.parametrize("heavy", ["joblib", "sklearn", "trafilatura", "tqdm"])
def test_scanning_one_page_imports_nothing_heavy(tmp_path: Path, heavy: str) -> None:
    page = put(tmp_path, "a.html", INJECTED)
    probe = (
        "import sys; from sanitizer.cli import main;"
        f"code = main(['scan', {str(page)!r}]); print(code, {heavy!r} in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "1 False"
