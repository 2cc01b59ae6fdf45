"""Style sheets that are there for the junk alone: what hides a list of links goes with it."""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sanitizer.parsing.tree import Tree

__all__ = ["styles_for"]

#: A longer sheet is the page's, whatever it hides.
_MOST_CHARS: Final = 1_500
_RULE: Final = re.compile(r"([^{}]*)\{[^{}]*\}\s*")
_NAME: Final = re.compile(r"[.#]([a-z_-][\w-]*)", re.IGNORECASE)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)


def styles_for(tree: Tree, junk: Sequence[tuple[int, int]]) -> list[int]:
    """Return the ``style`` elements of which every selector names something in the junk only.

    Parameters
    ----------
    tree : Tree
    junk : sequence of tuple of int
        Ranges of the source, in order and without overlap.
    """
    return [
        element
        for element in tree.by_tag().get("style", ())
        if (names := _names(tree.source[tree.opens[element] : tree.closes[element]]))
        and all(_only_in(tree, name, element, junk) for name in names)
    ]


def _names(sheet: str) -> set[str]:
    """Return the classes and ids of a sheet; none where a selector goes by something else."""
    sheet = _COMMENT.sub("", sheet[: _MOST_CHARS + 1]).strip()
    if len(sheet) > _MOST_CHARS or "@" in sheet or _RULE.sub("", sheet):
        return set()
    selectors = [one for head in _RULE.findall(sheet) for one in head.split(",")]
    named = [_NAME.findall(one) for one in selectors]
    return set().union(*named) if all(named) else set()


def _only_in(tree: Tree, name: str, style: int, junk: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a name stands in the junk and, but for the sheet, nowhere else."""
    found = False
    for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", tree.source):
        if tree.opens[style] <= match.start() < tree.closes[style]:
            continue
        place = bisect.bisect_right(junk, match.start(), key=lambda piece: piece[0]) - 1
        if place < 0 or match.end() > junk[place][1]:
            return False
        found = True
    return found
