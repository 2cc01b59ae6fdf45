"""The real git, asked whether it has a page as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sanitizer.repository.git import GitError, State, state_of
from tests.batch.pages import CLEAN, INJECTED, put
from tests.repository.repositories import git, isolate, needs_git

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = needs_git


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a committed page, in which the process stands."""
    isolate(monkeypatch)
    site = tmp_path / "site"
    put(site, "a.html")
    git(site, "init", "-q")
    git(site, "add", ".")
    git(site, "commit", "-q", "-m", "A page")
    monkeypatch.chdir(site)
    return site


def test_a_committed_page_is_committed_until_it_is_changed(site: Path) -> None:
    page = site / "a.html"
    assert state_of(page) is State.COMMITTED
    page.write_bytes(INJECTED)
    assert state_of(page) is State.CHANGED
    git(site, "add", "a.html")
    assert state_of(page) is State.STAGED
    page.write_bytes(CLEAN + b"\n")
    assert state_of(page) is State.CHANGED


def test_pages_that_git_does_not_track_or_ignores_are_told_apart(site: Path) -> None:
    assert state_of(put(site, "new/b.html")) is State.UNTRACKED
    put(site, ".gitignore", b"build/\n*.tmp.html\n")
    assert state_of(put(site, "build/c.html")) is State.IGNORED
    assert state_of(put(site, "d.tmp.html")) is State.IGNORED


def test_a_new_page_is_staged_once_it_is_added(site: Path) -> None:
    page = put(site, "new/b.html")
    git(site, "add", ".")
    assert state_of(page) is State.STAGED
    git(site, "rm", "-q", "--cached", "new/b.html")
    git(site, "add", "--intent-to-add", "new/b.html")
    assert state_of(page) is State.CHANGED


def test_outside_of_every_repository_there_is_nothing_to_ask(tmp_path: Path) -> None:
    assert state_of(put(tmp_path, "a.html")) is State.OUTSIDE


def test_names_are_no_patterns(site: Path) -> None:
    put(site, "b.html")
    git(site, "add", ".")
    git(site, "commit", "-q", "-m", "Another page")
    (site / "b.html").write_bytes(INJECTED)
    starred = put(site, "[ab].html")
    git(site, "add", "--", ":(literal)[ab].html")
    assert state_of(starred) is State.STAGED


def test_the_state_of_a_link_is_that_of_its_page(site: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.html"
    link.symlink_to(site / "a.html")
    assert state_of(link) is State.COMMITTED
    (site / "a.html").write_bytes(INJECTED)
    assert state_of(link) is State.CHANGED


def test_the_index_of_a_commit_in_the_making_is_the_one_that_counts(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / "a.html").write_bytes(INJECTED)
    (site / ".git" / "in-the-making").write_bytes((site / ".git" / "index").read_bytes())
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/in-the-making")
    git(site, "add", "a.html")
    assert state_of(site / "a.html") is State.STAGED
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert state_of(site / "a.html") is State.CHANGED


def test_that_index_says_nothing_of_another_repository(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    page = put(other, "a.html")
    git(other, "init", "-q")
    git(other, "add", ".")
    git(other, "commit", "-q", "-m", "A page")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert state_of(page) is State.COMMITTED


def test_git_that_is_not_there_or_does_not_answer_is_an_error_with_its_reason(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / ".git" / "config").write_text("[core\n")
    with pytest.raises(GitError, match=r"git does not answer: .*config"):
        state_of(site / "a.html")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GitError, match="git cannot be asked: No such file"):
        state_of(site / "a.html")
