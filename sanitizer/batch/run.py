"""A task on each page of a run, in this process or spread over several, in a stable order.

Comes in: sources. Goes out: one outcome a page, in the order of the sources, whatever the number
of processes. Pages never travel between processes: a worker reads, judges and writes its own and
hands back the report. Only what is wrong with a *file* is caught here; a page cannot raise, and a
mistake in the program ends the run with the page's name in its traceback.
"""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Generator
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sanitizer.batch.reading import UnreadableFileError, read_page
from sanitizer.errors import SanitizerError
from sanitizer.findings.records import Report, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import TracebackType

    from sanitizer.batch.sources import Source

__all__ = [
    "PAGES_A_WORKER",
    "NamingThePage",
    "Outcome",
    "WorkerError",
    "read_source",
    "run_in_order",
    "unread",
]

#: A worker is replaced after about this many pages. libxml2 keeps every tag name that it ever
#: saw; pages of random ones cost 12 kB each, so a worker grows by 60 MB at most.
PAGES_A_WORKER = 5_000

Item = TypeVar("Item")
Result = TypeVar("Result")


class WorkerError(SanitizerError):
    """A worker process died, which no page may bring about: memory ran out, or it was killed."""


class Outcome(NamedTuple):
    """What a run says of one page.

    Attributes
    ----------
    path : str
        The page, as the caller named it.
    report : Report
        ``unreadable`` also stands for a file that could not be read.
    output : str or None
        The file written for it, relative to the output folder; ``None`` when there is none.
    text_reason : str or None
        Why no main content was found, where it was asked for and there is none.
    is_read : bool
        False where the file could not be read, or is a page that could not be judged, so that
        nobody has looked at it.
    n_ignored : int or None
        Findings left out of the report because comments in the page ignore them; ``None`` where
        such comments do not count.
    n_known : int or None
        Findings left out because a baseline has them; ``None`` without a baseline.
    """

    path: str
    report: Report
    output: str | None = None
    text_reason: str | None = None
    is_read: bool = True
    n_ignored: int | None = None
    n_known: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the outcome as JSON types: path, the report's own fields, what was left out."""
        counts = {"n_ignored": self.n_ignored, "n_known": self.n_known}
        left_out = {name: count for name, count in counts.items() if count is not None}
        return {"path": self.path, **self.report.as_dict(), **left_out}


def run_in_order(
    task: Callable[[Item], Result], items: Sequence[Item], n_jobs: int = 1
) -> Iterator[Result]:
    """Do a task on each item and yield the results in the order of the items.

    Parameters
    ----------
    task : callable
        Takes an item; goes to other processes whole, so it must be picklable.
    items : sequence
        Sources, or what else the task takes.
    n_jobs : int
        Number of processes; -1 for one on each core. 1 stays in this process.

    Yields
    ------
    object
        One result an item. Few are held at a time, however many items there are.

    Raises
    ------
    WorkerError
        When a worker process dies.
    """
    if n_jobs == 1 or len(items) < 2:
        yield from map(task, items)
    else:
        yield from _in_processes(task, items, n_jobs)


def _in_processes(
    task: Callable[[Item], Result], items: Sequence[Item], n_jobs: int
) -> Iterator[Result]:
    # Here, not above: joblib takes 0.16 s to import, and most runs have one page.
    from joblib import Parallel, delayed, effective_n_jobs  # noqa: PLC0415
    from joblib.externals.loky import get_reusable_executor  # noqa: PLC0415
    from joblib.externals.loky.process_executor import TerminatedWorkerError  # noqa: PLC0415

    n_workers = min(effective_n_jobs(n_jobs), len(items))
    waiting = iter(items)
    results: Iterator[Result] | None = None
    try:
        while share := list(islice(waiting, PAGES_A_WORKER * n_workers)):
            results = Parallel(n_jobs=n_workers, return_as="generator")(
                delayed(task)(item) for item in share
            )
            yield from results
            get_reusable_executor().shutdown(wait=True)
    except TerminatedWorkerError as error:
        raise WorkerError(
            "a worker process died, perhaps for want of memory; try again with fewer --jobs"
        ) from error
    finally:
        with warnings.catch_warnings():
            # joblib tells whoever stops half-way that some work was for nothing; he knows.
            warnings.simplefilter("ignore", UserWarning)
            if isinstance(results, Generator):
                results.close()
        get_reusable_executor().shutdown(wait=True, kill_workers=True)


def read_source(source: Source) -> bytes:
    """Return the bytes of a page, or raise the reason why there are none."""
    if source.trouble is not None:
        raise UnreadableFileError(source.trouble)
    return read_page(source.path)


def unread(path: str, error: UnreadableFileError) -> Outcome:
    """Return the outcome of a page whose file could not be read."""
    return Outcome(path, Report(Verdict.UNREADABLE, 0.0, (), str(error), None), is_read=False)


class NamingThePage(contextlib.AbstractContextManager[None]):
    """Add the page's name to whatever goes wrong inside, and let it pass."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None and not isinstance(error, SanitizerError):
            error.add_note(f"while on the page {self._path!r}")
