"""Bytes that are no page at all: pictures, archives, programs, nothing.

What comes in are bytes; what goes out is a reason in words, or ``None`` for what may be a page.
"""

from __future__ import annotations

from sanitizer.charsets import codec_of_label
from sanitizer.parsing.wide import utf16_without_bom

__all__ = ["looks_binary"]

#: (offset, first bytes, what it is). Those of nothing but letters and digits could begin a text;
#: they count only where control characters follow.
_SIGNATURES = (
    (0, b"\x89PNG", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF87a", "a GIF image"),
    (0, b"GIF89a", "a GIF image"),
    (8, b"WEBP", "a WebP image"),
    (0, b"II*\x00", "a TIFF image"),
    (0, b"MM\x00*", "a TIFF image"),
    (0, b"\x00\x00\x01\x00", "an icon"),
    (0, b"%PDF-", "a PDF document"),
    (0, b"%!PS", "a PostScript document"),
    (0, b"{\\rtf", "an RTF document"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Office document"),
    (0, b"PK\x03\x04", "a zip archive or an Office document"),
    (0, b"PK\x05\x06", "an empty zip archive"),
    (0, b"\x1f\x8b", "gzip data: decompress it first"),
    (0, b"\x28\xb5\x2f\xfd", "zstd data: decompress it first"),
    (0, b"\xfd7zXZ\x00", "xz data: decompress it first"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (4, b"1AY&SY", "bzip2 data: decompress it first"),
    (257, b"ustar", "a tar archive"),
    (0, b"\x7fELF", "an ELF program"),
    (0, b"\xca\xfe\xba\xbe", "a Java class or Mach-O program"),
    (0, b"\x00asm", "a WebAssembly program"),
    (0, b"wOFF", "a web font"),
    (0, b"wOF2", "a web font"),
    (0, b"SQLite format 3\x00", "an SQLite database"),
    (0, b"PAR1", "a Parquet file"),
    (0, b"OggS", "Ogg audio or video"),
    (0, b"ID3", "MP3 audio"),
    (4, b"ftyp", "MP4 video"),
    (0, b"\x1aE\xdf\xa3", "Matroska or WebM video"),
)

#: Control characters that no text uses: all but tab, line feed, form feed, return and escape.
_CONTROLS = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0C, 0x0D, 0x1B}) + b"\x7f"

_SAMPLE_BYTES = 16_384
#: Sizes and counts, of which some byte is nought, stand within the first of any such file.
_HEADER_BYTES = 64
#: Random or compressed bytes have 11 %; no page of 1,961 real ones has over 0.2 %.
_CONTROL_SHARE = 0.05

_WIDE_CODECS = frozenset({"utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"})
_UNICODE_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def looks_binary(data: bytes, hint: str | None = None) -> str | None:
    """Say what the bytes are when they are no page.

    Parameters
    ----------
    data : bytes
        The page as it was sent.
    hint : str or None
        The charset of the HTTP header: where it is UTF-16 or UTF-32, NULs are half characters.

    Returns
    -------
    str or None
        A reason such as ``"a PNG image"`` or ``"empty"``; ``None`` for what may be a page, which
        may hold a few NULs.

    Examples
    --------
    >>> looks_binary(b"%PDF-1.7 ..."), looks_binary(b" "), looks_binary(b"<p>x")
    ('a PDF document', 'empty: nothing but white space', None)
    """
    if not data:
        return "empty"
    text = data.removeprefix(b"\xef\xbb\xbf")
    if not text or text.isspace():
        return "empty: nothing but white space"
    for offset, signature, name in _SIGNATURES:
        if data.startswith(signature, offset) and (
            not signature.isalnum() or _n_controls(data[: offset + _HEADER_BYTES])
        ):
            return name
    if hint is not None and codec_of_label(hint) in _WIDE_CODECS:
        return None
    return _control_characters(data)


def _n_controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))


def _control_characters(data: bytes) -> str | None:
    sample = data[:_SAMPLE_BYTES]
    n_controls = _n_controls(sample)
    if n_controls <= _CONTROL_SHARE * len(sample) or _is_wide(data):
        return None
    n_nul = data.count(0)
    if n_nul == len(data):
        return f"nothing but {n_nul:,} NUL bytes"
    if n_nul > len(data) // 2:
        return f"mostly NUL: {n_nul:,} of {len(data):,} bytes"
    return f"binary data: {n_controls / len(sample):.0%} of the first bytes are control characters"


def _is_wide(data: bytes) -> bool:
    """Whether NULs are half of characters of UTF-16 or UTF-32."""
    return data.startswith(_UNICODE_BOMS) or utf16_without_bom(data) is not None
