"""Which pages a run is about, by its settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sanitizer.errors import PathError
from sanitizer.repository.pages import each_file_once, wanted_pages
from sanitizer.repository.settings import Settings
from tests.batch.pages import put
from tests.repository.git import git, needs_git


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("a.html", "b.php", "docs/c.html", "docs/old/d.html", "vendor/e.html"):
        put(tmp_path, name)
    return tmp_path


def _names(*paths: str, **changes: Any) -> list[str]:
    settings = Settings(Path.cwd())._replace(**changes)
    return [source.path for source in wanted_pages(paths, settings)]


def test_by_default_folders_are_searched_for_pages(here: Path) -> None:
    assert _names(".") == ["a.html", "docs/c.html", "docs/old/d.html", "vendor/e.html"]


def test_excluded_folders_and_files_are_left_out(here: Path) -> None:
    assert _names(".", exclude=("vendor", "docs/old")) == ["a.html", "docs/c.html"]
    assert _names(str(here), exclude=("/a.html", "d*.html", "e.html")) == [
        str(here / "docs" / "c.html")
    ]


def test_what_is_excluded_is_left_out_even_when_it_is_named(here: Path) -> None:
    assert _names("vendor/e.html", "a.html", exclude=("vendor",)) == ["a.html"]
    assert _names("vendor/e.html", exclude=("vendor",)) == []


def test_a_folder_of_which_nothing_is_left_is_an_error(here: Path) -> None:
    with pytest.raises(PathError, match=r"no pages below 'docs': looked for .*, but not docs"):
        _names("docs", exclude=("docs",))


def test_included_patterns_take_the_place_of_the_suffixes(here: Path) -> None:
    assert _names(".", include=("*.php",)) == ["b.php"]
    assert _names(".", include=("*.php", "docs/*.html")) == ["b.php", "docs/c.html"]
    with pytest.raises(PathError, match=r"looked for \*\.txt"):
        _names(".", include=("*.txt",))


def test_a_file_to_which_links_lead_comes_once_by_its_own_name_or_the_first_link(
    here: Path,
) -> None:
    (here / "0.html").symlink_to("a.html")
    (here / "docs" / "a.html").symlink_to("../a.html")
    (here / "docs" / "b.html").symlink_to("../b.php")
    (here / "docs" / "d.html").symlink_to("../b.php")
    (here / "docs" / "gone1.html").symlink_to("gone")
    (here / "docs" / "gone2.html").symlink_to("gone")

    def once(*paths: str) -> list[str]:
        return [each.path for each in each_file_once(wanted_pages(paths, Settings(here)))]

    gone = ["docs/gone1.html", "docs/gone2.html"]
    assert once("docs") == ["docs/a.html", "docs/b.html", "docs/c.html", *gone, "docs/old/d.html"]
    assert once("0.html", "a.html", "docs/d.html") == ["a.html", "docs/d.html"]
    assert once("0.html", "vendor/e.html") == ["0.html", "vendor/e.html"]


def test_what_carries_html_is_searched_for_besides_pages(here: Path) -> None:
    assert _names(".", as_html=("*.php",), exclude=("docs", "vendor")) == ["a.html", "b.php"]
    assert _names(".", as_html=("*.php",), include=("docs/*.html",)) == ["b.php", "docs/c.html"]
    with pytest.raises(PathError, match=r"looked for \*\.html .* with \.gz, \*\.vue, but not docs"):
        _names("docs", as_html=("*.vue",), exclude=("docs",))


def test_a_file_that_is_named_need_not_be_included(here: Path) -> None:
    assert _names("a.html", include=("*.php",)) == ["a.html"]


@needs_git
def test_what_git_ignores_is_left_out_of_folders(here: Path) -> None:
    git(here, "init", "-q")
    (here / ".gitignore").write_text("vendor/\nold\n")
    assert _names(".") == ["a.html", "docs/c.html"]
    assert _names("docs") == ["docs/c.html"]
    assert _names(".", respect_gitignore=False)[-1] == "vendor/e.html"


@needs_git
def test_what_git_ignores_is_taken_when_it_is_named(here: Path) -> None:
    git(here, "init", "-q")
    (here / ".gitignore").write_text("vendor/\na.html\n")
    assert _names("vendor", "docs", "a.html") == [
        "vendor/e.html",
        "docs/c.html",
        "docs/old/d.html",
        "a.html",
    ]
    assert _names("vendor/e.html") == ["vendor/e.html"]


@needs_git
def test_a_folder_of_which_git_ignores_every_page_is_an_error(here: Path) -> None:
    git(here, "init", "-q")
    (here / ".gitignore").write_text("*.html\n")
    with pytest.raises(PathError, match="git ignores all 2 pages below the paths; name them"):
        _names("docs")
