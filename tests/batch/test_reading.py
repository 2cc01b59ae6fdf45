"""The bytes of one page, or the reason why there are none."""

from __future__ import annotations

import gzip
import io
from typing import TYPE_CHECKING

import pytest

from sanitizer.batch import reading
from sanitizer.batch.reading import UnreadableFileError, read_page, read_stream
from tests.batch.pages import CLEAN, put, put_packed

if TYPE_CHECKING:
    from pathlib import Path


def test_a_page_comes_back_byte_for_byte(tmp_path: Path) -> None:
    page = bytes(range(256)) + b"\r\n\x00"
    assert read_page(str(put(tmp_path, "a.html", page))) == page


def test_a_packed_page_is_unpacked(tmp_path: Path) -> None:
    assert read_page(str(put_packed(tmp_path, "a.html.GZ"))) == CLEAN


def test_a_page_packed_in_several_members_is_read_to_its_end(tmp_path: Path) -> None:
    packed = gzip.compress(b"<p>one") + gzip.compress(b"<p>two")
    assert read_page(str(put(tmp_path, "a.html.gz", packed))) == b"<p>one<p>two"


_PACKED = gzip.compress(CLEAN)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(CLEAN, id="not packed at all"),
        pytest.param(_PACKED[:40], id="cut short"),
        pytest.param(_PACKED[:30] + b"\xff" * 9 + _PACKED[39:], id="damaged in the middle"),
        pytest.param(_PACKED[:-6] + b"\x00" * 6, id="wrong checksum"),
    ],
)
def test_a_broken_gzip_file_is_called_that(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="the file is no sound gzip file: "):
        read_page(str(put(tmp_path, "a.html.gz", content)))


def test_a_file_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="the file cannot be read: No such file"):
        read_page(str(tmp_path / "gone.html"))
    with pytest.raises(UnreadableFileError, match="the file cannot be read: Is a directory"):
        read_page(str(tmp_path))


def test_a_gzip_bomb_stops_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_PAGE_BYTES", 2 * 2**20)
    bomb = put_packed(tmp_path, "bomb.html.gz", bytes(2 * 2**20 + 1))
    with pytest.raises(UnreadableFileError, match="longer than 2 MB"):
        read_page(str(bomb))


def test_a_page_of_exactly_the_limit_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_PAGE_BYTES", 1000)
    assert len(read_stream(io.BytesIO(bytes(1000)))) == 1000
    with pytest.raises(UnreadableFileError):
        read_stream(io.BytesIO(bytes(1001)))
