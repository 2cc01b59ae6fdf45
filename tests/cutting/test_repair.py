"""Cuts leave the rest of the page nested as it was."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from sanitizer.cutting.cut import Range, cut_text, merge_ranges
from sanitizer.cutting.repair import keep_nesting
from sanitizer.findings.regions import find_regions
from sanitizer.parsing.tree import Tree, build_tree
from sanitizer.parsing.vocabulary import VOID
from tests.soup import pages_with_junk

if TYPE_CHECKING:
    from sanitizer.parsing.page import Page
    from sanitizer.segmentation.records import Blocks

Rows = list[tuple[str, int]]


def _range(source: str, piece: str) -> Range:
    start = source.index(piece)
    return start, start + len(piece)


@pytest.mark.parametrize(
    ("source", "piece", "rest"),
    [
        ("<div>a<p>junk</p>b</div>", "<p>junk</p>", "<div>ab</div>"),
        # the <div> ends the paragraph: without it, "b" would slip in
        ("<p>a<div>junk</div>b", "<div>junk</div>", "<p>a<div></div>b"),
        ("<p>a<ul><li>junk</ul><b>c</b>", "<ul><li>junk</ul>", "<p>a<ul></ul><b>c</b>"),
        ("<a href=x>a<a href=y>junk</a>b", "<a href=y>junk</a>", "<a href=x>a<a href=y></a>b"),
        ("<li>a<li>junk</li>b", "<li>junk</li>", "<li>a<li></li>b"),
        # what nothing closes holds what follows, which is not the link's
        ("<div>a<a href=x>junk<p>b</p></div>", "<a href=x>junk", "<div>a<p>b</p></div>"),
        ("<div>a<p>junk<b>b</b></div>", "<p>junk", "<div>a<p><b>b</b></div>"),
        # without the tag, "junk" would stand in the link before
        ("<a href=y>a<a href=x>junk<p>b", "<a href=x>", "<a href=y>a<a href=x>junk<p>b"),
    ],
)
def test_tags_stay_where_the_rest_would_be_nested_otherwise(
    source: str, piece: str, rest: str
) -> None:
    (pieces,) = keep_nesting(build_tree(source), [_range(source, piece)])
    assert cut_text(source, pieces) == rest


def test_only_the_range_to_blame_keeps_its_tags() -> None:
    source = "<p>junk1</p><p>a<div>junk2</div>b<p>junk3</p>"
    ranges = [_range(source, f"<{t}>junk{n}</{t}>") for n, t in ((1, "p"), (2, "div"), (3, "p"))]
    pieces = keep_nesting(build_tree(source), ranges)
    assert pieces[0] == [ranges[0]]
    assert pieces[2] == [ranges[2]]
    assert cut_text(source, [p for found in pieces for p in found]) == "<p>a<div></div>b"


def test_nothing_goes_of_a_tag_that_holds_nothing_and_holds_the_page_up() -> None:
    source = "<p>a<div></div>b"
    assert keep_nesting(build_tree(source), [_range(source, "<div></div>")]) == [[]]


def _shape(tree: Tree, cut: list[Range]) -> tuple[Rows, Rows]:
    """Return the elements and words outside of a cut, each with the number of its parent."""
    number = {-1: -1}
    elements: Rows = []
    for element, start in enumerate(tree.starts):
        if any(a <= start < b for a, b in cut):
            if tree.is_open_link(element):
                number[element] = number.get(tree.parents[element], -2)
            continue
        number[element] = len(elements)
        elements.append((tree.tags[element], number[tree.parents[element]]))
    words: Rows = []
    for start, end, parent in zip(tree.text_starts, tree.text_ends, tree.text_parents, strict=True):
        # Letter by letter: a cut may join two words.
        for found in re.finditer(r"\w", tree.source[start:end]):
            if not any(a <= start + found.start() < b for a, b in cut):
                words.append((found[0], number[parent]))
    return elements, words


def _n_open(tree: Tree) -> int:
    return sum(
        closes == end and tag not in VOID
        for tag, closes, end in zip(tree.tags, tree.closes, tree.ends, strict=True)
    )


@settings(max_examples=400, deadline=None)
@given(pages_with_junk())
def test_the_clean_source_parses_into_the_old_tree_without_what_was_cut(
    drawn: tuple[Page, Blocks, list[int]],
) -> None:
    page, blocks, junk = drawn
    regions = [(r.start, r.end) for r in find_regions(blocks, junk)]
    pieces = [piece for found in keep_nesting(page.tree, regions) for piece in found]
    assert all(a < b for a, b in pieces)
    assert all(b <= c for (_, b), (c, _) in itertools.pairwise(pieces))
    assert merge_ranges([*regions, *pieces]) == merge_ranges(regions)
    rest = build_tree(cut_text(page.source, pieces))
    assert _shape(rest, []) == _shape(page.tree, pieces)
    assert _n_open(rest) <= _n_open(page.tree)
