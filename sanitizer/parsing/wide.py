"""UTF-16 without a byte order mark, told by where its NULs stand.

Apart from the other guesses at a charset, for it is also what tells such a page from binary data.
Comes in: bytes. Goes out: a Python codec, or ``None``.
"""

from __future__ import annotations

import re

__all__ = ["utf16_without_bom"]

_SAMPLE_BYTES = 4096
#: NULs of UTF-16 stand on one side. Latin text has nearly only them there; Chinese prose has
#: hardly any, but its page begins with a tag.
_NUL_SHARE, _STRAY_NUL_SHARE = 0.3, 0.05
#: A ``<`` and what may follow it, as UTF-16 writes them at the start of a page.
_TAG_LE = re.compile(rb"(?:[\t\n\r ]\x00)*<\x00[a-zA-Z!?/]\x00")
_TAG_BE = re.compile(rb"(?:\x00[\t\n\r ])*\x00<\x00[a-zA-Z!?/]")


def utf16_without_bom(data: bytes) -> str | None:
    """Return the codec of UTF-16 without a mark, told by its first tag or by where NULs stand.

    >>> utf16_without_bom("<p>text</p>".encode("utf-16-be"))
    'utf-16-be'
    """
    sample = data[: min(_SAMPLE_BYTES, len(data) // 2 * 2)]
    if len(sample) < 4:
        return None
    if _TAG_LE.match(sample) or _TAG_BE.match(sample):
        return "utf-16-le" if _TAG_LE.match(sample) else "utf-16-be"
    side = len(sample) / 2
    even, odd = sample[::2].count(0) / side, sample[1::2].count(0) / side
    if odd >= _NUL_SHARE and even <= _STRAY_NUL_SHARE:
        return "utf-16-le"
    if even >= _NUL_SHARE and odd <= _STRAY_NUL_SHARE:
        return "utf-16-be"
    return None
