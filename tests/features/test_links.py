"""Where links lead, and whether that is the page's own site."""

from __future__ import annotations

import pytest

from sanitizer.features.links import Hyperlink, PageLinks, host_of, site_of
from sanitizer.parsing.page import parse_page
from sanitizer.parsing.tree import build_tree
from tests.features.measuring import rows_of


def _links(source: str, url: str | None = None) -> PageLinks:
    return rows_of(source, url=url).links


def _foreign(source: str, url: str | None = None) -> list[str]:
    links = _links(source, url)
    return [link.href for link in links.by_element.values() if links.is_foreign(link)]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://News.Example/a?b#c", "news.example"),
        ("//cdn.example/x", "cdn.example"),
        ("  http://a.example  ", "a.example"),
        ("http:\\\\a.example\\x", "a.example"),
        ("http://user:secret@a.example:8080/x", "a.example"),
        ("http://a.example.?q", "a.example"),
        ("/here/there", ""),
        ("page.html", ""),
        ("mailto:someone@a.example", ""),
        ("javascript:open('//a.example')", ""),
        ("ftp://a.example/x", ""),
        ("#top", ""),
        ("", ""),
    ],
)
def test_the_host_is_that_of_a_web_address_and_empty_for_all_else(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("example.com", "example.com"),
        ("www.example.com", "example.com"),
        ("a.b.c.example.org", "example.org"),
        ("news.example.co.uk", "example.co.uk"),
        ("www.example.com.br", "example.com.br"),
        ("192.0.2.7", "192.0.2.7"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_the_site_is_the_part_that_somebody_registered(host: str, site: str) -> None:
    assert site_of(host) == site


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("", "https://www.example.com/page"),
        ('<link rel="canonical" href="https://example.com/page">', None),
        ('<meta property="og:url" content="https://example.com/page">', None),
        ('<base href="https://m.example.com/">', None),
    ],
)
def test_the_page_says_what_its_own_site_is(head: str, url: str | None) -> None:
    body = '<a href="https://shop.example.com/">a</a><a href="https://example.org/">b</a>'
    assert _foreign(f"<head>{head}</head><body>{body}", url) == ["https://example.org/"]


def test_the_canonical_address_is_trusted_before_the_base() -> None:
    head = '<base href="https://cdn.test/"><link rel="canonical" href="https://example.com/">'
    assert _links(head).own_site == "example.com"


def test_the_url_of_the_caller_beats_what_the_page_says() -> None:
    head = '<link rel="canonical" href="https://example.com/">'
    assert _links(head, "https://example.org/").own_site == "example.org"


def test_without_an_address_most_links_name_the_site_but_few_links_do_not() -> None:
    many = '<a href="http://example.com/x">x</a>' * 20 + '<a href="http://a.test/">y</a>' * 4
    assert _foreign(many) == ["http://a.test/"] * 4
    few = '<a href="http://example.com/x">x</a>' * 4
    assert len(_foreign(few)) == 4


def test_links_all_to_different_sites_make_none_of_them_the_own_one() -> None:
    farm = "".join(f'<a href="http://a{n}.test/">x</a>' for n in range(20))
    assert len(_foreign(farm)) == 20


@pytest.mark.parametrize(
    "attributes",
    [
        'href="http://a.test/?x=1&amp;y=2"',
        "href='http://a.test/?x=1&amp;y=2'",
        "HREF = http://a.test/?x=1&amp;y=2",
        'class="x"href="http://a.test/?x=1&amp;y=2"',
        'data-href="http://b.test/" href=" http://a.test/?x=1&amp;y=2 "',
        'class="x y" id="href" href="http://a.test/?x=1&amp;y=2"',
        'HREF="http://a.test/?x=1&amp;y=2" href="http://b.test/"',
        'title="a=b" href="http://a.test/?x=1&amp;y=2"',
    ],
)
def test_addresses_are_read_in_every_way_of_writing_them(attributes: str) -> None:
    (link,) = _links(f"<a {attributes}>x</a>").by_element.values()
    assert link.href == "http://a.test/?x=1&y=2"
    assert link.host == "a.test"


def test_an_anchor_without_an_address_is_no_link() -> None:
    assert not _links('<a name="top">x</a><a data-href="http://a.test/">y</a>').by_element


def test_everything_inside_a_link_knows_the_link() -> None:
    links = _links('<p><a href="/x"><b><i>word</i></b></a> and more</p>')
    (element,) = links.by_element
    tree_names = {element, element + 1, element + 2}
    assert {place for place, held in enumerate(links.holder_links) if held >= 0} == tree_names
    assert set(links.holder_links) == {-1, element}


@pytest.mark.parametrize(
    "source",
    [
        '<a href="/x"><b>1</b><i>2</i></a><p>3</p>',
        '<a href="/x"><area href="/y"><b>1</b></a><i>2</i>',
        '<a href="/x"><table><tr><td><a href="/y"><b>1</b></a><i>2</i></table>3</a><u>4</u>',
        '<b><a href="/x"><div></b><i>1</i></div></a><u>2</u>',
    ],
)
def test_the_link_around_an_element_is_the_innermost_one(source: str) -> None:
    rows = rows_of(source)
    links, tree = rows.links, rows.tree
    for element, held in enumerate(links.holder_links):
        around = [one for one in tree.ancestors(element) if one in links.by_element]
        assert held == (around[0] if around else -1)


@pytest.mark.parametrize(
    ("source", "linked"),
    [
        ("<p>1 <a href=/x>2 <b>3</b> 4<p>5</p>", ["2 ", "3", " 4"]),
        ("<div><a href=/x>1</div><div><i>2</i></div>", ["1"]),
        ("<div>1 <a href=/x>2<p><i>3</i></p><p>4</p></div>", ["2"]),
        ("<a href=/x>1<a href=/y>2</a>3", ["1", "2"]),
        ("<a href=/x>", []),
        ("<a href=/x>1<p>2</p></a>3", ["1", "2"]),
    ],
)
def test_a_link_that_nothing_closes_holds_the_line_behind_its_tag(
    source: str, linked: list[str]
) -> None:
    links = _links(source)
    tree = build_tree(source)
    found = [
        source[start:end]
        for start, end, link in zip(tree.text_starts, tree.text_ends, links.text_links, strict=True)
        if link >= 0
    ]
    assert found == linked
    held = [
        source[tree.starts[one] :][:3] for one, link in enumerate(links.holder_links) if link >= 0
    ]
    assert "<i>" not in held


def test_the_words_of_an_address_are_decoded() -> None:
    assert Hyperlink(0, "/search?q=%E8%B5%8C%E5%8D%9A", "").words == "/search?q=赌博"
    assert Hyperlink(0, "/plain", "").words == "/plain"


def test_links_to_allowed_hosts_are_not_foreign() -> None:
    source = (
        '<a href="http://shop.example/">a</a><a href="http://www.SHOP.example/">b</a>'
        '<a href="http://myshop.example/">c</a>'
    )
    page = parse_page(source, allowed_hosts=("Shop.example",))
    links = PageLinks(page, [None] * len(page.tree.tags))
    assert [link.host for link in links.by_element.values() if links.is_foreign(link)] == [
        "myshop.example"
    ]
    assert not links.is_foreign_host("cdn.shop.example")
