"""What is known of pages that were judged before, by their content.

Comes in: the hash of a page's bytes. Goes out: what the scan made of them, if the program, the
model and the settings of the judge were the same. Data only, as JSON, in files that each hold a
share of the pages: a run reads those that it needs and writes those to which it has added, to a
temporary name first. Of two runs at once one may lose what the other has added, no more. What
cannot be read, or is not as it was written, counts as not there.

Each file keeps the newest `MAX_ENTRIES` and forgets the others; that is all the tidying there is.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sanitizer.batch.run import Outcome
from sanitizer.findings.records import Finding, Report, Verdict
from sanitizer.repository.ignores import Ignore
from sanitizer.repository.scanning import Known

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sanitizer.config import Config

__all__ = ["FOLDER_NAME", "MAX_ENTRIES", "ReportCache", "program_name"]

FOLDER_NAME: Final = ".sanitizer_cache"

#: Of one file; there are 256 (two hex digits), so that 262,144 pages have room. A clean page has
#: about 100 bytes, so a file that is full of them is read in a millisecond or two.
MAX_ENTRIES: Final = 1024


#: The rooms that have a part in a report.
_ROOMS: Final = (
    *("parsing", "segmentation", "features", "classification", "findings", "cutting"),
    "repository",
)


def program_name(config: Config, model: Path) -> str:
    """Return a name for all that a report depends on beside the page.

    Parameters
    ----------
    config : Config
        Settings of the judge.
    model : pathlib.Path
        The folder of the model; its manifest has the hash of its weights.
    """
    # The program by its own files: the version stays the same while it is worked on.
    found = hashlib.sha256()
    for file in [*_modules(_package()), model / "manifest.json"]:
        with contextlib.suppress(OSError):  # a model that is not there is refused by the judge
            found.update(hashlib.sha256(file.read_bytes()).digest())
    plain = {**dataclasses.asdict(config), "model": None}
    found.update(json.dumps(plain, sort_keys=True).encode())
    return found.hexdigest()


def _package() -> Path:
    return Path(__file__).resolve().parents[1]


def _modules(package: Path) -> Iterable[Path]:
    """Return the modules that may have a part in a report, in order."""
    yield from sorted(package.glob("*.py"))
    for room in _ROOMS:
        yield from sorted((package / room).rglob("*.py"))


class ReportCache:
    """The cache of a run.

    Parameters
    ----------
    folder : pathlib.Path
        Made when there is something to write.
    program : str
        By `program_name`.
    """

    def __init__(self, folder: Path, program: str) -> None:
        self._folder = folder
        self._program = program
        self._shares: dict[str, dict[str, Any]] = {}
        self._new: dict[str, dict[str, Any]] = {}

    def get(self, content: str, path: str) -> Known | None:
        """Return what is known of a content, as that of a page at `path`; None if nothing is."""
        key = self._key(content)
        share = self._shares.get(key[:2])
        if share is None:
            share = self._shares[key[:2]] = self._read(key[:2])
        try:
            return _known(share[key], path)
        except (KeyError, TypeError, ValueError):
            return None

    def put(self, content: str, known: Known) -> None:
        """Remember what is known of a content, until `save`."""
        key = self._key(content)
        record = {
            "report": known.outcome.report.as_dict(),
            "ignores": [ignore._asdict() for ignore in known.ignores],
        }
        self._new.setdefault(key[:2], {})[key] = record

    def save(self) -> None:
        """Write what was put in; where that cannot be done, nothing is remembered."""
        if not self._new:
            return
        with contextlib.suppress(OSError):  # a disk that is full or only to be read: no harm
            if not self._folder.is_dir():
                self._folder.mkdir(parents=True)
                (self._folder / ".gitignore").write_text("*\n", encoding="ascii")
        for name, new in self._new.items():
            share = {**self._read(name), **new}
            self._write(name, dict(list(share.items())[-MAX_ENTRIES:]))
        self._new.clear()

    def _write(self, name: str, share: dict[str, Any]) -> None:
        # The time, since processes in containers may share the folder and their numbers.
        waiting = self._folder / f"{name}.{os.getpid()}-{time.time_ns()}.part"
        try:
            waiting.write_text(json.dumps(share), encoding="ascii")
            waiting.replace(self._folder / f"{name}.json")
        except OSError:  # as above; the other shares may have more luck
            with contextlib.suppress(OSError):
                waiting.unlink()

    def _key(self, content: str) -> str:
        return hashlib.sha256(f"{self._program}{content}".encode()).hexdigest()

    def _read(self, name: str) -> dict[str, Any]:
        try:
            share = json.loads((self._folder / f"{name}.json").read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return share if isinstance(share, dict) else {}


def _known(record: Any, path: str) -> Known:
    """Return what was put in; a KeyError, TypeError or ValueError if it is anything else."""
    report = record["report"]
    findings = tuple(
        Finding(**{**_checked(Finding, found), "reasons": tuple(_texts(found["reasons"]))})
        for found in report["findings"]
    )
    ignores = tuple(
        Ignore(**{**_checked(Ignore, ignore), "codes": tuple(_texts(ignore["codes"]))})
        for ignore in record["ignores"]
    )
    plain = {**_checked(Report, report), "verdict": Verdict(report["verdict"])}
    return Known(Outcome(path, Report(**{**plain, "findings": findings})), ignores)


_TYPES: Final[dict[str, type | tuple[type, ...]]] = {
    "str": str,
    "int": int,
    "float": float,
    "str | None": (str, type(None)),
}


def _checked(kind: type[Finding | Ignore | Report], values: Any) -> dict[str, Any]:
    """Return the values of a record, after a look at their types."""
    for name, annotation in kind.__annotations__.items():
        if not isinstance(values[name], _TYPES.get(str(annotation), object)):
            raise TypeError(name)
    return dict(values)


def _texts(values: Any) -> list[str]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(values)
    return values
