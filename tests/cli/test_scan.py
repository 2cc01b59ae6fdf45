"""sanitizer scan."""

from __future__ import annotations

import io
import json
import os
import sys
from typing import TYPE_CHECKING

import pytest

import sanitizer
from sanitizer.cli import main
from sanitizer.cli.formats import FORMATS
from tests.batch.pages import CLEAN, HIDDEN_BOX, INJECTED, PICTURE, SPAM, put, put_packed

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]

#: Where the hidden box stands in the injected page.
LINE = INJECTED.decode().split(HIDDEN_BOX)[0].count("\n") + 1


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _stdin(monkeypatch: pytest.MonkeyPatch, page: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(page)))


def test_a_clean_page_costs_no_word_and_ends_with_0(here: Path, capsys: Capture) -> None:
    put(here, "a.html")
    assert main(["scan", "a.html"]) == 0
    assert capsys.readouterr() == ("", "")


def test_findings_are_lines_with_their_place_and_end_with_1(here: Path, capsys: Capture) -> None:
    put(here, "site/a.html")
    put(here, "site/b.html", INJECTED)
    assert main(["scan", "site"]) == 1
    out, err = capsys.readouterr()
    (finding,) = sanitizer.scan(INJECTED).findings
    assert out == (
        f"site/b.html:{LINE}:1: {finding.rule} {finding.name} {finding.score:.2f}"
        f" {finding.excerpt}\n"
    )
    assert err == (
        "1 finding in 1 of 2 pages; --explain says why; --diff shows what --fix would cut\n"
    )


