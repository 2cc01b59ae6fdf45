from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sanitizer.parsing.tree import build_tree
from sanitizer.segmentation.visibility.start_tags import StartTags, as_searched

SPELLINGS = [
    '<p class="a b">',
    "<p class='a b'>",
    "<p class=a>",
    '<p CLASS="A b">',
    '<p class = "a">',
    '<p\nclass="a">',
    '<p title="x"class="a">',
    '<p/class="a">',
    '<p class="a" class="z">',
    '<p class="a&amp;b c">',
    '<p data-class="z" class="a">',
    "<p title='class=\"z\"' class=a>",
    '<p title="İ" class="a">',
    '<p a=x" b="y class="z" class="a">',
    "<p class>",
    "<p>",
]


@pytest.mark.parametrize("page", SPELLINGS)
def test_a_value_is_the_one_that_the_parser_reads(page: str) -> None:
    tree = build_tree(page)
    assert StartTags(tree).value(0, "class") == tree.attributes(0).get("class")


@pytest.mark.parametrize("page", SPELLINGS)
def test_every_class_is_among_the_names_and_leads_back_to_its_element(page: str) -> None:
    tree = build_tree(f"<b>x</b>{page}")
    tags = StartTags(tree)
    for name in (tree.attributes(1).get("class") or "").split():
        assert as_searched(name) in tags.class_names()
        assert 1 in tags.with_class(name)
        assert 0 not in tags.with_class(name)


@pytest.mark.parametrize("page", ['<p id="A1">', "<p id = a1>", "<p title=''id='a1'>", "<p/ID=a1>"])
def test_an_id_leads_back_to_its_element(page: str) -> None:
    tags = StartTags(build_tree(f"<b>x</b>{page}"))
    assert "a1" in tags.id_names()
    assert tags.with_id("a1") == [1]


def test_a_word_is_found_in_start_tags_only() -> None:
    tags = StartTags(build_tree("<p>hidden</p><p HIDDEN>x</p><script>hidden</script>"))
    assert tags.having("hidden") == [1]


ATTRIBUTES = st.lists(
    st.sampled_from(
        [
            " ", "\n", "/", "class", "id", "style", "=", '"', "'", "a", "B", "&amp;", "=", '="a"',
            " class=", ' id="', ' style="x:y"', "İ", "-",
        ]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@example("=id=/")
@example(' class= id=" id=" style="x:y"')
@given(ATTRIBUTES)
def test_any_markup_gives_the_values_that_the_parser_reads(inside: str) -> None:
    tree = build_tree(f"<div {inside}><p>x")
    tags = StartTags(tree)
    for element in range(len(tree.tags)):
        for name in ("class", "id", "style"):
            assert tags.value(element, name) == tree.attributes(element).get(name)
        for name in (tree.attributes(element).get("class") or "").split():
            assert element in tags.with_class(name)
        name = tree.attributes(element).get("id", "")
        assert not name or element in tags.with_id(name)
