"""Columns on links: how many, to whom, under which words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from sanitizer.features import linkage
from tests.features.measuring import CASINO, column_by_text, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows

URL = "https://example.com/page"


def _measure(column: Callable[[Rows], NDArray[np.float32]], *bodies: str) -> list[float]:
    """Return a column's values of paragraphs with these bodies."""
    rows = rows_of("".join(f"<p>{body}</p>" for body in bodies), CASINO, URL)
    blocks = [
        column_by_text(rows, column(rows))[text]
        for text in dict.fromkeys(
            text for text, kind in zip(rows.texts, rows.kinds, strict=True) if kind == 0
        )
    ]
    assert len(blocks) == len(bodies)
    return blocks


def _a(href: str, anchor: str = "word", extra: str = "") -> str:
    return f'<a href="{href}"{extra}>{anchor}</a>'


OWN, OTHER, THIRD = "https://example.com/a", "https://a.test/x", "https://b.test/"


def test_links_and_foreign_links_are_counted_apart() -> None:
    body = _a(OWN) + _a("/b") + _a(OTHER)
    assert _measure(linkage.links_log, body) == [pytest.approx(math.log(4))]
    assert _measure(linkage.foreign_links_log, body) == [pytest.approx(math.log(2))]
    assert _measure(linkage.foreign_share, body) == [pytest.approx(1 / 3)]


def test_a_block_without_links_has_no_share_of_foreign_ones() -> None:
    assert _measure(linkage.foreign_share, "bread") == [-1.0]
    assert _measure(linkage.links_log, "bread") == [0.0]


def test_sites_are_counted_once_whatever_their_hosts() -> None:
    body = _a("https://www.a.test/") + _a("https://m.a.test/") + _a(THIRD)
    assert _measure(linkage.foreign_sites_log, body) == [pytest.approx(math.log(3))]
    assert _measure(linkage.site_links_per_site, body) == [pytest.approx(math.log(2.5))]


def test_a_site_is_known_when_the_page_links_there_from_elsewhere_too() -> None:
    one, other = _measure(
        linkage.known_site_share, _a(OTHER, "one") + _a(THIRD, "two"), _a(OTHER, "three")
    )
    assert one == pytest.approx(0.5)
    assert other == 1.0
    assert _measure(linkage.known_site_share, _a(OTHER) + _a(OTHER)) == [0.0]


def test_hidden_links_make_no_site_known() -> None:
    hidden = [f"<b hidden>{_a(OTHER, word)}</b>" for word in ("one", "two")]
    assert _measure(linkage.known_site_share, *hidden) == [0.0, 0.0]
    assert _measure(linkage.known_site_share, hidden[0], _a(OTHER, "three")) == [1.0, 0.0]


def test_anchors_are_a_share_of_the_text() -> None:
    all_linked, half, none = _measure(
        linkage.anchor_share, _a(OTHER, "abcd"), "abcd" + _a(OTHER, "efgh"), "bread"
    )
    assert [all_linked, half, none] == pytest.approx([1.0, 0.5, 0.0])


@pytest.mark.parametrize(
    ("rel", "value"),
    [
        (' rel="nofollow"', 1.0),
        (" rel='noopener ugc'", 1.0),
        (" rel=sponsored", 1.0),
        (' rel="noopener"', 0.0),
        ("", 0.0),
    ],
)
def test_links_that_are_not_to_be_followed_say_so(rel: str, value: float) -> None:
    assert _measure(linkage.nofollow_share, _a(OTHER, extra=rel)) == [value]


@pytest.mark.parametrize(
    ("column", "hit", "miss"),
    [
        (linkage.bare_address_share, "https://a.test/", "https://a.test/article/7"),
        (linkage.bare_address_share, "//a.test", "https://a.test/?page=2"),
        (linkage.numeric_host_share, "http://192.0.2.7/x", "http://a192.test/x"),
        (linkage.encoded_address_share, "https://a.test/?q=%E8%B5%8C", "https://a.test/?q=%20x"),
    ],
)
def test_an_address_shows_what_it_is(
    column: Callable[[Rows], NDArray[np.float32]], hit: str, miss: str
) -> None:
    assert _measure(column, _a(hit, "one"), _a(miss, "two")) == [1.0, 0.0]
    assert _measure(column, _a(hit, "one") + _a(miss, "two")) == [pytest.approx(0.5)]


def test_one_address_many_times_is_repeated() -> None:
    repeated, apart = _measure(
        linkage.repeated_anchor_share,
        _a(OTHER, "a") + _a(OTHER, "b"),
        _a(OTHER, "c") + _a(THIRD, "d"),
    )
    assert [repeated, apart] == pytest.approx([0.5, 0.0])


def test_own_links_are_never_measured_as_foreign_ones() -> None:
    body = "".join(_a(f"https://www.example.com/casino/{n}") for n in range(9))
    for column in (
        linkage.foreign_links_log,
        linkage.foreign_sites_log,
        linkage.known_site_share,
        linkage.bare_address_share,
        linkage.repeated_anchor_share,
    ):
        assert _measure(column, body) == [0.0]
    assert _measure(linkage.url_score, body) == [-4.0]


def test_the_words_of_foreign_addresses_are_scored_also_when_they_are_coded() -> None:
    spam, coded, honest = _measure(
        linkage.url_score,
        _a("https://a.test/casino", "one"),
        _a("https://a.test/%63%61%73%69%6E%6F", "two"),
        _a("https://a.test/bakery", "three"),
    )
    assert spam == coded
    assert spam > honest


def test_a_page_says_its_site_by_its_address_its_head_or_most_of_its_links() -> None:
    link = "<p><a href='https://a.test/1'>one</a></p>"
    assert linkage.says_site(rows_of(link, CASINO)).tolist() == [0.0]
    assert linkage.says_site(rows_of(link, CASINO, "https://b.test/")).tolist() == [1.0]
    assert set(linkage.says_site(rows_of(link * 20, CASINO)).tolist()) == {1.0}
