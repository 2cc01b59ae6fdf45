"""Reading in every language that the generator speaks, honest and not, for the n-gram tables.

Of some languages the honest pages at hand hold next to nothing while generated junk is written in
all of them; whoever has read only spam of a language takes the language for spam. And a page shows
a handful of phrases of one trade in one language: with pages alone the tables would meet most terms
of the vocabularies once or never. So they read the vocabularies themselves, too, put together as
they are in the wild, and beside them as many short honest texts of the same make.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

from sanitizer.training.generator.lexicon import lexicons
from sanitizer.training.generator.markup import keyword_text
from sanitizer.training.generator.payload import SLOT, compose_payload, plain_sentence
from sanitizer.training.generator.technical import technical_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sanitizer.training.generator.lexicon import Lexicon

__all__ = ["advertising_texts", "plain_texts", "search_query"]

#: What honest pages are made of, by the names of the lexicons' lists.
_LISTS: Final = (
    "news", "opinion", "gambling", "drugs", "sex", "delicate", "cookie", "disclosure", "labels",
    "menu", "tags", "credit", "blogroll", "innocent", "manual",
)  # fmt: skip

#: Paragraphs of a language; the longest are as long as what the tables read of one text.
_N_PARAGRAPHS: Final = 120
_MOST_SENTENCES: Final = 14
#: Short honest texts of a language: of the same order as its phrases of all trades (some 2,700), so
#: that being short says little. Half are pieces of sentences, half are like keywords.
_N_PIECES: Final = 900
_N_NAMES: Final = 700
_N_LISTS: Final = 150
#: Phrases that have the words of spam for something else, with what may stand beside them.
_N_INNOCENT: Final = 400
#: Code, numbers and names, in no language: as many as of a few languages together.
_N_TECHNICAL: Final = 2500
#: Least and most words of a piece; of scripts without spaces, characters.
_PIECE_WORDS: Final = (1, 6)
_PIECE_CHARS: Final = (2, 14)

#: Campaigns of each trade in each language, phrases of each, and how many texts are made of them.
_N_CAMPAIGNS: Final = 3
_N_PHRASES: Final = 12
_N_KEYWORD_TEXTS: Final = 2
_N_PITCHES: Final = 5


def plain_texts(seed: int) -> list[str]:
    """Return honest texts of every language and of none; the same for the same seed."""
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
        found += (_piece(rng, lexicon) for _ in range(_N_PIECES))
        found += (_innocent(rng, lexicon) for _ in range(_N_INNOCENT))
        names = [_name(rng, lexicon) for _ in range(_N_NAMES)]
        found += names
        for _ in range(_N_LISTS):
            delimiter = rng.choice((lexicon.comma, ", ", " | ", " · ", " "))
            found.append(delimiter.join(rng.sample(names, k=rng.randint(2, 12))))
    found += (technical_text(rng) for _ in range(_N_TECHNICAL))
    return found


def advertising_texts(seed: int, families: Sequence[str], languages: Iterable[str]) -> list[str]:
    """Return terms, phrases, lists of keywords and pitches of some trades in some languages."""
    rng = Random(seed)
    chosen = [lexicons()[code] for code in languages]
    return [
        text
        for lexicon in chosen
        for family in families
        for text in _advertising(rng, lexicon, family)
    ]


def search_query(rng: Random, lexicon: Lexicon) -> str:
    """Return some words that somebody might search for, and that sell nothing."""
    return _piece(rng, lexicon) if rng.random() < 0.4 else _name(rng, lexicon)


def _advertising(rng: Random, lexicon: Lexicon, family: str) -> list[str]:
    found = [*lexicon.trades[family], *(s for s in lexicon.copy[family] if "{k}" not in s)]
    for _ in range(_N_CAMPAIGNS):
        payload = compose_payload(rng, lexicon, family, _N_PHRASES)
        found += payload.phrases
        found += (keyword_text(rng, payload, rng.randint(3, 15)) for _ in range(_N_KEYWORD_TEXTS))
        pitches = rng.sample(payload.sentences, k=_N_PITCHES)
        found += (text.replace(SLOT, rng.choice(payload.phrases)) for text in pitches)
    return found


def _piece(rng: Random, lexicon: Lexicon) -> str:
    """Return some neighbouring words of an honest sentence."""
    sentence = plain_sentence(rng, lexicon)
    if not lexicon.space:
        n_chars = rng.randint(*_PIECE_CHARS)
        first = rng.randint(0, max(len(sentence) - n_chars, 0))
        return sentence[first : first + n_chars]
    words = sentence.split(" ")
    n_words = rng.randint(*_PIECE_WORDS)
    first = rng.randint(0, max(len(words) - n_words, 0))
    return " ".join(words[first : first + n_words])


def _innocent(rng: Random, lexicon: Lexicon) -> str:
    """Return words of spam that mean something else, in pages or manuals, some in a row."""
    known = lexicon.honest[rng.choice(("innocent", "manual"))]
    said = rng.sample(known, k=rng.choice((1, 1, 2, 3)))
    if rng.random() < 0.5:
        said.insert(rng.randint(0, len(said)), rng.choice((_piece, _name))(rng, lexicon))
    return rng.choice((" ", lexicon.comma, lexicon.stop, " - ")).join(said)


def _name(rng: Random, lexicon: Lexicon) -> str:
    """Return an honest keyword, with what stands beside the keywords of spam as well."""
    tag = rng.choice(lexicon.honest[rng.choice(("tags", "tags", "menu"))])
    beside = rng.choice((*lexicon.phrases["places"], *lexicon.phrases["modifiers"], "", str(2020)))
    words = [tag, beside] if rng.random() < 0.5 else [beside, tag]
    return lexicon.space.join(word for word in words if word)
