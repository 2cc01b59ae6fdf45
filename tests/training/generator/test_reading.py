"""The tables read every vocabulary, and of honest texts as much."""

from __future__ import annotations

import statistics

from sanitizer.training.generator import TRADES
from sanitizer.training.generator.lexicon import lexicons
from sanitizer.training.generator.reading import advertising_texts, plain_texts

_LANGUAGES = tuple(lexicons())


def test_every_term_of_a_chosen_trade_is_read() -> None:
    texts = set(advertising_texts(1, ["betting"], _LANGUAGES))
    for lexicon in lexicons().values():
        assert texts.issuperset(lexicon.trades["betting"]), lexicon.code


def test_a_trade_that_is_not_chosen_is_not_read() -> None:
    read = " ".join(advertising_texts(1, ["loans"], ["en"])).lower()
    assert "payday" in read
    assert "slot machine" not in read


def test_a_language_that_is_not_chosen_is_not_read() -> None:
    read = "".join(advertising_texts(1, TRADES, ["en", "de"]))
    assert not any("\u4e00" <= char <= "\u9fff" for char in read)


def test_the_same_seed_gives_the_same_texts() -> None:
    assert advertising_texts(4, ["seo"], ["fr"]) == advertising_texts(4, ["seo"], ["fr"])
    assert plain_texts(4) == plain_texts(4)
    assert plain_texts(4) != plain_texts(5)


def test_short_texts_are_honest_as_often_as_not() -> None:
    junk, honest = advertising_texts(1, TRADES, _LANGUAGES), plain_texts(1)
    n_junk = sum(len(text) < 30 for text in set(junk))
    n_honest = sum(len(text) < 30 for text in set(honest))
    assert 0.5 < n_honest / n_junk < 2.0
    assert statistics.median(map(len, honest)) < 2 * statistics.median(map(len, junk))


def test_words_that_spam_has_are_read_in_their_other_sense() -> None:
    texts = set(plain_texts(1))
    for lexicon in lexicons().values():
        assert texts.issuperset(lexicon.honest["innocent"]), lexicon.code


def test_no_honest_text_is_a_term_of_spam() -> None:
    terms = {
        term
        for lexicon in lexicons().values()
        for trade in lexicon.trades.values()
        for term in trade
    }
    assert not terms.intersection(text for text in plain_texts(1) if len(text) > 20)
