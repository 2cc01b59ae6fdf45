"""Strategies for hypothesis: broken markup with words in it, and junk blocks of such a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from sanitizer.parsing.page import Page, parse_page
from sanitizer.segmentation.blocks import segment

if TYPE_CHECKING:
    from sanitizer.segmentation.records import Blocks

__all__ = ["PIECES", "pages_with_junk", "soup"]

_TAGS: Final = (
    "p div b em a ul li table tr td h1 h2 span section form svg title script style noscript select "
    "option button dl dd dt body html head textarea template nobr tbody rp iframe"
)
#: Start and end tags, comments, texts, and what may stand between them.
PIECES: Final = (
    *[f"<{name}>" for name in _TAGS.split()],
    *[f"</{name}>" for name in _TAGS.split()],
    *["<a href=//casino.example/>", "<p id='x y'>", "<div style=display:none>", "<br>", "<hr>"],
    *["<!-- note -->", "<!-- <a href=//casino.example/>link</a> of a kind -->", "<!--", "-->"],
    *["alpha ", "beta ", "gamma", "delta\n\n", "日本 ", "<", ">", "&amp;", "\n", " "],
    *["<g/>", "<![CDATA[x]]>", "<script src=//a.example/x.js></script>", "<title>t</title>"],
)

soup: Final = st.lists(st.sampled_from(PIECES), min_size=1, max_size=24).map("".join)


@st.composite
def pages_with_junk(draw: st.DrawFn) -> tuple[Page, Blocks, list[int]]:
    """Draw a page, its blocks, and indices of some of them."""
    page = parse_page(draw(soup))
    blocks = segment(page)
    junk = draw(st.sets(st.integers(0, len(blocks) - 1))) if len(blocks) else set()
    return page, blocks, sorted(junk)
