"""Selectors of names and combinators alone, ``ul.nav > li a``, taken apart by splitting."""

from __future__ import annotations

import functools
import re
from typing import Final

from sanitizer.patterns import lazy_pattern
from sanitizer.segmentation.visibility.selectors import Compound, Selector, selector_of

__all__ = ["MAX_CHARS", "is_plain", "plain_compound", "split_plain"]

#: Selector lists longer than this are not read.
MAX_CHARS: Final = 20_000

#: Selectors of names and combinators alone, and what they are split at.
_PLAIN = lazy_pattern(
    r"\s*+(?:[a-zA-Z][\w-]*+|(?=[.#]))(?:[.#][\w-]++)*+"
    r"(?:(?:\s*+[>+~]\s*+|\s++)(?:[a-zA-Z][\w-]*+|(?=[.#]))(?:[.#][\w-]++)*+)*+\s*",
    re.ASCII,
)
_COMBINATOR = lazy_pattern(r"\s*([>+~\s])\s*", re.ASCII)
_NAME = lazy_pattern(r"[.#]?[\w-]+", re.ASCII)


def split_plain(text: str, *, fold: bool) -> Selector:
    """Take a selector apart that has nothing but names and combinators."""
    first, *rest = _COMBINATOR.split(text.lower() if fold else text)
    n_ids, n_classes = text.count("#"), text.count(".")
    if not rest:
        only = plain_compound(first)
        return Selector((("", only),), (n_ids, n_classes, int(first[0] not in "#.")))
    compounds = [plain_compound(first), *map(plain_compound, rest[1::2])]
    n_types = sum(one[0] not in "#." for one in (first, *rest[1::2]))
    combinators = [" " if mark.isspace() else mark for mark in rest[::2]]
    return selector_of(compounds, combinators, (n_ids, n_classes, n_types))


@functools.lru_cache(maxsize=8192)
def plain_compound(text: str) -> Compound:
    """Return what names without anything between them, ``a#b.c``, ask of an element."""
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
