"""Characters of the private use area that are part of words.

Trafilatura drops every character that Unicode calls not printable, private use among them. In an
icon of its own that is right. Inside running text it loses a character of somebody's article: older
Chinese and Hong Kong pages write there what their charset lacked, and damaged ones hold torn
characters there. So those inside words go through trafilatura as stand-ins and are put back.
"""

from __future__ import annotations

import re

__all__ = ["protect_private_use"]

#: With text on both sides: an icon stands alone in its element or beside a space.
_INSIDE_TEXT = re.compile("(?<=[^\\s<>\"'=])[\ue000-\uf8ff]+(?=[^\\s<>\"'=])")

#: Egyptian hieroglyphs: printable letters that normalisation leaves alone; pages hardly hold any,
#: and one that the page does hold is not taken.
_STAND_INS = [chr(code) for code in range(0x13000, 0x13400)]


def protect_private_use(source: str) -> tuple[str, dict[int, str]]:
    """Replace private use characters inside text by stand-ins.

    Returns
    -------
    tuple of (str, dict)
        The source to extract from, and the table for ``str.translate`` that puts them back.
        Characters beyond the first 1,024 different ones stay as they are.
    """
    found = sorted({char for run in _INSIDE_TEXT.findall(source) for char in run})
    if not found:
        return source, {}
    free = [char for char in _STAND_INS if char not in source]
    stand_ins = {ord(char): stand_in for char, stand_in in zip(found, free, strict=False)}
    protected = _INSIDE_TEXT.sub(lambda run: run[0].translate(stand_ins), source)
    return protected, {ord(stand_in): chr(code) for code, stand_in in stand_ins.items()}
