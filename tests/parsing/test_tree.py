"""Places and nesting of broken markup, as the HTML standard has them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitizer.parsing.tree import MAX_DEPTH, MAX_TAGS, MarkKind, build_tree
from tests.parsing.outline import outline, places


def test_an_element_knows_its_start_tag_content_and_end_tag() -> None:
    tree = build_tree("<div>\n <p class=a>one <b>two</b></p>\n</div>")
    assert tree.tags == ["div", "p", "b"]
    assert tree.parents == [-1, 0, 1]
    assert places(tree, 1) == ("<p class=a>", "one <b>two</b>", "</p>")
    assert places(tree, 2) == ("<b>", "two", "</b>")


def test_an_element_without_end_tag_ends_where_the_next_thing_ends_it() -> None:
    tree = build_tree("<ul><li>one<li>two</ul>")
    assert places(tree, 1) == ("<li>", "one", "")
    assert places(tree, 2) == ("<li>", "two", "")


def test_an_element_that_nothing_ends_goes_to_the_end_of_the_page() -> None:
    tree = build_tree("<section><em>one two")
    assert places(tree, 0) == ("<section>", "<em>one two", "")
    assert tree.ends == [20, 20]


def test_texts_that_are_all_white_space_are_left_out() -> None:
    tree = build_tree("<p> \n\t</p> <p> a </p>")
    assert [tree.source[a:b] for a, b in zip(tree.text_starts, tree.text_ends, strict=True)] == [
        " a "
    ]


def test_a_byte_order_mark_is_no_text_of_the_page() -> None:
    tree = build_tree("\ufeff<!doctype html><html><body>x")
    assert tree.text_starts == [28]
    assert tree.tags == ["html", "body"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # stray and missing end tags
        ("</div><p>a</span>b</p>", "p(a b)"),
        ("<div><span>a</div>b", "div(span(a)) b"),
        ("<p>a<p>b", "p(a) p(b)"),
        ("<p>a<div>b</div>c", "p(a) div(b) c"),
        ("<p><span>a<h2>b</h2>", "p(span(a)) h2(b)"),
        ("<h1>a<h2>b</h2>", "h1(a) h2(b)"),
        ("<h1>a</h3>b", "h1(a) b"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt(a) dd(b) dt(c))"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "ul(li(a ul(li(b))) li(c))"),
        ("<li>a<div><li>b", "li(a div) li(b)"),
        ("<select><option>a<option>b</select>c", "select(option(a) option(b)) c"),
        ("<button>a<button>b", "button(a) button(b)"),
        ("<ruby>a<rp>(<rt>b<rp>)</ruby>", "ruby(a rp(() rt(b) rp()))"),
        ("<rp>a<rp>b", "rp(a rp(b))"),
        ("a</p>b", "a b"),
        # tables keep to themselves
        ("<table><tr><td>a<td>b<tr><td>c</table>d", "table(tr(td(a) td(b)) tr(td(c))) d"),
        (
            "<table><tr><td><table><tr><td>a</table>b</table>",
            "table(tr(td(table(tr(td(a))) b)))",
        ),
        ("<table><tr><td><p>a</table>b", "table(tr(td(p(a)))) b"),
        ("<p>a<table><tr><td></p>b</table>", "p(a) table(tr(td(b)))"),
        (
            "<table><thead><tr><th>a<tbody><tr><td>b</table>",
            "table(thead(tr(th(a))) tbody(tr(td(b))))",
        ),
        ("<div><table><tr><td></div>a</table>b</div>", "div(table(tr(td(a))) b)"),
        # formatting elements cross blocks
        ("<b>a<p>b</b>c</p>d", "b(a) p(b c) d"),
        ("<a href=x>a<a href=y>b</a>", "a(a) a(b)"),
        ("<nobr>a<nobr>b</nobr>", "nobr(a) nobr(b)"),
        ("<b>a<table></b>b</table>", "b(a table(b))"),
        # one form, one head, one body
        ("<form>a<form>b</form>c", "form(a b) c"),
        ("<html><body>a</body></html><body class=x>b<html>c", "html(body(a b c))"),
        ("<html><head><title>t</title>a<body>b", "html(head(title) a body(b))"),
        ("text<!doctype html><html><body>a", "text html(body(a))"),
        ("<html><body>a</body></html>b<div>c</div>", "html(body(a b div(c)))"),
        # SVG and MathML
        ("<svg><path d=a/b/><g/><g>a</svg>b", "svg(path(g g(a))) b"),
        ("<svg><path d='a'/><circle />a</svg>", "svg(path circle a)"),
        ("<svg>a<p>b</svg>", "svg(a) p(b)"),
        ("<svg>a</p>b", "svg(a) b"),
        ("<svg><title><b>a</b></title></svg>", "svg(title(b(a)))"),
        ("<svg><foreignObject><div>a</svg>b</div>", "svg(foreignobject(div(a b)))"),
        ("<svg><style>a<b>b</style></svg>", "svg(style(a)) b(b)"),
        ("<math><input></math>a", "math(input) a"),
        ("<svg><![CDATA[a < b]]>c</svg>", "svg(a < b c)"),
        ("<p>a<![CDATA[b]]>c</p>", "p(a c)"),
        # the end of the page
        ("a<", "a<"),
        ("a</", "a </"),
        ("<p>a<b c", "p(a)"),
        ("<p>a</b", "p(a)"),
    ],
)  # fmt: skip
def test_broken_markup_is_nested_as_the_standard_says(source: str, expected: str) -> None:
    assert outline(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>1 < 2 <3 <- < p></p>", "p(1 < 2 <3 <- < p>)"),
        ("<p title=a>b>c</p>", "p(b>c)"),
        ("<p title='a>b'>c</p>", "p(c)"),
        ('<p a="x"b="y>z">c</p>', "p(c)"),
        ('<p a=b"c>d</p>', "p(d)"),
        ("<p a = 'b>c' >d</p>", "p(d)"),
        ("<p a=>b</p>", "p(b)"),
        # an equals sign where a name should start is a name: no value follows, no quote opens
        ('<p ="a>b">c</p>', 'p(b">c)'),
        ('<p/="a>b">c</p>', 'p(b">c)'),
        ('<p =="a>b">c</p>', "p(c)"),
        ("<p\fa\n=\rb/c>d</p>", "p(d)"),
        ("<br/>a<p/>b", "br a p(b)"),
        ("<A HREF=x>a</a>", "a(a)"),
        ("<x-y.z:w>a</x-y.z:w>", "x-y.z:w(a)"),
        ("a</>b</ c>d<?php e ?>f<!g>h", "a b d f h"),
    ],
)
def test_tags_end_where_the_tokenizer_of_the_standard_ends_them(source: str, expected: str) -> None:
    assert outline(source) == expected


def test_a_quote_without_an_end_takes_the_rest_of_the_page() -> None:
    tree = build_tree('<p>a</p><a href="x>b</a><p>c</p>')
    assert tree.tags == ["p"]
    assert [(mark.kind, mark.start, mark.end) for mark in tree.marks] == [(MarkKind.BOGUS, 8, 32)]


def test_only_ascii_letters_of_a_name_are_lowered() -> None:
    tree = build_tree("<lin\N{KELVIN SIGN} a=b><X\N{LATIN CAPITAL LETTER I WITH DOT ABOVE} c=d>")
    assert tree.tags == ["lin\N{KELVIN SIGN}", "x\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}"]
    assert tree.attributes(1) == {"c": "d"}


@pytest.mark.parametrize(
    ("source", "comment"),
    [
        ("a<!-- b -->c", "<!-- b -->"),
        ("a<!-->c", "<!-->"),
        ("a<!--->c", "<!--->"),
        ("a<!-- b --!>c", "<!-- b --!>"),
        ("a<!----!>c", "<!----!>"),
        ("a<!--!>b-->c", "<!--!>b-->"),
        ("a<!-- <p> > -- > b -->c", "<!-- <p> > -- > b -->"),
        ("a<!-- b <p>c", "<!-- b <p>c"),
        ("a<!--", "<!--"),
    ],
)
def test_a_comment_ends_where_browsers_end_it(source: str, comment: str) -> None:
    tree = build_tree(source)
    (mark,) = tree.marks
    assert (mark.kind, source[mark.start : mark.end]) == (MarkKind.COMMENT, comment)


def test_a_comment_knows_its_element() -> None:
    tree = build_tree("<!doctype html><div><p>a<!-- b --></p></div>")
    assert [(mark.kind, mark.parent) for mark in tree.marks] == [
        (MarkKind.DOCTYPE, -1),
        (MarkKind.COMMENT, 1),
    ]


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("<script>a<b></script>c", "a<b>"),
        ("<script>a</scripty></SCRIPT >c", "a</scripty>"),
        ("<script>a</script x='>'>c", "a"),
        ("<script><!-- a </script>c", "<!-- a "),
        ("<script><!-- <script> a </script> b --></script>c", "<!-- <script> a </script> b -->"),
        ("<script><!-- <script> a </script> b </script>c", "<!-- <script> a </script> b "),
        ("<script><!-- --> <script> a </script>c", "<!-- --> <script> a "),
        ("<script><!--> <script> a </script>c", "<!--> <script> a "),
        ("<script><!-- <script> a</script", "<!-- <script> a</script"),
        ("<title>a <b> </title>c", "a <b> "),
        ("<textarea><p>a</textarea>c", "<p>a"),
        ("<style>a{content:'</p>'}</style>c", "a{content:'</p>'}"),
        ("<iframe><p>a</iframe>c", "<p>a"),
        ("<title>a", "a"),
    ],
)
def test_raw_text_ends_at_its_own_end_tag_only(source: str, content: str) -> None:
    tree = build_tree(source)
    assert len(tree.tags) == 1
    assert places(tree, 0)[1] == content
    after = source[tree.ends[0] :]
    assert after == ("c" if source.endswith(">c") else "")


def test_only_a_textarea_s_raw_text_is_read_as_text() -> None:
    assert outline("<textarea>a<p></textarea><script>b</script><title>c</title>d") == (
        "textarea(a<p>) script title d"
    )


def test_plaintext_takes_all_that_follows() -> None:
    assert outline("<p>a<plaintext>b</plaintext><p>c") == "p(a) plaintext(b</plaintext><p>c)"


def test_attributes_are_read_in_every_notation() -> None:
    tree = build_tree("<a HREF='x&amp;y' id=b/ class = \"c d\" hidden id=e data-x='a>b'>")
    assert tree.attributes(0) == {
        "href": "x&y",
        "id": "b/",
        "class": "c d",
        "hidden": "",
        "data-x": "a>b",
    }


def test_runs_part_at_blocks_and_at_two_breaks_but_not_at_one() -> None:
    tree = build_tree("a<b>b</b>c<br>d<br><br>e<div>f</div>g")
    texts = [tree.source[a:b] for a, b in zip(tree.text_starts, tree.text_ends, strict=True)]
    assert texts == list("abcdefg")
    runs = tree.text_runs
    assert runs[0] == runs[1] == runs[2] == runs[3]
    assert len({runs[3], runs[4], runs[5], runs[6]}) == 4


def test_ignored_tags_do_not_part_a_run() -> None:
    tree = build_tree("<html><body><form>a<body>b<form>c")
    assert len(set(tree.text_runs)) == 1


def test_elements_deeper_than_browsers_allow_become_siblings() -> None:
    tree = build_tree("<div>" * (MAX_DEPTH + 100) + "x")
    depths = [len(tree.ancestors(element)) for element in range(len(tree.tags))]
    assert max(depths) == MAX_DEPTH
    assert len(tree.tags) == MAX_DEPTH + 100


def test_two_hundred_thousand_nested_elements_are_read() -> None:
    source = "<div>" * 200_000 + "x" + "</div>" * 200_000
    tree = build_tree(source)
    assert tree.complete
    assert len(tree.tags) == 200_000
    assert tree.text_starts == [5 * 200_000]


def test_a_page_with_too_many_tags_is_left_unread() -> None:
    tree = build_tree("<br>" * (MAX_TAGS + 1))
    assert not tree.complete
    assert build_tree("<br>" * 1000).complete


def test_the_elements_of_a_tag_are_listed_in_order() -> None:
    tree = build_tree("<p>a<B>b</b><p>c<i>d</i>")
    assert tree.by_tag() == {"p": [0, 2], "b": [1], "i": [3]}
    assert build_tree("text").by_tag() == {}


@pytest.mark.parametrize(
    ("script", "end"),
    [
        ("a<b</script >", "</script >"),
        ("a</scripts></SCRIPT>", "</SCRIPT>"),
        ("<!--</script>", "</script>"),
        ("<!--<script></script></script>", "</script>"),
        ("<!--<script>--></script>", "</script>"),
    ],
)
def test_a_script_ends_where_browsers_end_it(script: str, end: str) -> None:
    tree = build_tree(f"<script>{script}<p>x")
    assert tree.tags == ["script", "p"]
    assert places(tree, 0) == ("<script>", script.removesuffix(end), end)


def test_end_tags_that_end_nothing_leave_the_tree_as_it_is() -> None:
    source = "<b><table>" + "<i>" * 500
    assert build_tree(source + "</b>" * 100_000).tags == build_tree(source).tags


_PIECES = st.sampled_from([
    "a", "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<a href=x>", "</a>", "<table>", "<tr>",
    "<td>", "</table>", "<ul>", "<li>", "<svg>", "</svg>", "<g/>", "<title>", "</title>",
    "<script>", "</script>", "<!--", "-->", "<!--c-->", "<![CDATA[", "]]>", "<br>", "<select>",
    "<option>", "<form>", "</form>", "<body>", "</body>", "<head>", "</head>", "<html>",
    "</html>", "<", ">", "\"", "'", "=", "/", " ", "<h1>", "<p a='", "<q b=\"", "\0", "&amp;",
    "</h2>", "<textarea>", "</textarea>", "<math>", "<mi>", "</math>", "<template>",
])  # fmt: skip


@given(st.lists(_PIECES, max_size=25).map("".join))
def test_places_are_in_order_and_inside_the_page_whatever_is_in_it(source: str) -> None:
    tree = build_tree(source)
    assert tree.starts == sorted(tree.starts)
    for start, opens, closes, end in zip(
        tree.starts, tree.opens, tree.closes, tree.ends, strict=True
    ):
        assert 0 <= start < opens <= closes <= end <= len(source)
        assert source[start] == "<"
    assert all(parent < element for element, parent in enumerate(tree.parents))
    texts = list(zip(tree.text_starts, tree.text_ends, strict=True))
    assert all(a < b for a, b in texts)
    assert all(b <= c for (_, b), (c, _) in itertools.pairwise(texts))


@given(st.lists(_PIECES, max_size=25).map("".join))
def test_every_element_starts_inside_its_parent(source: str) -> None:
    tree = build_tree(source)
    for element, parent in enumerate(tree.parents):
        if parent >= 0:
            assert tree.opens[parent] <= tree.starts[element] <= tree.closes[parent]


@given(st.text(max_size=200))
def test_nothing_in_a_page_raises(source: str) -> None:
    build_tree(source)


@pytest.mark.parametrize("tag", ["script", "title", "textarea", "iframe", "style"])
def test_in_a_page_that_says_it_is_xml_an_empty_raw_element_ends_at_once(tag: str) -> None:
    page = f"<{tag} /><p>one</p><div hidden>two</div>"
    said = build_tree(f'<?xml version="1.0"?>{page}')
    assert said.tags == [tag, "p", "div"]
    assert said.ends[0] == said.opens[0]
    assert build_tree(page).tags == [tag]  # in HTML the slash means nothing


def test_later_start_tags_of_body_and_html_add_the_attributes_that_are_missing() -> None:
    tree = build_tree("<html lang=a><body class=x><p>b</p><html lang=c dir=d><body hidden class=y>")
    html, body = tree.tags.index("html"), tree.tags.index("body")
    assert tree.attributes(html) == {"lang": "a", "dir": "d"}
    assert tree.attributes(body) == {"class": "x", "hidden": ""}


def test_a_body_inside_a_template_adds_nothing() -> None:
    tree = build_tree("<body><template><body hidden></template><p>a")
    assert tree.attributes(tree.tags.index("body")) == {}
