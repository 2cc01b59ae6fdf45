"""The findings that a repository already has: only new ones are reported.

Comes in: a file that an earlier run wrote. Goes out: outcomes without what stands in it, and at the
end the entries that nothing corresponds to any more. A finding is known by its page and its
fingerprint, which is made of the rule and the content: edits elsewhere in the page do not touch it.
Where a page has the same one several times, so many of them are known as were counted.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from sanitizer.errors import PathError
from sanitizer.findings.records import Verdict
from sanitizer.repository.reported import with_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from sanitizer.batch.run import Outcome

__all__ = ["Baseline", "read_baseline", "write_baseline"]

#: Version of the file's layout; another one is refused.
_FORMAT: Final = 1

#: Of a page: (rule, fingerprint) → how often.
_Counts = Counter[tuple[str, str]]


class Baseline:
    """Known findings, which are ticked off as a run meets them.

    Parameters
    ----------
    file : pathlib.Path
        The paths of pages in it are relative to its folder.
    pages : dict of str to Counter
        By path.
    """

    def __init__(self, file: Path, pages: dict[str, _Counts]) -> None:
        self._folder = file.absolute().parent
        self._pages = pages
        self._seen: set[str] = set()

    def without_known(self, outcome: Outcome) -> tuple[Outcome, int]:
        """Return an outcome without its known findings, and how many these are."""
        name = _place(outcome.path, self._folder)
        if outcome.report.verdict is not Verdict.UNREADABLE:
            self._seen.add(name)
        known = self._pages.get(name)
        if known is None:
            return outcome, 0
        new = []
        for finding in outcome.report.findings:
            key = (finding.rule, finding.fingerprint)
            if known[key] > 0:
                known[key] -= 1
            else:
                new.append(finding)
        n_known = len(outcome.report.findings) - len(new)
        return with_findings(outcome, new, "in the baseline"), n_known

    def stale(self, ignored_rules: Callable[[str], tuple[str, ...]]) -> list[str]:
        """Return in words, after a run, what the baseline has for nothing.

        Nothing is said of pages that are there and that the run has not read, nor of rules that
        did not count.

        Parameters
        ----------
        ignored_rules : callable
            Returns by the path of a page the codes of the rules that did not count in it.
        """
        found = []
        for name, known in sorted(self._pages.items()):
            if name not in self._seen and (self._folder / name).exists():
                continue
            why = "" if (self._folder / name).exists() else ", and the page is gone"
            ignored = ignored_rules(str(self._folder / name))
            for (rule, fingerprint), count in sorted(known.items()):
                if count > 0 and rule not in ignored:
                    times = f" ({count} times)" if count > 1 else ""
                    found.append(f"{name}: {rule} {fingerprint}{times} is no longer found{why}")
        return found


def read_baseline(file: Path) -> Baseline:
    """Read a baseline.

    Raises
    ------
    PathError
        When the file is not there, or is none.
    """
    try:
        record = json.loads(file.read_bytes())
    except OSError as error:
        raise PathError(
            f"the baseline '{file}' cannot be read: {error.strerror or error};"
            " --write-baseline makes one"
        ) from error
    except (ValueError, RecursionError) as error:
        raise PathError(f"the baseline '{file}' is not JSON: {error}; write it again") from error
    try:
        version = record["version"]
        pages = {name: _counts(rows) for name, rows in record["pages"].items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PathError(
            f"'{file}' is no baseline of sanitizer; write it again with --write-baseline"
        ) from error
    if version != _FORMAT:
        raise PathError(
            f"the baseline '{file}' has format {version!r}, this version reads {_FORMAT};"
            " write it again with --write-baseline"
        )
    return Baseline(file, pages)


def _counts(rows: Any) -> _Counts:
    counts: _Counts = Counter()
    for row in rows:
        key, count = (row["rule"], row["fingerprint"]), row["count"]
        if not all(isinstance(part, str) for part in key) or type(count) is not int or count < 1:
            raise ValueError(row)
        counts[key] += count
    return counts


def write_baseline(file: Path, outcomes: Iterable[Outcome]) -> tuple[int, int]:
    """Write the findings of a run, all that were reported, whole or not at all.

    Parameters
    ----------
    file : pathlib.Path
        What was in it is gone.
    outcomes : iterable of Outcome

    Returns
    -------
    tuple of int
        How many findings, of how many pages.

    Raises
    ------
    PathError
        When it cannot be written.
    """
    folder = file.absolute().parent
    pages: dict[str, _Counts] = {}
    for outcome in outcomes:
        if outcome.report.findings:
            found = [(finding.rule, finding.fingerprint) for finding in outcome.report.findings]
            pages[_place(outcome.path, folder)] = Counter(found)
    record = {
        "version": _FORMAT,
        "pages": {
            name: [
                {"rule": rule, "fingerprint": fingerprint, "count": count}
                for (rule, fingerprint), count in sorted(counts.items())
            ]
            for name, counts in sorted(pages.items())
        },
    }
    _write_whole(file, json.dumps(record, indent=2) + "\n")
    return sum(counts.total() for counts in pages.values()), len(pages)


def _write_whole(file: Path, text: str) -> None:
    waiting = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        waiting.write_text(text, encoding="ascii")
        waiting.replace(file)
    except OSError as error:
        with contextlib.suppress(OSError):
            waiting.unlink(missing_ok=True)
        raise PathError(
            f"the baseline '{file}' cannot be written: {error.strerror or error}"
        ) from error


def _place(path: str, folder: Path) -> str:
    """Return a path as the file has it: from its folder, with slashes."""
    return os.path.relpath(path, folder).replace(os.sep, "/")
