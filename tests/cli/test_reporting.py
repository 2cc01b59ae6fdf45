"""What a scan reports of a repository: ignores, baseline and cache, together and told."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

import sanitizer
from sanitizer.cli import main
from tests.batch.pages import CLEAN, HIDDEN_BOX, INJECTED, put
from tests.repository.git import git, needs_git

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]

COMMENT = "<!-- sanitizer: ignore[SAN2] the partners, by contract -->"
IGNORED = INJECTED.replace(HIDDEN_BOX.encode(), (COMMENT + HIDDEN_BOX).encode())


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, "a.html")
    put(tmp_path, "b.html", INJECTED)
    return tmp_path


def _records(capsys: Capture) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_what_a_comment_ignores_fails_nothing_but_is_told(here: Path, capsys: Capture) -> None:
    put(here, "b.html", IGNORED)
    assert main(["scan", "."]) == 0
    assert capsys.readouterr() == (
        "", "1 finding ignored by comments in 1 page; --no-ignores reports them\n",
    )  # fmt: skip


def test_it_is_counted_for_programs_and_reported_when_asked_for(
    here: Path, capsys: Capture
) -> None:
    put(here, "b.html", IGNORED)
    assert main(["scan", ".", "--format", "jsonl"]) == 0
    clean, ignored = _records(capsys)
    assert (clean["n_ignored"], ignored["n_ignored"]) == (0, 1)
    assert (ignored["verdict"], ignored["findings"]) == ("clean", [])
    assert main(["scan", ".", "--format", "jsonl", "--no-ignores"]) == 1
    _, reported = _records(capsys)
    assert len(reported["findings"]) == 1
    assert "n_ignored" not in reported


def test_comments_that_do_nothing_are_told_and_fail_nothing(here: Path, capsys: Capture) -> None:
    put(here, "b.html", CLEAN + b"\n<!-- sanitizer: ignore[SAN2] x -->\n<!-- sanitizer: ignore -->")
    assert main(["scan", "."]) == 0
    line = CLEAN.count(b"\n") + 2
    assert capsys.readouterr().err == (
        f"b.html:{line}:1: unused: ignore[SAN2] covers no finding; remove it\n"
        f"b.html:{line + 1}:1: not ignored: ignore names no rule;"
        " write ignore[CODE] and the reason\n"
    )
    assert main(["scan", ".", "--no-ignores"]) == 0
    assert capsys.readouterr().err == ""


def test_a_comment_on_stdin_counts_too(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(IGNORED)))
    assert main(["scan", "-"]) == 0
    assert "1 finding ignored" in capsys.readouterr().err


def test_cleaning_does_not_obey_comments(here: Path) -> None:
    put(here, "b.html", IGNORED)
    out = here.parent / f"{here.name}-out"
    assert main(["clean", ".", "-o", str(out)]) == 0
    assert HIDDEN_BOX.encode() not in (out / "b.html").read_bytes()


def test_with_a_baseline_only_what_is_new_is_reported(here: Path, capsys: Capture) -> None:
    assert main(["scan", ".", "--write-baseline", "base.json"]) == 0
    written = capsys.readouterr()
    assert written == ("", "1 finding in 1 page written to the baseline 'base.json'\n")
    assert main(["scan", ".", "--baseline", "base.json"]) == 0
    assert capsys.readouterr() == ("", "1 finding in the baseline\n")
    put(here, "b.html", INJECTED.replace(b"<h1>", b"<h1>\n\nToday: "))
    put(here, "c.html", INJECTED)
    assert main(["scan", ".", "--baseline", "base.json"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("c.html:")
    assert out.count("\n") == 1
    assert err.startswith("1 finding in 1 of 3 pages; ")
    assert err.endswith("\n1 finding in the baseline\n")


def test_what_is_no_longer_found_is_named(here: Path, capsys: Capture) -> None:
    main(["scan", ".", "--write-baseline", "base.json"])
    put(here, "b.html", CLEAN)
    capsys.readouterr()
    assert main(["scan", "a.html", "--baseline", "base.json"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["scan", ".", "--baseline", "base.json", "--format", "jsonl"]) == 0
    out, err = capsys.readouterr()
    assert [json.loads(line)["n_known"] for line in out.splitlines()] == [0, 0]
    (finding,) = sanitizer.scan(INJECTED).findings
    expected = f"b.html: {finding.rule} {finding.fingerprint} is no longer found"
    assert err == f"stale in the baseline: {expected}\n"


def test_rules_that_do_not_count_are_not_stale(here: Path, capsys: Capture) -> None:
    main(["scan", ".", "--write-baseline", "base.json"])
    capsys.readouterr()
    assert main(["scan", ".", "--baseline", "base.json", "--select", "SAN5"]) == 0
    assert capsys.readouterr().err == ""


def test_a_baseline_holds_what_would_be_reported(here: Path, capsys: Capture) -> None:
    put(here, "b.html", IGNORED)
    main(["scan", ".", "--write-baseline", "base.json"])
    assert json.loads((here / "base.json").read_text())["pages"] == {}
    main(["scan", ".", "--write-baseline", "base.json", "--no-ignores"])
    assert list(json.loads((here / "base.json").read_text())["pages"]) == ["b.html"]


def test_a_baseline_of_which_a_page_could_not_be_read_ends_with_2(here: Path) -> None:
    put(here, "c.html.gz", b"not packed")
    assert main(["scan", ".", "--write-baseline", "base.json"]) == 2


def test_a_baseline_that_is_none_ends_with_2(here: Path, capsys: Capture) -> None:
    assert main(["scan", ".", "--baseline", "a.html"]) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert "error: the baseline 'a.html' is not JSON" in streams.err
    assert main(["scan", ".", "--baseline", "a.html", "--write-baseline", "b"]) == 2


def test_the_cache_lies_beside_the_settings_or_here_or_where_it_is_wanted(here: Path) -> None:
    put(here, "site/docs/c.html")
    main(["scan", "site"])
    assert (here / ".sanitizer_cache").is_dir()
    (here / "site" / "sanitizer.toml").write_text("")
    main(["scan", "site/docs"])
    assert (here / "site" / ".sanitizer_cache").is_dir()
    main(["scan", "site", "--cache-dir", "elsewhere/cache"])
    assert (here / "elsewhere" / "cache").is_dir()


def test_without_a_cache_nothing_is_written(here: Path) -> None:
    assert main(["scan", ".", "--no-cache"]) == 1
    assert sorted(path.name for path in here.iterdir()) == ["a.html", "b.html"]


def test_a_cache_in_the_place_of_a_file_is_refused(here: Path, capsys: Capture) -> None:
    assert main(["scan", ".", "--cache-dir", "a.html"]) == 2
    assert "'a.html' is a file; name a folder for the cache" in capsys.readouterr().err


@needs_git
def test_a_cache_that_was_committed_is_not_believed(here: Path, capsys: Capture) -> None:
    git(here, "init", "-q")
    assert main(["scan", "."]) == 1
    for share in (here / ".sanitizer_cache").glob("*.json"):  # as if the page had been clean
        entries = json.loads(share.read_text())
        for entry in entries.values():
            entry["report"] |= {"verdict": "clean", "findings": []}
        share.write_text(json.dumps(entries))
    capsys.readouterr()
    assert main(["scan", "."]) == 0
    git(here, "add", "-f", ".sanitizer_cache")
    assert main(["scan", "."]) == 1
    assert "sanitizer_cache' is committed to git, and so not believed" in capsys.readouterr().err


def test_what_comes_from_the_cache_is_filtered_anew(
    here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(here, "b.html", IGNORED)
    runs = [
        ["scan", ".", "--format", "jsonl", *flags]
        for flags in ([], ["--no-ignores"], ["--select", "SAN5", "--no-ignores"], [])
    ]
    fresh = [(main([*run, "--no-cache"]), capsys.readouterr()) for run in runs]
    assert [code for code, _ in fresh] == [0, 1, 0, 0]
    main(runs[0])
    capsys.readouterr()
    monkeypatch.delattr("sanitizer.pipeline.scan")
    assert [(main(run), capsys.readouterr()) for run in runs] == fresh
