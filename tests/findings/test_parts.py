"""Of a credit that was sold only the part is cut that was sold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from sanitizer.classification.judge import Judgement
from sanitizer.cutting.cut import cut_text
from sanitizer.features.catalogue import measure
from sanitizer.findings.detect import detect
from sanitizer.findings.parts import junk_parts
from sanitizer.parsing.page import parse_page
from sanitizer.segmentation.blocks import segment
from sanitizer.segmentation.records import Kind
from tests.features.measuring import LOUD

if TYPE_CHECKING:
    from sanitizer.classification.model import Model

MAKER = '<a href="https://maker.test/">Maker</a>'
HOST = '<a href="https://host.test/">Host</a>'
SLOTS = '<a href="https://slots.test/">slots</a>'
LOANS = '<a href="https://loans.test/">loans</a>'
#: Before and behind: a page of more than one text.
PAGE = "<html><body><p>The baker opens at seven.</p>{}<p>Closed on Sundays.</p></body></html>"


def _clean(footer: str, model: Model, *honest: str) -> str:
    """Return what is left of a footer when it is junk but for some links."""
    page = PAGE.format(footer)
    matrix = measure(segment(parse_page(page)), LOUD)
    blocks = matrix.rows.blocks
    kept = [(page.index(link), page.index(link) + len(link)) for link in honest if link in page]
    scores = [
        0.95
        if page.index(footer) <= blocks.starts[block] < page.index(footer) + len(footer)
        and not any(
            start <= blocks.starts[block] and blocks.ends[block] <= end for start, end in kept
        )
        else 0.1
        for block in matrix.rows.block_of
    ]
    found = detect(Judgement(matrix, np.asarray(scores), model), 0.5)
    rest = cut_text(page, [(finding.start, finding.end) for finding in found])
    before, behind = PAGE.split("{}")
    assert rest.startswith(before)
    assert rest.endswith(behind)
    return rest[len(before) : len(rest) - len(behind)]


@pytest.mark.parametrize(
    ("footer", "left"),
    [
        (
            f"<p>Powered by {MAKER} | Design: {SLOTS} | Thanks to {LOANS}</p>",
            f"<p>Powered by {MAKER} | </p>",
        ),
        (
            f"<div>Theme: {SLOTS} and {LOANS} | Powered by {MAKER}</div>",
            f"<div> Powered by {MAKER}</div>",
        ),
        (
            f"<p>By {MAKER} · ads: {SLOTS}, {LOANS} &middot; by {HOST}.</p>",
            f"<p>By {MAKER} ·  by {HOST}.</p>",
        ),
        (f"<p>By {MAKER}, {SLOTS}, {HOST}, {LOANS}</p>", f"<p>By {MAKER}, </p>"),
    ],
)
def test_the_makers_at_either_end_of_a_sold_credit_stay(
    footer: str, left: str, small_model: Model
) -> None:
    assert _clean(footer, small_model, MAKER, HOST) == left


def test_a_sold_link_inside_an_honest_one_has_no_honest_link_before_it(
    small_model: Model,
) -> None:
    outer = MAKER.replace("Maker", f"Maker <object>{SLOTS}</object> more")
    left = _clean(f"<p>By {outer} end</p>", small_model)
    assert "slots" not in left


def test_a_system_is_no_customer_whatever_its_link_scores(small_model: Model) -> None:
    system = '<a href="https://wordpress.org/">WordPress</a>'
    left = _clean(f"<p>Powered by {system} | Design: {SLOTS}, {LOANS}</p>", small_model)
    assert left == f"<p>Powered by {system} | </p>"
    blog = system.replace("wordpress.org", "casino7.wordpress.com")
    assert _clean(f"<p>Read {blog} | {SLOTS}</p>", small_model) == ""


def test_a_credit_of_sold_links_only_goes_with_its_words(small_model: Model) -> None:
    assert _clean(f"<p>Design: {SLOTS}, thanks to {LOANS}.</p>", small_model) == ""


def test_a_text_none_of_whose_links_is_junk_by_itself_goes_whole(small_model: Model) -> None:
    footer = f"<p>win big at {MAKER} and {HOST} now</p>"
    assert _clean(footer, small_model, MAKER, HOST) == ""


def test_a_row_of_a_list_of_comments_goes_with_the_name_that_advertises(
    small_model: Model,
) -> None:
    below = '<a href="/2013/walk/comment-page-1/#comment-269">A walk in March</a>'
    assert _clean(f"<ul><li>{SLOTS} on {below}</li></ul>", small_model, below) == ""
    elsewhere = '<a href="/2013/walk/">A walk in March</a>'
    row = f"<ul><li>{SLOTS} on {elsewhere}</li></ul>"
    assert elsewhere in _clean(row, small_model, elsewhere)


WALK = '<a href="/walk/#comment-269">A walk</a>'
FAIR = '<a href="https://anna.test/">Anna</a>'


@pytest.mark.parametrize(
    ("row", "left"),
    [
        (f"{SLOTS} on {WALK}", ""),
        (f'{SLOTS} on <a href="https://blog.test/walk#c81">A walk</a>, 3 May', ""),
        # somebody honest wrote that, and names a page
        (f"Anna on {WALK}, see {SLOTS}", f"Anna on {WALK}, see "),
        (f"{FAIR} on {WALK}, see {SLOTS}", f"{FAIR} on {WALK}, see "),
        # no comment, or more than the name of one
        (f'{SLOTS} on <a href="/walk/">A walk</a>', ' on <a href="/walk/">A walk</a>'),
        (f"{SLOTS} on A walk", " on A walk"),
        (f"{SLOTS} on {WALK}: we went along the river.", f" on {WALK}: we went along the river."),
        (
            f"{SLOTS} was what he played before he sent all of us to read {WALK}",
            f" was what he played before he sent all of us to read {WALK}",
        ),
        (f"{SLOTS} on {WALK}<br>{FAIR} on {WALK}", f" on {WALK}<br>{FAIR} on {WALK}"),
    ],
)
def test_a_row_of_comments_goes_even_where_only_its_name_scores(
    row: str, left: str, small_model: Model
) -> None:
    page = PAGE.format(f"<ul><li>{row}</li><li>Ben</li></ul>")
    matrix = measure(segment(parse_page(page)), LOUD)
    blocks = matrix.rows.blocks
    scores = [
        0.95 if blocks.kinds[block] is Kind.LINK and blocks.texts[block] == "slots" else 0.1
        for block in matrix.rows.block_of
    ]
    found = detect(Judgement(matrix, np.asarray(scores), small_model), 0.5)
    assert [finding.score for finding in found] == [0.95]
    rest = cut_text(page, [(finding.start, finding.end) for finding in found])
    assert rest == PAGE.format(f"<ul>{f'<li>{left}</li>' if left else ''}<li>Ben</li></ul>")


def test_a_hidden_text_goes_whole(small_model: Model) -> None:
    footer = f'<p style="display:none">By {MAKER} | {SLOTS}</p>'
    assert _clean(footer, small_model, MAKER) == ""


def test_only_texts_that_are_junk_in_part_have_one() -> None:
    page = PAGE.format(f"<p>By {MAKER} | {SLOTS}</p><p>{LOANS}</p>")
    rows = measure(segment(parse_page(page)), LOUD).rows
    junk = [
        block
        for block in rows.block_of
        if page[rows.blocks.starts[block] : rows.blocks.ends[block]] != MAKER
    ]
    parts = junk_parts(rows, junk)
    assert [page[start:end] for start, end in parts.values()] == [SLOTS.removesuffix("</a>")]
