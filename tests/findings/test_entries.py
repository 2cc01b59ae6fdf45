"""A comment that advertises by its name and in its text goes whole, any other one link by link."""

from __future__ import annotations

import pytest

from sanitizer.features.catalogue import measure
from sanitizer.findings.entries import spam_entries
from sanitizer.parsing.page import parse_page
from sanitizer.segmentation.blocks import segment
from tests.features.measuring import LOUD

NAME = '<a href="http://junk-pills.test">junk</a>'
LINK = '<a href="http://junk-slots.test">junk</a>'
FAIR = '<a href="http://fair.test">my hives</a>'


def _entries(thread: str) -> list[str]:
    """Return the start tags of the comments that are spam; junk is what says so."""
    page = parse_page(f"<p>Bees in the valley.</p>{thread}<p>Nothing else.</p>")
    rows = measure(segment(page), LOUD).rows
    junk = [block for block in rows.block_of if rows.blocks.texts[block].startswith("junk")]
    assert junk
    return [page.tree.start_tag(element) for element in spam_entries(rows, junk)]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ('<li id="comment-81">', "</li>"),
        ('<li class="comment even">', "</li>"),
        ('<div id="div-comment-7" class="x">', "</div>"),
        ('<article id="post_112">', "</article>"),
        ('<div class="Kommentar">', "</div>"),
    ],
)
def test_a_comment_that_advertises_twice_is_spam(opening: str, closing: str) -> None:
    thread = f"{opening}<b>{NAME}</b><p>I love how you write.</p><p>{LINK}</p>{closing}"
    assert _entries(thread) == [opening]


@pytest.mark.parametrize(
    "thread",
    [
        # the name is fair: somebody who signs what he sells
        f'<li class="comment"><b>Anna</b><p>Mine froze.</p><p>{LINK}</p></li>',
        # the text is fair: a name alone may be a joke
        f'<li class="comment"><b>{NAME}</b><p>Mine froze.</p></li>',
        # somebody speaks of a page of his own
        f'<li class="comment"><b>{NAME}</b><p>See {FAIR}.</p><p>{LINK}</p></li>',
        # nothing says that it is a comment
        f"<li><b>{NAME}</b><p>Mine froze.</p><p>{LINK}</p></li>",
        # too long for one
        f'<li class="comment"><b>{NAME}</b><p>{"Mine froze. " * 600}</p><p>{LINK}</p></li>',
    ],
)
def test_what_may_be_somebodys_own_words_is_not(thread: str) -> None:
    assert _entries(thread) == []


def test_a_thread_is_not_one_comment() -> None:
    spam = f'<li id="comment-2"><b>{NAME}</b><p>So true.</p><p>{LINK}</p></li>'
    fair = '<li id="comment-3"><b>Anna</b><p>Mine froze.</p></li>'
    assert _entries(f'<ul class="comment">{spam}{fair}</ul>') == ['<li id="comment-2">']


def test_an_answer_below_a_spam_comment_stays() -> None:
    answer = '<ul><li id="comment-3"><b>Anna</b><p>Go away.</p></li></ul>'
    own = f'<div class="comment-body"><b>{NAME}</b><p>So true.</p><p>{LINK}</p></div>'
    both = ['<li id="comment-2">', '<div class="comment-body">']
    assert _entries(f'<li id="comment-2">{own}</li>') == both
    other = f'<li id="comment-2">{own}<div class="comment">{answer}</div></li>'
    assert _entries(other) == ['<div class="comment-body">']
