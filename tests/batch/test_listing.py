"""The text blocks of pages, for comparing."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from sanitizer.batch.listing import ListedBlock, ListTask, list_page
from sanitizer.batch.sources import Source
from sanitizer.config import Config
from tests.batch.pages import PICTURE, put

if TYPE_CHECKING:
    from pathlib import Path

PAGE = b"<title>No block</title><p>Bread.</p><p hidden>Cake</p><script>none()</script>"


def test_every_text_block_is_listed_and_no_other(tmp_path: Path) -> None:
    put(tmp_path, "a.html", PAGE)
    listing = ListTask(lambda _: Config())(Source(str(tmp_path / "a.html"), "a.html"))
    assert listing.trouble is None
    assert listing.blocks == (
        ListedBlock(26, 32, 1, 27, "/html/body/p[1]/text()[1]", "Bread.", None),
        ListedBlock(46, 50, 1, 47, "/html/body/p[2]/text()[1]", "Cake", "hidden-attribute"),
    )
    assert PAGE[26:32] == b"Bread."


def test_a_listing_comes_from_another_process_whole(tmp_path: Path) -> None:
    listing = list_page("a.html", lambda: PAGE, Config())
    assert pickle.loads(pickle.dumps(listing)) == listing  # noqa: S301  our own bytes


def test_the_encoding_of_the_settings_is_used() -> None:
    listing = list_page(
        "a.html", lambda: "<p>Käse".encode("utf-16-le"), Config(encoding="utf-16le")
    )
    assert [block.text for block in listing.blocks] == ["Käse"]


def test_what_is_no_page_has_a_reason_and_no_blocks() -> None:
    listing = list_page("a.html", lambda: PICTURE, Config())
    assert listing.blocks == ()
    assert listing.trouble
    assert listing.is_read


def test_a_file_that_cannot_be_read_was_not_looked_at(tmp_path: Path) -> None:
    listing = ListTask(lambda _: Config())(Source(str(tmp_path / "none.html"), "none.html"))
    assert not listing.is_read
    assert "cannot be read" in (listing.trouble or "")


def test_a_record_starts_with_the_path_of_its_page() -> None:
    (first, _) = list_page("x/a.html", lambda: PAGE, Config()).as_dicts()
    assert list(first) == [
        "path", "start", "end", "line", "column", "xpath", "text", "visibility",
    ]  # fmt: skip
    assert first["path"] == "x/a.html"
