"""Character offsets of a decoded page back to byte offsets, exactly.

A cut is found in characters and made in bytes. Encoding the text again would not give the same
bytes (malformed bytes became U+FFFD, legacy charsets have two codes for one character), so the
bytes are decoded once more, in windows, and only windows that hold an offset are looked into byte
by byte. What comes in are the bytes, their `Decoded` and sorted character offsets; what goes out
are as many byte offsets.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from sanitizer.charsets import single_byte_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sanitizer.charsets import Decoded

__all__ = ["byte_offsets"]

#: Codecs whose clean text encodes to the very same bytes.
_REVERSIBLE = frozenset({"utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"})

#: Codecs with shift sequences: where a character starts depends on what was before.
_STATEFUL = frozenset({"iso2022_jp"})

#: Small, because a window with an offset in it costs a step a byte, and one made of errors a strict
#: decoding an error; a window without offsets costs half a microsecond.
_WINDOW_BYTES = 512
#: What a decoder may want to see after the last character of a window; characters have up to 4.
_LOOKAHEAD_BYTES = 16


def byte_offsets(data: bytes, decoded: Decoded, offsets: Sequence[int]) -> list[int]:
    """Return where in the bytes the characters at some offsets begin.

    Parameters
    ----------
    data : bytes
        What ``decoded`` was made from.
    decoded : Decoded
        Result of `sanitizer.parsing.encoding.decode` for ``data``.
    offsets : sequence of int
        Sorted offsets into ``decoded.text``, 0 to its length. The length maps to ``len(data)``.

    Returns
    -------
    list of int
        One byte offset each, sorted. In a charset with shift sequences (ISO-2022-JP) it is the
        place in front of the character where the ASCII set is on, if there is one.

    Raises
    ------
    ValueError
        When the offsets are not sorted or lie outside the text.
    """
    _check(offsets, len(decoded.text))
    if single_byte_table(decoded.encoding) is not None:
        return list(offsets)
    if decoded.encoding in _REVERSIBLE and _is_clean(data, decoded.encoding):
        return _from_encoded_lengths(decoded, offsets)
    return _from_windows(data, decoded, offsets)


def _check(offsets: Sequence[int], n_chars: int) -> None:
    previous = 0
    for offset in offsets:
        if not previous <= offset <= n_chars:
            raise ValueError(f"offsets must be sorted and lie in 0 to {n_chars}, got {offset}")
        previous = offset


def _is_clean(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _from_encoded_lengths(decoded: Decoded, offsets: Sequence[int]) -> list[int]:
    places: list[int] = []
    char = byte = 0
    for offset in offsets:
        byte += len(decoded.text[char:offset].encode(decoded.encoding))
        char = offset
        places.append(byte)
    return places


def _from_windows(data: bytes, decoded: Decoded, offsets: Sequence[int]) -> list[int]:
    decoder = codecs.getincrementaldecoder(decoded.encoding)("replace")
    places: list[int] = []
    n_chars = position = 0
    while len(places) < len(offsets) and position < len(data):
        state = decoder.getstate()
        end = min(position + _WINDOW_BYTES, len(data))
        n_next = n_chars + len(decoder.decode(data[position:end], final=end == len(data)))
        if offsets[len(places)] < n_next:
            starts = _starts_in_window(data, decoded.encoding, state, (position, end))
            while len(places) < len(offsets) and offsets[len(places)] < n_next:
                places.append(starts[offsets[len(places)] - n_chars])
        n_chars, position = n_next, end
    return places + [len(data)] * (len(offsets) - len(places))


def _starts_in_window(
    data: bytes, codec: str, state: tuple[bytes, int], window: tuple[int, int]
) -> list[int]:
    if codec in _STATEFUL:
        return _starts_with_shifts(data, codec, state, window)
    start, end = window[0] - len(state[0]), window[1] + _LOOKAHEAD_BYTES
    return [start + place for place in _starts(data[start:end], codec)]


def _starts(piece: bytes, codec: str) -> list[int]:
    """Return where each character of a piece begins; an error is one character, U+FFFD."""
    starts: list[int] = []
    position = 0
    while position < len(piece):
        try:
            piece[position:].decode(codec)
            bad_start = bad_end = len(piece)
        except UnicodeDecodeError as error:
            bad_start, bad_end = position + error.start, position + error.end
        starts += _starts_of_clean(piece[position:bad_start], codec, position)
        if bad_start < len(piece):
            starts.append(bad_start)
        position = bad_end
    return starts


def _starts_of_clean(piece: bytes, codec: str, base: int) -> list[int]:
    decoder = codecs.getincrementaldecoder(codec)()
    starts: list[int] = []
    begin = 0
    for index in range(len(piece)):
        n_chars = len(decoder.decode(piece[index : index + 1]))
        if n_chars:
            starts += [base + begin] * n_chars
            begin = index + 1
    return starts


def _starts_with_shifts(
    data: bytes, codec: str, state: tuple[bytes, int], window: tuple[int, int]
) -> list[int]:
    """Return where characters begin, behind the shift sequences that lead back to ASCII."""
    decoder = codecs.getincrementaldecoder(codec)("replace")
    ascii_state = decoder.getstate()
    decoder.setstate(state)
    starts: list[int] = []
    begin, settled = window[0] - len(state[0]), state == ascii_state
    for index in range(*window):
        n_chars = len(decoder.decode(data[index : index + 1], final=index + 1 == len(data)))
        in_ascii = decoder.getstate() == ascii_state
        if n_chars:
            starts += [begin] * n_chars
            begin, settled = index + 1, in_ascii
        elif in_ascii and not settled:
            begin, settled = index + 1, True
    return starts
