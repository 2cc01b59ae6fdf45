"""Sheets and scripts that are there for the junk alone: what hides a list of links goes with it.

A sheet whose names nothing else has would stay as a riddle. A script that asks for a box that is
gone would fail, and stop whatever stands behind it.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sanitizer.parsing.tree import Tree

__all__ = ["attendants"]

#: Longer ones are the page's, whatever they hide.
_MOST_CHARS: Final = {"style": 1_500, "script": 400}
_RULE: Final = re.compile(r"([^{}]*)\{[^{}]*\}\s*")
_SELECTED: Final = re.compile(r"[.#]([a-z_-][\w-]*)", re.IGNORECASE)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
#: A script that hides a box: it asks for it by its id or class, calls nothing else, and sets
#: nothing that the reader or the site may need.
_ASKED: Final = re.compile(
    r"(?:getElementById\(\s*[\"']|(?:\$|jQuery|querySelector)\(\s*[\"'][#.])([\w-]+)[\"']\s*\)"
)
_HIDES: Final = re.compile(r"\.hide\(|\.style\b|\.css\(|\.remove\(|\.cssText")
_CALLED: Final = re.compile(r"([\w$]+)\s*\(")
_CALLS: Final = frozenset(
    "getElementById querySelector $ jQuery hide css remove setAttribute ready function".split()
)
_DOES_MORE: Final = re.compile(r"\b(?:location|src|cookie|import|export)\b|//")
#: Names times characters that are searched on one page, a tenth of a second.
_MOST_SEARCHED_CHARS: Final = 100_000_000


def attendants(tree: Tree, junk: Sequence[tuple[int, int]]) -> list[int]:
    """Return the ``style`` and ``script`` elements that name nothing but what is in the junk.

    Parameters
    ----------
    tree : Tree
    junk : sequence of tuple of int
        Ranges of the source, in order and without overlap.
    """
    found = []
    n_left = _MOST_SEARCHED_CHARS // max(len(tree.source), 1)
    for tag, names_in in (("style", _names_in_sheet), ("script", _names_in_script)):
        for element in tree.by_tag().get(tag, ()):
            if tree.closes[element] - tree.opens[element] > _MOST_CHARS[tag] or n_left <= 0:
                continue
            names = names_in(tree.source[tree.opens[element] : tree.closes[element]])
            n_left -= len(names)
            if names and all(_only_in(tree, name, element, junk) for name in names):
                found.append(element)
    return sorted(found)


def _names_in_sheet(sheet: str) -> set[str]:
    """Return the classes and ids of a sheet; none where a selector goes by something else."""
    if "@" in sheet:
        return set()
    sheet = _COMMENT.sub("", sheet).strip()
    if _RULE.sub("", sheet):
        return set()
    selectors = [one for head in _RULE.findall(sheet) for one in head.split(",")]
    named = [_SELECTED.findall(one) for one in selectors]
    return set().union(*named) if all(named) else set()


def _names_in_script(script: str) -> set[str]:
    """Return the ids and classes that a script asks for to hide; none where it does more."""
    if not _HIDES.search(script) or _DOES_MORE.search(script):
        return set()
    return set(_ASKED.findall(script)) if _CALLS.issuperset(_CALLED.findall(script)) else set()


def _only_in(tree: Tree, name: str, own: int, junk: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a name stands in the junk and, but for its own element, nowhere else."""
    source, found = tree.source, False
    # A search for fixed characters is many times as quick as one by an expression.
    start = source.find(name)
    while start >= 0:
        end = start + len(name)
        is_own = tree.opens[own] <= start < tree.closes[own]
        beside = source[max(start - 1, 0) : start], source[end : end + 1]
        if not is_own and not any(map(_goes_on, beside)):
            place = bisect.bisect_right(junk, start, key=lambda piece: piece[0]) - 1
            if place < 0 or end > junk[place][1]:
                return False
            found = True
        start = source.find(name, end)
    return found


def _goes_on(character: str) -> bool:
    """Tell whether a name goes on with a character."""
    return character.isalnum() or character in {"-", "_"}
