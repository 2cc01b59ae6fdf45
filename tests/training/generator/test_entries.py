"""Lists of what readers wrote: spam among them is no more than a name or a headline."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from sanitizer.training.generator.entries import Entries, board_topics, recent_comments
from sanitizer.training.generator.lexicon import lexicons
from sanitizer.training.generator.payload import compose_payload
from tests.training.generator.hosts import seeded

MAKERS = pytest.mark.parametrize("make", [recent_comments, board_topics])
Maker = Callable[..., Entries]


def _text(row: str) -> str:
    return re.sub(r"<[^>]*>", " ", row)


@MAKERS
@pytest.mark.parametrize("code", ["en", "ja", "fa"])
def test_rows_that_are_spam_say_a_phrase_of_the_campaign_and_no_other_row_does(
    make: Maker, code: str
) -> None:
    lexicon = lexicons()[code]
    for seed in range(10):
        payload = compose_payload(seeded(seed), lexicons()["en"], "replica", 6)
        _, rows, _ = make(seeded(seed), lexicon, payload)
        spam = [_text(row) for row, junk in rows if junk]
        assert spam
        assert len(spam) < len(rows)
        for row, junk in rows:
            said = any(phrase in _text(row) for phrase in payload.phrases)
            assert said or not junk or "://" in row


@MAKERS
def test_without_a_campaign_nothing_is_spam(make: Maker) -> None:
    for seed in range(10):
        opening, rows, closing = make(seeded(seed), lexicons()["de"], None)
        assert rows
        assert not any(junk for _, junk in rows)
        assert closing.strip("</>") in opening


@MAKERS
def test_the_same_seed_makes_the_same_list(make: Maker) -> None:
    payload = compose_payload(seeded(3), lexicons()["en"], "loans", 5)
    one, other = (make(seeded(1), lexicons()["en"], payload) for _ in range(2))
    assert one == other
