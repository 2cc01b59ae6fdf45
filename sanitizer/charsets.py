"""Names of character encodings: from the label in a page or a header to a Python codec.

What comes in is a label as people write it (``UTF8``, ``gb2312``, ``x-sjis``); what goes out is the
name of the Python codec that decodes it as browsers do, and how many bytes its characters take.
The labels are those of the WHATWG encoding standard (read through ``webencodings``), followed by
Python's own names for the same charsets. This module reads no page.
"""

from __future__ import annotations

import codecs
import functools
from typing import Literal, NamedTuple

__all__ = ["Decoded", "Source", "codec_of_label", "decode_with", "single_byte_table"]

#: How the encoding of a page became known, the surest first.
Source = Literal["bom", "transport", "meta", "detected", "default"]


class Decoded(NamedTuple):
    """The text of a page and how it was made from bytes.

    Attributes
    ----------
    text : str
        Every character of the page. A byte order mark is its first character, U+FEFF, so that
        offsets agree with ``data.decode(encoding, "replace")``, in which labels are counted.
    encoding : str
        The Python codec that was used, such as ``utf-8``, ``gb18030`` or ``cp1252``.
    source : {"bom", "transport", "meta", "detected", "default"}
        How the encoding became known.
    bom_length : int
        Bytes of the byte order mark; 0 when there is none, otherwise ``text[0]`` is U+FEFF.
    """

    text: str
    encoding: str
    source: Source
    bom_length: int


#: WHATWG names whose codec in Python has another name, or that browsers decode with a superset.
_CODEC_OF_NAME = {
    "gbk": "gb18030",  # the standard decodes gb2312 and gbk with the gb18030 decoder
    "big5": "big5hkscs",  # the standard's index holds the Hong Kong characters
    "shift_jis": "cp932",  # with the rows of NEC and IBM
    "euc-kr": "cp949",  # with the rest of the Hangul
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "iso-8859-8-i": "iso8859-8",
    "x-mac-cyrillic": "mac-cyrillic",
    "macintosh": "mac-roman",
    "windows-874": "cp874",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "x-user-defined": "cp1252",  # what the standard's prescan puts in its place
}

#: Python's names (as ``codecs.lookup`` spells them) of charsets that are no WHATWG labels.
_CODEC_OF_PYTHON_NAME = {
    **{codec: codec for codec in _CODEC_OF_NAME.values()},
    "cp950": "big5hkscs",
    "euc_kr": "cp949",
    "johab": "johab",
    "utf-8-sig": "utf-8",
    "utf-16": "utf-16-le",  # without a mark, the standard reads little endian
    "utf-32": "utf-32-le",
    "utf-32-le": "utf-32-le",
    "utf-32-be": "utf-32-be",
    "euc_jis_2004": "euc_jp",
    "euc_jisx0213": "euc_jp",
    "shift_jis_2004": "cp932",
    "shift_jisx0213": "cp932",
}

#: Decoded wholly to one U+FFFD by browsers, which would say nothing about the page: not obeyed.
_NEVER_DECODED = frozenset({"replacement"})


#: How nearly all pages name it.
_UTF_8 = frozenset({"utf-8", "utf8"})


@functools.lru_cache(maxsize=256)
def codec_of_label(label: str) -> str | None:
    """Return the Python codec for a charset label, ``None`` when no such charset is known.

    >>> codec_of_label(" GB2312 "), codec_of_label("latin1"), codec_of_label("klingon")
    ('gb18030', 'cp1252', None)
    """
    if label.strip("\t\n\f\r ").lower() in _UTF_8:
        return "utf-8"
    return _codec_in_tables(label) if label.isascii() else None


def _codec_in_tables(label: str) -> str | None:
    from webencodings import lookup  # noqa: PLC0415  most pages do without the whole table

    found = lookup(label)
    if found is not None:
        return None if found.name in _NEVER_DECODED else _codec_of_name(found.name)
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):  # ValueError: a NUL in the label
        return None
    if name in _CODEC_OF_PYTHON_NAME:
        return _CODEC_OF_PYTHON_NAME[name]
    found = lookup(name)
    if found is not None and found.name not in _NEVER_DECODED:
        return _codec_of_name(found.name)
    return name if single_byte_table(name) else None


def _codec_of_name(name: str) -> str:
    if name in _CODEC_OF_NAME:
        return _CODEC_OF_NAME[name]
    return "cp" + name.removeprefix("windows-") if name.startswith("windows-") else name


@functools.lru_cache(maxsize=64)
def single_byte_table(codec: str) -> str | None:
    """Return the 256 characters of a codec with one byte a character, ``None`` for other codecs.

    Bytes 0x80 to 0x9F that Python's table leaves out are C1 controls, as in the standard's
    indexes; the rest that is left out is U+FFFD.
    """
    if codec == "utf-8":
        return None
    try:
        chars = [bytes([byte]).decode(codec, "replace") for byte in range(256)]
    except (LookupError, UnicodeError, ValueError):  # not a text codec, or never decodes
        return None
    plain = "".join(chars[:128]) == bytes(range(128)).decode("ascii")
    if not plain or any(len(char) != 1 for char in chars) or _joins_bytes(codec):
        return None
    return "".join(
        chr(byte) if char == "\ufffd" and 0x80 <= byte <= 0x9F else char
        for byte, char in enumerate(chars)
    )


#: Two bytes that are one character in every codec with longer characters, by family.
_PAIRS = (b"\xb0\xa1", b"\xa4\xa1", b"\x88\x9f", b"\xc3\xa9")


def _joins_bytes(codec: str) -> bool:
    return any(len(pair.decode(codec, "replace")) != 2 for pair in _PAIRS)


def decode_with(data: bytes, codec: str) -> str:
    """Decode with one codec, never raising: what is malformed becomes U+FFFD."""
    table = single_byte_table(codec)
    if table is None:
        return data.decode(codec, "replace")
    return codecs.charmap_decode(data, "strict", table)[0]
