"""Doorways of every kind are pages, and are about what their title says."""

from __future__ import annotations

import lxml.html
import pytest

from sanitizer.training.generator.doorways import doorway
from sanitizer.training.generator.lexicon import lexicons
from sanitizer.training.generator.payload import compose_payload
from sanitizer.training.generator.place import map_host
from tests.training.generator.hosts import ENGLISH, seeded

HOST = map_host(ENGLISH)


def _made(seed: int, language: str) -> str:
    rng = seeded(seed)
    return doorway(rng, HOST, compose_payload(rng, lexicons()[language], "lottery", 20))


@pytest.mark.parametrize("language", ["en", "th", "zh-Hans"])
def test_a_doorway_holds_no_paragraph_of_its_host(language: str) -> None:
    for seed in range(40):
        assert "The first hives came up" not in _made(seed, language)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_glued_snippets_are_one_long_text_around_the_title(language: str) -> None:
    found = []
    for seed in range(60):
        tree = lxml.html.fromstring(_made(seed, language))
        title = tree.findtext(".//title")
        if title is None or tree.findall(".//a") or tree.findall(".//li"):
            continue
        said = str(tree.xpath("string(//body)")).lower()
        if title == tree.findtext(".//h1") and said.count(title.lower()) > 3 and len(said) > 1500:
            found.append(title)
    assert len(found) >= 3
    assert len(set(found)) > 0.8 * len(found)
