"""Findings cut out of a page in its place, and nothing else of it changed.

Comes in: a page's path and what is reported of it. Goes out: the file without the ranges of these
findings, or the reason why it was left alone. The page is judged once more before: a report may be
older than the file (a cache, an edit in between), and only what is found in the very bytes at hand
is cut. The new file takes the place of the old one at once, with its mode and owner.
"""

from __future__ import annotations

import contextlib
import dataclasses
import gzip
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sanitizer.cutting.cut import Range, cut_bytes, merge_ranges
from sanitizer.cutting.opaque import sound_pieces
from sanitizer.errors import PathError, SanitizerError
from sanitizer.findings.records import Verdict
from sanitizer.parsing.byte_offsets import byte_offsets
from sanitizer.parsing.page import parse_page
from sanitizer.pipeline import scan
from sanitizer.repository.git import GitError, State, state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sanitizer.config import Config
    from sanitizer.findings.records import Finding, Report
    from sanitizer.parsing.records import Tree

__all__ = ["Cut", "NotCutError", "Permission", "cut_findings", "fix_file"]


class NotCutError(SanitizerError):
    """A page is left as it is; the text ends the sentence "not cut: ..."."""


@dataclasses.dataclass(frozen=True, slots=True)
class Cut:
    """A page with and without its findings.

    Attributes
    ----------
    before, after : bytes
    ranges : tuple of (int, int)
        What is cut, in bytes of `before`; in order, neither overlapping nor touching.
    encoding : str
        What the page is read with, as a Python codec.
    """

    before: bytes
    after: bytes
    ranges: tuple[Range, ...]
    encoding: str


@dataclasses.dataclass(frozen=True, slots=True)
class Permission:
    """Which pages may be written although git could not bring them back.

    Attributes
    ----------
    staged : bool
        Those that are staged as they are: ``git restore`` brings them back until the next ``add``.
    everything : bool
        All.
    """

    staged: bool = False
    everything: bool = False


def cut_findings(page: bytes, report: Report, config: Config) -> Cut:
    """Cut the findings of a report out of a page.

    Parameters
    ----------
    page : bytes
    report : Report
        What is to be cut of it; it need not be all that is found in it.
    config : Config
        That of the scan.

    Raises
    ------
    NotCutError
        When the whole page is spam, when its findings are other ones by now, or when nothing of
        them can go without moving what is honest.
    """
    if report.verdict is Verdict.SPAM:
        raise NotCutError("the whole page is spam, nothing would be left; see if it belongs here")
    found = {(each.rule, each.start, each.end) for each in scan(page, config=config).findings}
    if any((each.rule, each.start, each.end) not in found for each in report.findings):
        raise NotCutError("the page has changed since it was judged; scan it again")
    parsed = parse_page(page, None, config.encoding, as_html=config.as_html)
    ranges = _sound_ranges(parsed.tree, report.findings)
    if not ranges or parsed.decoded is None:
        raise NotCutError("nothing of it can go without moving what is honest")
    places = byte_offsets(page, parsed.decoded, [place for pair in ranges for place in pair])
    return Cut(
        before=page,
        after=cut_bytes(parsed, ranges),
        ranges=tuple(zip(places[::2], places[1::2], strict=True)),
        encoding=parsed.decoded.encoding,
    )


def _sound_ranges(tree: Tree, findings: Sequence[Finding]) -> list[Range]:
    """Return what to cut: some findings may stay, and what is nested around them then counts."""
    pieces = sound_pieces(tree, [(found.start, found.end) for found in findings])
    return merge_ranges([piece for kept in pieces for piece in kept])


def fix_file(
    path: str, page: bytes, report: Report, config: Config, permission: Permission
) -> None:
    """Write a page without the findings of its report; packed again where its name ends in .gz.

    Raises
    ------
    NotCutError
        When git could not bring the page back and nobody allows that, and as `cut_findings` does.
    PathError
        When the file cannot be written. It is then what it was.
    """
    cut = cut_findings(page, report, config)
    _check_kept(path, permission)
    packed = path.lower().endswith(".gz")
    _replace(Path(path), gzip.compress(cut.after, mtime=0) if packed else cut.after)


def _check_kept(path: str, permission: Permission) -> None:
    if permission.everything:
        return
    try:
        state = state_of(Path(path))
    except GitError as error:
        raise NotCutError(f"{error}; --force cuts all the same") from error
    if state in {State.COMMITTED, State.OUTSIDE} or (state is State.STAGED and permission.staged):
        return
    raise NotCutError(f"it {state.value}; commit it first, or cut with --force")


def _replace(path: Path, content: bytes) -> None:
    """Put a file in the place of another one, whole or not at all; links lead on to it."""
    try:
        real = path.resolve(strict=True)
        status = real.stat()
        if not stat.S_ISREG(status.st_mode) or not os.access(real, os.W_OK):
            raise PathError(f"'{path}' cannot be written: it is read-only, or no file")
        number, name = tempfile.mkstemp(prefix=".sanitizer-", dir=real.parent)
        waiting = Path(name)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            _give_away(waiting, status)
            waiting.replace(real)
        finally:
            waiting.unlink(missing_ok=True)
    except PathError:
        raise
    except OSError as error:
        raise PathError(f"'{path}' cannot be written: {error.strerror or error}") from error


def _give_away(path: Path, status: os.stat_result) -> None:
    """Give a new file the owner and the mode of the old one; the owner where that is allowed."""
    if hasattr(os, "chown"):
        with contextlib.suppress(PermissionError):
            os.chown(path, status.st_uid, status.st_gid)
    path.chmod(stat.S_IMODE(status.st_mode))
