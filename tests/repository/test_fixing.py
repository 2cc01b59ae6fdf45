"""Findings cut out of pages in their place."""

from __future__ import annotations

import dataclasses
import gzip
import os
import stat
from typing import TYPE_CHECKING

import pytest

import sanitizer
from sanitizer.config import Config
from sanitizer.errors import PathError
from sanitizer.findings.records import Report, Verdict
from sanitizer.repository.fixing import NotCutError, Permission, cut_findings, fix_file
from tests.batch.pages import CLEAN, HIDDEN_BOX, INJECTED, SPAM, put, put_packed
from tests.repository.repositories import git, isolate, needs_git

if TYPE_CHECKING:
    from pathlib import Path

    from sanitizer.training.corpus import LabelledPage

CONFIG = Config()
NOTHING_MORE = Permission()

#: Two boxes, so that one of them can stay.
TWICE = INJECTED.replace(b"<h1>", f"{HIDDEN_BOX}\n<h1>".encode(), 1)


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)


def _fix(path: Path, page: bytes = INJECTED, permission: Permission = NOTHING_MORE) -> None:
    fix_file(str(path), page, sanitizer.scan(page), CONFIG, permission)


def test_exactly_the_findings_are_cut(samples: tuple[LabelledPage, ...]) -> None:
    n_cut = 0
    for sample in samples:
        page = sample.data
        report = sanitizer.scan(page)
        if report.verdict is Verdict.INJECTED:
            n_cut += 1
            cut = cut_findings(page, report, CONFIG)
            assert cut.before == page
            assert cut.after == sanitizer.clean(page).html
            left = [*cut.ranges, (len(page), len(page))]
            pieces = [page[: left[0][0]]] + [
                page[end : left[at + 1][0]] for at, (_, end) in enumerate(cut.ranges)
            ]
            assert b"".join(pieces) == cut.after
    assert n_cut > 5


def test_findings_that_are_not_reported_stay() -> None:
    report = sanitizer.scan(TWICE)
    assert len(report.findings) == 2
    shorter = dataclasses.replace(report, findings=report.findings[1:])
    assert cut_findings(TWICE, shorter, CONFIG).after == TWICE.replace(
        f"{HIDDEN_BOX}\n</body>".encode(), b"\n</body>"
    )


def test_a_page_that_is_spam_as_a_whole_is_never_cut(tmp_path: Path) -> None:
    page = put(tmp_path, "a.html", SPAM)
    with pytest.raises(NotCutError, match="the whole page is spam"):
        _fix(page, SPAM, Permission(everything=True))
    assert page.read_bytes() == SPAM


def test_a_report_on_another_state_of_the_page_cuts_nothing() -> None:
    report = sanitizer.scan(INJECTED)
    for page in (CLEAN, INJECTED.replace(b"<h1>", b"\n<h1>")):
        with pytest.raises(NotCutError, match="has changed since it was judged"):
            cut_findings(page, report, CONFIG)


def test_nothing_to_cut_is_said_so() -> None:
    nothing = Report(Verdict.INJECTED, 0.0, (), "", "utf-8")
    with pytest.raises(NotCutError, match="nothing of it can go"):
        cut_findings(CLEAN, nothing, CONFIG)


@pytest.mark.parametrize("codec", ["utf-8-sig", "gbk", "utf-16"])
def test_bytes_and_line_ends_of_every_charset_stay(tmp_path: Path, codec: str) -> None:
    text = INJECTED.decode().replace('charset="utf-8"', f'charset="{codec}"')
    text = text.replace("\n", "\r\n").replace("tower clock", "塔鐘", 1)
    before = text.encode(codec)
    page = put(tmp_path, "a.html", before)
    _fix(page, before)
    assert page.read_bytes() == text.replace(HIDDEN_BOX, "").encode(codec)


def test_a_packed_page_is_packed_again(tmp_path: Path) -> None:
    page = put_packed(tmp_path, "a.html.gz", INJECTED)
    _fix(page)
    assert gzip.decompress(page.read_bytes()) == sanitizer.clean(INJECTED).html


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755])
def test_the_mode_of_the_file_stays_and_nothing_lies_beside_it(tmp_path: Path, mode: int) -> None:
    page = put(tmp_path, "a.html", INJECTED)
    page.chmod(mode)
    _fix(page)
    assert stat.S_IMODE(page.stat().st_mode) == mode
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.html"]


def test_a_link_stays_a_link_and_its_page_is_cut(tmp_path: Path) -> None:
    page = put(tmp_path, "there/a.html", INJECTED)
    link = tmp_path / "link.html"
    link.symlink_to(page)
    _fix(link)
    assert link.is_symlink()
    assert page.read_bytes() == sanitizer.clean(INJECTED).html


def test_a_write_that_fails_leaves_the_page_whole_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = put(tmp_path, "a.html", INJECTED)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PathError, match=r"a.html' cannot be written: No space left on device"):
        _fix(page)
    assert page.read_bytes() == INJECTED
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.html"]


def test_a_read_only_page_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = put(tmp_path, "a.html", INJECTED)
    monkeypatch.setattr(os, "access", lambda *_: False)  # to root, nothing is read-only
    with pytest.raises(PathError, match="it is read-only"):
        _fix(page)
    assert page.read_bytes() == INJECTED


@needs_git
def test_only_what_git_could_bring_back_is_cut(tmp_path: Path) -> None:
    page = put(tmp_path, "a.html")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "A page")
    page.write_bytes(INJECTED)
    with pytest.raises(NotCutError, match="has changes that git does not have; commit it first"):
        _fix(page, permission=Permission(staged=True))
    git(tmp_path, "add", ".")
    with pytest.raises(NotCutError, match="is staged as it is, and not committed"):
        _fix(page)
    assert page.read_bytes() == INJECTED
    git(tmp_path, "commit", "-q", "-m", "Junk")
    _fix(page)
    assert page.read_bytes() == sanitizer.clean(INJECTED).html


@needs_git
@pytest.mark.parametrize("permission", [Permission(staged=True), Permission(everything=True)])
def test_more_is_cut_where_that_is_allowed(tmp_path: Path, permission: Permission) -> None:
    page = put(tmp_path, "a.html", INJECTED)
    git(tmp_path, "init", "-q")
    if permission.staged:
        git(tmp_path, "add", ".")
    _fix(page, permission=permission)
    assert page.read_bytes() == sanitizer.clean(INJECTED).html


@needs_git
def test_a_repository_that_cannot_be_asked_keeps_its_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = put(tmp_path, "a.html", INJECTED)
    git(tmp_path, "init", "-q")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NotCutError, match=r"git cannot be asked: .*; --force cuts all the same"):
        _fix(page)
    assert page.read_bytes() == INJECTED
