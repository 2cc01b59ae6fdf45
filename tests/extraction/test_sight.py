from __future__ import annotations

from sanitizer.extraction.sight import UNDONE_BY_PAGES, see_source
from sanitizer.parsing.page import parse_page
from sanitizer.segmentation.blocks import segment
from sanitizer.segmentation.visibility import Cause

SENTENCE = "The ferry crosses the lake twice a day, and in winter it carries the post. "
PAGE = f"<p>Seen.</p><div style='opacity:0'>{SENTENCE}<p>Faint.</p></div><p hidden>Gone.</p>"


def test_hidden_text_is_taken_out_and_no_markup_is() -> None:
    shown = see_source(PAGE).shown()
    assert shown == "<p>Seen.</p><div style='opacity:0'><p></p></div><p hidden></p>"


def test_what_a_kept_cause_hides_stays() -> None:
    shown = see_source(PAGE).shown(Cause.HIDDEN_ATTRIBUTE)
    assert "Gone." in shown
    assert "Faint." not in shown


def test_a_text_that_comes_back_inside_hidden_text_is_shown() -> None:
    page = '<div style="visibility:hidden">a<b style="visibility:visible">b</b>c</div>'
    assert "<b" in see_source(page).shown()
    assert see_source(page).shown().count("b</b></div>") == 1


def test_the_fallback_of_frames_is_not_shown() -> None:
    page = "<iframe>Old browsers.</iframe><noframes><p>No frames.</p></noframes><p>Seen.</p>"
    sight = see_source(page)
    assert sight.shown() == "<iframe></iframe><noframes></noframes><p>Seen.</p>"
    assert sight.hides


def test_prose_is_counted_by_what_hides_it_the_most_first_and_links_are_none() -> None:
    page = (
        f"<p>{SENTENCE}</p><p hidden>{SENTENCE}</p><p style='opacity:0'>{SENTENCE * 2}</p>"
        f"<div hidden><a href='/'>{SENTENCE * 9}</a></div><p hidden>Short.</p>"
    )
    sight = see_source(page)
    assert sight.n_seen_chars == len(SENTENCE)
    assert list(sight.n_hidden_chars.items()) == [
        ("opacity", 2 * len(SENTENCE)),
        ("hidden-attribute", len(SENTENCE)),
    ]


def test_a_page_that_hides_nothing_says_so() -> None:
    assert not see_source("<p>Seen.</p>").hides
    assert see_source("<p>Seen.</p>").shown() == "<p>Seen.</p>"


def test_the_lines_that_readers_see_are_told_by_their_words() -> None:
    page = "<p>One &amp; <b>two</b>, <i>three</i>.</p><p hidden>Four five.</p>"
    text = "- One & **two**, [three](/x).\nFour five.\nthree. Four"
    assert see_source(page).seen_lines(text) == "- One & **two**, [three](/x)."


def test_blocks_that_are_known_are_used_and_those_of_another_page_are_not() -> None:
    blocks = segment(parse_page("<p hidden>Gone.</p>"))
    assert see_source("<p hidden>Gone.</p>", blocks).tree is blocks.page.tree
    assert see_source("<p>Here.</p>", blocks).shown() == "<p>Here.</p>"


def test_every_cause_that_pages_undo_is_a_cause() -> None:
    assert set(UNDONE_BY_PAGES) <= {cause.value for cause in Cause}
