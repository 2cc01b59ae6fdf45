"""A corpus is read as it was labelled, or refused with the reason."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from sanitizer.errors import LabelError
from sanitizer.training.corpus import Span, corpus_hash, read_corpus

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "<p>Ein Satz.</p>\r\n<p>spam spam</p>"
SPAN = {"kind": "links", "start": 18, "end": 34}


def write_corpus(folder: Path, *rows: dict[str, Any], page: bytes = PAGE.encode()) -> Path:
    lines = []
    for number, changes in enumerate(rows):
        row = {"id": f"page-{number}", "family": "casino", "label": "injected", "spam": [SPAN]}
        row.update(changes)
        lines.append(json.dumps(row))
        (folder / f"{row['id']}.html").write_bytes(page)
    (folder / "manifest.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def only_page(folder: Path) -> Any:
    (page,) = read_corpus(folder)
    return page


def test_a_row_becomes_a_page_with_its_newlines_and_spans(tmp_path: Path) -> None:
    page = only_page(write_corpus(tmp_path, {}))
    assert page.source == PAGE
    assert page.data == PAGE.encode()
    assert page.spans == (Span("links", 18, 34),)
    assert page.source[18:34] == "<p>spam spam</p>"
    assert page.read


def test_no_page_of_a_folder_is_a_generated_one_whatever_its_row_says(tmp_path: Path) -> None:
    row = {"id": "gen-1-000001", "is_generated": True}
    assert not only_page(write_corpus(tmp_path, row)).is_generated


def test_a_compressed_page_reads_like_a_plain_one(tmp_path: Path) -> None:
    write_corpus(tmp_path, {})
    (tmp_path / "page-0.html").unlink()
    (tmp_path / "page-0.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    assert only_page(tmp_path).source == PAGE


def test_a_page_is_decoded_with_the_encoding_of_its_row(tmp_path: Path) -> None:
    row = {"encoding": "gb18030", "label": "clean", "spam": []}
    assert only_page(write_corpus(tmp_path, row, page="中文".encode("gb18030"))).source == "中文"


def test_spans_come_out_in_the_order_of_the_page(tmp_path: Path) -> None:
    spans = [{"kind": "links", "start": 20, "end": 30}, {"kind": "other", "start": 0, "end": 5}]
    page = only_page(write_corpus(tmp_path, {"spam": spans}))
    assert [span.start for span in page.spans] == [0, 20]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"label": "bad"}, "label 'bad'"),
        ({"label": "clean"}, "has no spans"),
        ({"spam": []}, "at least one span"),
        ({"spam": [{"kind": "links", "start": 0, "end": 900}]}, "0-900"),
        ({"spam": [{"kind": "links", "start": 5, "end": 5}]}, "5-5"),
        ({"spam": [{"kind": "links", "start": -1, "end": 5}]}, "-1-5"),
        ({"spam": [{"kind": "links", "start": "0", "end": 5}]}, "whole numbers"),
        ({"spam": [{"kind": "rubbish", "start": 0, "end": 5}]}, "kind 'rubbish'"),
        ({"spam": [SPAN, {"kind": "other", "start": 20, "end": 22}]}, "overlap"),
        ({"spam": ["x"]}, "must be an object"),
        ({"spam": "x"}, "list of spans"),
        ({"encoding": "klingon"}, "encoding 'klingon'"),
        ({"family": ""}, "'family'"),
    ],
)
def test_a_row_that_does_not_fit_says_where_and_why(
    tmp_path: Path, changes: dict[str, Any], complaint: str
) -> None:
    write_corpus(tmp_path, changes)
    with pytest.raises(LabelError) as raised:
        list(read_corpus(tmp_path))
    assert complaint in str(raised.value)
    assert "manifest.jsonl, line 1, page 'page-0'" in str(raised.value)


def test_a_missing_page_is_named(tmp_path: Path) -> None:
    write_corpus(tmp_path, {})
    (tmp_path / "page-0.html").unlink()
    with pytest.raises(LabelError, match=r"neither page-0\.html nor page-0\.html\.gz"):
        list(read_corpus(tmp_path))


def test_a_torn_archive_is_named(tmp_path: Path) -> None:
    write_corpus(tmp_path, {})
    (tmp_path / "page-0.html").rename(tmp_path / "page-0.html.gz")
    with pytest.raises(LabelError, match="cannot be unpacked"):
        list(read_corpus(tmp_path))
    packed = gzip.compress(b"<p>bread</p>" * 50)
    (tmp_path / "page-0.html.gz").write_bytes(packed[:12] + b"\xff" * 8 + packed[20:])
    with pytest.raises(LabelError, match="cannot be unpacked"):
        list(read_corpus(tmp_path))


def test_an_id_may_stand_only_once(tmp_path: Path) -> None:
    write_corpus(tmp_path, {"id": "same"}, {"id": "same"})
    with pytest.raises(LabelError, match="line 2, page 'same': the id stands"):
        list(read_corpus(tmp_path))


def test_a_folder_without_a_manifest_or_with_a_broken_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="there is no manifest"):
        list(read_corpus(tmp_path))
    (tmp_path / "manifest.jsonl").write_text("{]\n", encoding="utf-8")
    with pytest.raises(LabelError, match="line 1: not JSON"):
        list(read_corpus(tmp_path))
    (tmp_path / "manifest.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(LabelError, match="cannot be read"):
        list(read_corpus(tmp_path))
    (tmp_path / "manifest.jsonl").write_text("\n")
    with pytest.raises(LabelError, match="is empty"):
        list(read_corpus(tmp_path))
    (tmp_path / "manifest.jsonl").unlink()
    (tmp_path / "manifest.jsonl").mkdir()
    with pytest.raises(LabelError, match="cannot be read"):
        list(read_corpus(tmp_path))


@pytest.mark.parametrize(
    ("row", "site"),
    [
        ({"id": "x-1", "site": "Example.org"}, "example.org"),
        ({"id": "x-1", "host": "www.example.com"}, "example.com"),
        ({"id": "x-1", "source": "owner/one-site"}, "owner/one-site"),
        ({"id": "x-1", "source": "TeamHG-Memex/Formasaurus|www.example.com"}, "example.com"),
        ({"id": "x-1", "source": "rundimeco/waddle|20111128_example"}, "example"),
        ({"id": "x-1", "source": "adbar/htmldate"}, "x-1"),
        ({"id": "kit-neon-3", "source": "id:1"}, "kit-neon"),
        ({"id": "theme_pharma_b", "source": "id:2"}, "theme_pharma"),
        ({"id": "kit-neon-index", "source": "id:1"}, "kit-neon"),
    ],
)
def test_what_shares_a_template_shares_a_site(
    tmp_path: Path, row: dict[str, Any], site: str
) -> None:
    assert only_page(write_corpus(tmp_path, row)).site == site


def test_a_clean_page_of_a_collection_has_the_site_of_its_own_address(tmp_path: Path) -> None:
    row = {"label": "clean", "spam": [], "source": "kingname/GeneralNewsExtractor|"}
    page = b'<link rel="canonical" href="https://www.news.example/a/1.html">'
    assert only_page(write_corpus(tmp_path, row, page=page)).site == "news.example"


def test_language_is_given_or_in_the_family_or_declared(tmp_path: Path) -> None:
    rows: tuple[dict[str, Any], ...] = (
        {"language": "tr"},
        {"family": "zh-gambling-hidden-links"},
        {"label": "clean", "spam": [], "family": "article"},
        {},
    )
    write_corpus(tmp_path, *rows, page=b'<html lang="fi-FI"><p>x</p><p>more than 34 characters</p>')
    assert [page.language for page in read_corpus(tmp_path)] == ["tr", "zh", "fi", "und"]


def test_the_hash_changes_with_a_label_or_a_page_but_not_with_compression(tmp_path: Path) -> None:
    before = corpus_hash(write_corpus(tmp_path, {}))
    assert corpus_hash(tmp_path) == before
    (tmp_path / "page-0.html").unlink()
    (tmp_path / "page-0.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    assert corpus_hash(tmp_path) == before
    (tmp_path / "page-0.html.gz").write_bytes(gzip.compress(PAGE.encode() + b" "))
    changed = corpus_hash(tmp_path)
    assert changed != before
    write_corpus(tmp_path, {"family": "betting"})
    assert corpus_hash(tmp_path) not in {before, changed}
