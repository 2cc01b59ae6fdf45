"""The arrays of a ``.npz`` that numpy wrote without compressing it, read in one go.

Comes in: the bytes. Goes out: arrays by name. ``numpy.load`` reads the same through Python's
``zipfile`` and imports what that needs for all that an archive may be: 22 ms before a single small
page, of which 3 are left. What has any other form than ``numpy.savez`` gives it, numpy itself
reads.
"""

from __future__ import annotations

import io
import math
import re
import struct
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["read_arrays"]

#: APPNOTE.TXT of PKWARE, 4.3.16, 4.3.12 and 4.3.7: the end of the directory, one of its entries,
#: and what stands before a file. The fields that nobody asks for are skipped.
_END: Final = struct.Struct("<4s4xHHII2x")
_ENTRY: Final = struct.Struct("<4s6xH8xIIHHH8xI")
_LOCAL: Final = struct.Struct("<4s22xHH")

#: The head of an array, as version 1 of numpy's format has it, with plain numbers in it.
_HEAD = re.compile(
    rb"\x93NUMPY\x01\x00..\{'descr': '([<|][biuf][1248])', 'fortran_order': False, "
    rb"'shape': \(((?:\d+,?(?: \d+)?)?)\), \} *\n",
    re.DOTALL,
)


def read_arrays(data: bytes) -> dict[str, NDArray[Any]]:
    """Return the arrays of an archive, each by its name.

    Raises
    ------
    ValueError
        When it is no archive, or not all in it are arrays without objects.
    """
    try:
        return dict(_members(data))
    except (ValueError, struct.error):
        return _read_by_numpy(data)


def _read_by_numpy(data: bytes) -> dict[str, NDArray[Any]]:
    import zipfile  # noqa: PLC0415  not for archives of the plain form
    import zlib  # noqa: PLC0415

    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except (EOFError, TypeError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise ValueError(str(error)) from error


def _members(data: bytes) -> list[tuple[str, NDArray[Any]]]:
    signature, _, n_entries, _, place = _END.unpack_from(data, len(data) - _END.size)
    _check(signature == b"PK\x05\x06")
    found = []
    for _ in range(n_entries):
        signature, method, n_packed, n_bytes, n_name, n_extra, n_comment, start = (
            _ENTRY.unpack_from(data, place)
        )
        _check(signature == b"PK\x01\x02" and method == 0 and n_packed == n_bytes)
        name = data[place + 46 : place + 46 + n_name].decode("ascii")
        place += 46 + n_name + n_extra + n_comment
        signature, n_local_name, n_local_extra = _LOCAL.unpack_from(data, start)
        _check(signature == b"PK\x03\x04" and name.endswith(".npy"))
        start += _LOCAL.size + n_local_name + n_local_extra
        found.append((name.removesuffix(".npy"), _array(data, start, start + n_bytes)))
    return found


def _array(data: bytes, start: int, end: int) -> NDArray[Any]:
    head = _HEAD.match(data, start, end)
    if head is None or end > len(data):
        raise ValueError("not an array of the plain form")
    kind = np.dtype(head[1].decode("ascii"))
    shape = tuple(int(number) for number in head[2].replace(b" ", b"").split(b",") if number)
    n_values = math.prod(shape)
    _check(end - head.end() == kind.itemsize * n_values)
    # A copy, since what lies anywhere in the archive is not aligned as numpy likes it.
    return np.frombuffer(data, kind, n_values, head.end()).reshape(shape).copy()


def _check(holds: bool) -> None:
    if not holds:
        raise ValueError("not an archive of the plain form")
