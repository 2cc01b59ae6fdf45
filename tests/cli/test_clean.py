"""sanitizer clean."""

from __future__ import annotations

import gzip
import io
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

import sanitizer
from sanitizer.cli import main
from sanitizer.errors import ModelError
from tests.batch.pages import CLEAN, HIDDEN_BOX, INJECTED, PICTURE, SPAM, put, put_packed

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def site(here: Path) -> Path:
    """A small site with something of everything."""
    put(here, "site/a.html")
    put(here, "site/b/index.HTM", INJECTED)
    put_packed(here, "site/c.html.gz", INJECTED)
    put(here, "site/d.html", SPAM)
    put(here, "site/e.html", PICTURE)
    put(here, "site/f.html.gz", b"not packed")
    put(here, "site/style.css", b"p {}")
    return here / "site"


def _tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _report(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "report.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _run_on_stdin(monkeypatch: pytest.MonkeyPatch, page: bytes, *arguments: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(page)))
    return main(["clean", "-", *arguments])


def test_the_tree_is_mirrored_without_the_junk_and_the_inputs_stay(site: Path) -> None:
    before = _tree(site)
    assert main(["clean", "site", "-o", "out"]) == 0
    assert _tree(site) == before
    written = _tree(site.parent / "out")
    assert sorted(written) == ["a.html", "b/index.HTM", "c.html.gz", "report.jsonl"]
    cleaned = sanitizer.clean(INJECTED).html
    assert HIDDEN_BOX.encode() not in cleaned
    assert written["a.html"] == CLEAN
    assert written["b/index.HTM"] == cleaned
    assert gzip.decompress(written["c.html.gz"]) == cleaned


def test_the_report_has_a_line_for_every_page_in_the_order_of_the_inputs(site: Path) -> None:
    assert main(["clean", "site", "-o", "out"]) == 0
    report = _report(site.parent / "out")
    assert [(line["path"], line["verdict"], line["output"]) for line in report] == [
        ("site/a.html", "clean", "a.html"),
        ("site/b/index.HTM", "injected", "b/index.HTM"),
        ("site/c.html.gz", "injected", "c.html.gz"),
        ("site/d.html", "spam", None),
        ("site/e.html", "unreadable", None),
        ("site/f.html.gz", "unreadable", None),
    ]
    assert "no sound gzip file" in report[-1]["reason"]
    assert all(line["reason"] for line in report)


@pytest.mark.parametrize("to", ["html", "text", "json"])
def test_nothing_depends_on_the_number_of_processes(site: Path, to: str) -> None:
    assert main(["clean", "site", "-o", "one", "--to", to]) == 0
    assert main(["clean", "site", "-o", "two", "--to", to, "--jobs", "2"]) == 0
    assert _tree(site.parent / "one") == _tree(site.parent / "two")


@pytest.mark.parametrize(("to", "suffix"), [("text", "txt"), ("markdown", "md")])
def test_the_main_content_is_written_for_every_page_that_has_one(
    site: Path, to: str, suffix: str
) -> None:
    assert main(["clean", "site", "-o", "out", "--to", to]) == 0
    written = _tree(site.parent / "out")
    del written["report.jsonl"]
    assert sorted(written) == [f"a.{suffix}", f"b/index.{suffix}", f"c.{suffix}"]
    for content in written.values():
        assert b"showed twenty past four" in content
        assert b"gacor" not in content


def test_json_has_the_report_of_its_page(site: Path) -> None:
    assert main(["clean", "site/b", "-o", "out", "--to", "json"]) == 0
    record = json.loads((site.parent / "out" / "index.json").read_bytes())
    assert record["path"] == "site/b/index.HTM"
    assert "showed twenty past four" in record["text"]
    assert record["report"]["verdict"] == "injected"
    assert record["metadata"]["title"] == "The tower clock runs again"


def test_spam_is_written_when_asked(site: Path) -> None:
    assert main(["clean", "site", "-o", "out", "--keep-spam"]) == 0
    assert (site.parent / "out" / "d.html").exists()


def test_several_inputs_keep_their_names(here: Path) -> None:
    put(here, "one/index.html", INJECTED)
    put(here, "two/index.html")
    assert main(["clean", "one", "two", "-o", "out"]) == 0
    assert sorted(_tree(here / "out")) == ["one/index.html", "report.jsonl", "two/index.html"]


def test_pages_whose_texts_would_share_a_name_are_all_written(here: Path) -> None:
    put(here, "site/a.html", INJECTED)
    put(here, "site/a.htm")
    assert main(["clean", "site", "-o", "out", "--to", "text"]) == 0
    assert sorted(_tree(here / "out")) == ["a.htm.txt", "a.html.txt", "report.jsonl"]


def test_a_second_run_writes_the_same_again(site: Path) -> None:
    assert main(["clean", "site", "-o", "out"]) == 0
    first = _tree(site.parent / "out")
    assert main(["clean", "site", "-o", "out"]) == 0
    assert _tree(site.parent / "out") == first


def test_the_summary_counts_verdicts_and_rules_on_stderr(site: Path, capsys: Capture) -> None:
    assert main(["clean", "site", "-o", "out"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    rows = {line.split()[0]: line.split()[1] for line in err.splitlines()}
    assert rows["pages"] == "6"
    assert (rows["clean"], rows["injected"], rows["spam"], rows["unreadable"]) == (
        "1",
        "2",
        "1",
        "2",
    )
    assert sanitizer.scan(INJECTED).findings[0].rule in rows
    assert "a second" in err
    assert err.endswith("report: out/report.jsonl\n")


def test_there_is_no_progress_bar_where_nobody_watches(site: Path, capsys: Capture) -> None:
    assert main(["clean", "site", "-o", "out"]) == 0
    assert "\r" not in capsys.readouterr().err


def test_a_terminal_gets_a_progress_bar(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TQDM_NCOLS", "80")
    assert main(["clean", "site", "-o", "out"]) == 0
    assert "/6 [" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["site"], "no output folder: give one with -o DIR"),
        (["site", "-o", "site/out"], "output inside the input"),
        (["site", "-o", "."], "input inside the output"),
        (["site", "-o", "site/a.html"], "-o takes a folder"),
        (["gone", "-o", "out"], "'gone' does not exist"),
        (["empty", "-o", "out"], "no pages below 'empty'"),
        (["site", "-o", "out", "--to", "pdf"], "invalid choice: 'pdf' (choose from "),
        (["site", "-", "-o", "out"], "cannot stand beside other paths"),
    ],
)
def test_what_cannot_run_says_why_and_writes_nothing(
    site: Path, capsys: Capture, arguments: list[str], message: str
) -> None:
    (site.parent / "empty").mkdir()
    assert main(["clean", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert not (site.parent / "out").exists()


def test_a_model_that_cannot_be_used_leaves_no_folder(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def refuse(*_: object, **__: object) -> object:
        raise ModelError("the model was altered")

    monkeypatch.setattr("sanitizer.batch.cleaning.clean", refuse)
    assert main(["clean", "site", "-o", "out"]) == 2
    assert capsys.readouterr().err == "sanitizer: error: the model was altered\n"
    assert not (site.parent / "out").exists()


def test_an_interrupted_run_leaves_whole_pages_and_a_partial_report(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bytes] = []

    def interrupted(page: bytes, config: sanitizer.Config) -> object:
        asked.append(page)
        if len(asked) == 3:
            raise KeyboardInterrupt
        return sanitizer.clean(page, config=config)

    monkeypatch.setattr("sanitizer.batch.cleaning.clean", interrupted)
    assert main(["clean", "site", "-o", "out"]) == 130
    assert sorted(_tree(site.parent / "out")) == [
        "a.html",
        "b/index.HTM",
        "report.partial.jsonl",
    ]
    assert not [path for path in (site.parent / "out").iterdir() if path.name.startswith(".")]


def test_stdin_is_cleaned_to_stdout_byte_for_byte(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert _run_on_stdin(monkeypatch, INJECTED) == 0
    assert capfdbinary.readouterr() == (sanitizer.clean(INJECTED).html, b"")


def test_stdin_is_written_to_a_folder_when_one_is_given(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _run_on_stdin(monkeypatch, INJECTED, "-o", "out", "--to", "text") == 0
    assert sorted(_tree(here / "out")) == ["report.jsonl", "stdin.txt"]
    assert _report(here / "out")[0]["path"] == "-"


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_why_stdin_gave_no_text_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, form: str
) -> None:
    assert _run_on_stdin(monkeypatch, b"<p><img src=x.png></p>", "--to", form) == 0
    out, err = capsys.readouterr()
    assert out.strip() == ""
    assert err.startswith("-: no text: ")


@pytest.mark.parametrize(
    ("page", "code", "verdict"), [(SPAM, 0, "spam"), (PICTURE, 2, "unreadable")]
)
def test_what_keeps_stdin_from_being_written_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, page: bytes, code: int, verdict: str
) -> None:
    assert _run_on_stdin(monkeypatch, page) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"-: {verdict}: ")
