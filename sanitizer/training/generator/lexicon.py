"""The small vocabularies that spam and honest text are composed from, one file a language.

Each ``languages/CODE.toml`` holds terms and copy by trade, modifiers, calls to action, places, the
parts of plain sentences, and honest phrases. Lists are written on one line, divided by `` | ``. Out
come frozen records; how they are put together is the matter of ``payload`` and ``honest``.
"""

from __future__ import annotations

import dataclasses
import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType
from typing import Any

__all__ = ["Lexicon", "lexicons"]

Table = Mapping[str, tuple[str, ...]]


@dataclasses.dataclass(frozen=True, slots=True)
class Lexicon:
    """The vocabulary of one language.

    Attributes
    ----------
    code : str
        BCP 47 tag: ``de``, ``zh-Hans``.
    space, comma, stop : str
        What joins words, list items and sentences.
    sentence : str
        Order of subject ``{a}``, predicate ``{b}`` and tail ``{c}``.
    noun_first : bool
        Whether modifiers follow the noun.
    trades, copy : Mapping
        Keywords, and sentences of advertisements, by trade. Of the sentences some have ``{k}``
        where a keyword belongs.
    phrases, sentences, honest : Mapping
        Lists by name.
    """

    code: str
    space: str
    comma: str
    stop: str
    sentence: str
    noun_first: bool
    trades: Table
    copy: Table
    phrases: Table
    sentences: Table
    honest: Table


@functools.cache
def lexicons() -> Mapping[str, Lexicon]:
    """Return all lexicons by their code, in the order of the codes."""
    folder = resources.files(__package__) / "languages"
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    loaded = (
        _lexicon(file.name.removesuffix(".toml"), tomllib.loads(file.read_text(encoding="utf-8")))
        for file in files
        if file.name.endswith(".toml")
    )
    return MappingProxyType({lexicon.code: lexicon for lexicon in loaded})


def _lexicon(code: str, data: Mapping[str, Any]) -> Lexicon:
    space = data.get("space", " ")
    return Lexicon(
        code=code,
        space=space,
        comma=data.get("comma", ", "),
        stop=data.get("stop", ". "),
        sentence=data.get("sentence", "{a} {b} {c}" if space else "{a}{b}{c}"),
        noun_first=data.get("order") == "noun_first",
        trades=_lists(data["trades"]),
        copy=_lists(data["copy"]),
        phrases=_lists(data["phrases"]),
        sentences=_lists(data["sentences"]),
        honest=_lists(data["honest"]),
    )


def _lists(table: Mapping[str, str]) -> Table:
    return MappingProxyType({name: tuple(line.split(" | ")) for name, line in table.items()})
