"""The shape of a text: sentences and phrase lists measure differently."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from sanitizer.features import shape
from tests.features.measuring import column_by_text, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows


SENTENCES = "We bake bread. It is good! Do you want some?"
PHRASES = "cheap pills, free spins, cheap pills, free spins, cheap pills"


def _measure(column: Callable[[Rows], NDArray[np.float32]], *texts: str) -> list[float]:
    rows = rows_of("".join(f"<p>{text}</p>" for text in texts))
    found = column_by_text(rows, column(rows))
    assert len(found) == len(texts)
    return list(found.values())


def test_sizes_are_logarithms_of_one_more() -> None:
    assert _measure(shape.log_chars, "abc") == [pytest.approx(math.log(4))]
    assert _measure(shape.words_log, "one two three", "one") == [
        pytest.approx(math.log(4)),
        pytest.approx(math.log(2)),
    ]


def test_sentences_end_and_phrase_lists_do_not() -> None:
    sentences, phrases = _measure(shape.sentence_ends, SENTENCES, PHRASES)
    assert sentences == pytest.approx(100 * 3 / len(SENTENCES))
    assert phrases == 0.0


@pytest.mark.parametrize(
    ("text", "n_ends"),
    [
        ("面包很好。你要吗？", 2),
        ("“It is good.” She left.", 2),
        ("version 2.5 of example.com", 0),
        ("وهل هذا خبز؟", 1),
    ],
)
def test_a_sentence_ends_before_a_gap_or_by_the_full_stop_of_its_script(
    text: str, n_ends: int
) -> None:
    assert _measure(shape.sentence_ends, text) == [pytest.approx(100 * n_ends / len(text))]


def test_delimiters_digits_and_capitals_are_shares() -> None:
    assert _measure(shape.delimiter_share, "a,b|c", "abcde") == [pytest.approx(0.4), 0.0]
    assert _measure(shape.digit_share, "a1b2", "abcd", "๑๒๓๔") == [pytest.approx(0.5), 0.0, 1.0]
    assert _measure(shape.upper_share, "Fresh Bread every day", "ШКОЛА и Дом") == [
        pytest.approx(0.5),
        pytest.approx(2 / 3),
    ]


def test_phrases_are_shorter_than_sentences() -> None:
    long, short = _measure(shape.mean_phrase_chars, "a paragraph without any break at all", PHRASES)
    assert short < long


def test_words_that_were_there_before_are_counted_whatever_their_case() -> None:
    assert _measure(shape.repeated_share, "bread butter Bread butter", "one", PHRASES) == [
        pytest.approx(0.5),
        0.0,
        pytest.approx(1 - 5 / 10),
    ]


def test_scripts_without_spaces_repeat_pairs_of_characters() -> None:
    repeated, plain = _measure(shape.repeated_share, "賭場賭場賭場賭場", "今日天氣非常晴朗")
    assert repeated == pytest.approx(1 - 2 / 7)
    assert plain == 0.0


def test_repetition_compresses_and_short_texts_say_nothing() -> None:
    prose = (
        "The clock of the town hall showed twenty past four for eleven years, until a retired "
        "engineer looked at its wheels, found most of them sound and had three cut anew."
    )
    stuffed, honest, short = _measure(shape.compressed_share, "slot gacor " * 30, prose, "slot")
    assert stuffed < 0.3 < honest <= 1.0
    assert short == 1.0


def test_character_references_are_measured_in_the_source_and_not_in_the_text() -> None:
    rows = rows_of("<p>&#20013;&#x56fd;</p><p>中国 &amp; more</p>")
    assert column_by_text(rows, shape.entity_share(rows)) == {"中国": 1.0, "中国 & more": 0.0}


def test_references_for_plain_letters_are_told_from_those_for_other_scripts() -> None:
    rows = rows_of("<p>&#99;&#x61;&#115;</p><p>&#20013;&#22269;</p><p>&#97;&#20013;</p>")
    assert column_by_text(rows, shape.entity_letter_share(rows)) == {
        "cas": 1.0,
        "中国": 0.0,
        "a中": 0.5,
    }


def test_a_very_long_text_is_measured_by_its_head() -> None:
    head = "word " * (shape.MAX_SHAPE_CHARS // 5)
    assert _measure(shape.delimiter_share, head + "," * 5000) == [0.0]
