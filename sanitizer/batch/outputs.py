"""The folder that ``clean`` writes: one file a page, in the places of the inputs, and the report.

Comes in: places, and results of :func:`sanitizer.pipeline.clean`. Goes out: files. A file is
written in a hidden folder beside the outputs and then renamed, so an output is whole or not there,
whatever ends the run; an input is never opened for writing.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Self

from sanitizer.errors import PathError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from types import TracebackType

    from sanitizer.extraction.cleaned import Cleaned

__all__ = [
    "OUTPUT_SUFFIXES",
    "PARTIAL_REPORT_NAME",
    "REPORT_NAME",
    "OutputFolder",
    "check_apart",
    "content_of",
    "json_line",
    "plan_names",
    "write_whole",
]

#: What ``--to`` can be asked for, and the suffix of its files; an HTML page keeps its own name.
OUTPUT_SUFFIXES = {"html": "", "text": ".txt", "markdown": ".md", "json": ".json"}

REPORT_NAME = "report.jsonl"

#: The report of a run that was stopped: whole lines, for the pages that were finished in order.
PARTIAL_REPORT_NAME = "report.partial.jsonl"

_STAGING_PREFIX = ".sanitizer-"


def check_apart(paths: Sequence[str], folder: Path) -> None:
    """Make sure that no output can fall on an input.

    Raises
    ------
    PathError
        When an input is the output folder, lies in it, or holds it.
    """
    # Not Path.resolve(): it raises a RuntimeError where links go in a circle.
    output = Path(os.path.realpath(folder))
    if output.exists() and not output.is_dir():
        raise PathError(f"-o takes a folder, and '{folder}' is a file")
    for path in paths:
        source = Path(os.path.realpath(path))
        if output.is_relative_to(source):
            raise PathError(
                f"output inside the input: '{folder}' is in '{path}'; choose another -o"
            )
        if source.is_relative_to(output):
            raise PathError(
                f"input inside the output: '{path}' is in '{folder}'; choose another -o"
            )


def plan_names(places: Sequence[str], to: str) -> list[str]:
    """Give each page a file of its own in the output folder.

    A text takes the place of its page with the suffix changed. Where that would put two texts on
    one name (``a.html`` beside ``a.htm``), all of them keep their whole name before the suffix.

    Parameters
    ----------
    places : sequence of str
        Places in the mirrored tree, all different.
    to : str
        A key of `OUTPUT_SUFFIXES`.

    Returns
    -------
    list of str
        Relative names in the order of `places`, all different.

    Examples
    --------
    >>> plan_names(["x/a.html.gz", "b.html", "b.htm"], "text")
    ['x/a.txt', 'b.html.txt', 'b.htm.txt']
    """
    suffix = OUTPUT_SUFFIXES[to]
    if not suffix:
        if REPORT_NAME in places:
            raise PathError(f"a page named '{REPORT_NAME}' would fall on the report: rename it")
        return list(places)
    names = [_short_name(place, suffix) for place in places]
    taken = _crowded(names)
    while taken:
        # A whole name may fall on another page's short one: that one then gives way too.
        names = [
            place + suffix if name in taken else name
            for place, name in zip(places, names, strict=True)
        ]
        taken = _crowded(names)
    return names


def _short_name(place: str, suffix: str) -> str:
    bare = place[: -len(".gz")] if place.lower().endswith(".gz") else place
    return str(PurePosixPath(bare).with_suffix("")) + suffix


def _crowded(names: Iterable[str]) -> set[str]:
    """Return the names that more than one page has, or that a folder of the outputs needs."""
    counts = Counter(names)
    folders = {str(parent) for name in counts for parent in PurePosixPath(name).parents}
    return {name for name, count in counts.items() if count > 1 or name in folders}


def content_of(cleaned: Cleaned[bytes], path: str, to: str) -> bytes:
    """Return what is written for a page.

    Parameters
    ----------
    cleaned : Cleaned
        The result for the page's bytes.
    path : str
        Where the page lies; a name in ``.gz`` gets its HTML packed again, the same way each time.
    to : str
        A key of `OUTPUT_SUFFIXES`.
    """
    if to == "html":
        packed = path.lower().endswith(".gz")
        return gzip.compress(cleaned.html, mtime=0) if packed else cleaned.html
    if to == "json":
        record = {
            "path": path,
            "text": cleaned.text,
            "text_reason": cleaned.text_reason,
            "text_note": cleaned.text_note,
            "metadata": cleaned.metadata.as_dict(),
            "report": cleaned.report.as_dict(),
        }
        return _encoded(json.dumps(record, ensure_ascii=False, indent=2) + "\n")
    text = cleaned.text if to == "text" else cleaned.markdown
    return _encoded(text if not text or text.endswith("\n") else text + "\n")


def json_line(record: Mapping[str, Any]) -> str:
    """Return one line of JSON, readable in every script."""
    return json.dumps(record, ensure_ascii=False) + "\n"


def _encoded(text: str) -> bytes:
    # The names of files may hold bytes that are no UTF-8, as lone surrogates: \udcff is JSON.
    return text.encode("utf-8", errors="backslashreplace")


def write_whole(content: bytes, target: Path, staging: Path) -> None:
    """Write a file so that it is there whole or not at all.

    Raises
    ------
    PathError
        When it cannot be written (a full disk, a folder in its place).
    """
    # One file at a time in each process: its number is name enough, and never too long.
    waiting = staging / f"{os.getpid()}.part"
    try:
        waiting.write_bytes(content)
        target.parent.mkdir(parents=True, exist_ok=True)
        waiting.replace(target)
    except OSError as error:
        raise PathError(f"'{target}' cannot be written: {error.strerror or error}") from error


class OutputFolder:
    """The output folder of one run, as a context: set up, report, tidy end.

    On the way out, the report takes its name; if the run was stopped by an exception or by
    Ctrl-C, what there is of it is kept as `PARTIAL_REPORT_NAME` and an older report stays.

    Parameters
    ----------
    folder : pathlib.Path
        Made when missing.

    Attributes
    ----------
    staging : pathlib.Path
        A folder on the same file system, gone at the end: what lies there is unfinished.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._is_new = not folder.exists()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.staging = Path(tempfile.mkdtemp(prefix=_STAGING_PREFIX, dir=folder))
            # Without a buffer: what is in one when the disk is full fails again at the end.
            self._report = (self.staging / REPORT_NAME).open("wb", buffering=0)
        except OSError as error:
            raise PathError(f"'{folder}' cannot be written: {error.strerror or error}") from error
        self._n_whole_bytes = 0

    def add(self, record: Mapping[str, Any]) -> None:
        """Write one line of the report.

        Raises
        ------
        PathError
            When it cannot be written (a full disk).
        """
        line = _encoded(json_line(record))
        try:
            while line:
                line = line[self._report.write(line) :]
        except OSError as error:
            reason = error.strerror or error
            raise PathError(f"'{self.folder / REPORT_NAME}' cannot be written: {reason}") from error
        self._n_whole_bytes = self._report.tell()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._report.truncate(self._n_whole_bytes)
        self._report.close()
        written = self.staging / REPORT_NAME
        if kind is None:
            written.replace(self.folder / REPORT_NAME)
            (self.folder / PARTIAL_REPORT_NAME).unlink(missing_ok=True)
        elif self._n_whole_bytes:
            written.replace(self.folder / PARTIAL_REPORT_NAME)
        shutil.rmtree(self.staging, ignore_errors=True)
        if kind is not None and self._is_new:
            # Only an empty one goes: a run that could not start leaves nothing.
            with contextlib.suppress(OSError):
                self.folder.rmdir()
