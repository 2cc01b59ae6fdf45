"""An excerpt is a box of an honest page by itself, and keeps the site that it is from."""

from __future__ import annotations

import dataclasses

from sanitizer.training.corpus import LabelledPage, read_corpus
from sanitizer.training.generator.excerpts import excerpt
from tests.conftest import SAMPLES
from tests.training.generator.hosts import BARE, seeded


def _honest() -> list[LabelledPage]:
    return [page for page in read_corpus(SAMPLES) if page.label == "clean"]


def test_an_excerpt_stands_in_its_page_word_for_word() -> None:
    pages = _honest()
    found = [(page, piece) for page in pages for seed in range(4)
             if (piece := excerpt(seeded(seed), page)) is not None]  # fmt: skip
    assert len(found) > 2 * len(pages)
    for page, piece in found:
        assert piece.site == page.site
        assert piece.label == "clean"
        assert piece.is_generated
        assert not piece.spans
        assert len(piece.source) <= len(page.source)
        inner = piece.source.partition("<body>")[2].rpartition("</body>")[0] or piece.source
        assert inner.strip() in page.source.replace("\r\n", "\n") or inner.strip() in page.source


def test_some_excerpts_are_pages_with_the_title_and_some_are_bare() -> None:
    sources = [
        piece.source
        for page in _honest()
        for seed in range(6)
        if (piece := excerpt(seeded(seed), page)) is not None
    ]
    wrapped = [source for source in sources if source.startswith("<html>")]
    assert 0.2 < len(wrapped) / len(sources) < 0.8
    assert any("<title" in source for source in wrapped)


def test_the_same_seed_gives_the_same_excerpt() -> None:
    page = _honest()[0]
    assert excerpt(seeded(3), page) == excerpt(seeded(3), page)


def test_a_page_without_a_box_has_none() -> None:
    page = dataclasses.replace(_honest()[0], source=BARE, data=BARE.encode())
    assert excerpt(seeded(1), page) is None
