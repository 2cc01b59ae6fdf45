from __future__ import annotations

import pytest
from lxml import html

from sanitizer.extraction.paragraphs import mark_bare_runs

SENTENCE = (
    "The ferry crosses the lake twice a day, and in winter it carries the post as well as us."
)
LONG = f"{SENTENCE} {SENTENCE}"
NEIGHBOUR = f"<p>{SENTENCE}</p>"
SHORT = "It is old, and it is loved."


def marked(page: str, n_paragraphs: int = 9) -> str:
    elsewhere = f"<aside>{NEIGHBOUR * n_paragraphs}</aside>"
    tree = html.fromstring(f"<body><main>{page}</main>{elsewhere}</body>")
    mark_bare_runs(tree)
    text: str = html.tostring(tree[0], encoding="unicode")
    return text.removeprefix("<main>").removesuffix("</main>")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (f"<div>{LONG}</div>", f"<div><p>{LONG}</p></div>"),
        (f"<div><b>{LONG}</b> a</div>", f"<div><p><b>{LONG}</b> a</p></div>"),
        (f"<h2>a</h2>{LONG}<hr>b", f"<h2>a</h2><p>{LONG}</p><hr>b"),
        (f"{NEIGHBOUR}<div>{SENTENCE}</div>", f"{NEIGHBOUR}<div><p>{SENTENCE}</p></div>"),
        (f"{NEIGHBOUR}{SENTENCE}", f"{NEIGHBOUR}<p>{SENTENCE}</p>"),
    ],
)
def test_bare_text_that_reads_as_a_paragraph_becomes_one(page: str, expected: str) -> None:
    assert marked(page) == expected


@pytest.mark.parametrize(
    "page",
    [
        f"<div>{SENTENCE}</div>",
        f"<p>Short.</p><div>{SENTENCE}</div>",
        f"{NEIGHBOUR}<div>{SHORT}</div>",
        f'<div><a href="/">{LONG}</a> and more</div>',
        f"<span><div>{SHORT}</div>{SENTENCE}</span>",
        f"<pre>{LONG}</pre>",
        "<div></div>",
    ],
)
def test_labels_menus_and_blocks_stay_as_they_are(page: str) -> None:
    assert marked(page) == page


def test_text_and_elements_stay_in_order() -> None:
    page = f"x<i>y</i><p>p</p>{LONG}<b>bold</b><br> tail<ul><li>l</li></ul>end <img>"
    assert marked(page) == (
        f"x<i>y</i><p>p</p><p>{LONG}<b>bold</b><br> tail</p><ul><li>l</li></ul>end <img>"
    )


def test_a_page_that_hardly_has_paragraphs_is_left_as_it_is() -> None:
    page = f"<div>{LONG}</div><div>{LONG}</div>"
    assert marked(page, n_paragraphs=3) == page
    assert marked(page, n_paragraphs=5) != page


def test_a_control_character_that_a_page_spells_out_does_no_harm() -> None:
    assert marked(f"&#1;{LONG}") == f"<p>{LONG}</p>"
