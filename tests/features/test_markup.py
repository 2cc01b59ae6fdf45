"""Columns on the markup: where a block stands, and what runs of empty elements look like."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from sanitizer.features import markup
from sanitizer.segmentation.records import Kind
from tests.features.measuring import rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows


def _of(column: Callable[[Rows], NDArray[np.float32]], source: str, text: str = "word") -> float:
    rows = rows_of(source)
    return float(column(rows)[rows.texts.index(text)])


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("navigation", "<nav><ul><li>word</li></ul></nav>"),
        ("footer", "<footer><p>word</p></footer>"),
        ("aside", "<aside>word</aside>"),
        ("article", "<article><p>word</p></article>"),
        ("list", "<ul><li>word</li></ul>"),
        ("table", "<table><tr><td>word</td></tr></table>"),
        ("paragraph", "<p>word</p>"),
        ("heading", "<h2>word</h2>"),
        ("form", "<form>word</form>"),
        ("link", '<a href="/x">word</a>'),
    ],
)
def test_a_place_is_known_by_the_elements_around(place: str, source: str) -> None:
    rows = rows_of(f"<div>elsewhere</div>{source}")
    column = markup.inside(rows, place)
    assert column[rows.texts.index("word")] == 1.0
    assert column[rows.texts.index("elsewhere")] == 0.0


def test_each_block_is_of_one_kind() -> None:
    rows = rows_of("<title>bread</title><p>word</p><script>eval(1)</script>")
    total = np.sum([markup.is_kind(rows, kind) for kind in Kind], axis=0)
    assert total.tolist() == [1.0] * len(rows)
    assert markup.is_kind(rows, Kind.SCRIPT).sum() == 1


def test_depth_counts_the_elements_around() -> None:
    source = "<html><body><div>shallow<div><div>word</div></div></div></body></html>"
    shallow = _of(markup.depth_log, source, "shallow")
    assert _of(markup.depth_log, source) == pytest.approx(math.log(math.exp(shallow) + 2), rel=1e-5)


def test_text_straight_in_the_body_is_bare() -> None:
    assert _of(markup.is_bare, "<html><body>word</body></html>") == 1.0
    assert _of(markup.is_bare, "word") == 1.0
    assert _of(markup.is_bare, "<body><p>word</p></body>") == 0.0


def test_before_and_after_the_document_are_places_of_their_own() -> None:
    page = "{}<!DOCTYPE html><html><head><title>t</title></head><body><p>bread</p></body></html>{}"
    before, after = page.format("<p>word</p>", ""), page.format("", "<p>word</p>")
    inside = page.format("", "").replace("bread", "word")
    assert _of(markup.before_html, before) == 1.0
    assert _of(markup.after_body, after) == 1.0
    for column in (markup.before_html, markup.after_body):
        assert _of(column, inside) == 0.0
    assert _of(markup.before_html, "<p>word</p>") == 0.0
    assert _of(markup.after_body, "<p>word</p>") == 0.0


@pytest.mark.parametrize(
    "before",
    [
        "</title>",
        "bread'></TITLE >\n",
        "</textarea><a style=left:-999px href=//a.test/>",
        "</option></select>",
    ],
)
def test_behind_an_end_tag_of_something_that_holds_text_only_something_broke_out(
    before: str,
) -> None:
    source = f"<title>bread</title><p>bread {before}word</p>"
    assert _of(markup.breaks_out, source) == 1.0


@pytest.mark.parametrize(
    "before",
    [
        "<textarea>bread</textarea>",
        "<select><option>bread</option></select>",
        "<script>var a=1;</script>",
        "</div></b>",
        "</title><p>bread</p>",
        "<script>document.write('<script src=x></script>')</script>",
        "<!--[if IE]><script>1</script><![endif]-->",
        "</title><meta name=a content=b>",
        "</title> bread",
        "",
    ],
)
def test_behind_other_end_tags_nothing_did(before: str) -> None:
    source = f"<title>bread</title><p>bread {before}<div>word</div>"
    assert _of(markup.breaks_out, source) == 0.0


def test_the_head_is_no_place_for_text() -> None:
    source = "<html><head><title>word</title></head><body><p>bread</p></body></html>"
    assert _of(markup.in_head, source) == 1.0
    assert _of(markup.in_head, source, "bread") == 0.0


def test_a_style_attribute_counts_on_the_element_and_on_the_one_around_it() -> None:
    assert _of(markup.has_own_style, '<p style="color:red">word</p>') == 1.0
    assert _of(markup.has_own_style, '<div style="x"><p>word</p></div>') == 1.0
    assert _of(markup.has_own_style, '<div style="x"><div><p>word</p></div></div>') == 0.0
    assert _of(markup.has_own_style, '<p data-style="x">word</p>') == 0.0


def test_a_block_is_alone_when_its_element_holds_nothing_else() -> None:
    assert _of(markup.link_only_container, "<div> word </div>") == 1.0
    assert _of(markup.link_only_container, "<div>word<p>bread</p></div>") == 0.0
    assert _of(markup.link_only_container, "word") == 0.0
