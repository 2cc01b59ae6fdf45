"""Git itself says what it ignores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sanitizer.repository.gitignore import ignored_by_git
from tests.batch.pages import put
from tests.repository.git import git, needs_git

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = needs_git


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "-q")
    (tmp_path / ".gitignore").write_text("build/\n*.htm\n!kept.htm\n")
    for name in ("a.html", "b.htm", "kept.htm", "build/c.html", "docs/頁 1.htm", "docs/d.html"):
        put(tmp_path, name)
    return tmp_path


def test_ignored_files_are_told_by_the_names_they_were_asked_by(repository: Path) -> None:
    asked = ["a.html", "./b.htm", "kept.htm", "build/c.html", "docs/頁 1.htm", "docs/d.html"]
    assert ignored_by_git(asked) == {"./b.htm", "build/c.html", "docs/頁 1.htm"}
    assert ignored_by_git([str(repository / "build" / "c.html"), "build"]) == {
        str(repository / "build" / "c.html"),
        "build",
    }


def test_what_is_committed_is_not_ignored(repository: Path) -> None:
    git(repository, "add", "-f", "b.htm")
    assert ignored_by_git(["b.htm", "docs/頁 1.htm"]) == {"docs/頁 1.htm"}


def test_a_path_through_a_link_is_asked_for_by_its_own_and_spoils_no_answer(
    repository: Path,
) -> None:
    (repository / "linked").symlink_to("docs", target_is_directory=True)
    (repository / "link.htm").symlink_to("kept.htm")
    asked = ["linked/頁 1.htm", "linked/d.html", "docs/頁 1.htm", "b.htm", "link.htm"]
    assert ignored_by_git(asked) == {"linked/頁 1.htm", "docs/頁 1.htm", "b.htm", "link.htm"}


def test_a_repository_inside_another_has_rules_of_its_own(repository: Path) -> None:
    inner = put(repository, "inner/e.htm").parent
    git(inner, "init", "-q")
    (inner / ".gitignore").write_text("f.html\n")
    put(inner, "f.html")
    assert ignored_by_git(["inner/e.htm", "inner/f.html", "b.htm"]) == {"inner/f.html", "b.htm"}


def test_the_variables_of_a_hook_do_not_lead_astray(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(repository / "elsewhere"))
    monkeypatch.setenv("GIT_WORK_TREE", str(repository / "docs"))
    assert ignored_by_git(["b.htm"]) == {"b.htm"}


def test_a_program_that_the_repository_names_is_not_run(repository: Path) -> None:
    trap = repository / "trap"
    trap.write_text(f"#!/bin/sh\ntouch '{repository}/sprung'\n")
    trap.chmod(0o755)
    git(repository, "add", "a.html")
    git(repository, "config", "core.fsmonitor", str(trap))
    assert ignored_by_git(["b.htm"]) == {"b.htm"}
    assert not (repository / "sprung").exists()


def test_outside_of_a_repository_nothing_is_ignored(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*\n")
    assert ignored_by_git([str(put(tmp_path, "a.html"))]) == set()


def test_without_git_nothing_is_ignored(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository / "nowhere"))
    assert ignored_by_git(["b.htm"]) == set()
