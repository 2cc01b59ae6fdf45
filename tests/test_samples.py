"""The labels of ``samples/`` fit its pages, and the set covers what its README promises."""

from __future__ import annotations

import collections
import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import webencodings

PAGES = Path(__file__).parent.parent / "samples" / "pages"
MANIFEST = PAGES / "manifest.jsonl"

Row = dict[str, Any]

ROWS: list[Row] = [
    json.loads(line) for line in MANIFEST.read_text(encoding="utf-8").splitlines() if line
]

FIELDS = {"id", "family", "label", "encoding", "language", "concealment", "note", "spam"}
SPAN_FIELDS = {"kind", "start", "end", "note"}
LABELS = {"injected", "clean", "wholly_spam"}
CONCEALMENTS = {
    "none", "after_html", "clip", "comment", "display_none", "hidden_attribute", "marquee",
    "noscript", "offscreen", "opacity", "same_colour", "script", "stylesheet", "text_indent",
    "tiny_box", "tiny_font", "visibility",
}  # fmt: skip

#: What a span must hold to deserve its kind. ``other`` may hold anything.
SHAPES = {
    "hidden_links": re.compile(r"<a\b[^>]*\bhref\s*=", re.IGNORECASE),
    "links": re.compile(r"<a\b[^>]*\bhref\s*=", re.IGNORECASE),
    "comment_spam": re.compile(r"<a\b[^>]*\bhref\s*=", re.IGNORECASE),
    "hidden_text": re.compile(r"\w+ \w+"),
    "keyword_footer": re.compile(r".{20}", re.DOTALL),
    "title_meta": re.compile(r"\A<(title|meta)\b", re.IGNORECASE),
    "script": re.compile(r"\A<script\b.*</script>\Z", re.IGNORECASE | re.DOTALL),
    "decoy_tags": re.compile(r"(<[a-z]+[^>]*></[a-z]+>\s*){2}", re.IGNORECASE),
    "frame": re.compile(r"\A<i?frame\b", re.IGNORECASE),
    "comment": re.compile(r"\A<!--.*-->\Z", re.DOTALL),
    "other": re.compile(r"\S"),
}

#: Hosts after a scheme, after a quote or an equals sign (``href=//host``), and bare ``www.`` names.
HOST = re.compile(r"(?:https?://|(?<=[\"'=])//|\b(?=www\.))([\w.-]+)")
#: RFC 2606 and RFC 6761 reserve these, so that no sample ever points at somebody's site.
RESERVED = re.compile(r"(\A|\.)(example|test|example\.(com|org|net))\Z")
#: Not links: the name of the JSON-LD vocabulary.
VOCABULARIES = {"schema.org"}

by_id = pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])


