from __future__ import annotations

import pytest

from sanitizer.parsing.tree import build_tree
from sanitizer.segmentation.visibility import Visibility
from sanitizer.segmentation.visibility.cascade import Style
from sanitizer.segmentation.visibility.palette import colour_suspects


def suspects(page: str) -> list[str]:
    """Return the tags of the elements that have to be judged."""
    tree = build_tree(f"<!doctype html>{page}")
    style = Style(tree, quirks=False)
    styled = style.elements.start_tags.having("color")
    return [tree.tags[element] for element in sorted(colour_suspects(style, styled))]


@pytest.mark.parametrize(
    ("page", "tags"),
    [
        ('<p style="color:#123456">x', []),
        ('<p style="color:#fff">x', ["p"]),
        ('<div style="background-color:#123456"><p style="color:#123456">x', ["p"]),
        ('<div style="background-color:#123456"></div><p style="color:#123456">x', []),
        ('<div style="color:#123456"><p style="background-color:#123457">x', ["p"]),
        ('<p style="background-color:#000">x', ["p"]),
        ('<p style="color:rgba(9,9,9,.5)">x', ["p"]),
        ("<style>b{color:#123456}i{background:#123456}</style><i><b>x</b></i>", ["b"]),
        ("<style>b{color:#123456}i{background:#123456}</style><b>x</b><i>y</i>", []),
        ("<style>b{color:#123456}i{background:var(--v)}</style><i><b>x</b></i>", ["b"]),
    ],
)
def test_only_what_stands_in_its_like_is_suspect(page: str, tags: list[str]) -> None:
    assert suspects(page) == tags


@pytest.mark.parametrize(
    "page",
    [
        "<style>i{--v:#123456;background:var(--v)}b{color:#123456}</style><i><b>x</b></i>",
        "<style>i{background:#123456;color:#123457}b{color:inherit}</style><i><b>x</b></i>",
        "<style>b{--o:1;color:rgb(255 255 255/var(--o))}</style><b>x</b>",
        "<style>body{color:#123}i{background:#123}b{background:inherit}</style><body><i><b>x</b></i>",
    ],
)
def test_text_in_a_variable_or_inherited_colour_of_its_background_is_hidden(page: str) -> None:
    tree = build_tree(f"<!doctype html>{page}")
    assert Visibility(tree).causes[tree.tags.index("b")] == "same-colour"
