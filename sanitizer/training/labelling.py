"""Findings → proposed labels: lines of a manifest that a person corrects.

Comes in: pages as a batch has them. Goes out: rows in the format of ``samples/README.md``, and the
manifest that they are added to. A proposal is what the model believes, and training on it unread
would only teach the model its own mistakes: so each says ``"read": false`` until somebody has
looked.
"""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sanitizer.batch.reading import UnreadableFileError
from sanitizer.batch.run import NamingThePage, read_source
from sanitizer.errors import LabelError, PathError
from sanitizer.findings.records import Verdict
from sanitizer.pipeline import list_blocks, scan
from sanitizer.training.corpus import declared_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sanitizer.batch.sources import Source
    from sanitizer.config import Config
    from sanitizer.findings.records import Finding, Report

__all__ = [
    "KINDS",
    "LabelTask",
    "Proposal",
    "add_to_manifest",
    "identifier_of",
    "ids_in",
    "json_row",
]

#: What a finding of each rule is called in a label. A label says what a piece is, a rule how it was
#: recognised: several rules have one kind.
KINDS: Final = {
    "SAN101": "decoy_tags",
    "SAN201": "hidden_links",
    "SAN202": "hidden_text",
    "SAN203": "comment",
    "SAN301": "keyword_footer",
    "SAN302": "keyword_footer",
    "SAN401": "links",
    "SAN402": "comment_spam",
    "SAN501": "title_meta",
    "SAN502": "title_meta",
    "SAN503": "script",
    "SAN601": "script",
    "SAN602": "frame",
    "SAN603": "script",
    "SAN604": "script",
    "SAN801": "hidden_text",
}

#: Rules that name more than one kind of thing: what starts so is this instead.
_KINDS_BY_START: Final = (
    ("SAN203", re.compile(r"(?!<!--)"), "hidden_links"),
    ("SAN604", re.compile(r"<meta\b", re.IGNORECASE), "title_meta"),
)

_LABELS: Final = {
    Verdict.CLEAN: "clean",
    Verdict.INJECTED: "injected",
    Verdict.SPAM: "wholly_spam",
}
#: For a person to replace; a manifest needs some text there.
_FAMILY: Final = "proposed"
_PAGE_SUFFIX = re.compile(r"\.html(?:\.gz)?$")


