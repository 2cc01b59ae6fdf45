"""The second look's columns: what the first look made of a block's neighbours, box and page."""

from __future__ import annotations

import numpy as np
import pytest

from sanitizer.features.catalogue import COMPANY, measure, measure_company
from sanitizer.features.company import NOBODY, REACH_CHARS, Company
from sanitizer.parsing.page import parse_page
from sanitizer.segmentation.blocks import segment
from tests.features.measuring import LOUD, column_by_text, rows_of

ARTICLE = "<p>The mill by the river was rebuilt last year by volunteers of the village.</p>"


def company_of(source: str, **log_odds: float) -> Company:
    """Return the company of a page whose blocks have log-odds by their first word, else -5."""
    rows = rows_of(source, LOUD)
    first_words = [(text.split() or [""])[0] for text in rows.texts]
    return Company(rows, np.asarray([log_odds.get(word, -5.0) for word in first_words]))


def test_a_block_knows_the_junk_right_before_and_right_behind_it() -> None:
    company = company_of("<p>one x</p><p>two x</p><p>three x</p>", two=4.0)
    assert column_by_text(company.rows, company.before()) == {
        "one x": NOBODY,
        "two x": -5.0,
        "three x": 4.0,
    }
    assert column_by_text(company.rows, company.after())["one x"] == 4.0


def test_junk_further_away_is_no_neighbour() -> None:
    far = f"<p>one x</p><p>{'y ' * REACH_CHARS}</p><p>two x</p>"
    company = company_of(far, two=4.0)
    assert column_by_text(company.rows, company.after())["one x"] == -5.0


def test_a_sentence_knows_its_links_and_a_link_its_sentence() -> None:
    source = '<p>Try our very <a href="https://a.test/">casino slots</a> tonight.</p>' + ARTICLE
    company = company_of(source, casino=5.0)
    found = column_by_text(company.rows, company.overlapping())
    assert found["Try our very casino slots tonight."] == 5.0
    assert found["casino slots"] == -5.0
    assert found["The mill by the river was rebuilt last year by volunteers of the village."] == (
        NOBODY
    )


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<li>", "</li>"),
        ("<tr><td>", "</td></tr>"),
        ('<div class="Comment even">', "</div>"),
        ("<section id=reply-7>", "</section>"),
        ("<div class='x post_9' title=a>", "</div>"),
    ],
)
def test_what_stands_in_one_comment_knows_what_else_does(opening: str, closing: str) -> None:
    comment = f"{opening}<b>one x</b><p>two x</p><div><p>three x</p></div>{closing}"
    other = f"{opening}<p>four x</p>{closing}"
    company = company_of(f"<body class=post><table>{comment}{other}</table>{ARTICLE}", one=4.0)
    found = column_by_text(company.rows, company.item_highest())
    assert found["one x"] == -5.0
    assert found["two x"] == found["three x"] == 4.0
    assert found["four x"] == NOBODY
    assert found["The mill by the river was rebuilt last year by volunteers of the village."] == (
        NOBODY
    )


@pytest.mark.parametrize(
    "opening",
    [
        "<div title=comment>",
        "<div class=postal>",
        '<div id=f data-x="post">',
        "<div class=preview>",
    ],
)
def test_other_names_make_no_item(opening: str) -> None:
    company = company_of(f"{opening}<b>one x</b><i>two x</i></div>{ARTICLE}", one=4.0)
    assert set(company.item_highest().tolist()) == {NOBODY}


def test_an_endless_start_tag_costs_little() -> None:
    tag = "<div " + "id=" * 100_000 + ">"
    company = company_of(f"{tag}<p>one x</p></div>{ARTICLE}", one=4.0)
    assert set(company.item_highest().tolist()) == {NOBODY}


def test_a_list_has_one_mean_and_each_item_the_best_of_the_others() -> None:
    items = "".join(
        f'<li><a href="https://h{n}.test/">{word} x</a></li>'
        for n, word in enumerate(("one", "two", "three"))
    )
    company = company_of(f"{ARTICLE}<ul>{items}</ul>{ARTICLE}", one=3.0, two=0.0, three=-3.0)
    means = column_by_text(company.rows, company.group_mean())
    assert means["one x"] == means["three x"] == pytest.approx(0.0)
    best = column_by_text(company.rows, company.group_highest())
    assert (best["one x"], best["two x"]) == (0.0, 3.0)


def test_copies_of_junk_are_known_by_their_text() -> None:
    rows = rows_of(f"<p>buy rings</p>{ARTICLE}<p>buy rings</p><p>fresh bread</p>", LOUD)
    log_odds = np.full(len(rows), -5.0)
    log_odds[rows.texts.index("buy rings")] = 6.0
    copies = Company(rows, log_odds).copies().tolist()
    by_text = sorted(value for text, value in zip(rows.texts, copies, strict=True) if "buy" in text)
    assert by_text == [-5.0, 6.0]
    assert copies[rows.texts.index("fresh bread")] == NOBODY


def test_a_script_that_hides_junk_is_known_by_it() -> None:
    source = (
        f'{ARTICLE}<div id="xq"><a href="https://a.test/">casino slots</a></div>'
        '<script>document.getElementById("xq").style.display="none"</script>'
        '<script>document.getElementById("menu").style.display="none"</script>'
    )
    rows = rows_of(source, LOUD)
    log_odds = np.where([text == "casino slots" for text in rows.texts], 5.0, -5.0)
    company = Company(rows, log_odds)
    hides = dict(zip(rows.texts, company.hidden_by_it().tolist(), strict=True))
    assert hides['document.getElementById("xq").style.display="none"'] == 5.0
    assert hides['document.getElementById("menu").style.display="none"'] == NOBODY


def test_blocks_that_lead_to_one_site_know_of_each_other() -> None:
    source = (
        f'<p><a href="https://a.test/1">first offer</a></p>{ARTICLE}'
        '<p><a href="https://www.a.test/2">second offer</a></p>'
        f'{ARTICLE}<p><a href="https://b.test/">third offer</a></p>'
    )
    company = company_of(source, first=5.0)
    found = column_by_text(company.rows, company.same_sites())
    assert found["second offer"] == 5.0
    assert found["third offer"] == NOBODY


def test_the_head_is_taken_over_together() -> None:
    source = (
        "<head><title>casino slots</title>"
        '<meta name="description" content="best slots tonight"></head>' + ARTICLE
    )
    company = company_of(source, casino=5.0)
    found = column_by_text(company.rows, company.head())
    assert found["best slots tonight"] == 5.0
    assert found["casino slots"] == -5.0


def test_the_share_of_a_page_that_is_junk_counts_its_readable_characters() -> None:
    company = company_of("<p>aaaa bbbbb</p><p>cccc ddddd</p>", aaaa=3.0)
    assert company.page_share().tolist() == pytest.approx([0.5, 0.5])
    assert np.expm1(company.page_count()).tolist() == pytest.approx([0.0, 1.0])


def test_the_columns_of_the_second_look_stand_behind_those_of_the_first() -> None:
    matrix = measure(segment(parse_page("<p>one x</p><p>two x</p>")), LOUD)
    again = measure_company(matrix, np.asarray([2.0, -20.0]))
    assert again.values.shape == (2, matrix.values.shape[1] + len(COMPANY))
    assert np.array_equal(again.values[:, : matrix.values.shape[1]], matrix.values)
    assert again.values[:, matrix.values.shape[1]].tolist() == [2.0, NOBODY]
    assert np.isfinite(again.values).all()
