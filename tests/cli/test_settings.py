"""Settings on the command line: what a file and flags make of a run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import sanitizer
from sanitizer.cli import main
from tests.batch.pages import CLEAN, INJECTED, put
from tests.repository.git import git, needs_git

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]

(FINDING,) = sanitizer.scan(INJECTED).findings


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, "a.html")
    put(tmp_path, "docs/b.html", INJECTED)
    return tmp_path


def _write(here: Path, text: str) -> None:
    (here / "sanitizer.toml").write_text(text)


@pytest.mark.parametrize(
    "text",
    [
        f'ignore = ["{FINDING.rule}"]',
        f'ignore = ["{FINDING.rule[:4]}"]',
        'select = ["SAN5"]',
        f'per-file-ignores = {{"docs/*" = ["{FINDING.rule}"]}}',
        'exclude = ["docs"]',
        "allowed-hosts = [" + ", ".join(f'"slot{n}.example"' for n in range(12)) + "]",
    ],
)
def test_a_setting_keeps_a_finding_out_of_a_scan(here: Path, capsys: Capture, text: str) -> None:
    assert main(["scan", "."]) == 1
    _write(here, text)
    capsys.readouterr()
    assert main(["scan", "."]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    "flags",
    [
        ["--ignore", f"SAN5,{FINDING.rule}"],
        ["--ignore", "SAN5", "--ignore", FINDING.rule],
        ["--select", "SAN5"],
        ["--per-file-ignores", f"x:SAN2,docs/*:{FINDING.rule}"],
        ["--exclude", "docs"],
        ["--allowed-hosts", ",".join(f"slot{n}.example" for n in range(12))],
        ["--include", "a.*"],
    ],
)
def test_so_does_a_flag(here: Path, capsys: Capture, flags: list[str]) -> None:
    assert main(["scan", ".", *flags]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_flag_wins_over_the_file_and_no_file_is_read_in_isolation(here: Path) -> None:
    _write(here, 'select = ["SAN5"]')
    assert main(["scan", "."]) == 0
    assert main(["scan", ".", "--select", "SAN"]) == 1
    assert main(["scan", ".", "--isolated"]) == 1
    (here / "other.toml").write_text("")
    assert main(["scan", ".", "--config", "other.toml"]) == 1


def test_a_page_of_which_only_other_findings_count_says_what_was_left_out(
    here: Path, capsys: Capture
) -> None:
    assert main(["scan", ".", "--select", "SAN5", "--format", "jsonl"]) == 0
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (last["verdict"], last["score"], last["findings"]) == ("clean", 0.0, [])
    assert last["reason"].endswith("; 1 finding was ignored by the settings")


def test_the_threshold_of_the_file_is_that_of_the_judge(here: Path, capsys: Capture) -> None:
    _write(here, "threshold = 1.0")
    expected = sanitizer.scan(INJECTED, config=sanitizer.Config(threshold=1.0))
    main(["scan", "docs", "--format", "jsonl"])
    assert json.loads(capsys.readouterr().out)["findings"] == expected.as_dict()["findings"]


def test_a_wrong_setting_ends_with_2_and_names_file_and_key(here: Path, capsys: Capture) -> None:
    _write(here, 'selct = ["SAN2"]')
    assert main(["scan", "."]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"sanitizer: error: '{here / 'sanitizer.toml'}': unknown key 'selct'")
    assert main(["clean", ".", "-o", "../out"]) == 2


@pytest.mark.parametrize("value", ["SAN2", ":SAN2", "a:SAN2,", "docs/*"])
def test_a_rule_that_is_ignored_in_no_file_is_refused(
    here: Path, capsys: Capture, value: str
) -> None:
    assert main(["scan", ".", "--per-file-ignores", value]) == 2
    assert "--per-file-ignores: takes a pattern of paths and a code" in capsys.readouterr().err


def test_a_wrong_flag_ends_with_2(here: Path, capsys: Capture) -> None:
    assert main(["scan", ".", "--ignore", "SAN9"]) == 2
    assert "--ignore: takes a list of codes" in capsys.readouterr().err


def test_cleaning_leaves_in_what_is_ignored(here: Path) -> None:
    out = here.parent / f"{here.name}-out"
    assert main(["clean", ".", "-o", str(out)]) == 0
    assert (out / "docs" / "b.html").read_bytes() != INJECTED
    assert main(["clean", ".", "-o", str(out), "--ignore", FINDING.rule]) == 0
    assert (out / "docs" / "b.html").read_bytes() == INJECTED
    flags = ["--per-file-ignores", f"docs/*:{FINDING.rule}"]
    assert main(["clean", ".", "-o", str(out), *flags]) == 0
    assert (out / "docs" / "b.html").read_bytes() == INJECTED


def test_cleaning_leaves_out_what_is_excluded(here: Path) -> None:
    out = here.parent / f"{here.name}-out"
    _write(here, 'exclude = ["docs"]')
    assert main(["clean", ".", "-o", str(out)]) == 0
    assert (out / "a.html").read_bytes() == CLEAN
    assert not (out / "docs").exists()


@needs_git
def test_a_scan_respects_git_and_a_cleaning_does_not_ask_it(here: Path, capsys: Capture) -> None:
    git(here, "init", "-q")
    (here / ".gitignore").write_text("docs/\n")
    assert main(["scan", "."]) == 0
    assert main(["scan", ".", "--no-respect-gitignore"]) == 1
    assert main(["scan", "docs"]) == 1
    out = here.parent / f"{here.name}-out"
    assert main(["clean", ".", "-o", str(out)]) == 0
    assert (out / "docs" / "b.html").exists()


def test_blocks_are_listed_of_wanted_pages_only(here: Path, capsys: Capture) -> None:
    assert main(["scan", ".", "--blocks", "--exclude", "docs"]) == 0
    assert "docs" not in capsys.readouterr().out
