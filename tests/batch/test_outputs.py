"""The folder that clean writes."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitizer.batch.outputs import (
    PARTIAL_REPORT_NAME,
    REPORT_NAME,
    OutputFolder,
    check_apart,
    content_of,
    json_line,
    plan_names,
    write_whole,
)
from sanitizer.errors import PathError
from sanitizer.pipeline import clean
from tests.batch.pages import CLEAN, HIDDEN_BOX, INJECTED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def test_an_html_page_keeps_its_name_and_its_packing() -> None:
    assert plan_names(["a.html", "x/b.HTM.gz"], "html") == ["a.html", "x/b.HTM.gz"]


@pytest.mark.parametrize(("to", "suffix"), [("text", "txt"), ("markdown", "md"), ("json", "json")])
def test_a_text_loses_the_packing_and_changes_its_suffix(to: str, suffix: str) -> None:
    places = ["x/a.html.gz", "b.xhtml", "notes"]
    assert plan_names(places, to) == [f"x/a.{suffix}", f"b.{suffix}", f"notes.{suffix}"]


def test_pages_that_would_share_a_name_all_keep_their_whole_names() -> None:
    places = ["a.html", "a.htm", "a.html.gz", "b.html", "x/a.html"]
    assert plan_names(places, "text") == [
        "a.html.txt",
        "a.htm.txt",
        "a.html.gz.txt",
        "b.txt",
        "x/a.txt",
    ]


def test_a_page_gives_way_to_a_folder_of_its_name() -> None:
    assert plan_names(["x.html", "x.txt/a.html"], "text") == ["x.html.txt", "x.txt/a.txt"]


@given(
    st.lists(
        st.from_regex(r"[ab](\.(html|htm|txt)){1,3}(\.gz)?", fullmatch=True),
        unique=True,
        max_size=9,
    )
)
def test_no_two_pages_ever_get_one_name(places: list[str]) -> None:
    names = plan_names(places, "text")
    assert len(set(names)) == len(places)


def test_a_page_on_the_place_of_the_report_is_refused() -> None:
    with pytest.raises(PathError, match=r"'report.jsonl' would fall on the report"):
        plan_names([REPORT_NAME], "html")


@pytest.mark.parametrize(
    ("source", "output", "message"),
    [
        ("site", "site", "output inside the input"),
        ("site", "site/out", "output inside the input"),
        ("site", "site/../site/new/deep", "output inside the input"),
        ("site", ".", "input inside the output"),
        ("site/a.html", "site", "input inside the output"),
        ("site", "link", "output inside the input"),
    ],
)
def test_an_output_that_could_fall_on_an_input_is_refused(
    tmp_path: Path, source: str, output: str, message: str
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.html").write_bytes(CLEAN)
    (tmp_path / "link").symlink_to(tmp_path / "site", target_is_directory=True)
    with pytest.raises(PathError, match=message):
        check_apart([str(tmp_path / source)], tmp_path / output)


def test_an_output_beside_the_input_is_fine(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    check_apart([str(tmp_path / "site")], tmp_path / "site-clean")


def test_a_file_as_output_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(PathError, match="-o takes a folder"):
        check_apart([], tmp_path / "out")


def test_html_is_the_cleaned_page_packed_as_it_came() -> None:
    cleaned = clean(INJECTED)
    assert content_of(cleaned, "a.html", "html") == cleaned.html
    packed = content_of(cleaned, "a.html.gz", "html")
    assert gzip.decompress(packed) == cleaned.html
    assert packed == content_of(cleaned, "a.html.gz", "html")


def test_text_and_markdown_are_utf_8_and_end_their_last_line() -> None:
    for to in ("text", "markdown"):
        content = content_of(clean(INJECTED), "a.html", to)
        assert b"showed twenty past four" in content
        assert b"gacor" not in content
        assert content.endswith(b"\n")


def test_json_has_text_metadata_and_report() -> None:
    cleaned = clean(INJECTED)
    record = json.loads(content_of(cleaned, "a.html", "json"))
    assert list(record) == ["path", "text", "text_reason", "text_note", "metadata", "report"]
    assert record["text"] == cleaned.text
    assert record["report"] == cleaned.report.as_dict()
    assert HIDDEN_BOX not in json.dumps(record["metadata"])


def test_a_line_of_json_is_readable_and_survives_any_file_name() -> None:
    name = os.fsdecode(b"caf\xe9.html")
    line = json_line({"path": name, "reason": "隱藏"})
    assert "隱藏" in line
    assert json.loads(line.encode(errors="backslashreplace"))["path"] == name


def test_a_file_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(PathError, match="taken' cannot be written"):
        write_whole(b"x", tmp_path / "taken", tmp_path)


def test_the_report_takes_its_name_at_the_end(tmp_path: Path) -> None:
    with OutputFolder(tmp_path / "out") as folder:
        folder.add({"path": "a.html"})
        assert not (tmp_path / "out" / REPORT_NAME).exists()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [REPORT_NAME]
    assert (tmp_path / "out" / REPORT_NAME).read_text() == '{"path": "a.html"}\n'


def _stop_half_way(out: Path, error: type[BaseException]) -> None:
    with OutputFolder(out) as folder:
        folder.add({"path": "a.html"})
        (folder.staging / "half.part").write_bytes(b"<p>unfin")
        raise error


@pytest.mark.parametrize("error", [KeyboardInterrupt, PathError])
def test_a_run_that_is_stopped_keeps_its_report_as_a_partial_one(
    tmp_path: Path, error: type[BaseException]
) -> None:
    (tmp_path / REPORT_NAME).write_text("older\n")
    with pytest.raises(error):
        _stop_half_way(tmp_path, error)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [REPORT_NAME, PARTIAL_REPORT_NAME]
    assert (tmp_path / REPORT_NAME).read_text() == "older\n"
    assert (tmp_path / PARTIAL_REPORT_NAME).read_text() == '{"path": "a.html"}\n'


def test_a_whole_run_takes_an_older_partial_report_away(tmp_path: Path) -> None:
    (tmp_path / PARTIAL_REPORT_NAME).write_text("older\n")
    with OutputFolder(tmp_path) as folder:
        folder.add({"path": "a.html"})
    assert [path.name for path in tmp_path.iterdir()] == [REPORT_NAME]


@contextlib.contextmanager
def _no_file_over(n_bytes: int) -> Iterator[None]:
    """Let the system refuse longer files: it tells a program so as it tells of a full disk."""
    resource = pytest.importorskip("resource", reason="limits of files are of POSIX systems")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _report_until_the_disk_is_full(out: Path) -> None:
    with _no_file_over(50), OutputFolder(out) as folder:
        for _ in range(4):
            folder.add({"path": "a.html"})


def test_a_full_disk_is_an_error_that_leaves_a_report_of_whole_lines(tmp_path: Path) -> None:
    with pytest.raises(PathError, match=r"report.jsonl' cannot be written"):
        _report_until_the_disk_is_full(tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == [PARTIAL_REPORT_NAME]
    assert (tmp_path / "out" / PARTIAL_REPORT_NAME).read_text() == '{"path": "a.html"}\n' * 2


def test_a_run_that_could_not_start_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(PathError), OutputFolder(tmp_path / "out"):
        raise PathError("the model is missing")
    assert list(tmp_path.iterdir()) == []
