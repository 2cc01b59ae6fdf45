"""Which pages a run is about."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest

from sanitizer.batch.sources import find_pages, is_page_name
from sanitizer.errors import PathError
from tests.batch.pages import put

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _places(*paths: str) -> list[str]:
    return [source.place for source in find_pages(paths)]


def test_a_folder_is_searched_to_the_bottom_and_sorted_by_name(here: Path) -> None:
    for name in ("b.html", "a.htm", "sub/deep/c.xhtml", "sub/d.HTML.gz", "style.css", "a.txt"):
        put(here, f"site/{name}")
    assert _places("site") == ["a.htm", "b.html", "sub/d.HTML.gz", "sub/deep/c.xhtml"]


def test_reports_print_the_path_as_it_was_given(here: Path) -> None:
    put(here, "site/a.html")
    assert [source.path for source in find_pages(["site"])] == ["site/a.html"]
    assert [source.path for source in find_pages(["."])] == ["site/a.html"]
    absolute = str(here / "site")
    assert [source.path for source in find_pages([absolute])] == [f"{absolute}/a.html"]


@pytest.mark.parametrize("name", ["a.html", "A.HTM", "a.xhtml", "a.html.gz", "a.b.Html.GZ"])
def test_the_suffixes_of_pages_count_in_any_case_and_packed(name: str) -> None:
    assert is_page_name(name)


@pytest.mark.parametrize("name", ["html", "a.html.bak", "a.gz", "a.xml", "a.html.gz.gz"])
def test_other_suffixes_are_no_pages(name: str) -> None:
    assert not is_page_name(name)


def test_a_file_that_is_named_is_taken_whatever_its_suffix(here: Path) -> None:
    put(here, "notes.php")
    assert _places("notes.php") == ["notes.php"]


def test_hidden_folders_are_skipped_but_for_one_that_servers_serve(here: Path) -> None:
    for name in (".git/a.html", ".cache/b.html", ".well-known/c.html", "d.html"):
        put(here, name)
    assert _places(".") == [".well-known/c.html", "d.html"]


def test_a_hidden_folder_that_is_named_is_searched(here: Path) -> None:
    put(here, ".cache/b.html")
    assert _places(".cache") == ["b.html"]


def test_a_loop_of_links_has_an_end(here: Path) -> None:
    put(here, "site/a.html")
    (here / "site" / "again").symlink_to(here / "site", target_is_directory=True)
    (here / "site" / "again.html").symlink_to(here / "site", target_is_directory=True)
    assert _places("site") == ["a.html"]


def test_a_link_in_a_folder_that_leads_nowhere_is_one_line_of_the_report(here: Path) -> None:
    put(here, "site/a.html")
    (here / "site" / "gone.html").symlink_to("nowhere.html")
    (here / "site" / "gone.txt").symlink_to("nowhere.txt")
    (here / "site" / "self.html").symlink_to("self.html")
    found = {source.place: source.trouble for source in find_pages(["site"])}
    assert found == {
        "a.html": None,
        "gone.html": "the link cannot be followed: No such file or directory",
        "self.html": "the link cannot be followed: Too many levels of symbolic links",
    }


def test_what_is_called_like_a_page_and_is_no_file_is_one_line_of_the_report(here: Path) -> None:
    put(here, "site/a.html")
    os.mkfifo(here / "site" / "pipe.html")
    (here / "site" / "link.html").symlink_to("pipe.html")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("site/socket.html")
    found = {source.place: source.trouble for source in find_pages(["site"])}
    trouble = "the file is a pipe, a socket or a device"
    assert found == {
        "a.html": None,
        "link.html": trouble,
        "pipe.html": trouble,
        "socket.html": trouble,
    }


def test_a_link_to_a_page_is_a_page(here: Path) -> None:
    put(here, "real.html")
    (here / "site").mkdir()
    (here / "site" / "link.html").symlink_to(here / "real.html")
    assert _places("site") == ["link.html"]


def test_several_folders_keep_their_names_in_the_mirrored_tree(here: Path) -> None:
    put(here, "one/index.html")
    put(here, "two/index.html")
    assert _places("one", "two") == ["one/index.html", "two/index.html"]


def test_files_of_the_same_name_never_get_the_same_place(here: Path) -> None:
    put(here, "one/index.html")
    put(here, "two/sub/index.html")
    assert _places("two/sub/index.html", "one/index.html") == [
        "two/sub/index.html",
        "one/index.html",
    ]


def test_a_page_that_is_reached_twice_is_listed_once(here: Path) -> None:
    for name in ("site/a.html", "site/sub/b.html"):
        put(here, name)
    paths = [source.path for source in find_pages(["site", "site/sub", "./site", "site/a.html"])]
    assert sorted(paths) == ["site/a.html", "site/sub/b.html"]


def test_the_order_of_the_paths_is_kept(here: Path) -> None:
    for name in ("z.html", "a.html", "m/x.html"):
        put(here, name)
    assert _places("z.html", "m", "a.html") == ["z.html", "m/x.html", "a.html"]


def test_a_missing_path_says_what_can_be_given(here: Path) -> None:
    with pytest.raises(PathError, match=r"'gone' does not exist; give a page, a folder"):
        find_pages(["gone"])


def test_a_link_to_nothing_is_called_that(here: Path) -> None:
    (here / "link.html").symlink_to("nowhere.html")
    with pytest.raises(PathError, match="is a link to something that is not there"):
        find_pages(["link.html"])


@pytest.mark.parametrize("path", ["x" * 5000, "a.html/b.html", "nul\0byte"])
def test_a_path_that_cannot_be_is_refused_in_words(here: Path, path: str) -> None:
    put(here, "a.html")
    with pytest.raises(PathError, match=r"File name too long|does not exist"):
        find_pages([path])


def test_a_folder_without_pages_says_what_was_looked_for(here: Path) -> None:
    put(here, "site/a.html")
    put(here, "empty/a.txt")
    with pytest.raises(PathError, match=r"no pages below 'empty': looked for \*\.html"):
        find_pages(["site", "empty"])


def test_a_path_that_may_not_be_read_is_refused(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(here, "secret.html")
    # Tests may run as root, who may read everything.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PathError, match=r"'secret.html' cannot be read: permission denied"):
        find_pages(["secret.html"])


def test_a_folder_that_cannot_be_listed_is_one_line_of_the_report(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("site/a.html", "site/locked/b.html", "site/z.html"):
        put(here, name)
    real = os.scandir

    def scandir(folder: str) -> object:
        if folder.endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    found = find_pages(["site"])
    assert [source.place for source in found] == ["a.html", "locked", "z.html"]
    assert found[1].trouble == "the folder cannot be listed: Permission denied"
