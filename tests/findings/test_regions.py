"""Regions: the smallest balanced ranges that hold the junk blocks."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings

from sanitizer.cutting.cut import cut_text
from sanitizer.findings.regions import find_regions
from sanitizer.parsing.page import Page, parse_page
from sanitizer.segmentation.blocks import segment
from sanitizer.segmentation.records import Blocks, Kind
from tests.soup import pages_with_junk


def _cut(source: str, *junk: str) -> str:
    """Cut the blocks whose text has one of some words."""
    blocks = segment(parse_page(source))
    chosen = [
        block.index
        for block in blocks
        if block.kind is not Kind.LINK and any(word in block.text for word in junk)
    ]
    return cut_text(source, [(r.start, r.end) for r in find_regions(blocks, chosen)])


@pytest.mark.parametrize(
    ("source", "rest"),
    [
        # a box that holds nothing but junk goes with it
        ("<p>good</p><div><p>junk</p></div><p>good</p>", "<p>good</p><p>good</p>"),
        ("<ul><li>junk<li>junk</ul>good", "good"),
        ("<ul><li>junk<li>good</ul>", "<ul><li>good</ul>"),
        ("<div><a href=x>junk</a> | <a href=y>junk</a>&nbsp;</div>good", "good"),
        # end tags that end nothing go with what broke out of something
        ("<p>good </title><i>junk</i></title><i>junk</i> </p>", "<p>good </title> </p>"),
        ("<p><title>good</title><i>junk</i></p>", "<p><title>good</title></p>"),
        # a link that was cut off goes with its words; a box that was cut off stays
        ("<p>good</p><a href=//x>junk<p>good</p>", "<p>good</p><p>good</p>"),
        ("<p>good</p><a href=//x>junk<br><br>good", "<p>good</p><br><br>good"),
        ("<div><a href=x>junk</a><div><a href=//y>junk<p>good", "<div><div><p>good"),
        ("<a href=//x><i>junk</i><p>good", "<a href=//x><p>good"),
        ("<div>junk<p>good", "<div><p>good"),
        # its own page, a place in it, or a picture: no advertisement
        ("<a href=/x>junk<p>good", "<a href=/x><p>good"),
        ("<a name=x>junk<p>good", "<a name=x><p>good"),
        ("<a href=//x><img src=y>junk<p>good", "<a href=//x><img src=y><p>good"),
        # without its tag what follows would be the link's before it
        (
            "<a href=/y>good<br><br><a href=//x>junk<p>good",
            "<a href=/y>good<br><br><a href=//x><p>good",
        ),
        # the pictures of a link are its own
        ("<ul><li><a href=x><img src=y /> junk <img src=z></a></li></ul>good", "good"),
        ("<div><img src=x>junk</div>good", "<div><img src=x></div>good"),
        # a sheet beside the junk that styles nothing else goes with it
        ("good<div><style>.x{top:-9px}</style><b class=x>junk</b></div>good", "goodgood"),
        (
            "<style>.x{top:-9px}</style><p class=x>junk</p><p class=x>good</p>",
            "<style>.x{top:-9px}</style><p class=x>good</p>",
        ),
        ("good<div class=x><style>.x{top:-9px}</style>junk</div>", "good"),
        ("good<div id=x>junk</div><script>$('#x').hide()</script>", "good"),
        (
            "good<div class=x><style>.x{top:-9px}</style><p>junk</p>good</div>",
            "good<div class=x><style>.x{top:-9px}</style>good</div>",
        ),
        # what holds more stays
        ("<div>good<p>junk</p></div>", "<div>good</div>"),
        ("<p>good <a href=x>fine</a></p><p>junk", "<p>good <a href=x>fine</a></p>"),
        ("good\n\njunk\n\ngood", "good\n\n\n\ngood"),
        # the page itself is never cut
        ("<html><body>junk</body></html>", "<html><body></body></html>"),
        ("<html><head><title>junk</title></head><body>good", "<html><head></head><body>good"),
        # a tag that the junk only straddles stays
        ("<b>good<p>junk</b>junk</p>", "<b>good</b>"),
    ],
)
def test_the_cut_takes_junk_and_nothing_but_junk(source: str, rest: str) -> None:
    assert _cut(source, "junk") == rest


def test_neighbouring_blocks_make_one_region() -> None:
    blocks = segment(parse_page("<p>good</p><p>junk</p>\n<p>junk</p><p>good</p>"))
    (region,) = find_regions(blocks, [1, 2])
    assert blocks.page.source[region.start : region.end] == "<p>junk</p>\n<p>junk</p>"
    assert sorted(region.blocks) == [1, 2]


def test_no_junk_makes_no_region() -> None:
    assert find_regions(segment(parse_page("<p>good")), []) == []


def test_many_junk_blocks_make_as_many_regions() -> None:
    blocks = segment(parse_page("<div>good<p>junk</p></div>" * 20_000))
    assert len(find_regions(blocks, range(1, len(blocks), 2))) == 20_000


@settings(max_examples=200, deadline=None)
@given(pages_with_junk())
def test_regions_are_in_order_and_do_not_overlap(drawn: tuple[Page, Blocks, list[int]]) -> None:
    page, blocks, junk = drawn
    regions = find_regions(blocks, junk)
    assert all(0 <= r.start < r.end <= len(page.source) for r in regions)
    assert all(a.end <= b.start for a, b in itertools.pairwise(regions))


@settings(max_examples=200, deadline=None)
@given(pages_with_junk())
def test_every_junk_block_is_in_a_region_and_no_other_block_is(
    drawn: tuple[Page, Blocks, list[int]],
) -> None:
    _, blocks, junk = drawn
    regions = find_regions(blocks, junk)
    assert {block for region in regions for block in region.blocks} == set(junk)
    for region in regions:
        assert all(
            blocks.starts[b] < region.end and blocks.ends[b] > region.start for b in region.blocks
        )


@settings(max_examples=200, deadline=None)
@given(pages_with_junk())
def test_the_regions_hold_both_tags_of_an_element_or_none(
    drawn: tuple[Page, Blocks, list[int]],
) -> None:
    page, blocks, junk = drawn
    tree = page.tree
    regions = find_regions(blocks, junk)
    for element, start in enumerate(tree.starts):
        if tree.closes[element] < tree.ends[element]:
            has_start = any(r.start <= start < r.end for r in regions)
            has_end = any(r.start < tree.ends[element] <= r.end for r in regions)
            assert has_start == has_end
