"""Patterns of paths → one regular expression.

The patterns are those that git's and ruff's users know. One without a slash fits a name at any
depth; one with a slash fits from the root. ``*`` and ``?`` stop at a slash, ``**`` does not. What
fits a folder fits all that lies in it.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["matches", "matches_file"]


def matches(patterns: Sequence[str], path: str) -> bool:
    """Tell whether a path, or a folder that it lies in, fits one of the patterns.

    Parameters
    ----------
    patterns : sequence of str
        None of them fits nothing.
    path : str
        With ``/``, relative to the root of the patterns.

    Examples
    --------
    >>> [matches(["vendor", "docs/*.html"], p) for p in ("a/vendor/b.html", "docs/sub/b.html")]
    [True, False]
    """
    return bool(patterns) and _compiled(tuple(patterns), "(?:/.*)?").fullmatch(path) is not None


def matches_file(patterns: Sequence[str], path: str) -> bool:
    """Tell whether a path itself fits one of the patterns, whatever its folders are called."""
    return bool(patterns) and _compiled(tuple(patterns), "").fullmatch(path) is not None


@functools.lru_cache(maxsize=64)
def _compiled(patterns: tuple[str, ...], tail: str) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(_expression, patterns))}){tail}", re.DOTALL)


def _expression(pattern: str) -> str:
    whole = pattern.removeprefix("./").rstrip("/")
    prefix = "" if "/" in whole else "(?:.*/)?"
    return prefix + "".join(map(_piece, _PIECES.findall(whole.removeprefix("/"))))


#: A stretch of folders, a star, a question mark, a class of characters, or any other character.
_PIECES = re.compile(r"\*\*/|\*\*|\*|\?|\[[!^]?\]?[^\]/]*\]|.", re.DOTALL)


def _piece(piece: str) -> str:
    if len(piece) > 2 and piece.startswith("["):
        inside = piece[1:-1]
        if inside.startswith(("!", "^")) and inside[1:]:
            return f"[^/{_members(inside[1:])}]"
        # A class of nothing fits nothing, as in git.
        return f"[{members}]" if (members := _members(inside)) else "(?!)"
    return _WILD.get(piece) or re.escape(piece)


def _members(inside: str) -> str:
    """Return what stands in a class, as an expression has it; a range that runs back is empty."""
    members = ""
    for found in _MEMBERS.findall(inside):
        first, last = re.escape(found[0]), re.escape(found[-1])
        if found[0] <= found[-1]:
            members += first if len(found) == 1 else f"{first}-{last}"
    return members


#: Of a class: a range, or one character.
_MEMBERS = re.compile(r".-.|.", re.DOTALL)


_WILD = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
