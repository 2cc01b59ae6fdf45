"""What a terminal gets to see: text that it shows and never obeys, and colours where it has them.

Comes in: text from strangers' pages and file names. Goes out: the same with escapes, line ends and
marks that turn the direction of writing spelled out. Colours are for a person at a terminal, or
for whoever asks for them.
"""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TextIO

__all__ = ["STYLES", "has_colours", "n_cells", "painter", "prepare_stdout", "printable"]

#: C0 and C1 controls with DEL; line and paragraph separators; the bidirectional controls of
#: Unicode (UAX 9), which can make a line read otherwise than it is.
_SPELLED_OUT = {
    code: f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    for code in (
        *range(0x20),
        *range(0x7F, 0xA0),
        *range(0x2028, 0x202F),
        *range(0x2066, 0x206A),
        0x061C,
        0x200E,
        0x200F,
    )
}

#: What is coloured, and how (SGR parameters of ECMA-48). The sixteen basic colours only: a
#: terminal's own theme keeps them readable on its own background.
STYLES: Final = {
    "path": "1",
    "place": "36",
    "rule": "1;31",
    "score": "2",
    "reason": "",
    "gutter": "2",
    "caret": "1;31",
    "spam": "1;35",
    "header": "1",
    "hunk": "36",
    "removed": "31",
    "added": "32",
}


def printable(text: str) -> str:
    r"""Spell out the characters that a terminal would obey instead of showing.

    Examples
    --------
    >>> printable("slot\x1b[2J gacor")
    'slot\\x1b[2J gacor'
    """
    return text.translate(_SPELLED_OUT)


def prepare_stdout(*, for_programs: bool) -> None:
    """Let stdout print every character of every page: for programs always in UTF-8.

    A terminal that has fewer characters gets the others spelled out; so does everybody with bytes
    of file names that are no UTF-8.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = "utf-8" if for_programs else sys.stdout.encoding
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")


def has_colours(stream: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether to colour what goes to a stream.

    ``NO_COLOR`` and ``FORCE_COLOR`` count when they are not empty, in this order, as in Python's
    own messages; without them, a terminal gets colours, unless it says that it has none.
    """
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environ.get("TERM") != "dumb"


def painter(*, is_on: bool) -> Callable[[str, str], str]:
    r"""Return what dresses a text in a style.

    Examples
    --------
    >>> painter(is_on=True)("place", "7:3"), painter(is_on=False)("place", "7:3")
    ('\x1b[36m7:3\x1b[0m', '7:3')
    """

    def paint(style: str, text: str) -> str:
        codes = STYLES[style]
        return f"\x1b[{codes}m{text}\x1b[0m" if is_on and codes and text else text

    return paint


def n_cells(text: str) -> int:
    """Return how many cells of a terminal a printable text takes.

    Examples
    --------
    >>> n_cells("slot"), n_cells("博彩"), n_cells("e\u0301")
    (4, 4, 1)
    """
    return sum(_cells_of(character) for character in text)


def _cells_of(character: str) -> int:
    if character.isascii():
        return 1
    import unicodedata  # noqa: PLC0415  a library of its own, and most runs show no source

    # Marks stand on the letter before them; format characters (joiners) have no width.
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
