"""UTF-16 without a byte order mark, told by where its NULs stand.

Apart from the other guesses at a charset, for it is also what tells such a page from binary data.
Comes in: bytes. Goes out: a Python codec, or ``None``.
"""

from __future__ import annotations

__all__ = ["utf16_without_bom"]

_SAMPLE_BYTES = 4096
#: NULs of UTF-16 stand on one side; 30 % of that side is reached by a Chinese page's markup alone.
_NUL_SHARE, _STRAY_NUL_SHARE = 0.3, 0.05


def utf16_without_bom(data: bytes) -> str | None:
    """Return the codec of UTF-16 without a mark, told by NULs in every other byte.

    >>> utf16_without_bom("<p>text</p>".encode("utf-16-be"))
    'utf-16-be'
    """
    sample = data[: min(_SAMPLE_BYTES, len(data) // 2 * 2)]
    if len(sample) < 4:
        return None
    side = len(sample) / 2
    even, odd = sample[::2].count(0) / side, sample[1::2].count(0) / side
    if odd >= _NUL_SHARE and even <= _STRAY_NUL_SHARE:
        return "utf-16-le"
    if even >= _NUL_SHARE and odd <= _STRAY_NUL_SHARE:
        return "utf-16-be"
    return None
