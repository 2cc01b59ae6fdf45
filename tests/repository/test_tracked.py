"""Whether git tracks what lies in a folder, as its index says."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from sanitizer.repository.tracked import is_tracked
from tests.batch.pages import put
from tests.repository.git import git, needs_git

pytestmark = needs_git


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    for name in (".cache/00.json", ".cached/a.html", "docs/.cache/00.json", "a.html"):
        put(root, name)
    git(root, "init", "-q")
    return root


def test_without_a_repository_nothing_is_tracked(tmp_path: Path) -> None:
    put(tmp_path, ".cache/00.json")
    assert not is_tracked(tmp_path / ".cache")
    assert not is_tracked(tmp_path / "gone")


@pytest.mark.parametrize("version", ["2", "4"])
def test_what_was_added_is_tracked_and_nothing_beside_it(repository: Path, version: str) -> None:
    assert not is_tracked(repository / ".cache")
    git(repository, "add", "a.html", ".cached")
    git(repository, "update-index", "--index-version", version)
    assert not is_tracked(repository / ".cache")
    assert not is_tracked(repository / "docs" / ".cache")
    git(repository, "add", ".cache")
    git(repository, "update-index", "--index-version", version)
    assert is_tracked(repository / ".cache")
    assert not is_tracked(repository / "docs" / ".cache")
    git(repository, "rm", "-rq", "--cached", ".cache")
    assert not is_tracked(repository / ".cache")


def test_it_is_found_through_a_link_and_from_any_folder(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(repository, "add", "docs")
    (repository / "link").symlink_to("docs/.cache", target_is_directory=True)
    assert is_tracked(repository / "link")
    monkeypatch.chdir(repository / "docs")
    assert is_tracked(Path(".cache"))
    assert not is_tracked(Path("../.cache"))


def test_a_worktree_has_an_index_of_its_own(repository: Path, tmp_path: Path) -> None:
    git(repository, "add", ".cache")
    git(repository, "commit", "-q", "-m", "The cache")
    git(repository, "worktree", "add", "-q", str(tmp_path / "other"))
    assert is_tracked(tmp_path / "other" / ".cache")
    assert not is_tracked(tmp_path / "other" / "docs")


def test_an_entry_with_more_flags_is_found_and_so_is_one_with_a_long_name(repository: Path) -> None:
    git(repository, "add", "--intent-to-add", ".cache")  # version 3 of the index
    assert is_tracked(repository / ".cache")
    long = "/".join(["x" * 200] * 10)
    put(repository, f"deep/{long}/00.json")
    git(repository, "add", "deep")
    assert is_tracked(repository / "deep")
    assert not is_tracked(repository / "x")


def test_an_entry_of_a_split_index_is_found(repository: Path) -> None:
    git(repository, "add", ".cache")
    git(repository, "update-index", "--split-index")
    assert is_tracked(repository / ".cache")
    assert not is_tracked(repository / "docs")


def test_a_submodule_is_tracked(repository: Path) -> None:
    inner = put(repository, "inner/00.json").parent
    git(inner, "init", "-q")
    git(inner, "add", ".")
    git(inner, "commit", "-q", "-m", "A cache")
    assert not is_tracked(inner)
    git(repository, "-c", "advice.addEmbeddedRepo=false", "add", "inner")
    assert is_tracked(inner)


def test_git_is_asked_only_where_names_are_shortened(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(repository, "add", ".cache")
    asked: list[object] = []
    real = subprocess.run

    def run(*arguments: object, **options: object) -> object:
        asked.append(arguments)
        return real(*arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", run)
    assert is_tracked(repository / ".cache")
    assert asked == []
