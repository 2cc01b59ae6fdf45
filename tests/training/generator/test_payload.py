"""Campaigns are made of one trade in one language, and never twice alike."""

from __future__ import annotations

import pytest

from sanitizer.training.generator.lexicon import lexicons
from sanitizer.training.generator.payload import SLOT, TRADES, compose_payload, plain_sentence
from tests.training.generator.hosts import seeded


@pytest.mark.parametrize("code", lexicons())
def test_every_trade_can_be_advertised_in_every_language(code: str) -> None:
    for family in TRADES:
        payload = compose_payload(seeded(1), lexicons()[code], family, 30)
        assert (payload.family, payload.language) == (family, code)
        assert len(payload.phrases) == 30
        assert all(sentence.count(SLOT) == 1 for sentence in payload.sentences)
        assert not any("{" in text for text in (*payload.phrases, *payload.sentences))
        terms = [term.lower() for term in lexicons()[code].trades[family]]
        assert any(term in phrase.lower() for term in terms for phrase in payload.phrases)


def test_no_two_campaigns_are_alike() -> None:
    rng, lexicon = seeded(5), lexicons()["en"]
    made = {compose_payload(rng, lexicon, "casino", 20).phrases for _ in range(200)}
    assert len(made) == 200


def test_languages_without_spaces_are_written_without() -> None:
    payload = compose_payload(seeded(2), lexicons()["zh-Hans"], "lottery", 40)
    assert not any(" " in phrase for phrase in payload.phrases)


def test_fillers_are_spun_around_the_phrases() -> None:
    filler = "the boats were painted green before the regatta"
    payload = compose_payload(seeded(3), lexicons()["en"], "loans", 40, [filler])
    assert any("regatta" in sentence for sentence in payload.sentences)
    assert plain_sentence(seeded(0), lexicons()["en"]) != filler
