"""What is advertised: keyword phrases and near-fluent sentences of one trade in one language.

Phrases are put together from terms, modifiers, places, calls, years and invented brands by
patterns; sentences are copy of the trade, pitch a phrase, or are plain text spun around it. Each
holds ``SLOT`` where the phrase, or a link on it, belongs.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from sanitizer.training.generator.names import brand, host, word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from sanitizer.training.generator.lexicon import Lexicon

__all__ = ["SLOT", "TRADES", "Payload", "compose_payload", "contact", "plain_sentence"]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


#: Stands for the phrase in a sentence; no page holds it, whereas braces are everywhere.
SLOT: Final = "\x00"

TRADES: Final = _words(
    "casino betting lottery pharmacy adult replica fashion loans essays cracked escort seo "
    "crypto streaming dating services iptv documents hackers support slimming"
)

#: Trades whose names end in a number (``qibet88``).
_NUMBERED: Final = frozenset({"casino", "betting", "lottery", "iptv"})

# {t} term, {m} modifier, {p} place, {c} call, {b} brand, {y} year, {n} number. With the weight.
_MODIFIER_FIRST: Final = (
    ("{t}", 5),
    ("{m} {t}", 6),
    ("{t} {p}", 3),
    ("{t} {c}", 4),
    ("{m} {t} {p}", 2),
    ("{m} {t} {c}", 2),
    ("{b} {t}", 3),
    ("{t} {y}", 2),
    ("{b}", 2),
    ("{t} {n}", 1),
    ("{c} {t}", 1),
)
_NOUN_FIRST: Final = tuple(
    (pattern.replace("{m} {t}", "{t} {m}"), weight) for pattern, weight in _MODIFIER_FIRST
)

#: A campaign writes its anchors one way.
_CASES: Final = (str, str, str, str.lower, str.title, str.upper)


@dataclasses.dataclass(frozen=True, slots=True)
class Payload:
    """The words of one campaign.

    Attributes
    ----------
    family : str
        The trade, one of ``TRADES``.
    language : str
        Code of the lexicon.
    phrases : tuple of str
        Keyword phrases, at least as many as were asked for.
    sentences : tuple of str
        Sentences with one ``SLOT`` each.
    lexicon : Lexicon
        What they were made from.
    """

    family: str
    language: str
    phrases: tuple[str, ...]
    sentences: tuple[str, ...]
    lexicon: Lexicon


def compose_payload(
    rng: Random, lexicon: Lexicon, family: str, n_phrases: int, fillers: Sequence[str] = ()
) -> Payload:
    """Compose the words of a campaign.

    Parameters
    ----------
    rng : random.Random
        The only source of chance.
    lexicon : Lexicon
        Language of the words.
    family : str
        Trade, one of ``TRADES``.
    n_phrases : int
        How many phrases to make; a few of them may repeat, as they do in the wild.
    fillers : sequence of str
        Plain sentences of the same language to spin around the phrases, beside the lexicon's.
    """
    brands = [brand(rng, family in _NUMBERED) for _ in range(rng.randint(1, 5))]
    known = lexicon.trades[family]
    terms = rng.sample(known, k=rng.choice((rng.randint(2, 5), rng.randint(4, len(known)))))
    case = rng.choice(_CASES)
    phrases = tuple(case(_phrase(rng, lexicon, terms, brands)) for _ in range(n_phrases))
    n_sentences = max(3, min(n_phrases, 40))
    sentences = tuple(_sentence(rng, lexicon, family, fillers) for _ in range(n_sentences))
    return Payload(family, lexicon.code, phrases, sentences, lexicon)


_CHATS: Final = ("WhatsApp", "Whatsapp:", "WA", "Telegram", "Telegram:", "TG", "Viber", "LINE",
                 "QQ", "微信", "Kakao", "Skype", "ICQ")  # fmt: skip


def contact(rng: Random) -> str:
    """Return how to reach somebody who advertises without a link: by telephone, mail or chat."""
    digits = str(rng.randint(10**8, 10**12))
    gap = rng.choice(("", "", " ", "-"))
    number = rng.choice(("+", "", "00")) + gap.join((digits[:3], digits[3:6], digits[6:]))
    name = f"{word(rng, 2, 3)}{rng.choice(('', str(rng.randint(1, 999))))}"
    mail = f"{name}@{rng.choice(('gmail.com', 'outlook.com', host(rng)))}"
    chat = rng.choice(_CHATS)
    at = rng.choice((number, f"@{name}", name, digits))
    return rng.choice((f"{chat} {at}", f"{chat} {at}", mail, number, f"☎ {number}",
                       f"{mail} / {chat} {number}", f"{chat}{at}", host(rng)))  # fmt: skip


def plain_sentence(rng: Random, lexicon: Lexicon, fillers: Sequence[str] = ()) -> str:
    """Return a sentence without an end mark that says nothing in particular."""
    if fillers and rng.random() < 0.7:
        return rng.choice(fillers)
    if rng.random() < 0.5:
        return rng.choice(lexicon.honest["news"])
    parts = lexicon.sentences
    return lexicon.sentence.format(
        a=rng.choice(parts["subjects"]),
        b=rng.choice(parts["predicates"]),
        c=rng.choice(parts["tails"]),
    )


def _phrase(rng: Random, lexicon: Lexicon, terms: list[str], brands: list[str]) -> str:
    table = _NOUN_FIRST if lexicon.noun_first else _MODIFIER_FIRST
    pattern = rng.choices([row[0] for row in table], [row[1] for row in table])[0]
    if not lexicon.space:
        pattern = pattern.replace(" ", "")
    return pattern.format(
        t=rng.choice(terms),
        m=rng.choice(lexicon.phrases["modifiers"]),
        p=rng.choice(lexicon.phrases["places"]),
        c=rng.choice(lexicon.phrases["calls"]),
        b=rng.choice(brands),
        y=rng.randint(2009, 2026),
        n=rng.choice((7, 24, 50, 100, 500, 1000)),
    )


def _sentence(rng: Random, lexicon: Lexicon, family: str, fillers: Sequence[str]) -> str:
    """Pitch the phrase, or put it somewhere into a sentence that has nothing to do with it."""
    manner = rng.random()
    pitch = rng.choice(lexicon.phrases["pitches"]).replace("{k}", SLOT)
    if manner < 0.4:
        said = rng.choice(lexicon.copy[family]).replace("{k}", SLOT)
        if SLOT in said:
            return said
        return lexicon.stop.join(rng.sample((said, pitch), k=2))
    if manner < 0.6:
        return pitch
    plain = plain_sentence(rng, lexicon, fillers)
    if manner < 0.75:
        return f"{plain}{lexicon.comma}{pitch}"
    if not lexicon.space:
        cut = rng.randint(0, len(plain))
        return plain[:cut] + SLOT + plain[cut:]
    words = plain.split(" ")
    words.insert(rng.randint(0, len(words)), SLOT)
    return " ".join(words)
