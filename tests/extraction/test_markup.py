from __future__ import annotations

import pytest
from lxml import html

from sanitizer.extraction.markup import undo_guesses

SENTENCE = (
    "The ferry crosses the lake twice a day, and in winter it carries the post as well as us."
)


def changed(page: str) -> str:
    tree = html.fromstring(f"<main>{page}</main>")
    undo_guesses(tree)
    text: str = html.tostring(tree, encoding="unicode")
    return text.removeprefix("<main>").removesuffix("</main>")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<p style="overflow:hidden">a</p>', "<p>a</p>"),
        ('<p aria-hidden="true" hidden>a</p>', "<p>a</p>"),
        ('<p id="hidden-gems">a</p>', '<p id="shown-gems">a</p>'),
        ('<p class="hidden md:block">a</p>', '<p class="md:block">a</p>'),
        ('<p class="post hide-on-print noprint">a</p>', '<p class="post">a</p>'),
        ('<p class="post childhood" id="x">a</p>', '<p class="post childhood" id="x">a</p>'),
        ('<p class="hidden a&#1;b">a</p>', '<p class="ab">a</p>'),
        ("<x-card><b>a</b></x-card>", "<span><b>a</b></span>"),
        ("<x-card><p>a</p></x-card>", "<div><p>a</p></div>"),
        ("<dialog open>a</dialog>", '<div open>a</div>'),
        ("<details><summary>a</summary>b</details>", "<div><p>a</p>b</div>"),
        ("<details><summary><h2>a</h2></summary></details>", "<div><div><h2>a</h2></div></div>"),
        (f"<button>{SENTENCE}</button>", f"<div>{SENTENCE}</div>"),
        ("<button>Send</button>", "<button>Send</button>"),
        (f"<textarea>&lt;p&gt;{SENTENCE}</textarea>", f"<textarea>&lt;p&gt;{SENTENCE}</textarea>"),
        (
            f"<select><optgroup><option>{SENTENCE}</option></optgroup></select>",
            f"<div><div><div>{SENTENCE}</div></div></div>",
        ),
        (f"<svg><g><text>{SENTENCE}</text></g></svg>", f"<div><g><p>{SENTENCE}</p></g></div>"),
        ("<svg><text>1</text></svg>", "<svg><text>1</text></svg>"),
    ],
)  # fmt: skip
def test_markup_that_looks_like_hiding_is_undone_and_no_other(page: str, expected: str) -> None:
    assert changed(page) == expected


@pytest.mark.parametrize(
    ("classes", "kept"),
    [
        ("hidden md:block", "md:block"),
        ("col hidden-xs", "col"),
        ("row hide-on-med-and-down", "row"),
        ("col hide_on_desktop", "col hide_on_desktop"),
        ("a notloaded", "a notloaded"),
    ],
)
def test_with_sheets_elsewhere_only_classes_that_are_known_to_be_seen_are_undone(
    classes: str, kept: str
) -> None:
    tree = html.document_fromstring(
        f'<head><link rel="stylesheet" href="x.css"></head><p class="{classes}">a</p>'
    )
    undo_guesses(tree)
    assert [paragraph.get("class") for paragraph in tree.iter("p")] == [kept]
