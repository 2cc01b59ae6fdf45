"""Scores of texts depend on their n-grams and on nothing else."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitizer.features.ngrams import (
    MAX_CHARS,
    NGRAM_LENGTHS,
    SATURATED_NGRAMS,
    LetterGroups,
    Letters,
    NgramTable,
    code_points,
    is_address,
    ngram_hashes,
)
from tests.features.measuring import CASINO, chance_tables

CHANCE = chance_tables(1).text
ONES = NgramTable(np.ones(1 << 10, np.float32), -2.0)


def test_a_score_is_the_sum_of_the_weights_over_the_root_of_their_number_and_the_bias() -> None:
    # " ab " has three pairs, two triples and one group of four.
    assert ONES.score(["ab"])[0] == pytest.approx(6 / math.sqrt(6) - 2)


def test_from_a_bound_on_a_longer_text_of_the_like_says_no_more() -> None:
    table = NgramTable(np.ones(1 << 14, np.float32), 0.0)
    short, long, longer = table.score(["ab " * 20, "ab " * 50, "ab " * 400])
    assert short < long == pytest.approx(longer) == pytest.approx(math.sqrt(SATURATED_NGRAMS))


def test_an_empty_text_has_the_one_pair_of_its_spaces() -> None:
    assert ONES.score([""])[0] == pytest.approx(-1.0)


def test_no_texts_have_no_scores() -> None:
    assert CHANCE.score([]).shape == (0,)


@given(st.lists(st.text(st.characters(), max_size=30), min_size=1, max_size=8))
def test_a_text_scores_the_same_whatever_stands_beside_it(texts: list[str]) -> None:
    together = CHANCE.score(texts)
    alone = np.concatenate([CHANCE.score([text]) for text in texts])
    assert np.allclose(together, alone, atol=1e-5)
    assert np.isfinite(together).all()


def test_case_and_digits_make_no_difference_but_letters_do() -> None:
    one, other, third = CHANCE.score(["Casino 1975", "cASINO 2036", "Cassino 2036"])
    assert one == other
    assert one != third


def test_only_the_first_characters_of_a_long_text_count() -> None:
    head = "bread and butter " * (MAX_CHARS // 17 + 1)
    assert CHANCE.score([head])[0] == CHANCE.score([head + "casino bonus"])[0]


def test_a_rule_of_one_character_says_nothing() -> None:
    assert ONES.score(["=" * 60])[0] < ONES.score(["===="])[0] < ONES.score(["=a=b"])[0]


def test_a_known_word_is_found_inside_a_sentence_and_others_are_not() -> None:
    spam, honest = CASINO.text.score(["the best casino of all", "the best bakery of all"])
    assert spam > honest + 1


def test_lone_surrogates_are_characters_like_others() -> None:
    assert np.isfinite(CHANCE.score(["\ud800 \udfff"])).all()


def test_the_size_of_a_table_gives_its_bits() -> None:
    assert CHANCE.bits == 14
    assert ONES.bits == 10


def test_texts_are_laid_side_by_side_with_a_space_on_each_side() -> None:
    codes, starts = code_points(["Ab", "7"])
    assert "".join(map(chr, codes)) == " ab  0 "
    assert starts.tolist() == [0, 4]


def test_hashes_lie_in_the_table_and_tell_the_lengths_apart() -> None:
    codes, _ = code_points(["aaaaaaaaaa"])
    found = ngram_hashes(codes, 10)
    assert [length for length, _ in found] == list(NGRAM_LENGTHS)
    assert all(int(hashes.max()) < 1 << 10 for _, hashes in found)
    # Runs of one letter: the same n-gram everywhere inside, another one for each length.
    inner = [int(hashes[2]) for _, hashes in found]
    assert len(set(inner)) == len(inner)
    assert all(int(hashes[3]) == first for (_, hashes), first in zip(found, inner, strict=True))


@given(st.lists(st.text(st.characters(), max_size=30), min_size=1, max_size=8))
def test_code_points_are_those_of_lower_case(texts: list[str]) -> None:
    codes, starts = code_points(texts)
    lowered = [f" {text.lower()} " for text in texts]
    digits = str.maketrans("123456789", "0" * 9)
    assert codes.tolist() == [ord(char) for text in lowered for char in text.translate(digits)]
    assert starts.tolist() == [sum(map(len, lowered[:n])) for n in range(len(texts))]


@given(st.lists(st.text("ab \u4e2d\u56fd", max_size=9), min_size=2, max_size=6))
def test_a_text_has_the_same_letter_groups_whatever_stands_beside_it(texts: list[str]) -> None:
    together = LetterGroups.of(Letters(texts))
    bounds = together.bounds()
    for text, first, end in zip(texts, bounds, bounds[1:], strict=False):
        alone = LetterGroups.of(Letters([text]))
        inside = together.inside[first:end]
        assert inside.tolist() == alone.inside.tolist()
        assert together.hashes[first:end][inside].tolist() == alone.hashes[inside].tolist()


def test_letter_groups_are_pairs_in_chinese_and_four_letters_elsewhere() -> None:
    # " abc " has two groups of four; of the pairs of " \u4e2d\u56fd " two start with a character.
    assert LetterGroups.of(Letters(["abc"])).inside.tolist() == [True, True, False, False, False]
    chinese = LetterGroups.of(Letters(["\u4e2d\u56fd"]))
    assert chinese.inside.tolist() == [True, True, True, False]


def test_groups_in_parts_are_the_groups_of_all() -> None:
    texts = ["one", "", "three", "four"]
    whole = LetterGroups.of(Letters(texts))
    joined = LetterGroups.joined([LetterGroups.of(Letters(texts[n : n + 2])) for n in (0, 2)])
    assert joined.starts.tolist() == whole.starts.tolist()
    assert joined.inside.tolist() == whole.inside.tolist()
    assert joined.hashes[joined.inside].tolist() == whole.hashes[whole.inside].tolist()
    assert LetterGroups.joined([]).bounds() == [0]


def test_the_first_letters_score_as_they_do_among_all() -> None:
    letters = Letters(["bread", "", "casino"])
    for n_texts in (1, 2, 3):
        scores = CHANCE.score_letters(letters.first(n_texts))
        assert np.allclose(scores, CHANCE.score_letters(letters)[:n_texts])


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://www.gnu.org/licenses/", True),
        ("→ https://lumicall.org", True),
        ("(http://a.test/x)", True),
        ("www.a.test", True),
        ("WWW.A.TEST", True),
        ("see https://a.test", False),
        ("https://a.test casino", False),
        ("casino", False),
        ("", False),
        ("www.", False),
    ],
)
def test_a_text_that_is_an_address_has_no_words(text: str, is_one: bool) -> None:
    assert is_address(text) is is_one
    table = NgramTable(np.ones(1 << 10, np.float32), -2.0)
    scored = table.score_words([text], np.asarray([3.0], np.float32))
    assert scored.tolist() == [-2.0 if is_one else 3.0]