class _StrayEnds(HTMLParser):
    """Collects end tags that close what was not opened before."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.stray: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  the base class names it
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            self.open.remove(tag)
        else:
            self.stray.append(tag)


def _source(row: Row) -> str:
    data = (PAGES / f"{row['id']}.html").read_bytes()
    return data.decode(row["encoding"])


def _pieces(row: Row) -> list[tuple[str, str]]:
    source = _source(row)
    return [(span["kind"], source[span["start"] : span["end"]]) for span in row["spam"]]


@by_id
def test_a_row_has_the_fields_of_the_readme_and_known_values(row: Row) -> None:
    assert set(row) == FIELDS
    assert row["label"] in LABELS
    assert set(row["concealment"].split("+")) <= CONCEALMENTS
    assert row["note"].strip()
    for span in row["spam"]:
        assert set(span) == SPAN_FIELDS
        assert span["kind"] in SHAPES
        assert span["note"].strip()


@by_id
def test_a_page_decodes_with_its_encoding_as_a_browser_decodes_it(row: Row) -> None:
    source = _source(row)
    assert "\ufffd" not in source
    data = (PAGES / f"{row['id']}.html").read_bytes()
    assert webencodings.decode(data, row["encoding"])[0] == source


@by_id
def test_spans_lie_in_the_page_in_order_and_apart(row: Row) -> None:
    last = 0
    for span in row["spam"]:
        assert last <= span["start"] < span["end"]
        last = span["end"]
    assert last <= len(_source(row))


@by_id
def test_a_span_holds_what_its_kind_says(row: Row) -> None:
    for kind, piece in _pieces(row):
        assert piece == piece.strip()
        assert SHAPES[kind].search(piece), (kind, piece[:80])


@by_id
def test_decoys_hold_no_text_and_hidden_text_holds_no_link(row: Row) -> None:
    for kind, piece in _pieces(row):
        if kind == "decoy_tags":
            assert not re.sub(r"<[^>]*>", "", piece).strip()
        if kind == "hidden_text":
            assert "href" not in piece


@by_id
def test_a_span_closes_nothing_that_it_did_not_open(row: Row) -> None:
    for kind, piece in _pieces(row):
        parser = _StrayEnds()
        parser.feed(piece)
        parser.close()
        assert not parser.stray, (kind, piece[-80:])


@by_id
def test_only_injected_pages_have_spans(row: Row) -> None:
    assert bool(row["spam"]) == (row["label"] == "injected")


@by_id
def test_a_page_that_is_not_injected_conceals_nothing(row: Row) -> None:
    assert row["label"] == "injected" or row["concealment"] == "none"


@by_id
def test_hosts_are_reserved_names_only(row: Row) -> None:
    text = unquote(html.unescape(_source(row)))
    hosts = {host.strip(".-").lower() for host in HOST.findall(text)} - VOCABULARIES
    assert [host for host in sorted(hosts) if not RESERVED.search(host)] == []


@by_id
def test_a_page_is_of_the_size_of_a_page(row: Row) -> None:
    assert 3_000 <= (PAGES / f"{row['id']}.html").stat().st_size <= 15_500


def test_every_page_has_one_row_and_every_row_a_page() -> None:
    ids = [row["id"] for row in ROWS]
    assert sorted(path.stem for path in PAGES.glob("*.html")) == sorted(ids)
    assert len(set(ids)) == len(ids)


def test_the_set_is_as_wide_as_promised() -> None:
    labels = collections.Counter(row["label"] for row in ROWS)
    assert len(ROWS) >= 24
    assert labels["injected"] >= 12
    assert labels["wholly_spam"] >= 4
    assert labels["clean"] >= 8
    assert len({row["language"] for row in ROWS}) >= 8
    encodings = {
        "utf-8",
        "utf-16",
        "gb18030",
        "shift_jis",
        "euc-kr",
        "windows-1251",
        "windows-1252",
    }
    assert encodings <= {row["encoding"] for row in ROWS}


def test_every_kind_and_every_concealment_is_shown_by_a_page() -> None:
    assert {span["kind"] for row in ROWS for span in row["spam"]} == set(SHAPES)
    assert {way for row in ROWS for way in row["concealment"].split("+")} == CONCEALMENTS


def test_injected_pages_of_one_family_have_one_page_each() -> None:
    families = collections.Counter(row["family"] for row in ROWS if row["label"] == "injected")
    assert [family for family, n_pages in families.items() if n_pages > 1] == []


def test_line_ends_and_file_ends_differ_between_pages() -> None:
    data = [path.read_bytes() for path in PAGES.glob("*.html")]
    assert sum(b"\r\n" in page for page in data) >= 3
    assert sum(not page.endswith(b"\n") for page in data) >= 3


def test_the_folder_stays_small() -> None:
    assert sum(path.stat().st_size for path in PAGES.iterdir()) < 600_000


def test_the_readme_lists_every_page() -> None:
    readme = (PAGES.parent / "README.md").read_text(encoding="utf-8")
    assert [row["id"] for row in ROWS if f"`{row['id']}`" not in readme] == []
