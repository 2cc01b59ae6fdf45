"""Markup holds what it is asked to hold."""

from __future__ import annotations

import lxml.html
import pytest

from sanitizer.training.generator.lexicon import lexicons
from sanitizer.training.generator.markup import MARKUPS, Markup, links
from sanitizer.training.generator.payload import SLOT, compose_payload
from tests.training.generator.hosts import seeded


@pytest.mark.parametrize("markup", MARKUPS, ids=[row.name for row in MARKUPS])
def test_links_come_out_exactly_where_the_table_says_so(markup: Markup) -> None:
    for seed in range(20):
        rng = seeded(seed)
        payload = compose_payload(rng, lexicons()["de"], "casino", 12)
        n_links = rng.randint(markup.low, min(markup.high, 12))
        inner = markup.make(rng, payload, n_links)
        anchors = list(lxml.html.fromstring(f"<div>{inner}</div>").iter("a"))
        assert len(anchors) == (n_links if markup.linked else 0)
        assert SLOT not in inner


def test_a_style_is_put_on_every_link() -> None:
    payload = compose_payload(seeded(1), lexicons()["en"], "loans", 5)
    made = links(seeded(2), payload, 5, "display:none")
    assert all("display:none" in link.lower() for link in made)
