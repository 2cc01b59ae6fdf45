"""Text blocks as lines."""

from __future__ import annotations

import json

from sanitizer.batch.listing import ListedBlock, Listing
from sanitizer.cli.block_format import BLOCK_FORMATS, render_unlisted

BLOCKS = (
    ListedBlock(3, 9, 1, 4, "/html/body/p/text()", "Bread.", None),
    ListedBlock(30, 230, 2, 5, "/html/body/p/text()", "Ca\x1bke" * 40, "opacity"),
)
LISTING = Listing("dir/a\x07.html", BLOCKS)


def test_a_line_for_people_has_place_cause_and_the_start_of_the_text() -> None:
    first, second = BLOCK_FORMATS["text"](LISTING)
    assert first == "dir/a\\x07.html:1:4: seen Bread."
    assert second.startswith("dir/a\\x07.html:2:5: opacity Ca\\x1bke")
    assert second.endswith("…")


def test_a_json_line_has_the_whole_text() -> None:
    rows = [json.loads(line) for line in BLOCK_FORMATS["jsonl"](LISTING)]
    assert rows == LISTING.as_dicts()
    assert rows[1]["text"] == "Ca\x1bke" * 40


def test_a_page_without_blocks_is_named_with_the_reason() -> None:
    listing = Listing("a.html", (), "the page is empty")
    assert render_unlisted(listing) == "a.html: unreadable: the page is empty"
