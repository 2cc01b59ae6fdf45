"""Rows of a manifest → the file, which people edit: what they wrote is never touched."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from sanitizer.errors import LabelError, PathError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from sanitizer.batch.sources import Source

__all__ = ["add_to_manifest", "identifier_of", "ids_in", "json_row"]

_PAGE_SUFFIX = re.compile(r"\.html(?:\.gz)?$")


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
