"""sanitizer scan --fix and --diff."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

import sanitizer
from sanitizer.cli import main
from tests.batch.pages import CLEAN, HIDDEN_BOX, INJECTED, SPAM, put, put_packed
from tests.repository.repositories import git, isolate, needs_git

ROOT = Path(__file__).parents[2]
Capture = pytest.CaptureFixture[str]

CUT = sanitizer.clean(INJECTED).html


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    isolate(monkeypatch)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_fix_tells_the_findings_cuts_them_and_ends_with_1_once(here: Path, capsys: Capture) -> None:
    put(here, "a.html")
    put(here, "b.html", INJECTED)
    assert main(["scan", ".", "--fix"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("b.html:16:1: SAN201 ")
    assert err == "1 finding in 1 of 2 pages\ncut 1 finding in 1 page\n"
    assert (here / "a.html").read_bytes() == CLEAN
    assert (here / "b.html").read_bytes() == CUT
    assert main(["scan", ".", "--fix"]) == 0
    assert capsys.readouterr() == ("", "")


def test_explained_the_source_is_that_before_the_cut(here: Path, capsys: Capture) -> None:
    put(here, "a.html", INJECTED)
    assert main(["scan", "a.html", "--fix", "--explain"]) == 1
    assert f"    16 | {HIDDEN_BOX[:70]}" in capsys.readouterr().out
    assert (here / "a.html").read_bytes() == CUT


def test_records_are_those_before_the_cut(here: Path, capsys: Capture) -> None:
    put(here, "a.html", INJECTED)
    assert main(["scan", "a.html", "--fix", "--format", "json"]) == 1
    (record,) = json.loads(capsys.readouterr().out)
    assert record == {"path": "a.html", **sanitizer.scan(INJECTED).as_dict(), "n_ignored": 0}
    assert (here / "a.html").read_bytes() == CUT


def test_a_spam_page_is_reported_and_never_cut(here: Path, capsys: Capture) -> None:
    put(here, "a.html", SPAM)
    assert main(["scan", "a.html", "--fix", "--force"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("a.html:")
    assert "a.html: not cut: the whole page is spam" in err
    assert "cut 0 findings in 0 pages, left 2" in err
    assert (here / "a.html").read_bytes() == SPAM


@needs_git
def test_a_page_with_uncommitted_changes_is_cut_only_by_force(here: Path, capsys: Capture) -> None:
    put(here, "a.html")
    git(here, "init", "-q")
    git(here, "add", ".")
    git(here, "commit", "-q", "-m", "A page")
    put(here, "a.html", INJECTED)
    assert main(["scan", ".", "--fix"]) == 1
    assert "a.html: not cut: it has changes that git does not have" in capsys.readouterr().err
    git(here, "add", ".")
    assert main(["scan", ".", "--fix"]) == 1
    assert "a.html: not cut: it is staged as it is" in capsys.readouterr().err
    assert (here / "a.html").read_bytes() == INJECTED
    assert main(["scan", ".", "--fix", "--allow-staged"]) == 1
    assert (here / "a.html").read_bytes() == CUT
    put(here, "a.html", INJECTED)
    assert main(["scan", ".", "--fix", "--force", "--exit-zero"]) == 0
    assert (here / "a.html").read_bytes() == CUT


def test_a_page_that_cannot_be_written_ends_with_2_and_the_others_are_cut(
    here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(here, "locked/a.html", INJECTED)
    put(here, "open/b.html", INJECTED)
    make = sys.modules["tempfile"].mkstemp

    def refuse(prefix: str, dir: Path) -> tuple[int, str]:  # noqa: A002
        if dir.name == "locked":
            raise PermissionError(13, "Permission denied")
        made: tuple[int, str] = make(prefix=prefix, dir=dir)
        return made

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    assert main(["scan", ".", "--fix"]) == 2
    err = capsys.readouterr().err
    assert "sanitizer: error: 'locked/a.html' cannot be written: Permission denied" in err
    assert "cut 1 finding in 1 page, left 1" in err
    assert (here / "locked/a.html").read_bytes() == INJECTED
    assert (here / "open/b.html").read_bytes() == CUT


def test_several_processes_cut_the_same(here: Path, capsys: Capture) -> None:
    for number in range(4):
        put(here, f"{number}.html", INJECTED)
    assert main(["scan", ".", "--fix", "--jobs", "2"]) == 1
    assert "cut 4 findings in 4 pages" in capsys.readouterr().err
    assert all(page.read_bytes() == CUT for page in here.glob("*.html"))


def test_diff_shows_the_cut_and_changes_nothing(here: Path, capsys: Capture) -> None:
    put(here, "site/a.html", INJECTED)
    put(here, "site/b.html")
    assert main(["scan", "site", "--diff"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("--- a/site/a.html\n+++ b/site/a.html\n@@ -13,6 +13,6 @@\n")
    assert f"\n-{HIDDEN_BOX}\n+\n" in out
    assert err == "1 finding in 1 of 2 pages\n"
    assert (here / "site/a.html").read_bytes() == INJECTED


@needs_git
def test_git_applies_the_diff_of_pages_in_other_charsets(
    here: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = INJECTED.decode().replace("utf-8", "gbk").replace("tower clock", "塔鐘")
    put(here, "a.html", text.encode("gbk"))
    assert main(["scan", "a.html", "--diff"]) == 1
    subprocess.run(["git", "apply"], cwd=here, input=capsysbinary.readouterr().out, check=True)
    assert (here / "a.html").read_bytes() == text.replace(HIDDEN_BOX, "").encode("gbk")


@needs_git
def test_git_applies_the_diff_of_a_folder_with_links_and_packed_pages(
    here: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    git(here, "init", "-q")
    put(here, "elsewhere/b.html", INJECTED)
    put(here, "site/a.html", INJECTED)
    put_packed(here, "site/c.html.gz", INJECTED)
    (here / "site" / "link.html").symlink_to("a.html")
    (here / "site" / "out.html").symlink_to("../elsewhere/b.html")
    git(here, "add", ".")
    assert main(["scan", "site", "--diff"]) == 1
    diff, told = capsysbinary.readouterr()
    assert b"site/c.html.gz: not in the diff: it is packed" in told
    subprocess.run(["git", "apply"], cwd=here, input=diff, check=True)
    assert (here / "site/link.html").read_bytes() == CUT
    assert (here / "site/out.html").read_bytes() == CUT
    assert (here / "site/link.html").is_symlink()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_page_and_a_link_to_it_are_told_and_cut_once(
    here: Path, capsys: Capture, jobs: str
) -> None:
    put(here, "b.html", INJECTED)
    (here / "a.html").symlink_to("b.html")
    assert main(["scan", ".", "--fix", "--jobs", jobs]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("b.html:16:1: ")
    assert err == "1 finding in 1 of 1 page\ncut 1 finding in 1 page\n"
    assert (here / "a.html").is_symlink()


def test_a_packed_page_is_compared_where_somebody_looks(
    here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_packed(here, "a.html.gz", INJECTED)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert main(["scan", ".", "--diff"]) == 1
    assert f"-{HIDDEN_BOX}" in capsys.readouterr().out


def test_a_terminal_gets_a_diff_in_colours_that_it_does_not_obey(
    here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = INJECTED.decode().replace("utf-8", "gbk").replace("<div style", "塔\x1b[2J<div style", 1)
    put(here, "a.html", text.encode("gbk"))
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert main(["scan", "a.html", "--diff"]) == 1
    out = capsys.readouterr().out
    assert "\x1b[31m-塔\\x1b[2J<div style" in out
    assert "\x1b[32m+塔\\x1b[2J\x1b[0m\n" in out


def test_spam_has_no_diff(here: Path, capsys: Capture) -> None:
    put(here, "a.html", SPAM)
    assert main(["scan", "a.html", "--diff"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "a.html: not cut: the whole page is spam" in err


def test_stdin_has_a_diff_and_is_not_written(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(INJECTED)))
    assert main(["scan", "-", "--diff"]) == 1
    assert capsys.readouterr().out.startswith("--- a/stdin.html\n")
    assert main(["scan", "-", "--fix"]) == 2
    assert "print the change with --diff or" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--fix", "--diff"], "not allowed with"),
        (["--force"], "add --fix"),
        (["--diff", "--allow-staged"], "add --fix"),
        (["--blocks", "--fix"], "--blocks judges nothing"),
        (["--diff", "--format", "json"], "goes with neither --format nor --explain"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    here: Path, capsys: Capture, arguments: list[str], message: str
) -> None:
    put(here, "a.html", INJECTED)
    assert main(["scan", "a.html", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert (here / "a.html").read_bytes() == INJECTED


def _loaded(*arguments: str) -> set[str]:
    command = [sys.executable, "-X", "importtime", "-m", "sanitizer", "scan", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_a_hook_that_finds_nothing_to_cut_loads_nothing_that_cuts(here: Path, option: str) -> None:
    page = str(put(here, "a.html"))
    options = ["--cache-dir", str(here / "cache"), option]
    assert "sanitizer.pipeline" in _loaded(page, *options)
    loaded = _loaded(page, *options)
    assert "sanitizer.cli.fixes" in loaded
    assert not loaded & {"sanitizer.repository.fixing", "sanitizer.pipeline", "numpy", "lxml"}


def test_a_plain_scan_loads_nothing_that_only_cutting_needs(here: Path) -> None:
    loaded = _loaded(str(put(here, "a.html")))
    assert "sanitizer.cli.formats.text" in loaded
    cutting = {f"sanitizer.repository.{name}" for name in ("fixing", "diffing", "git")}
    formats = {f"sanitizer.cli.formats.{name}" for name in ("sarif", "github", "context")}
    assert not loaded & (cutting | formats | {"sanitizer.cli.fixes"})
