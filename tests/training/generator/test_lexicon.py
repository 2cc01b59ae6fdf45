"""Every language has what the grammars ask for."""

from __future__ import annotations

import pytest

from sanitizer.training.generator.lexicon import lexicons
from sanitizer.training.generator.payload import TRADES

HONEST = {"menu", "labels", "cookie", "disclosure", "credit", "blogroll", "tags", "gambling",
          "drugs", "sex", "delicate", "opinion", "news", "innocent", "manual"}  # fmt: skip


def test_there_are_at_least_eighteen_languages_and_twelve_trades() -> None:
    assert len(lexicons()) >= 18
    assert len(TRADES) >= 12


@pytest.mark.parametrize("code", lexicons())
def test_a_lexicon_is_complete(code: str) -> None:
    lexicon = lexicons()[code]
    assert set(lexicon.trades) == set(TRADES)
    assert all(len(terms) >= 4 for terms in lexicon.trades.values())
    assert set(lexicon.copy) == set(TRADES)
    assert set(lexicon.phrases) == {"modifiers", "calls", "places", "pitches"}
    assert set(lexicon.sentences) == {"subjects", "predicates", "tails"}
    assert set(lexicon.honest) == HONEST
    # Contact and imprint, skip link and reply are asked for by their place.
    assert len(lexicon.honest["menu"]) >= 12
    assert len(lexicon.honest["labels"]) >= 10
    assert len(lexicon.honest["innocent"]) >= 20


@pytest.mark.parametrize("code", lexicons())
def test_every_pitch_has_one_slot_and_nothing_is_empty(code: str) -> None:
    lexicon = lexicons()[code]
    assert all(pitch.count("{k}") == 1 for pitch in lexicon.phrases["pitches"])
    copy = [sentence for row in lexicon.copy.values() for sentence in row]
    assert {sentence.count("{k}") for sentence in copy} == {0, 1}
    tables = (lexicon.trades, lexicon.copy, lexicon.phrases, lexicon.sentences, lexicon.honest)
    entries = [entry for table in tables for row in table.values() for entry in row]
    assert all(entry and entry == entry.strip() and "|" not in entry for entry in entries)
