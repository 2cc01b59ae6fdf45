"""What trafilatura makes of clean pages, and what we make of trafilatura."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanitizer.extraction import document
from sanitizer.extraction.extract import Form, Metadata, extract, extract_metadata
from sanitizer.extraction.sight import see_source

SENTENCE = "The ferry crosses the lake twice a day, and in winter it carries the post. "
ARTICLE = f"""<!doctype html><html lang="en-GB"><head><title>The ferry | Lake News</title>
<meta name="author" content="Post Office"><meta name="description" content="A boat and its post.">
<meta property="og:site_name" content="Lake News"><meta name="keywords" content="boats, post">
<meta property="article:published_time" content="2021-03-04"></head>
<body><nav><a href="/">Start</a> <a href="/all">All pages</a></nav><article><h1>The ferry</h1>
<p>{SENTENCE * 3}</p><p>It is <b>old</b>. See the <a href="/table">timetable</a>. {SENTENCE}</p>
</article></body></html>"""

#: Bare text as a cloning kit leaves it: no element, paragraphs divided by blank lines.
BARE = "\n\n".join(f"        Paragraph {n}. {SENTENCE * 2}" for n in range(1, 9))
CORPUS_PAGE = Path(__file__).parents[3] / "shared" / "pages" / "tibet-clone.html"


def test_the_main_content_is_there_and_the_menu_is_not() -> None:
    result = extract(ARTICLE)
    assert SENTENCE.strip() in result.text
    assert "All pages" not in result.text
    assert result.reason is None


def test_markdown_keeps_headings_emphasis_and_links() -> None:
    text = extract(ARTICLE, "https://lake.example/ferry", "markdown").text
    assert "# The ferry" in text
    assert "**old**" in text
    assert "(https://lake.example/table)" in text


def test_reader_comments_are_not_main_content() -> None:
    page = ARTICLE.replace(
        "</body>",
        f'<div id="comments" class="comments"><p>I was there. {SENTENCE}</p></div></body>',
    )
    assert "I was there" not in extract(page).text


@pytest.mark.parametrize(
    "page",
    [
        f"\n\n{BARE}\n",
        f"<html><body>{BARE}</body></html>",
        f"<div>Menu</div><div>\n{BARE}\n</div>",
        f'<style id="x"></style>\n\n  <p id="x"></p>\n  <br>\n{BARE}\n',
    ],
)
def test_every_paragraph_of_bare_text_is_kept_on_a_line_of_its_own(page: str) -> None:
    lines = [line.strip(" |") for line in extract(page).text.split("\n")]
    for n in range(1, 9):
        assert f"Paragraph {n}. {SENTENCE * 2}".strip() in lines


def test_bare_paragraphs_of_a_layout_table_are_all_kept() -> None:
    text = extract(f"<table><tr><td>{BARE}</td></tr></table>").text
    assert all(f"Paragraph {n}. {SENTENCE * 2}".strip() in text for n in range(1, 9))


def test_inline_elements_stay_in_their_bare_paragraph() -> None:
    page = f"<body>One {SENTENCE}\n\nTwo <b>bold</b> word. {SENTENCE}\n\nThree {SENTENCE}</body>"
    assert f"Two bold word. {SENTENCE}".strip() in extract(page).text.split("\n")


def test_marking_bare_paragraphs_keeps_all_text_and_elements_in_order() -> None:
    page = "<div>a\n\nb <i>c</i> d\n \ne<p>f</p>g<img src=x>\n\n<hr>h</div><pre>i\n\nj</pre>"
    tree = document.build_document(page)
    assert "".join(tree.text_content().split()) == "abcdefghij"
    assert [node.tag for node in tree.find(".//div")] == ["p", "p", "p", "p", "p", "hr", "p"]
    assert tree.find(".//pre").text == "i\n\nj"


def test_a_character_of_the_private_use_area_inside_a_word_is_kept_and_an_icon_is_not() -> None:
    page = ARTICLE.replace("It is", "<i>\ue002</i> \ue003 Wo\ue001rd. It is")
    text = extract(page).text
    assert "Wo\ue001rd" in text
    assert "\ue002" not in text
    assert "\ue003" not in text


HIDDEN_MENU = "<ul style='display:none'>" + "<li><a href='/x'>Another menu item</a>" * 40 + "</ul>"


@pytest.mark.parametrize(
    ("page", "cause"),
    [
        (ARTICLE.replace("<article>", "<article style='display:none'>"), "display-none"),
        (f"<p>Menu</p><details><summary>Read</summary>{ARTICLE}</details>", "collapsed-details"),
    ],
)
def test_a_main_content_that_is_hidden_is_kept_and_the_note_says_so(page: str, cause: str) -> None:
    result = extract(page)
    assert SENTENCE.strip() in result.text
    assert result.note == f"kept although hidden ({cause}), being most of the main content"


@pytest.mark.parametrize(
    ("style", "cause"),
    [("opacity:0", "opacity"), ("visibility:hidden", "visibility"), ("color:#fff", "same-colour")],
)
def test_a_page_that_hides_all_of_itself_is_read_as_it_is_once_it_is_shown(
    style: str, cause: str
) -> None:
    page = ARTICLE.replace("<p>It is", "<p style='display:none'>Hidden words.</p><p>It is")
    result = extract(page.replace("<body>", f"<body style='{style}'>"))
    assert result.text == extract(page).text
    assert "Hidden words" not in result.text
    assert cause in (result.note or "")


def test_hidden_text_beside_an_article_is_not_kept_even_where_there_is_more_of_it() -> None:
    page = ARTICLE.replace("</article>", f"<p hidden>{'The hidden words. ' * 60}</p></article>")
    result = extract(page)
    assert "hidden words" not in result.text
    assert SENTENCE.strip() in result.text
    assert result.note is None


def test_text_that_no_page_ever_unveils_is_not_kept_for_the_sake_of_its_length() -> None:
    page = f"<p>{SENTENCE}</p><p style='font-size:0'>{'The hidden words. ' * 90}</p>"
    assert extract(page).text == SENTENCE.strip()


def test_a_page_of_nothing_but_hidden_text_is_not_lost() -> None:
    result = extract(f"<p style='font-size:0'>{SENTENCE * 3}</p>")
    assert SENTENCE.strip() in result.text
    assert result.note == "kept although hidden, nothing else being there"


def test_a_piece_of_a_page_that_is_all_margin_is_not_lost() -> None:
    page = (
        f"<aside><ul><li><a href='/'>About</a></ul><p>{SENTENCE * 2}</p><p hidden>No.</p></aside>"
    )
    result = extract(page)
    assert SENTENCE.strip() in result.text
    assert "No." not in result.text


def test_hidden_text_reaches_neither_text_nor_markdown() -> None:
    page = ARTICLE.replace("<p>It is", f"{HIDDEN_MENU}<p hidden>Hidden words.</p><p>It is")
    for form in ("text", "markdown"):
        result = extract(page, None, form)
        assert "Hidden words" not in result.text
        assert "menu item" not in result.text
        assert "timetable" in result.text


def test_hidden_bylines_still_reach_the_metadata() -> None:
    page = ARTICLE.replace('<meta name="author" content="Post Office">', "").replace(
        "<h1>", '<span class="author" style="display:none">Ada Kroll</span><h1>'
    )
    assert extract_metadata(page).author == "Ada Kroll"
    assert "Ada Kroll" not in extract(page).text


def test_what_hides_the_text_is_not_worked_out_again_where_it_is_known() -> None:
    sight = see_source("<p>Another page.</p>")
    assert extract(ARTICLE, None, "text", sight).text == "Another page."


def test_metadata_is_typed_and_comes_as_json() -> None:
    metadata = extract_metadata(ARTICLE, "https://lake.example/ferry")
    assert metadata.title == "The ferry"
    assert metadata.sitename == "Lake News"
    assert metadata.date == "2021-03-04"
    assert metadata.description == "A boat and its post."
    assert metadata.tags == ("boats, post",)
    assert metadata.hostname == "lake.example"
    assert metadata.language == "en-GB"
    assert json.loads(json.dumps(metadata.as_dict())) == metadata.as_dict()


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("", "empty"),
        (" \n\t", "empty"),
        ("<!doctype html>", "empty"),
        ("\0" * 1000, "empty"),
        ("<!-- only this -->", "no element and no text"),
        ("<frameset>", "found no main content in 10 characters"),
        ("<div>" * 200_000 + SENTENCE, "more than 512 deep"),
        ("<table><tr><td>" * 70_000 + SENTENCE, "more than 512 deep"),
        ("<br>" * 60_000, "60,00"),
        ("<p>honest</p>" * 400_000, "5,200,000 characters"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_page_without_text_says_why(page: str, reason: str, form: Form) -> None:
    result = extract(page, None, form)
    assert result.text == ""
    assert reason in (result.reason or "")


@pytest.mark.parametrize(
    "page",
    [
        f"<p>a\ud800b {SENTENCE}</p>" * 3,
        f"<p>a\0b\x01 {SENTENCE}</p>" * 3,
        f'<?xml version="1.0" encoding="gbk"?><html><body><p>日本 {SENTENCE}</p></body></html>',
        f'<html lang="en"/><head/><body><p>{SENTENCE}</p></body>',
        f"\ufeff<!DOCTYPE html PUBLIC><html><body><p>{SENTENCE}</p></body></html>",
        f"{'<div>' * 400}<p>{SENTENCE}</p>",
        SENTENCE,
    ],
)
def test_odd_pages_keep_their_text(page: str) -> None:
    assert SENTENCE.strip() in extract(page).text


BAD_HEAD = """<html><head><base href="http://[::1"><link rel=canonical href="http://[bad">
<meta property="og:url" content="http://[x"><script type="application/ld+json">
{"@type":["Article",3],"author":[[["x"]]],"datePublished":{"a":1},"headline":[]}</script></head>"""


@pytest.mark.parametrize("url", [None, "", "http://[bad", "file.html", "https://lake.example/"])
def test_addresses_and_json_that_are_broken_do_no_harm(url: str | None) -> None:
    page = f"{BAD_HEAD}<body><p>{SENTENCE * 3}<a href='http://[::1'>x</a></p></body></html>"
    assert SENTENCE.strip() in extract(page, url).text
    assert isinstance(extract_metadata(page, url), Metadata)


MARKUP = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            ["<p>", "</p>", "<div>", "\n\n", "<table>", "<td>", "<li>", "<meta ", "content=", '"',
             "<title>", "<script>", "</script>", "<!--", "-->", "<a href=", ">", "<html/>", "&#x1;"]
        ),
    ),
    max_size=30,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(MARKUP.map("".join), st.sampled_from([None, "https://a.example/b", "http://["]))
def test_nothing_in_a_page_raises(page: str, url: str | None) -> None:
    result = extract(page, url)
    assert bool(result.text) != bool(result.reason)
    extract(page, url, "markdown")
    extract_metadata(page, url)


def test_importing_the_module_does_not_import_trafilatura() -> None:
    program = (
        "import sys, sanitizer.extraction.extract\n"
        "sys.exit('trafilatura' in sys.modules or 'justext' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.skipif(not CORPUS_PAGE.exists(), reason="the pages beside the project are not here")
def test_the_born_from_page_keeps_every_paragraph_once_its_junk_is_cut() -> None:
    source = CORPUS_PAGE.read_text(encoding="utf-8")
    start = source.index("1. ")
    footer = source[: source.index('<style id="utfaj">', start)].rstrip().rindex("\n")
    article = source[start:footer]
    lines = ["".join(line.split()) for line in extract(f"\n \n   {article}\n").text.split("\n")]
    paragraphs = ["".join(line.split()) for line in article.split("\n") if line.strip()]
    assert lines == paragraphs
