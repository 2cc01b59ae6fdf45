"""Bytes to text as browsers do it.

What comes in are the bytes of a page and, where known, the charset of its HTTP header; what goes
out is a `Decoded`. The order is that of the HTML standard: byte order mark, transport, the page's
own declaration, then a guess from the bytes. A declaration is obeyed as browsers do, with one
exception: a stale one, left in a page that was stored as UTF-8. Nothing here knows about elements
beyond what finding ``<meta charset>`` takes; nothing here ever raises for what is in the bytes.
"""

from __future__ import annotations

import re

from sanitizer.charsets import Decoded, Source, codec_of_label, decode_with
from sanitizer.parsing.binary import looks_binary
from sanitizer.parsing.byte_offsets import byte_offsets
from sanitizer.parsing.wide import utf16_without_bom
from sanitizer.patterns import lazy_pattern

__all__ = ["Decoded", "byte_offsets", "declared_codec", "decode", "looks_binary"]

#: Longest first: the mark of UTF-32-LE begins with the one of UTF-16-LE.
_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)

#: The standard's prescan reads 1,024 bytes; Chromium goes on to the end of the head, and pages rely
#: on it (long scripts and comments before the ``<meta>``).
_PRESCAN_BYTES = 4096

#: A page that declares one of these in ASCII bytes cannot mean it: the standard reads UTF-8.
_NOT_ASCII_COMPATIBLE = frozenset({"utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"})

#: A character of more than one byte, as UTF-8 writes it.
_MULTIBYTE = lazy_pattern(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
#: So many of them cannot be legacy text by chance once the whole page is valid: in GBK the chance
#: of one valid pair is below 1 in 8, of eight below 1 in 10 million.
_STALE_MIN_CHARS = 8
_STALE_BYTES = 200_000

_ATTRIBUTES = rb"""(?:[^>"']|"[^"]*"|'[^']*')*+"""
#: One piece of markup each. Possessive repeats keep it linear on unclosed quotes.
_MARKUP = lazy_pattern(
    rb"<!--(?:-?>|.*?--!?>|.*)"  # a comment hides what is in it, to the end if unclosed
    rb"|<(script|style|title)\b" + _ATTRIBUTES + rb">.*?</\1"  # what is in these is text
    rb"|<meta(?=[\s/])(?P<meta>" + _ATTRIBUTES + rb")"
    rb"|(?P<body><body\b)"
    rb"|</?[a-z]" + _ATTRIBUTES + rb"|<[!/?][^>]*",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = lazy_pattern(
    rb"""([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*+)))?"""
)
_CHARSET_IN_CONTENT = lazy_pattern(
    rb"""charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"'][^\s;]*))""", re.IGNORECASE
)
_XML_DECLARATION = lazy_pattern(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([^"'>]*)["']""")


def decode(data: bytes, hint: str | None = None) -> Decoded:
    r"""Decode a page.

    Parameters
    ----------
    data : bytes
        The page as it was sent, not compressed.
    hint : str or None
        The charset of the HTTP header. A label that is not known is ignored.

    Returns
    -------
    Decoded
        ``text`` has U+FFFD where bytes are malformed; ``text[0]`` is U+FEFF where the page begins
        with a byte order mark.

    Examples
    --------
    >>> page = decode(b'<meta charset=iso-8859-2><p>\xb1')
    >>> page.text[-1], page.encoding, page.source
    ('ą', 'iso-8859-2', 'meta')
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return Decoded(decode_with(data, codec), codec, "bom", len(bom))
    codec, source = _codec_without_bom(data, hint)
    return Decoded(decode_with(data, codec), codec, source, 0)


def _codec_without_bom(data: bytes, hint: str | None) -> tuple[str, Source]:
    codec = codec_of_label(hint) if hint else None
    if codec is not None:
        return codec, "transport"
    codec = declared_codec(data)
    if codec is not None:
        return ("utf-8", "detected") if _is_stale(codec, data) else (codec, "meta")
    codec = utf16_without_bom(data) or _detected(data)
    return (codec, "detected") if codec is not None else ("cp1252", "default")


def _detected(data: bytes) -> str | None:
    if b"\x1b" not in data and _is_utf8(data):  # ISO-2022-JP is ASCII, too, but for its escapes
        return "utf-8"
    # Here, not above: its tables take as long to build as a page to parse, and most declare theirs.
    from sanitizer.parsing.charset_detection import detect_codec  # noqa: PLC0415

    return detect_codec(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_stale(codec: str, data: bytes) -> bool:
    """Tell whether a page that declares a legacy charset is UTF-8 beyond doubt.

    Crawlers store pages as UTF-8 and leave their ``<meta>`` as it was: 40 of 93 such pages of the
    corpora. A browser would show them garbled; nobody means them to be read so.
    """
    if codec == "utf-8" or len(_MULTIBYTE.findall(data[:_STALE_BYTES])) < _STALE_MIN_CHARS:
        return False
    return _is_utf8(data)


def declared_codec(data: bytes) -> str | None:
    """Return the codec that the page declares in a ``<meta>`` or in an XML declaration.

    Comments, scripts, styles and titles do not count; neither does what follows ``<body>`` or the
    first 4,096 bytes.
    """
    head = data[:_PRESCAN_BYTES]
    if b"charset" in head.lower():
        for markup in _MARKUP.finditer(head):
            if markup["body"]:
                break
            codec = _codec_of_meta(markup["meta"]) if markup["meta"] else None
            if codec is not None:
                return codec
    declaration = _XML_DECLARATION.match(head)
    return _declared(declaration[1]) if declaration else None


def _codec_of_meta(attributes: bytes) -> str | None:
    """Read one ``<meta>`` as the standard's prescan does: of two attributes the first counts."""
    values: dict[bytes, bytes] = {}
    for name, *quoted in _ATTRIBUTE.findall(attributes):
        values.setdefault(name.lower(), quoted[0] or quoted[1] or quoted[2])
    if b"charset" in values:
        return _declared(values[b"charset"])
    if values.get(b"http-equiv", b"").lower() != b"content-type":
        return None
    charset = _CHARSET_IN_CONTENT.search(values.get(b"content", b""))
    return _declared(charset[1] or charset[2] or charset[3] or b"") if charset else None


def _declared(label: bytes) -> str | None:
    codec = codec_of_label(label.decode("ascii", "replace"))
    return "utf-8" if codec in _NOT_ASCII_COMPATIBLE else codec
