"""Honest additions are honest: the page's own links, no label, no campaign."""

from __future__ import annotations

from urllib.parse import urlsplit

import lxml.html
import pytest

from sanitizer.training.generator.composition import apply_edits
from sanitizer.training.generator.honest_boxes import hidden_menu
from sanitizer.training.generator.lexicon import lexicons
from sanitizer.training.generator.opposites import (
    OPPOSITES,
    Opposite,
    bare_article,
    coded_title,
    opposite_edits,
)
from sanitizer.training.generator.place import map_host
from tests.training.generator.hosts import BARE, ENGLISH, seeded


@pytest.mark.parametrize("row", OPPOSITES, ids=[row.name for row in OPPOSITES])
def test_an_opposite_can_be_made_in_every_language(row: Opposite) -> None:
    host = map_host(ENGLISH)
    for code, lexicon in lexicons().items():
        made = {row.make(seeded(seed), host, lexicon, ()) for seed in range(8)}
        assert all(made), code
        assert not any("{k}" in text or "\x00" in text for text in made)
    assert row.reason


def test_a_hidden_menu_links_to_its_own_site_only() -> None:
    host = map_host(ENGLISH)
    for seed in range(30):
        menu = hidden_menu(seeded(seed), host, lexicons()["en"], ())
        tree = lxml.html.fromstring(f"<div>{menu}</div>")
        targets = [element.get("href", "") for element in tree.iter("a")]
        assert len(targets) >= 5 or "<template" in menu or "<noscript" in menu
        assert not any(urlsplit(target).hostname for target in targets)


def test_opposites_are_never_labelled() -> None:
    edits = opposite_edits(seeded(1), map_host(ENGLISH), 40)
    assert len(edits) == 40
    assert apply_edits(ENGLISH, edits)[1] == ()


def test_a_coded_title_reads_like_the_old_one() -> None:
    host = map_host(ENGLISH)
    edit = coded_title(seeded(1), host)
    assert edit is not None
    page, spans = apply_edits(ENGLISH, [edit])
    assert "<title>&#" in page
    assert spans == ()
    assert lxml.html.fromstring(page).findtext(".//title") == "Bees in the valley"
    assert coded_title(seeded(1), map_host(BARE)) is None


def test_a_bare_article_is_all_that_the_host_says_in_one_text() -> None:
    for seed in range(12):
        tree = lxml.html.fromstring(bare_article(seeded(seed), map_host(ENGLISH)))
        assert tree.findtext(".//title") == tree.findtext(".//h1") == "Bees in the valley"
        said = " ".join(str(tree.xpath("string(//body)")).split())
        assert "nobody believed that they would last. " in said.replace(".Today", ". Today")
        assert said.endswith("brings gloves and patience.")
        assert not tree.findall(".//a")
