"""One rule of a style sheet, and what a page must have for it to mean anything there.

Most rules of a sheet name classes that the page does not use. That is told by the names alone, and
such rules are never read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sanitizer.patterns import lazy_pattern
from sanitizer.segmentation.visibility.declarations import Declarations, parse_declarations
from sanitizer.segmentation.visibility.pseudo import UNTOUCHED
from sanitizer.segmentation.visibility.selector_text import split_commas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Rule", "live_selectors"]

#: What is looked at in selectors: where one ends, brackets, names with the mark before them,
#: states, strings, and whatever makes a list one that has to be read whole. ``\0`` stands between
#: lists.
_PIECE: Final = lazy_pattern(
    r"[\0,()\[\]]|[.#]?[\w-]+|:+[\w-]+|\"[^\"\0\\]*+\"|'[^'\0\\]*+'|[^\0\s>+~*:=^$|]", re.ASCII
)
#: States that nothing is in, and boxes that are no elements: nothing to match.
_NEVER: Final = frozenset(
    f"{colons}{name}" for name in (*UNTOUCHED, "before", "after") for colons in (":", "::")
)
_NAME_STARTS: Final = frozenset(".#-_abcdefghijklmnopqrstuvwxyz0123456789")


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


def live_selectors(  # noqa: C901, PLR0912  a call costs as much as the step itself
    lists: list[str], names: frozenset[str], may_have: Callable[[str], bool]
) -> Iterator[tuple[int, list[str]]]:
    """Yield of those selector lists that may match on a page the place and the selectors.

    Parameters
    ----------
    lists : list of str
        The selector lists.
    names : frozenset of str
        The tags, classes (``.b``) and ids (``#a``) of the page, in lower case.
    may_have : callable
        Tells whether the page may have an ``[attribute``.
    """
    place = n_parts = depth = 0
    live: list[int] = []
    is_live, is_readable, has_brackets, names_attribute = True, True, False, False
    # One search through all lists: most selectors end at a name that the page has not.
    for piece in _PIECE.findall("\0".join([*lists, ""]).lower()):
        if piece in names and not names_attribute:
            continue
        if piece == "\0":
            if is_live:
                live.append(n_parts)
            if not is_readable or depth:
                yield place, [lists[place].rpartition(";")[2].strip()]
            elif live:
                texts = split_commas(lists[place]) if has_brackets else lists[place].split(",")
                parts = [part for one in live if (part := texts[one].strip())]
                if parts:
                    yield place, parts
            place += 1
            n_parts = depth = 0
            live = []
            is_live, is_readable, has_brackets, names_attribute = True, True, False, False
        elif depth or piece in "([":
            if piece in "([":
                depth += 1
                has_brackets = True
                names_attribute = piece == "[" and depth == 1
            elif piece in ")]":
                depth -= 1
            elif names_attribute:
                names_attribute = False
                is_live = is_live and may_have(f"[{piece}")
            elif piece in "\\\"'" or piece > "\x7f":
                is_readable = False
        elif piece == ",":
            if is_live:
                live.append(n_parts)
            n_parts += 1
            is_live = True
        elif piece[0] == ":":
            is_live = is_live and piece not in _NEVER
        elif piece[0] in _NAME_STARTS:
            is_live = False
        else:
            is_readable = False
