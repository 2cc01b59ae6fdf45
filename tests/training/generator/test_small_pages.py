"""Honest pages of little text: whole pages, in every language, that sell nothing."""

from __future__ import annotations

import re

import lxml.html
import pytest

from sanitizer.parsing.page import parse_page
from sanitizer.training.generator.lexicon import lexicons
from sanitizer.training.generator.payload import SLOT
from sanitizer.training.generator.small_pages import SMALL_PAGES, SmallPage, small_page
from tests.training.generator.hosts import seeded

_MOST_CHARS = 20_000


@pytest.mark.parametrize("row", SMALL_PAGES, ids=[row.name for row in SMALL_PAGES])
def test_a_small_page_can_be_made_in_every_language(row: SmallPage) -> None:
    for code, lexicon in lexicons().items():
        pages = [row.make(seeded(seed), lexicon, ()) for seed in range(6)]
        assert len(set(pages)) == len(pages), code
        for page in pages:
            assert parse_page(page).tree.tags
            assert len(page) < _MOST_CHARS
            assert SLOT not in page
            assert "{k}" not in page
    assert row.reason


def test_all_kinds_are_drawn_and_the_same_for_the_same_seed() -> None:
    lexicon = lexicons()["en"]
    pages = [small_page(seeded(seed), lexicon, ()) for seed in range(120)]
    assert pages == [small_page(seeded(seed), lexicon, ()) for seed in range(120)]
    everything = "".join(pages)
    for sign in ('http-equiv="refresh"', "<frameset", "<iframe", "max-height:0", "<form", "<del>"):
        assert sign in everything


def test_a_page_that_has_moved_says_where_to_and_hides_it_nowhere() -> None:
    moved = next(row for row in SMALL_PAGES if row.name == "moved")
    for seed in range(40):
        page = moved.make(seeded(seed), lexicons()["de"], ())
        assert len(set(re.findall(r"https?://[^\s\"'<>]+", page))) == 1
        for sign in ("unescape", "\\x", "fromCharCode", "'+'"):
            assert sign not in page


def test_a_list_of_files_leads_nowhere_else_and_has_a_word_for_each() -> None:
    index = next(row for row in SMALL_PAGES if row.name == "index")
    for seed in range(20):
        tree = lxml.html.fromstring(index.make(seeded(seed), lexicons()["en"], ()))
        links = list(tree.iter("a"))
        assert len(links) >= 4
        assert all(link.text for link in links)
