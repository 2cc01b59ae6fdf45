"""The company that a block keeps: runs of hidden blocks and of link-only blocks."""

from __future__ import annotations

import numpy as np

from sanitizer.features import groups
from tests.features.measuring import rows_of

ARTICLE = "<p>The mill by the river was rebuilt last year by volunteers of the village.</p>"


def _list(n_links: int, style: str = "") -> str:
    items = "".join(
        f'<li><a href="https://host{number}.example/x">word {number}</a></li>'
        for number in range(n_links)
    )
    return f"<ul{style}>{items}</ul>"


def test_every_block_of_a_hidden_list_carries_the_size_of_the_list() -> None:
    rows = rows_of(ARTICLE + _list(12, ' style="display:none"') + ARTICLE)
    members = [row for row, text in enumerate(rows.texts) if text.startswith("word")]
    assert len(members) == 12
    assert np.allclose(np.expm1(groups.group_blocks_log(rows)[members]), 12)
    assert np.allclose(np.expm1(groups.group_sites_log(rows)[members]), 12)
    assert np.allclose(groups.group_foreign_share(rows)[members], 1.0)


def test_a_visible_list_of_foreign_links_is_a_group_and_the_article_is_not() -> None:
    rows = rows_of(ARTICLE + _list(5) + ARTICLE)
    sizes = dict(zip(rows.texts, np.expm1(groups.group_blocks_log(rows)), strict=True))
    assert round(sizes["word 0"]) == 5
    assert all(size == 0 for text, size in sizes.items() if text.startswith("The mill"))


def test_a_paragraph_between_two_lists_parts_them() -> None:
    rows = rows_of(_list(3) + ARTICLE + _list(4))
    sizes = [round(float(size)) for size in np.expm1(groups.group_blocks_log(rows)) if size]
    assert sorted(sizes) == [3, 3, 3, 4, 4, 4, 4]


def test_a_link_in_a_hidden_sentence_has_the_group_of_its_sentence() -> None:
    rows = rows_of(
        ARTICLE
        + '<div style="display:none"><p>We have <a href="https://a.example/">cheap rings</a> and '
        '<a href="https://b.example/">cheap bags</a> today.</p></div>'
    )
    sizes = dict(zip(rows.texts, np.expm1(groups.group_foreign_log(rows)), strict=True))
    assert round(float(sizes["cheap rings"])) == 2
