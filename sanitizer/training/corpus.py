"""Labelled pages on disk, read and checked.

What comes in is a folder with ``manifest.jsonl`` (one JSON line a page) and the pages as
``ID.html`` or ``ID.html.gz``. What goes out are records whose labels are known to fit: a row that
does not fit its page raises with the file, the page and what is wrong. Nothing here parses HTML
beyond the two attributes that name a page's site and language.
"""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import itertools
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from sanitizer.errors import LabelError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "LABELS",
    "SPAN_KINDS",
    "LabelledPage",
    "Span",
    "corpus_hash",
    "declared_language",
    "read_corpus",
]

MANIFEST: Final = "manifest.jsonl"

LABELS: Final = frozenset({"clean", "injected", "wholly_spam"})

SPAN_KINDS: Final = frozenset(
    {
        "comment",
        "comment_spam",
        "decoy_tags",
        "frame",
        "hidden_links",
        "hidden_text",
        "keyword_footer",
        "links",
        "other",
        "script",
        "title_meta",
    }
)

#: Repositories that collect pages of many sites; a page of any other repository belongs to the
#: one site that the repository holds, so that its template never stands on both sides of a split.
MANY_SITES: Final = frozenset(
    {
        "adbar/htmldate",
        "andreasmadsen/htmlparser-benchmark",
        "andythefactory/newspaper4k",
        "immortal-autumn/chinese-web-content-extraction-dataset",
        "karussell/snacktory",
        "kingname/generalnewsextractor",
        "mozilla/readability",
        "postlight/parser",
        "rundimeco/waddle",
        "teamhg-memex/autopager",
        "teamhg-memex/formasaurus",
    }
)

_LANGUAGE_PART: Final = re.compile(
    r"(?:^|[_-])(bg|cs|de|el|en|es|fa|fr|gl|hi|id|it|ja|ko|lt|nl|no|pl|pt|ru|sk|sv|th|tr|vi|zh)"
    r"(?:[_-]|$)"
)
_HTML_LANGUAGE: Final = re.compile(
    r"<html\b[^>]*?\blang\s*=\s*[\"']?([a-zA-Z]{2})\b", re.IGNORECASE
)
_ADDRESS: Final = re.compile(
    r"<(?:link\b[^>]*\brel=[\"']?canonical[\"']?[^>]*\bhref|meta\b[^>]*\bog:url[\"']?[^>]*\bcontent)"
    r"\s*=\s*[\"']?(https?://[^\"'\s>]+)",
    re.IGNORECASE,
)
_COUNTER: Final = re.compile(r"[-_](?:\d{1,6}|[a-z]|index)$", re.IGNORECASE)
_DATE: Final = re.compile(r"^\d{8}_")
#: Canonical links and ``og:url`` stand in the head; further down they would be somebody's text.
_HEAD_CHARS: Final = 20_000


@dataclasses.dataclass(frozen=True, slots=True)
class Span:
    """One labelled junk region; ``start`` and ``end`` count characters of the decoded page."""

    kind: str
    start: int
    end: int


@dataclasses.dataclass(frozen=True, slots=True)
class LabelledPage:
    """One page with its label.

    Attributes
    ----------
    id : str
        Unique in its corpus.
    family : str
        Trade or kit of the junk, or kind of the honest page.
    label : str
        ``clean``, ``injected`` or ``wholly_spam``.
    data : bytes
        The page as it was stored.
    source : str
        ``data`` decoded with ``encoding``; undecodable bytes are replaced, newlines untouched.
    encoding : str
        A Python codec name.
    spans : tuple of Span
        In the order of the page, without overlaps; empty unless ``label`` is ``injected``.
    site : str
        What shares a template: splits are made by it.
    language : str
        Of the junk where there is some, else of the page; ``und`` when unknown.
    concealment : str
        How the junk is hidden (names of ``generator.concealment``, joined by ``+`` when a page
        has several); ``unknown`` for real pages, ``none`` for visible junk and clean pages.
    read : bool
        Whether a person read the page when labelling it.
    is_generated : bool
        Whether the generator made it; no page of a folder is, whatever its id looks like.
    """

    id: str
    family: str
    label: str
    data: bytes
    source: str
    encoding: str
    spans: tuple[Span, ...]
    site: str
    language: str
    concealment: str
    read: bool
    is_generated: bool = False


def read_corpus(folder: Path) -> Iterator[LabelledPage]:
    """Read the labelled pages of a folder, in the order of its manifest.

    Parameters
    ----------
    folder : pathlib.Path
        Holds ``manifest.jsonl`` and the pages.

    Yields
    ------
    LabelledPage
        One page a row; only one is held at a time.

    Raises
    ------
    LabelError
        For a missing manifest or page, a row that is not JSON, lacks a field or names an unknown
        label, kind or encoding, a repeated id, and spans that do not fit the page.
    """
    seen: set[str] = set()
    for number, row in _rows(folder):
        where = f"{folder / MANIFEST}, line {number}"
        identifier = _text(row, "id", where)
        where = f"{where}, page {identifier!r}"
        if identifier in seen:
            raise LabelError(f"{where}: the id stands in the manifest twice")
        seen.add(identifier)
        yield _page(folder, row, identifier, where)


