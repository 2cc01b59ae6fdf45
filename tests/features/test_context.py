"""Columns that hold a block against its page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from sanitizer.features import context
from sanitizer.segmentation.records import Kind
from tests.features.measuring import CASINO, LOUD, QUIET, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows, TextTables

PROSE = "".join(
    f"<p>Every morning the baker of the {where} street takes the bread out of the oven.</p>"
    for where in ("upper", "lower", "narrow", "wide", "crooked", "straight", "quiet", "loud")
)


def _of(
    column: Callable[[Rows], NDArray[np.float32]],
    source: str,
    text: str,
    tables: TextTables = QUIET,
) -> float:
    rows = rows_of(source, tables)
    return float(column(rows)[rows.texts.index(text)])


def test_the_place_is_a_share_of_the_page() -> None:
    source = "<p>first</p>" + " " * 76 + "<p>last</p>"
    assert _of(context.place_in_page, source, "first") == pytest.approx(3 / len(source))
    assert _of(context.place_in_page, source, "last") > 0.9


def test_the_edge_is_counted_in_text_blocks_from_the_nearer_end() -> None:
    source = "".join(f"<p>{letter}</p>" for letter in "abcdefg")
    distances = [
        round(math.expm1(_of(context.edge_distance_log, source, letter, LOUD)))
        for letter in "abcdefg"
    ]
    assert distances == [0, 1, 2, 3, 2, 1, 0]


def test_structural_blocks_are_no_farther_from_the_edge_than_the_text_beside_them() -> None:
    source = "<p>a</p><p>b</p><script>eval(x)</script>"
    assert _of(context.edge_distance_log, source, "eval(x)") == 0.0


def test_titles_comments_and_links_are_scored_by_their_words() -> None:
    source = (
        "<title>casino</title><p>bread</p>"
        "<!-- <a href='https://a.test/a/long/address'>casino</a> -->"
        '<p>Go to the <a href="https://a.test/">casino</a> now</p>'
    )
    rows = rows_of(source, CASINO)
    scores = context.text_score(rows)
    bread = scores[rows.texts.index("bread")]
    spam = [score for score, text in zip(scores, rows.texts, strict=True) if text == "casino"]
    assert len(spam) == 3
    assert min(spam) > bread + 1


def test_scripts_are_not_scored_as_text() -> None:
    assert _of(context.text_score, "<script>eval(casino)</script>", "eval(casino)", CASINO) == 0.0


def test_junk_beside_junk_is_seen_from_both_sides() -> None:
    source = "<p>bread</p><p>casino casino</p><p>butter</p><p>milk</p>"
    high = _of(context.neighbour_score, source, "bread", CASINO)
    assert high == _of(context.neighbour_score, source, "butter", CASINO)
    assert high > _of(context.neighbour_score, source, "casino casino", CASINO)
    assert high > _of(context.neighbour_score, source, "milk", CASINO)


def test_words_that_the_whole_page_speaks_are_no_excess() -> None:
    one = "<p>casino casino</p><p>bread</p><p>butter</p>"
    most = "<p>casino casino</p><p>the casino</p><p>butter</p>"
    assert _of(context.excess_score, one, "casino casino", CASINO) > _of(
        context.excess_score, most, "casino casino", CASINO
    )


def test_the_same_text_several_times_is_counted() -> None:
    source = "<p>slots</p><p>bread</p><p>slots</p><p>slots</p>"
    assert _of(context.repeats_log, source, "slots", LOUD) == pytest.approx(math.log(3))
    assert _of(context.repeats_log, source, "bread", LOUD) == 0.0


@pytest.mark.parametrize(
    ("text", "share"),
    [("赌场博彩", 1.0), ("казино бонус", 1.0), ("fresh bread", 0.0), ("12345", 0.0)],
)
def test_letters_of_a_script_that_the_page_does_not_use_are_foreign(
    text: str, share: float
) -> None:
    assert _of(context.foreign_script_share, f"{PROSE}<p>{text}</p>", text) == share


def test_a_page_in_two_scripts_is_a_stranger_to_neither() -> None:
    russian = "".join(f"<p>Каждое утро пекарь вынимает хлеб из печи {n}</p>" for n in range(8))
    source = f"{PROSE}{russian}<p>свежий хлеб</p>"
    assert _of(context.foreign_script_share, source, "свежий хлеб") == 0.0


def test_wording_that_the_page_has_elsewhere_is_shared() -> None:
    source = f"{PROSE}<p>cheap replica handbags</p><p>filler</p><p>bread out of the oven</p>"
    shared = _of(context.shared_vocabulary, source, "bread out of the oven")
    foreign = _of(context.shared_vocabulary, source, "cheap replica handbags")
    assert shared > 0.8
    assert foreign < 0.3


def test_wording_of_title_and_headings_is_known() -> None:
    rest = "<p>fresh rolls</p><p>lucky slots</p><p>zebra quiz</p>"
    source = f"<title>Lucky slots</title><h1>Fresh rolls</h1>{PROSE}{rest}"
    assert _of(context.title_vocabulary, source, "fresh rolls") > 0.7
    assert _of(context.title_vocabulary, source, "lucky slots") > 0.7
    assert _of(context.title_vocabulary, source, "zebra quiz") < 0.3


def _unspoken(title: str, page: str) -> float:
    rows = rows_of(f"<title>{title}</title>{page}", QUIET)
    found = context.unspoken_share(rows)
    assert found[rows.kinds != int(Kind.TITLE)].tolist() == [-1.0] * (len(rows) - 1)
    return float(found[rows.kinds == int(Kind.TITLE)][0])


SPOKEN = f"<h1>Lucky slots</h1>{PROSE}<p>last</p><p>texts</p><p>stand here</p>"


@pytest.mark.parametrize(
    ("title", "share"),
    [
        ("Lucky slots", 0.0),
        ("Cheap casino", 1.0),
        ("Lucky casino", 0.5),
        ("The big one", -1.0),
        ("赌场", 1.0),
    ],
)
def test_words_of_a_title_that_the_page_does_not_have_are_unspoken(
    title: str, share: float
) -> None:
    assert _unspoken(title, SPOKEN) == share


def test_inflected_words_and_words_without_spaces_are_recognised() -> None:
    known = "Хлебопекарные традиции и свежий хлеб 新鲜的面包店 ताज़ी रोटी की दुकान ახალი პური"
    prose = SPOKEN.replace("Lucky slots", known)
    assert _unspoken("दुकान कैसीनो", prose) == 0.5
    assert _unspoken("ახალი კაზინო", prose) == 0.5
    assert _unspoken("хлебопекарня", prose) == 0.0
    assert _unspoken("面包", prose) == 0.0
    assert _unspoken("面包赌场", prose) == pytest.approx(2 / 3)


def test_a_page_that_says_little_leaves_nothing_unspoken() -> None:
    assert _unspoken("Cheap casino", "<p>bread</p>") == -1.0


def test_without_title_and_headings_nothing_is_known_by_them() -> None:
    assert _of(context.title_vocabulary, f"{PROSE}<p>fresh rolls</p>", "fresh rolls") == 0.0


@pytest.mark.parametrize(
    "column",
    [
        context.foreign_script_share,
        context.shared_vocabulary,
        context.title_vocabulary,
        context.neighbour_score,
        context.excess_score,
        context.edge_distance_log,
    ],
)
def test_a_page_without_blocks_has_columns_without_values(
    column: Callable[[Rows], NDArray[np.float32]],
) -> None:
    assert column(rows_of("")).shape == (0,)


@pytest.mark.parametrize(
    ("language", "text", "share"),
    [
        ("fr", "свежий хлеб", 1.0),
        ("fr", "du pain frais", 0.0),
        ("zh-Hans", "新鲜面包", 0.0),
        ("zh-Hans", "新鲜面包 fresh", 0.0),
        ("ja", "焼きたてのパン", 0.0),
        ("JA-jp", "빵", 1.0),
        ("th", "ขนมปังสด", 0.0),
        ("uk", "свіжий хліб", 0.0),
        ("en", "fresh 面包", 2 / 7),
        (" de-AT", "面包", 1.0),
        ("", "面包", -1.0),
        ("x", "面包", -1.0),
        ("123", "面包", -1.0),
    ],
)
def test_letters_that_the_declared_language_is_not_written_in_are_counted(
    language: str, text: str, share: float
) -> None:
    source = f'<html lang="{language}"><body><p>{text}</p></body></html>'
    assert _of(context.undeclared_script_share, source, text, LOUD) == pytest.approx(share)


def test_a_page_without_a_declared_language_has_no_undeclared_script() -> None:
    for source in ("<p>面包</p>", "<html><p>面包</p></html>", '<p lang="fr">面包</p>'):
        assert _of(context.undeclared_script_share, source, "面包", LOUD) == -1.0
