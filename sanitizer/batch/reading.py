"""The bytes of one page, or the reason why there are none.

Comes in: a path. Goes out: bytes, unpacked where the name ends in ``.gz``. Only here does a batch
meet what can be wrong with a file; whatever is wrong becomes an :class:`UnreadableFileError`, whose
text is the reason that the report gives.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, cast

from sanitizer.errors import PathError

__all__ = ["MAX_PAGE_BYTES", "UnreadableFileError", "read_page", "read_stream"]

#: No page is this long; what is, is a device, a dump or a gzip bomb (1 GB packs into 1 MB). The
#: largest page that has to work has 50 MB.
MAX_PAGE_BYTES = 256 * 2**20

_PIECE_BYTES = 2**20


class UnreadableFileError(PathError):
    """One page of a batch cannot be read; the run goes on."""


def read_page(path: str) -> bytes:
    """Read a page from a file, unpacking it where its name ends in ``.gz``.

    Parameters
    ----------
    path : str
        The file.

    Returns
    -------
    bytes
        The page, at most `MAX_PAGE_BYTES`.

    Raises
    ------
    UnreadableFileError
        When the file cannot be opened, is no sound gzip file, or is too long.
    """
    try:
        with Path(path).open("rb") as raw:
            return _unpacked(raw) if path.lower().endswith(".gz") else read_stream(raw)
    except UnreadableFileError:
        raise
    except OSError as error:
        raise UnreadableFileError(f"the file cannot be read: {error.strerror or error}") from error


def _unpacked(raw: BinaryIO) -> bytes:
    import gzip  # noqa: PLC0415  most pages are not packed
    import zlib  # noqa: PLC0415

    try:
        with gzip.GzipFile(fileobj=raw) as unpacked:
            return read_stream(cast("BinaryIO", unpacked))
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise UnreadableFileError(f"the file is no sound gzip file: {error}") from error


def read_stream(stream: BinaryIO) -> bytes:
    """Read a page to its end, but no more than any page has.

    Raises
    ------
    UnreadableFileError
        When there is more than `MAX_PAGE_BYTES`.
    """
    pieces: list[bytes] = []
    n_bytes = 0
    # One read(MAX_PAGE_BYTES) would ask for all that memory at once, for every small page.
    while piece := stream.read(_PIECE_BYTES):
        pieces.append(piece)
        n_bytes += len(piece)
        if n_bytes > MAX_PAGE_BYTES:
            limit = MAX_PAGE_BYTES // 2**20
            raise UnreadableFileError(f"the page is longer than {limit} MB: no web page is")
    return b"".join(pieces)
