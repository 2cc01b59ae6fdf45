"""One rule of a style sheet, and what a page must have for it to mean anything there.

Most rules of a sheet name classes that the page does not use. That is told by the names alone, and
such rules are never read.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sanitizer.patterns import lazy_pattern
from sanitizer.segmentation.visibility.declarations import Declarations, parse_declarations
from sanitizer.segmentation.visibility.pseudo import UNTOUCHED
from sanitizer.segmentation.visibility.selector_text import split_commas

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Rule", "live_parts"]

_CLASS: Final = lazy_pattern(r"\.[\w-]+")
_ID = lazy_pattern(r"#[\w-]+")
_TAG = lazy_pattern(r"(?:^|(?<=[\s>+~]))[a-z][\w-]*")
_BRACKETS = lazy_pattern(r"\([^()]*\)|\[[^\[\]\"']*(?:\"[^\"]*\"|'[^']*')?[^\[\]\"']*\]")
_FUNCTIONS = lazy_pattern(r"\(.*\)", re.DOTALL)
_ATTRIBUTE = lazy_pattern(r"\[[a-z][\w-]*")
_UNREADABLE = lazy_pattern(r"\\|[^\x00-\x7f]")
_UNPLAIN = lazy_pattern(r"[(\[\\\"']|[^\x00-\x7f]")
#: States that nothing is in, and boxes that are no elements: nothing to match.
_NEVER = lazy_pattern(rf":(?:{'|'.join(sorted(UNTOUCHED))}|before|after)(?![\w(-])")


class Rule(NamedTuple):
    """One rule of a sheet.

    Attributes
    ----------
    selectors, block : str
        What stands before and inside the braces.
    layer : str or None
        Its cascade layer.
    order : int
        Its number in the sheet.
    """

    selectors: str
    block: str
    layer: str | None
    order: int

    @property
    def declarations(self) -> Declarations:
        """The rule's declarations, read when asked for."""
        return parse_declarations(self.block)


class Part(NamedTuple):
    """One selector of a list, and what a page must have for it.

    Attributes
    ----------
    text : str
        The selector.
    names : tuple of str
        Classes (``.b``) and tags.
    others : tuple of str
        Ids (``#a``) and attributes (``[c``).
    """

    text: str
    names: tuple[str, ...]
    others: tuple[str, ...]


def live_parts(selectors: str, names: frozenset[str], may_have: Callable[[str], bool]) -> list[str]:
    """Return those of a list's selectors that may match on a page.

    Parameters
    ----------
    selectors : str
        The list; one that cannot be told apart by a plain look comes back whole.
    names : frozenset of str
        The classes (``.b``) and tags of the page, in lower case.
    may_have : callable
        Tells whether the page may have an id (``#a``) or ``[attribute``.
    """
    parts = _parts(selectors)
    if not parts:
        return [] if _UNPLAIN.search(selectors) is None else [selectors]
    has_all = names.issuperset
    return [
        part.text for part in parts
        if has_all(part.names) and (not part.others or all(map(may_have, part.others)))
    ]  # fmt: skip


@functools.lru_cache(maxsize=4096)
def _parts(selectors: str) -> tuple[Part, ...]:
    if _UNPLAIN.search(selectors) is None:
        return tuple(
            _part(part, part) for part in selectors.split(",")
            if part and (":" not in part or _NEVER.search(part) is None)
        )  # fmt: skip
    if _UNREADABLE.search(selectors):
        return ()
    parts = []
    for part in split_commas(selectors):
        bare = _BRACKETS.sub("", part)
        bare = _BRACKETS.sub("", bare)
        if "(" in bare or "[" in bare:
            parts.append(Part(part, (), ()))
            continue
        attributes = _ATTRIBUTE.findall(_FUNCTIONS.sub("", part))
        parts.append(_part(part, bare, attributes))
    return tuple(parts)


def _part(text: str, bare: str, attributes: Sequence[str] = ()) -> Part:
    low = bare.lower()
    ids = _ID.findall(low) if "#" in low else ()
    return Part(text, (*_CLASS.findall(low), *_TAG.findall(low)), (*ids, *attributes))
