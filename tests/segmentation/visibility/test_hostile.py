"""Any CSS, however broken or large, costs bounded time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanitizer.parsing.tree import build_tree
from sanitizer.segmentation.visibility import Visibility

#: Generous for a slow machine; what is quadratic takes minutes on these pages.
MAX_SECONDS = 12.0

MANY = 3_000

PAGES = {
    "open braces": "<style>" + "a{" * 100_000 + "</style><p>x",
    "closing braces": "<style>" + "}" * 200_000 + "</style><p>x",
    "nested rules": "<style>" + ".a{display:none;" * 5_000 + "</style><p class=a>x",
    "open string": "<style>" + "a{content:'" * 50_000 + "</style><p>x",
    "open comments": "<style>" + "/*" * 200_000 + "</style><p>x",
    "nested negations": "<style>" + ":not(" * 5_000 + "p" + ")" * 5_000 + "{display:none}</style><p>x",  # noqa: E501
    "long list": "<style>" + ",".join(f".c{n}" for n in range(50_000)) + "{display:none}</style><p>x",  # noqa: E501
    "variables in a circle": (
        "<style>p{--a:var(--b);--b:var(--a);display:var(--a,none)}</style><p>x"
    ),
    "variables that grow": (
        "<style>p{"
        + "".join(f"--v{n}:var(--v{n + 1}) var(--v{n + 1});" for n in range(60))
        + "--v60:none;display:var(--v0)}</style><p>x"
    ),
    "rules times elements": (
        "<style>" + "div *{display:none}" * 2_000 + "</style><div>" + "<p>x" * 5_000
    ),
    "siblings": "<style>p~b~i~p{display:none}</style>" + "<p>x</p>" * 30_000,
    "has": "<style>div:has(b i){display:none}</style>" + "<div><p>" * 200 + "<a>x" * 5_000,
    "deep and classed": (
        "<style>.z .y p{display:none}</style>"
        + "".join(f'<div class="a{n} b{n}">' for n in range(400))
        + "<p>x</p>" * 20_000
    ),
    "deep and faint": "<div>" * 500 + '<p style="opacity:.3;font-size:.1em;z-index:-1">x</p>' * 10_000,  # noqa: E501
    "many colours": (
        "<style>"
        + "".join(f".c{n}{{color:#{n:06x};background:#{n + 1:06x}}}" for n in range(30_000))
        + "</style><p class=c7>x"
    ),
    "many sheets": "<style>p{display:none}</style>" * MANY + "<p>x",
    "details without summary": "<details>" + "<p>x</p>" * 30_000,
    "script statements": (
        "<script>function f(){" + "document.getElementById('a').style.display='none';" * 20_000
        + "}</script><p id=a>x"
    ),
    "written boxes": (
        "<script>document.write('<div style=\"display:none\">')</script>x" * MANY
        + "<script>document.write('</div>')</script>" * MANY
    ),
    "attributes of style": "<p style=\"" + "left:-9999px;" * 50_000 + '">x',
    "stray options": "<option><table>" + "<b>" * 500 + "<option>x" * 60_000,
    "many attributes asked for": (
        "<style>" + "".join(f"[a{n}]{{display:none}}" for n in range(2_000)) + "</style>"
        + "".join(f"<p a{n}>x" for n in range(2_000))
    ),
    "many colours in use": (
        "<style>"
        + "".join(f".c{n}{{color:#{n:06x};background:#{n + 1:06x}}}" for n in range(5_000))
        + "</style>" + "".join(f"<p class=c{n}>x</p>" for n in range(5_000))
    ),
    "colours everywhere": (
        "<style>" + "".join(f"*{{color:#{n:06x};background:#{n:06x}}}" for n in range(500))
        + "</style>" + "<p>x</p>" * 5_000
    ),
    "one class in many": (
        "<style>.x{display:none}</style>"
        + "".join(f'<p class="x y{n}">x</p>' for n in range(9_000))
    ),
    "spaces in a selector": "<style>a" + " " * 20_000 + "<{display:none}</style><a>x",
    "brackets in a value": '<p style="display:' + "(" * 50_000 + '">x',
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_hostile_pages_cost_bounded_time(name: str) -> None:
    tree = build_tree(PAGES[name])
    start = time.thread_time()
    visibility = Visibility(tree)
    assert time.thread_time() - start < MAX_SECONDS
    assert len(visibility.causes) == len(tree.tags)


CSS = st.text(alphabet="ab{};:()[]<>*#.,'\"\\/@!-_0 \n&>+~", max_size=60)


@given(CSS, CSS)
@settings(max_examples=300, deadline=None)
def test_no_css_raises(sheet: str, attribute: str) -> None:
    style = attribute.replace('"', "")
    Visibility(build_tree(f'<style>{sheet}</style><p class="a" id="b" style="{style}">x'))


PIECES = st.lists(
    st.sampled_from(
        [
            "display:none", ";", "{", "}", ".a", "#b", "p", "@media print", "@media screen", "/*",
            "*/", "'", '"', "\\", ":not(", ")", "var(--a)", "--a:none", "@layer x", ",", " ", "<!--",  # noqa: E501
            "-->", "visibility:hidden", "left:-9000px", "!important", "@import 'x';", "&", ">",
        ]
    ),
    max_size=25,
)  # fmt: skip


@given(PIECES)
@settings(max_examples=300, deadline=None)
def test_no_mixture_of_css_raises(pieces: list[str]) -> None:
    Visibility(build_tree(f'<style>{"".join(pieces)}</style><p class="a" id="b">x'))
