"""A picture that links where only junk links goes with the junk beside it."""

from __future__ import annotations

import pytest

from sanitizer.features.catalogue import measure
from sanitizer.findings.banners import junk_banners
from sanitizer.findings.regions import find_regions
from sanitizer.parsing.page import parse_page
from sanitizer.segmentation.blocks import segment
from tests.features.measuring import LOUD

JUNK = '<a href="http://junk-pills.test/buy">junk</a>'
BANNER = '<a href="http://www.junk-pills.test/b" title=x><img src="b.gif"></a>'


def _banners(source: str) -> list[str]:
    """Return the links of pictures that go; junk is what says so."""
    page = parse_page(f"<p>Bees in the valley.</p>{source}<p>Nothing else.</p>")
    rows = measure(segment(page), LOUD).rows
    junk = [block for block in rows.block_of if rows.blocks.texts[block].startswith("junk")]
    assert junk
    tree = page.tree
    return [tree.source[tree.starts[one] : tree.ends[one]] for one in junk_banners(rows, junk)]


@pytest.mark.parametrize(
    "source",
    [
        f"{JUNK} {BANNER}",
        f"{BANNER}{JUNK}",
        f'{JUNK}<p>Good <a href="http://fair.test/">reads</a>.</p>{BANNER}',
    ],
)
def test_a_picture_that_links_to_the_site_of_the_junk_goes(source: str) -> None:
    assert _banners(source) == [BANNER]


@pytest.mark.parametrize(
    "source",
    [
        # an honest link leads there, too
        f'{JUNK}<p>We wrote about <a href="http://junk-pills.test/">them</a>.</p>{BANNER}',
        # somebody else's banner
        f'{JUNK}<a href="http://fair.test/"><img src="b.gif"></a>',
        # the page's own logo, whatever was posted on the page
        f'<base href="http://junk-pills.test/">{JUNK}{BANNER}',
        # words beside the picture can be judged
        f'{JUNK}<a href="http://www.junk-pills.test/b"><img src="b.gif">Bee plants of May</a>',
        # no picture, nothing closed
        f'{JUNK}<a href="http://www.junk-pills.test/b"></a>',
        f'{JUNK}<a href="http://www.junk-pills.test/b"><img src="b.gif">',
    ],
)
def test_every_other_picture_stays(source: str) -> None:
    assert _banners(source) == []


def test_a_picture_far_from_the_junk_is_no_finding_of_its_own() -> None:
    page = parse_page(f"<p>Bees.</p>{JUNK} {BANNER}<p>Honey.</p>{BANNER}<p>Wax.</p>")
    rows = measure(segment(page), LOUD).rows
    junk = [block for block in rows.block_of if rows.blocks.texts[block] == "junk"]
    regions = find_regions(rows.blocks, junk, boxes=junk_banners(rows, junk))
    assert [page.source[r.start : r.end] for r in regions] == [f"{JUNK} {BANNER}"]
