"""Selectors of names and combinators alone, ``ul.nav > li a``, taken apart by splitting."""

from __future__ import annotations

import re
from typing import Final

from sanitizer.segmentation.visibility.selectors import Compound, Selector, selector_of

__all__ = ["MAX_CHARS", "is_plain", "last_compound", "split_plain"]

#: Selector lists longer than this are not read.
MAX_CHARS: Final = 20_000

#: Selectors of names and combinators alone, and what they are split at.
_PLAIN = re.compile(
    r"\s*+(?:[a-zA-Z][\w-]*+|(?=[.#]))(?:[.#][\w-]++)*+"
    r"(?:(?:\s*+[>+~]\s*+|\s++)(?:[a-zA-Z][\w-]*+|(?=[.#]))(?:[.#][\w-]++)*+)*+\s*",
    re.ASCII,
)
_COMBINATOR = re.compile(r"\s*([>+~\s])\s*", re.ASCII)
_NAME = re.compile(r"[.#]?[\w-]+", re.ASCII)


def split_plain(text: str, *, fold: bool) -> Selector:
    """Take a selector apart that has nothing but names and combinators."""
    first, *rest = _COMBINATOR.split(text)
    ids = classes = types = 0
    compounds = []
    for compound in (first, *rest[1::2]):
        compounds.append(_compound(compound.lower() if fold else compound))
        types += compound[0] not in "#."
        ids += compound.count("#")
        classes += compound.count(".")
    combinators = [" " if mark.isspace() else mark for mark in rest[::2]]
    return selector_of(compounds, combinators, (ids, classes, types))


def _compound(text: str) -> Compound:
    names = _NAME.findall(text)
    key = names[0]
    if key[0] not in "#.":
        names[0] = key = key.lower()
        if len(names) > 1:
            key = names[1]
    if "#" in text:
        key = next(name for name in names if name[0] == "#")
    return Compound(frozenset(names), key)


def is_plain(text: str) -> bool:
    """Tell whether a selector has nothing but names and combinators."""
    return len(text) <= MAX_CHARS and _PLAIN.fullmatch(text) is not None


def last_compound(text: str) -> Compound:
    """Return what a plain selector asks of the element itself, without compiling the rest."""
    return _compound(_COMBINATOR.split(text.strip())[-1])