def test_what_was_asked_for_or_cannot_be_had_is_not_proposed(
    here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(here, "a.html", INJECTED)
    put(here, "b.html", SPAM)
    n_found = len(sanitizer.scan(SPAM).findings)
    assert main(["scan", "b.html"]) == 1
    total = f"{n_found} findings in 1 of 1 page"
    assert capsys.readouterr().err == f"{total}; --explain says why\n"
    assert main(["scan", "b.html", "--explain"]) == 1
    assert capsys.readouterr().err == f"{total}\n"
    assert main(["scan", "a.html", "--explain"]) == 1
    assert capsys.readouterr().err.endswith("1 page; --diff shows what --fix would cut\n")
    _stdin(monkeypatch, INJECTED)
    assert main(["scan", "-"]) == 1
    assert capsys.readouterr().err == "1 finding in 1 of 1 page; --explain says why\n"


def test_explained_a_finding_has_every_reason_and_a_page_its_verdict(
    here: Path, capsys: Capture
) -> None:
    put(here, "a.html", INJECTED)
    report = sanitizer.scan(INJECTED)
    assert main(["scan", "a.html", "--explain"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert report.findings[0].reasons
    n_reasons = len(report.findings[0].reasons)
    assert lines[1 : 1 + n_reasons] == [f"    {reason}" for reason in report.findings[0].reasons]
    assert lines[-3].startswith(f"    {LINE} | {HIDDEN_BOX[:70]}")
    assert set(lines[-2].split("|")[1].strip()) == {"^"}
    assert lines[-1] == f"a.html: injected: {report.reason}"


def test_a_page_from_stdin_is_explained_with_its_source(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    _stdin(monkeypatch, INJECTED)
    assert main(["scan", "-", "--explain"]) == 1
    assert f"    {LINE} | {HIDDEN_BOX[:70]}" in capsys.readouterr().out


def test_colours_come_when_they_are_forced_and_not_into_a_file(
    here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(here, "a.html", INJECTED)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    main(["scan", "a.html"])
    assert "\x1b" not in capsys.readouterr().out
    monkeypatch.setenv("FORCE_COLOR", "1")
    main(["scan", "a.html"])
    assert "\x1b[1;31mSAN201\x1b[0m" in capsys.readouterr().out
    main(["scan", "a.html", "--format", "jsonl"])
    assert "\x1b" not in capsys.readouterr().out


def test_json_is_one_array(here: Path, capsys: Capture) -> None:
    put(here, "a.html")
    put(here, "b.html", INJECTED)
    assert main(["scan", ".", "--format", "json"]) == 1
    records = json.loads(capsys.readouterr().out)
    assert [record["path"] for record in records] == ["a.html", "b.html"]


def test_with_exit_zero_findings_end_with_0_and_what_was_not_read_still_with_2(
    here: Path, capsys: Capture
) -> None:
    put(here, "a.html", INJECTED)
    assert main(["scan", "a.html", "--exit-zero"]) == 0
    assert capsys.readouterr().out.startswith("a.html:")
    put(here, "b.html.gz", b"not packed")
    assert main(["scan", "b.html.gz", "--exit-zero"]) == 2


def test_json_lines_have_one_report_a_page_clean_ones_too(here: Path, capsys: Capture) -> None:
    pages = {"a.html": CLEAN, "b.html": INJECTED, "c.html": PICTURE}
    for name, page in pages.items():
        put(here, name, page)
    assert main(["scan", ".", "--format", "jsonl"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line) for line in lines] == [
        {"path": name, **sanitizer.scan(page).as_dict(), "n_ignored": 0}
        for name, page in pages.items()
    ]


def test_a_page_that_cannot_be_read_is_named_on_stderr_and_the_others_are_scanned(
    here: Path, capsys: Capture
) -> None:
    put(here, "a.html.gz", b"not packed")
    put(here, "b.html", INJECTED)
    assert main(["scan", "."]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("b.html:")
    assert err.startswith("a.html.gz: unreadable: the file is no sound gzip file")


def test_a_page_that_nobody_looked_at_is_not_called_clean(here: Path, capsys: Capture) -> None:
    put(here, "a.html.gz", b"not packed")
    put(here, "b.html")
    assert main(["scan", "."]) == 2
    assert "a.html.gz: unreadable" in capsys.readouterr().err


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_links_to_nothing_and_pipes_are_named_and_nobody_waits_for_them(
    here: Path, capsys: Capture, jobs: str
) -> None:
    put(here, "b.html")
    (here / "gone.html").symlink_to("nowhere.html")
    os.mkfifo(here / "pipe.html")
    assert main(["scan", ".", "--jobs", jobs]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "gone.html: unreadable: the link cannot be followed: No such file or directory\n"
        "pipe.html: unreadable: the file is a pipe, a socket or a device\n"
    )


def test_a_spam_page_ends_with_1(here: Path, capsys: Capture) -> None:
    put(here, "a.html", SPAM)
    assert main(["scan", "a.html"]) == 1
    assert capsys.readouterr().out.startswith("a.html:")


def test_a_packed_page_is_scanned(here: Path, capsys: Capture) -> None:
    put_packed(here, "a.html.gz", INJECTED)
    assert main(["scan", "a.html.gz"]) == 1
    assert capsys.readouterr().out.startswith(f"a.html.gz:{LINE}:1: ")


@pytest.mark.parametrize("page", [b"", PICTURE])
def test_a_file_that_is_no_page_is_named_and_fails_nothing(
    here: Path, capsys: Capture, page: bytes
) -> None:
    put(here, "a.html", page)
    assert main(["scan", "a.html"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"a.html: unreadable: {sanitizer.scan(page).reason}\n"


@pytest.mark.parametrize(
    "page",
    [
        b"%PDF-1.4\n" + INJECTED,
        INJECTED.replace(b"<head>", b"<head><!--" + b"\x01" * 2000 + b"-->"),
        INJECTED + b"<i>" * 500_001,
        INJECTED.decode().encode("utf-16") + "<i>".encode("utf-16-le") * 500_001,
    ],
    ids=["signature", "controls", "tags", "tags in UTF-16"],
)
def test_a_page_that_only_a_browser_reads_is_not_passed_over(
    here: Path, capsys: Capture, page: bytes
) -> None:
    put(here, "a.html", page)
    for jobs in ("1", "2"):
        put(here, f"b{jobs}.html")
        assert main(["scan", ".", "--jobs", jobs]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err == f"a.html: unreadable: {sanitizer.scan(page).reason}\n"


def test_a_dash_scans_stdin(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    _stdin(monkeypatch, CLEAN)
    assert main(["scan", "-"]) == 0
    assert capsys.readouterr() == ("", "")
    _stdin(monkeypatch, INJECTED)
    assert main(["scan", "-"]) == 1
    assert capsys.readouterr().out.startswith(f"-:{LINE}:1: ")


@pytest.mark.parametrize("name", FORMATS)
def test_the_output_is_the_same_whatever_the_number_of_processes(
    here: Path, capsys: Capture, name: str
) -> None:
    for number in range(6):
        put(here, f"{number}.html", INJECTED if number % 3 else CLEAN)
    put(here, "broken.html.gz", b"no")
    assert main(["scan", ".", "--format", name]) == 1
    alone = capsys.readouterr()
    assert main(["scan", ".", "--format", name, "--jobs", "2"]) == 1
    assert capsys.readouterr() == alone


def test_a_higher_threshold_is_passed_on(here: Path, capsys: Capture) -> None:
    put(here, "a.html", INJECTED)
    config = sanitizer.Config(threshold=1.0)
    expected = sanitizer.scan(INJECTED, config=config)
    assert main(["scan", "a.html", "--threshold", "1", "--format", "jsonl"]) == bool(
        expected.findings
    )
    record = {"path": "a.html", **expected.as_dict(), "n_ignored": 0}
    assert json.loads(capsys.readouterr().out) == record


def test_an_excerpt_in_any_script_prints_on_a_terminal_that_knows_only_ascii(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(here, "頁.html", INJECTED)
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    assert main(["scan", "頁.html"]) == 1
    sys.stdout.flush()
    assert raw.getvalue().startswith(f"\\u9801.html:{LINE}:1: ".encode())


BLOCKS = (
    b"<h1>Caf\xc3\xa9</h1>\n<p style='opacity:0'>Red\x1b <b>lamp</b></p><p>Blue &amp; green</p>"
)


def test_blocks_are_listed_with_place_text_and_cause(here: Path, capsys: Capture) -> None:
    put(here, "a.html", BLOCKS)
    put(here, "b.html", b"<p>One")
    assert main(["scan", ".", "--blocks", "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    source = BLOCKS.decode()
    assert [row["path"] for row in rows] == ["a.html"] * 3 + ["b.html"]
    assert [row["text"] for row in rows] == ["Caf\xe9", "Red\x1b lamp", "Blue & green", "One"]
    assert [row["visibility"] for row in rows] == [None, "opacity", None, None]
    assert [(row["line"], row["column"]) for row in rows[:2]] == [(1, 5), (2, 22)]
    assert source[rows[1]["start"] : rows[1]["end"]] == "Red\x1b <b>lamp"
    assert rows[1]["xpath"].startswith("/html/body/p[1]/text()")
    assert set(rows[0]) == {
        "path", "start", "end", "line", "column", "xpath", "text", "visibility",
    }  # fmt: skip


def test_blocks_are_lines_that_a_terminal_does_not_obey(here: Path, capsys: Capture) -> None:
    put(here, "a.html", BLOCKS)
    put(here, "b.html", b"<p>" + b"word " * 40)
    assert main(["scan", ".", "--blocks"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "a.html:2:22: opacity Red\\x1b lamp"
    assert lines[3].startswith("b.html:1:4: seen word word")
    assert lines[3].endswith("\u2026")
    assert len(lines[3]) < 100


def test_listing_blocks_needs_no_model_and_judges_nothing(here: Path, capsys: Capture) -> None:
    put(here, "a.html", INJECTED)
    assert main(["scan", "a.html", "--blocks", "--model", "nowhere"]) == 0
    assert "display-none" in capsys.readouterr().out


def test_pages_without_blocks_to_list_are_named(here: Path, capsys: Capture) -> None:
    put(here, "a.html", PICTURE)
    assert main(["scan", "a.html", "--blocks"]) == 0
    assert capsys.readouterr().err.startswith("a.html: unreadable: ")
    put(here, "b.html.gz", b"not packed")
    assert main(["scan", ".", "--blocks"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "b.html.gz: unreadable: the file is no sound gzip file" in err


def test_blocks_of_stdin_are_listed(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    _stdin(monkeypatch, BLOCKS)
    assert main(["scan", "-", "--blocks"]) == 0
    assert capsys.readouterr().out.startswith("-:1:5: seen Caf")


def test_blocks_come_in_the_same_order_from_several_processes(here: Path, capsys: Capture) -> None:
    for number in range(6):
        put(here, f"{number}.html", BLOCKS)
    assert main(["scan", ".", "--blocks", "--format", "jsonl"]) == 0
    alone = capsys.readouterr()
    assert main(["scan", ".", "--blocks", "--format", "jsonl", "--jobs", "2"]) == 0
    assert capsys.readouterr() == alone


def test_blocks_have_no_format_that_speaks_of_findings(here: Path, capsys: Capture) -> None:
    put(here, "a.html")
    assert main(["scan", "a.html", "--blocks", "--format", "sarif"]) == 2
    assert "--blocks knows the formats text and jsonl, not sarif" in capsys.readouterr().err


def test_blocks_are_not_explained(here: Path, capsys: Capture) -> None:
    put(here, "a.html")
    assert main(["scan", "a.html", "--blocks", "--explain"]) == 2
    assert "not allowed with" in capsys.readouterr().err
