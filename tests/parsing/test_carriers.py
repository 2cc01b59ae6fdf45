"""Trees of what only carries HTML."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sanitizer.parsing.carriers import build_carrier_tree
from sanitizer.parsing.page import parse_page
from sanitizer.parsing.tree import build_tree

_PIECES = st.sampled_from(
    [
        "<?php ", "?>", "{{", "}}", "{%", "%}", "<% ", "%>", "`", "```\n", "---\n", "'", '"', "\\",
        "<div ", "<p>", "</p>", "</div>", ">", "hidden", " text ", "\n", "<template>",
        "</template>", "INSERT INTO t VALUES (", "SET x;\n",
        "COPY t FROM stdin;\n", "\t", "\\.\n", "<!--", "-->",
        "<script>", "</script>", "é", "😀",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_the_mask_is_as_long_as_the_source_and_blank_where_it_is_opaque(source: str) -> None:
    tree = build_carrier_tree(source)
    assert len(tree.source) == len(source)
    last = 0
    for start, end in tree.opaque:
        assert last <= start < end <= len(source)
        assert tree.source[start:end].isspace()
        last = end
    assert tree.starts == sorted(tree.starts)
    assert tree.text_starts == sorted(tree.text_starts)


@given(st.lists(st.sampled_from(["<p>", "</p>", "<div>", "text", " ", "\n"])).map("".join))
def test_what_has_nothing_of_its_own_is_read_as_a_page(source: str) -> None:
    assert build_carrier_tree(source) == build_tree(source)


def test_places_are_those_of_the_source() -> None:
    source = "<?php $a = '<p>' ?>\n<p>text</p>"
    page = parse_page(source, as_html=True)
    assert page.source == source
    assert page.tree.tags == ["p"]
    assert source[page.tree.starts[0] :].startswith("<p>text")
    assert page.position(page.tree.starts[0]) == (2, 1)


def test_attributes_around_template_tags_are_read() -> None:
    tree = build_carrier_tree('<a class="b <?= $x ? \'">\' : "<" ?>" href="/c">text</a>')
    assert tree.tags == ["a"]
    assert tree.attributes(0)["href"] == "/c"


def test_what_one_branch_of_a_tag_says_does_not_hold() -> None:
    tree = build_carrier_tree("<div {% if a %}hidden{% else %}id=b{% endif %} class=c>text</div>")
    assert tree.attributes(0) == {"class": "c"}


def test_of_two_boxes_in_two_branches_neither_hides_what_follows() -> None:
    for boxes in ("<div hidden>{% else %}<div>", "<div>{% else %}<div hidden>"):
        tree = build_carrier_tree(f"{{% if a %}}{boxes}{{% endif %}}<p>text</p></div>")
        assert tree.tags == ["div", "div", "p"]
        assert not tree.attributes(0)
        assert not tree.attributes(1)


def test_a_box_that_is_closed_hides_as_ever() -> None:
    tree = build_carrier_tree("{% if a %}<div hidden>text</div>{% endif %}")
    assert tree.attributes(0) == {"hidden": ""}


def test_what_a_string_of_a_dump_leaves_open_ends_with_it() -> None:
    source = r"INSERT INTO t VALUES ('<div style=\"display:none\">a','b'),('<!-- c','<p>d''e</p>');"
    tree = build_carrier_tree(source)
    assert tree.tags == ["div", "p"]
    assert tree.attributes(0) == {"style": "display:none "}
    assert source[tree.starts[0] : tree.ends[0]] == r"<div style=\"display:none\">a"
    texts = [source[a:b] for a, b in zip(tree.text_starts, tree.text_ends, strict=True)]
    assert texts == ["a", "b", "d''e"]
    assert tree.text_parents == [0, -1, 1]
    assert len(set(tree.text_runs)) == 3
    assert [source[mark.start : mark.end] for mark in tree.marks] == ["<!-- c"]
