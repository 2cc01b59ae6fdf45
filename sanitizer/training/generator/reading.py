"""Honest reading in every language that the generator speaks, for the n-gram tables.

Of some languages the honest pages at hand hold next to nothing while generated junk is written in
all of them. Whoever has read only spam of a language takes the language for spam.
"""

from __future__ import annotations

from random import Random
from typing import Final

from sanitizer.training.generator.lexicon import lexicons
from sanitizer.training.generator.payload import plain_sentence

__all__ = ["plain_texts"]

#: What honest pages are made of, by the names of the lexicons' lists.
_LISTS: Final = ("news", "opinion", "gambling", "drugs", "sex", "cookie", "disclosure", "labels")

#: Paragraphs of a language; the longest are as long as what the tables read of one text.
_N_PARAGRAPHS: Final = 120
_MOST_SENTENCES: Final = 14


def plain_texts(seed: int) -> list[str]:
    """Return single sentences and paragraphs of every language; the same for the same seed."""
    rng = Random(seed)
    found: list[str] = []
    for lexicon in lexicons().values():
        for name in _LISTS:
            found += lexicon.honest[name]
        for _ in range(_N_PARAGRAPHS):
            n_sentences = rng.randint(1, _MOST_SENTENCES)
            found.append(
                lexicon.stop.join(plain_sentence(rng, lexicon) for _ in range(n_sentences))
                + lexicon.stop.rstrip()
            )
    return found
