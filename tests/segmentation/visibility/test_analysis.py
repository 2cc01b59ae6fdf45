from __future__ import annotations

import pytest

from sanitizer.parsing.tree import build_tree
from sanitizer.segmentation.visibility import Cause, Visibility, causes, describe
from tests.segmentation.visibility.matrix import TARGET, page_of
from tests.segmentation.visibility.test_matrix import cause_of_target

CAUSES = {
    Cause.DISPLAY_NONE: '<p style="display:none">%s</p>',
    Cause.VISIBILITY: '<p style="visibility:hidden">%s</p>',
    Cause.OPACITY: '<p style="opacity:0">%s</p>',
    Cause.OFF_SCREEN: '<p style="text-indent:-9999px">%s</p>',
    Cause.CLIP: '<p style="clip-path:inset(50%%)">%s</p>',
    Cause.TINY_BOX: '<p style="height:0;overflow:hidden">%s</p>',
    Cause.FONT_SIZE: '<p style="font-size:0">%s</p>',
    Cause.SAME_COLOUR: '<p style="color:#fff">%s</p>',
    Cause.ZERO_SCALE: '<p style="transform:scale(0)">%s</p>',
    Cause.CONTENT_VISIBILITY: '<p style="content-visibility:hidden">%s</p>',
    Cause.HIDDEN_ATTRIBUTE: "<p hidden>%s</p>",
    Cause.HIDDEN_ELEMENT: "<template>%s</template>",
    Cause.NOSCRIPT: "<noscript>%s</noscript>",
    Cause.COLLAPSED_DETAILS: "<details><p>%s</p></details>",
    Cause.BEHIND_BODY: (
        '<div style="background:#eee"><p style="position:relative;z-index:-1">%s</p></div>'
    ),
    Cause.BY_SCRIPT: "<p id=a>%s</p><script>document.getElementById('a').style.display='none'</script>",  # noqa: E501
    Cause.FRAMEWORK_CLASS: '<link rel=stylesheet href=a.css><p class="sr-only">%s</p>',
}


@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause_is_named(cause: Cause) -> None:
    assert cause_of_target(page_of(CAUSES[cause] % TARGET)) == cause


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ('<p style="position:absolute;left:-9000px">x', "hidden by left:-9000px"),
        ("<style>.bbb{color:#fffffe}</style><p class=bbb>x", "color:#fffffe on the bare page"),
        ("<style>.b { display : none }</style><p class=b>x", "the rule .b{display : none}"),
        ("<p hidden>x", "hidden by the attribute hidden"),
        ("<p>x", ""),
    ],
)
def test_a_cause_is_told_with_its_value(page: str, words: str) -> None:
    tree = build_tree(page)
    assert words in describe(tree, tree.tags.index("p"))


def test_there_is_one_answer_for_every_element() -> None:
    tree = build_tree("<p>a<b hidden>c<i>d</i></b></p><p>e</p>")
    assert causes(tree) == [None, "hidden-attribute", "hidden-attribute", None]


def test_two_causes_are_undone_one_by_one() -> None:
    page = (
        f'<div style="visibility:hidden;opacity:0"><p style="visibility:visible">{TARGET}</p></div>'
    )
    assert cause_of_target(page) == Cause.OPACITY


def test_answers_do_not_depend_on_the_order_of_attributes() -> None:
    sheet = "<style>#a.b{display:none}</style>"
    for attributes in ("id=a class=b", "class=b id=a"):
        assert cause_of_target(f"{sheet}<p {attributes}>{TARGET}</p>") == Cause.DISPLAY_NONE


def test_classes_are_told_apart_by_case_in_standards_mode_only() -> None:
    body = f"<style>.Box{{display:none}}</style><p class=box>{TARGET}</p>"
    assert cause_of_target(f"<!doctype html>{body}") is None
    assert cause_of_target(body) == Cause.DISPLAY_NONE


def test_lengths_need_a_unit_in_standards_mode_only() -> None:
    body = f'<p style="position:absolute;left:-9000">{TARGET}</p>'
    assert cause_of_target(f"<!doctype html>{body}") is None
    assert cause_of_target(body) == Cause.OFF_SCREEN


def test_the_same_page_gives_the_same_answer_twice() -> None:
    source = page_of(f'<p class="x">{TARGET}</p>', "<style>.x{display:none}</style>")
    assert Visibility(build_tree(source)).causes == Visibility(build_tree(source)).causes


@pytest.mark.parametrize(
    ("later", "hidden"),
    [
        ("<body hidden>", True),
        ('<body style="display:none">', True),
        ('<body class="off">', True),
        ('<body id="off">', True),
        ("<html hidden>", True),
        ('<body class="on" class="off">', False),
        ("<template><body hidden></template>", False),
        ("<script>'<body hidden>'</script>", False),
    ],
)
def test_a_second_body_gives_its_attributes_to_the_first(later: str, hidden: bool) -> None:
    sheet = "<style>.off,#off{display:none}</style>"
    tree = build_tree(f"<!doctype html><html><head>{sheet}</head><body><p>a</p>{later}<p>b")
    found = causes(tree)
    assert [found[tree.tags.index(tag)] is not None for tag in ("body", "p")] == [hidden] * 2


def test_a_second_body_takes_nothing_from_the_first() -> None:
    tree = build_tree('<!doctype html><html><body class="on"><p>a</p><body class="off" style="">')
    assert tree.attributes(tree.tags.index("body"))["class"] == "on"
