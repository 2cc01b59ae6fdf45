"""A cut as a unified diff: real git and nothing but the cut."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitizer.cutting.cut import merge_ranges
from sanitizer.repository.diffing import unified_diff
from sanitizer.repository.fixing import Cut

if TYPE_CHECKING:
    from pathlib import Path

_HUNK = re.compile(rb"@@ -(\d+),(\d+) \+(\d+),(\d+) @@\n")
_NO_END = b"\\ No newline at end of file\n"


def _cut(before: bytes, *ranges: tuple[int, int]) -> Cut:
    after, last = b"", 0
    for start, end in ranges:
        after += before[last:start]
        last = end
    return Cut(before, after + before[last:], ranges, "utf-8")


def _diff(cut: Cut, path: str = "a.html") -> bytes:
    return b"".join(unified_diff(cut, path))


def _lines(text: bytes) -> list[bytes]:
    return re.findall(rb"[^\n]*\n|[^\n]+\Z", text)


def _applied(diff: bytes, before: bytes) -> bytes:
    """Apply a diff as its format says, and check its counts and its old side on the way."""
    old, new, position = _lines(before), [], 0
    lines = _lines(diff)[2:]
    while lines:
        header = _HUNK.fullmatch(lines.pop(0))
        assert header is not None
        old_start, n_old, new_start, n_new = map(int, header.groups())
        begin = old_start - 1 if n_old else old_start
        new += old[position:begin]
        assert len(new) == (new_start - 1 if n_new else new_start)
        position = begin
        sides: tuple[list[bytes], list[bytes]] = ([], [])
        while lines and not lines[0].startswith(b"@@"):
            line = lines.pop(0)
            text = line[1:]
            if lines and lines[0] == _NO_END:
                text = text.removesuffix(b"\n")
                lines.pop(0)
            if line[:1] in b" -":
                sides[0].append(text)
            if line[:1] in b" +":
                sides[1].append(text)
        assert (len(sides[0]), len(sides[1])) == (n_old, n_new)
        assert old[position : position + n_old] == sides[0]
        new += sides[1]
        position += n_old
    return b"".join(new + old[position:])


@st.composite
def _cuts(draw: st.DrawFn) -> Cut:
    before = draw(st.text("ab\r\n", min_size=1, max_size=60)).encode()
    place = st.integers(0, len(before))
    pairs = draw(st.lists(st.tuples(place, place), min_size=1, max_size=4))
    ranges = merge_ranges([(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]])
    return _cut(before, *ranges)


@given(_cuts())
def test_applied_the_diff_gives_the_cut_page(cut: Cut) -> None:
    assert _applied(_diff(cut), cut.before) == cut.after


def test_a_cut_within_a_line_changes_that_line_alone() -> None:
    before = b"".join(b"line %d\n" % number for number in range(10))
    place = before.index(b"line 5") + 4
    assert _diff(_cut(before, (place, place + 2))) == (
        b"--- a/a.html\n+++ b/a.html\n@@ -3,7 +3,7 @@\n"
        b" line 2\n line 3\n line 4\n-line 5\n+line\n line 6\n line 7\n line 8\n"
    )


def test_whole_lines_go_without_anything_in_their_place() -> None:
    before = b"one\ntwo\nthree\n"
    assert _diff(_cut(before, (4, 8))).endswith(b"@@ -1,3 +1,2 @@\n one\n-two\n three\n")


def test_cuts_that_are_far_apart_make_hunks_of_their_own() -> None:
    before = b"".join(b"line %d\n" % number for number in range(100, 130))
    assert _diff(_cut(before, (0, 9), (90, 99))).count(b"@@ -") == 2
    assert _diff(_cut(before, (0, 9), (45, 54))).count(b"@@ -") == 1


def test_a_page_without_a_line_end_keeps_having_none() -> None:
    assert _diff(_cut(b"one\ntwo junk", (7, 12))).endswith(
        b" one\n-two junk\n\\ No newline at end of file\n+two\n\\ No newline at end of file\n"
    )


def test_a_carriage_return_ends_no_line_of_a_diff() -> None:
    diff = _diff(_cut(b"one\rjunk\rtwo\r\nthree\r\n", (4, 9)))
    assert diff.endswith(b"@@ -1,2 +1,2 @@\n-one\rjunk\rtwo\r\n+one\rtwo\r\n three\r\n")


@pytest.mark.parametrize(
    ("path", "header"),
    [
        ("a.html", b"--- a/a.html\n"),
        ("./x/a.html", b"--- a/x/a.html\n"),
        ("a b.html", b"--- a/a b.html\t\n"),
        ('a"\n.html', b'--- "a/a\\042\\012.html"\n'),
        ("\u9801.html", b"--- a/\xe9\xa0\x81.html\n"),
        ("/elsewhere/a.html", b"--- /elsewhere/a.html\n"),
    ],
)
def test_names_are_written_as_git_writes_them(path: str, header: bytes) -> None:
    assert next(unified_diff(_cut(b"x", (0, 1)), path)) == header


def test_a_page_is_named_by_its_own_file_and_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.html").write_bytes(b"x")
    (tmp_path / "link.html").symlink_to("site/a.html")
    (tmp_path / "also").symlink_to("site", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    names = (
        "link.html",
        "also/a.html",
        f"../{tmp_path.name}/site/a.html",
        str(tmp_path / "also/a.html"),
    )
    for name in names:
        test_names_are_written_as_git_writes_them(name, b"--- a/site/a.html\n")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("codec", ["utf-8", "gbk", "shift_jis"])
@pytest.mark.parametrize("name", ["a.html", "a b.html", 'a"b.html', "頁.html"])
def test_git_applies_it_in_every_charset(tmp_path: Path, codec: str, name: str) -> None:
    before = "一頁\r\n二頁junk\n三junk".encode(codec)
    place = before.index(b"junk")
    cut = _cut(before, (place, place + 4), (len(before) - 4, len(before)))
    (tmp_path / name).write_bytes(before)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    applying = ["git", "apply", "--whitespace=nowarn"]
    subprocess.run(applying, cwd=tmp_path, input=_diff(cut, name), check=True)
    assert (tmp_path / name).read_bytes() == cut.after
