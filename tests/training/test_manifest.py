"""Rows are added to a manifest, and what stands in it stays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sanitizer.batch.sources import find_pages
from sanitizer.errors import LabelError, PathError
from sanitizer.training.manifest import add_to_manifest, identifier_of, ids_in, json_row

if TYPE_CHECKING:
    from pathlib import Path


def test_ids_are_places_below_the_manifest_without_suffix(tmp_path: Path) -> None:
    for name in ("a.html", "b/c.html.gz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    sources = find_pages([str(tmp_path)])
    assert [identifier_of(source, None) for source in sources] == ["a", "b/c"]
    assert [identifier_of(source, tmp_path) for source in sources] == ["a", "b/c"]
    with pytest.raises(PathError, match="does not lie below"):
        identifier_of(sources[0], tmp_path / "b")


def test_a_page_that_a_manifest_cannot_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.htm").touch()
    (source,) = find_pages([str(tmp_path)])
    with pytest.raises(PathError, match=r"rename it to end in \.html"):
        identifier_of(source, tmp_path)


def test_rows_are_added_and_what_stands_there_stays_byte_for_byte(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.jsonl"
    add_to_manifest(manifest, [{"id": "ü"}])
    assert manifest.read_bytes() == '{"id": "ü"}\n'.encode()
    manifest.write_bytes(b'{"id":  "a"}\r\n\n{"id": "b"}')
    manifest.chmod(0o640)
    add_to_manifest(manifest, [{"id": "c"}])
    assert manifest.read_bytes() == b'{"id":  "a"}\r\n\n{"id": "b"}\n{"id": "c"}\n'
    assert manifest.stat().st_mode & 0o777 == 0o640
    assert ids_in(manifest) == {"a", "b", "c"}
    assert [path.name for path in tmp_path.iterdir()] == ["manifest.jsonl"]


def test_a_manifest_that_is_not_there_has_no_pages(tmp_path: Path) -> None:
    assert ids_in(tmp_path / "manifest.jsonl") == set()


@pytest.mark.parametrize("line", ["{", "[]", '{"name": 1}', "1"])
def test_a_file_that_is_no_manifest_is_refused(line: str, tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.jsonl"
    manifest.write_text(f'{{"id": "a"}}\n{line}\n')
    with pytest.raises(LabelError, match="line 2: no row of a manifest"):
        ids_in(manifest)


def test_a_manifest_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(PathError, match="cannot be written"):
        add_to_manifest(tmp_path / "gone" / "manifest.jsonl", [])


def test_a_row_is_one_line_of_json_whatever_is_in_it() -> None:
    line = json_row({"id": "a\nb\udcff"})
    assert line.count("\n") == 1
    assert json.loads(line)["id"].startswith("a\nb")
