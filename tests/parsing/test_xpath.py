"""The paths of blocks hold in lxml's tree of the same page."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from sanitizer.parsing.page import Page, parse_page
from sanitizer.segmentation.blocks import segment
from sanitizer.segmentation.records import Block, Kind

SAMPLES = sorted((Path(__file__).parents[2] / "samples" / "pages").glob("*.html"))


def _lxml_root(page: Page) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, recover=True)
    source = page.source.removeprefix("\ufeff").encode("utf-8", "replace")
    try:
        return etree.fromstring(source, parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _found(root: etree._Element, block: Block) -> object:
    found = root.xpath(block.xpath)
    assert isinstance(found, list)
    assert len(found) == 1, block.xpath
    return found[0]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_path_of_each_block_of_a_sample_finds_its_node(path: Path) -> None:
    page = parse_page(path.read_bytes())
    root = _lxml_root(page)
    assert root is not None
    for block in segment(page):
        node = _found(root, block)
        if block.kind is Kind.TEXT:
            assert isinstance(node, str)
            assert block.text.split()[0] in " ".join(node.split())
        elif block.kind is not Kind.COMMENT:
            assert isinstance(node, etree._Element)
            name = page.source[block.start + 1 :][: len(str(node.tag))]
            assert name.lower() == node.tag


@pytest.mark.parametrize(
    ("source", "words", "expected"),
    [
        ("<html><body><p>one</p><p>two</p></body></html>", "two", "/html/body/p[2]/text()[1]"),
        ("<p>one</p>two<br>three<p>four</p>five", "five", "/html/body/text()[3]"),
        ("<div>one<!-- a -->two<!-- b --><hr>three</div>", "three", "/html/body/div/text()[3]"),
        ("<html><body><p>a</p></body></html>tail", "tail", "/*[2]/text()[1]"),
        ("<x_y>one</x_y>", "one", "/html/body/*[name()='x_y']/text()[1]"),
        ("<p>a<p><b>c</b>", "c", "/html/body/p[2]/b/text()[1]"),
        ("<ul><li>a<li>b<li>c</ul>", "c", "/html/body/ul/li[3]/text()[1]"),
        ("<p>&nbsp;<b>bold</b>", "bold", "/html/body/p/b/text()[1]"),
    ],
)
def test_paths_are_written_as_a_person_would(source: str, words: str, expected: str) -> None:
    page = parse_page(source)
    (block,) = [block for block in segment(page) if words in block.text.split()]
    if expected.startswith("/*[2]") and not source.endswith("</html>"):
        root = _lxml_root(page)
        assert root is not None
        if root.getnext() is None:
            pytest.skip("this libxml2 puts what follows </html> into the same document")
    assert block.xpath == expected


def test_an_attribute_that_looks_like_our_mark_does_no_harm() -> None:
    for value in ("²", "99999999999999999999", "7", "-1", "x"):
        page = parse_page(f"<form>a<form sanitizer-element='{value}'><p>b</p></form>")
        assert page.paths.element(page.tree.tags.index("p")).endswith("/p")


def test_a_page_that_lxml_finds_nothing_in_has_the_root_as_path() -> None:
    page = parse_page("<!-- nothing -->")
    assert page.paths.element(-1) == "/"
    assert page.paths.text(0, -1) == "/"


_PIECES = st.sampled_from([
    "one", "two", "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<a href=//a.example>", "</a>",
    "<table>", "<tr>", "<td>", "</table>", "<li>", "<svg>", "</svg>", "<title>", "</title>",
    "<script>", "</script>", "<!-- c -->", "<br>", "<form>", "<body>", "</body>", "</html>",
    "<html>", "<head>", "</head>", "<o:p>", "<x_y>", "<a'b>", "<a'\"b>", "<pª>", "\0",
    "<?php x ?>", "<!foo>", "</ x>", "<p sanitizer-element=3>", "<textarea>", "</textarea>",
    "<template>", "<noscript>", "<frameset>", "<![CDATA[", "]]>",
])  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(_PIECES, max_size=16).map("".join))
def test_every_path_finds_exactly_one_node_whatever_the_page(source: str) -> None:
    page = parse_page(source)
    root = _lxml_root(page)
    for block in segment(page):
        if root is None:
            assert block.xpath == "/"
        else:
            _found(root, block)
