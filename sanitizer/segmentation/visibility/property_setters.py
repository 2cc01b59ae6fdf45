"""Which names in a block of declarations set a property, and how a rule that has one is told.

``margin: 0`` sets ``margin-left``, too. Rules are asked by the text of their declarations, which
are only read where one of the names is in it.
"""

from __future__ import annotations

import functools
import re
from typing import Final, NamedTuple

__all__ = ["Setters", "setters_of"]

#: Property → the other names that set it, shorthands and logical ones; `declarations` takes these
#: apart (a test compares the two). All others are set by their own name alone.
_OTHER_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "left": ("inset", "inset-inline", "inset-inline-start"),
    "right": ("inset", "inset-inline", "inset-inline-end"),
    "top": ("inset", "inset-block", "inset-block-start"),
    "bottom": ("inset", "inset-block", "inset-block-end"),
    "margin-left": ("margin", "margin-inline", "margin-inline-start"),
    "margin-right": ("margin", "margin-inline", "margin-inline-end"),
    "margin-top": ("margin", "margin-block", "margin-block-start"),
    "margin-bottom": ("margin", "margin-block", "margin-block-end"),
    "width": ("inline-size",),
    "height": ("block-size",),
    "max-width": ("max-inline-size",),
    "max-height": ("max-block-size",),
    "overflow-x": ("overflow",),
    "overflow-y": ("overflow",),
    "font-size": ("font",),
    "background-color": ("background",),
    "background-image": ("background",),
    "transform": ("-webkit-transform",),
    "clip-path": ("-webkit-clip-path",),
    "opacity": ("-webkit-opacity",),
    "animation": ("-webkit-animation",),
    "animation-name": ("-webkit-animation-name",),
    "animation-fill-mode": ("-webkit-animation-fill-mode",),
    "filter": ("-webkit-filter",),
}


class Setters(NamedTuple):
    """How to tell whether a block sets a property.

    Attributes
    ----------
    words : tuple of str
        Words of which one is in every block that does, at the start of each name.
    pattern : re.Pattern
        Finds one of the names before a colon.
    """

    words: tuple[str, ...]
    pattern: re.Pattern[str]


@functools.lru_cache(maxsize=512)
def setters_of(name: str) -> Setters:
    """Return how to tell whether a block sets a property."""
    names = (name.lower(), *_OTHER_NAMES.get(name, ()))
    words = tuple(one for one in names if not any(two in one for two in names if two != one))
    # The names come first, since the search for fixed characters is the fastest there is.
    either = "|".join(rf"{one}(?<![\w-]{one})" for one in map(re.escape, names))
    return Setters(words, re.compile(rf"(?:{either})\s*+:"))