def corpus_hash(folder: Path) -> str:
    """Return the SHA-256 (hex) of a corpus: its manifest and the content of its pages.

    Compressing a page anew changes nothing; changing a label or a byte of a page does.
    """
    digest = hashlib.sha256((folder / MANIFEST).read_bytes())
    for number, row in _rows(folder):
        identifier = _text(row, "id", f"{folder / MANIFEST}, line {number}")
        where = f"{folder / MANIFEST}, line {number}, page {identifier!r}"
        digest.update(identifier.encode("utf-8") + b"\0")
        digest.update(hashlib.sha256(_read_page(folder, identifier, where)).digest())
    return digest.hexdigest()


def _rows(folder: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    path = folder / MANIFEST
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        raise LabelError(
            f"{path}: there is no manifest; a corpus has one JSON line a page"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise LabelError(f"{path}: the manifest cannot be read: {error}") from None
    if not text.strip():
        raise LabelError(f"{path}: the manifest is empty; a corpus has one JSON line a page")
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise LabelError(f"{path}, line {number}: not JSON: {error}") from None
        if not isinstance(row, dict):
            raise LabelError(f"{path}, line {number}: expected an object, got {type(row).__name__}")
        yield number, row


def _page(folder: Path, row: Mapping[str, Any], identifier: str, where: str) -> LabelledPage:
    label = _text(row, "label", where)
    if label not in LABELS:
        raise LabelError(f"{where}: label {label!r} is none of {', '.join(sorted(LABELS))}")
    data = _read_page(folder, identifier, where)
    encoding = str(row.get("encoding") or "utf-8")
    try:
        source = data.decode(encoding, "replace")
    except LookupError:
        raise LabelError(f"{where}: encoding {encoding!r} is unknown") from None
    spans = _spans(row.get("spam", []), len(source), where)
    if spans and label != "injected":
        raise LabelError(f"{where}: a page labelled {label!r} has no spans, got {len(spans)}")
    if not spans and label == "injected":
        raise LabelError(f"{where}: a page labelled 'injected' needs at least one span")
    family = _text(row, "family", where)
    return LabelledPage(
        id=identifier,
        family=family,
        label=label,
        data=data,
        source=source,
        encoding=encoding,
        spans=spans,
        site=_site(row, identifier, source),
        language=_language(row, family, label, source),
        concealment=str(row.get("concealment") or ("none" if label == "clean" else "unknown")),
        read=bool(row.get("read", True)),
    )


def _text(row: Mapping[str, Any], field: str, where: str) -> str:
    value = row.get(field)
    if not isinstance(value, str) or not value:
        raise LabelError(f"{where}: field {field!r} must be a text, got {value!r}")
    return value


def _read_page(folder: Path, identifier: str, where: str) -> bytes:
    plain = folder / f"{identifier}.html"
    if plain.exists():
        return plain.read_bytes()
    packed = folder / f"{identifier}.html.gz"
    if not packed.exists():
        raise LabelError(f"{where}: there is neither {plain.name} nor {packed.name}")
    try:
        return gzip.decompress(packed.read_bytes())
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise LabelError(f"{where}: {packed.name} cannot be unpacked: {error}") from None


def _spans(rows: object, length: int, where: str) -> tuple[Span, ...]:
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        raise LabelError(f"{where}: 'spam' must be a list of spans, got {rows!r}")
    spans = sorted((_span(row, length, where) for row in rows), key=lambda span: span.start)
    for before, after in itertools.pairwise(spans):
        if after.start < before.end:
            raise LabelError(
                f"{where}: spans {before.start}-{before.end} and {after.start}-{after.end} overlap"
            )
    return tuple(spans)


def _span(row: object, length: int, where: str) -> Span:
    if not isinstance(row, Mapping):
        raise LabelError(f"{where}: a span must be an object, got {row!r}")
    kind, start, end = row.get("kind"), row.get("start"), row.get("end")
    if kind not in SPAN_KINDS:
        raise LabelError(f"{where}: span kind {kind!r} is none of {', '.join(sorted(SPAN_KINDS))}")
    if type(start) is not int or type(end) is not int:
        raise LabelError(f"{where}: a span needs whole numbers, got {start!r}-{end!r}")
    if not 0 <= start < end <= length:
        raise LabelError(f"{where}: span {start}-{end} does not lie in the {length} characters")
    return Span(kind, start, end)


def _site(row: Mapping[str, Any], identifier: str, source: str) -> str:
    """Name what shares a template: as given, by the source, by the page's address, by the id."""
    given = row.get("site") or row.get("host")
    if given:
        return str(given).lower().removeprefix("www.")
    repository, _, part = str(row.get("source") or "").lower().partition("|")
    if "/" in repository and repository not in MANY_SITES:
        return repository
    if "." in part or "_" in part:
        return _DATE.sub("", part).removeprefix("www.")
    address = _ADDRESS.search(source, 0, _HEAD_CHARS) if row.get("label") == "clean" else None
    host = urlsplit(address.group(1)).hostname if address else None
    if host:
        return host.removeprefix("www.")
    # Pages of a collection that merely counts them have no template in common.
    return identifier if repository in MANY_SITES else _COUNTER.sub("", identifier)


def _language(row: Mapping[str, Any], family: str, label: str, source: str) -> str:
    given = row.get("language")
    if given:
        return str(given)
    part = _LANGUAGE_PART.search(family)
    if part:
        return part.group(1)
    # The page's own language says nothing about that of the junk in it.
    return (declared_language(source) if label == "clean" else None) or "und"


def declared_language(source: str) -> str | None:
    """Return the language that a page's root element declares, as two letters, or None."""
    declared = _HTML_LANGUAGE.search(source, 0, _HEAD_CHARS)
    return declared.group(1).lower() if declared else None