@dataclasses.dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one page.

    Attributes
    ----------
    path : str
        The page, as the caller named it.
    row : dict or None
        A row of a manifest; None where there is `trouble`.
    trouble : str or None
        Why nothing is proposed.
    is_read : bool
        False where the file could not be read.
    """

    path: str
    row: dict[str, Any] | None
    trouble: str | None = None
    is_read: bool = True


@dataclasses.dataclass(frozen=True, slots=True)
class LabelTask:
    """Propose a label for one page, given with its id."""

    config: Config

    def __call__(self, item: tuple[Source, str]) -> Proposal:
        """Read and scan the page."""
        source, identifier = item
        try:
            data = read_source(source)
        except UnreadableFileError as error:
            return Proposal(source.path, None, str(error), is_read=False)
        with NamingThePage(source.path):
            report = scan(data, config=self.config)
            if report.verdict is Verdict.UNREADABLE:
                return Proposal(source.path, None, report.reason)
            row = _row(identifier, data, report, self.config)
        trouble = None if row else f"{report.encoding} decodes it otherwise than browsers do"
        return Proposal(source.path, row, trouble)


def _row(identifier: str, data: bytes, report: Report, config: Config) -> dict[str, Any] | None:
    encoding = report.encoding or "utf-8"
    blocks = list_blocks(data, config=config)
    page = blocks.page.source
    if data.decode(encoding, "replace") != page:  # labels count characters of the one text
        return None
    junk = report.findings if report.verdict is Verdict.INJECTED else ()
    causes = {
        cause
        for index, (start, end) in enumerate(zip(blocks.starts, blocks.ends, strict=True))
        if any(found.start <= start and end <= found.end for found in junk)
        and (cause := blocks.cause(index)) is not None
    }
    return {
        "id": identifier,
        "family": _FAMILY,
        "label": _LABELS[report.verdict],
        "encoding": encoding,
        "language": declared_language(page) or "und",
        "concealment": "+".join(sorted(causes)) or "none",
        "read": False,
        "note": report.reason,
        "spam": [_span(page, found) for found in junk],
    }


def _span(page: str, found: Finding) -> dict[str, Any]:
    piece = page[found.start : found.end]
    # White space around a piece is not part of it.
    start = found.start + len(piece) - len(piece.lstrip())
    end = found.end - len(piece) + len(piece.rstrip())
    reasons = "; ".join(found.reasons)
    return {
        "kind": _kind(found.rule, piece.strip()),
        "start": start,
        "end": end,
        "note": f"{found.rule} {found.name} {found.score:.2f}"
        + (f": {reasons}" if reasons else ""),
    }


def _kind(rule: str, piece: str) -> str:
    for code, pattern, kind in _KINDS_BY_START:
        if code == rule and pattern.match(piece):
            return kind
    return KINDS[rule]


def identifier_of(source: Source, folder: Path | None) -> str:
    """Return the id of a page: its place without the suffix.

    Parameters
    ----------
    source : Source
    folder : pathlib.Path or None
        Where the manifest lies that the page is added to; None takes the place in the run.

    Raises
    ------
    PathError
        When a manifest there could not name the page.
    """
    place = source.place
    if folder is not None:
        try:
            place = Path(source.path).resolve().relative_to(folder.resolve()).as_posix()
        except ValueError:
            raise PathError(
                f"'{source.path}' does not lie below '{folder}', where the manifest is: labelled"
                " pages lie beside it"
            ) from None
    if not _PAGE_SUFFIX.search(place):
        raise PathError(
            f"'{source.path}' cannot be named by a manifest: rename it to end in .html or .html.gz"
        )
    return _PAGE_SUFFIX.sub("", place)


def json_row(row: Mapping[str, Any]) -> str:
    """Return a row as a line of a manifest, readable in every script."""
    # A file name may hold bytes that are no UTF-8, as lone surrogates; JSON can spell them out.
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace").decode() + "\n"


def ids_in(manifest: Path) -> set[str]:
    """Return the ids of the pages that a manifest has already; none where it is not there.

    Raises
    ------
    LabelError
        When a line is no JSON object with an id.
    PathError
        When it cannot be read.
    """
    ids = set()
    for number, line in enumerate(_content_of(manifest).split("\n"), start=1):
        if line.strip():
            try:
                ids.add(str(json.loads(line)["id"]))
            except (json.JSONDecodeError, KeyError, TypeError):
                raise LabelError(
                    f"{manifest}, line {number}: no row of a manifest; nothing was written"
                ) from None
    return ids


def add_to_manifest(manifest: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Append rows; what stands there stays as it is, and the file is replaced whole or not at all.

    Raises
    ------
    PathError
        When it cannot be written.
    """
    content = _content_of(manifest)
    if content and not content.endswith("\n"):
        content += "\n"
    waiting = manifest.with_name(f".{manifest.name}.part")
    try:
        waiting.write_text(content + "".join(map(json_row, rows)), encoding="utf-8", newline="")
        if manifest.exists():
            shutil.copymode(manifest, waiting)
        waiting.replace(manifest)
    except OSError as error:
        waiting.unlink(missing_ok=True)
        raise PathError(f"'{manifest}' cannot be written: {error.strerror or error}") from error


def _content_of(manifest: Path) -> str:
    try:
        with manifest.open(encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise LabelError(f"{manifest}: not UTF-8; nothing was written") from None
    except OSError as error:
        raise PathError(f"'{manifest}' cannot be read: {error.strerror or error}") from error
