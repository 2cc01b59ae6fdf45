"""``scan --fix`` and ``scan --diff``: what is done with the findings besides telling them.

Comes in: outcomes, as they are told. Goes out: the same, and cut pages, or a diff on stdout. What
is left alone is named on stderr with the reason: git does not have the page as it is, or the whole
page is spam. Exit codes stay those of a scan: 1 when something was found, also when it was cut,
so that a hook stops the commit and somebody looks at what is gone. A run that finds nothing brings
nothing that cuts.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from sanitizer.batch.reading import UnreadableFileError
from sanitizer.cli.formats.text import counted
from sanitizer.cli.options import STDIN
from sanitizer.cli.terminal import has_colours, painter, printable
from sanitizer.errors import PathError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from sanitizer.batch.run import Outcome
    from sanitizer.config import Config

__all__ = ["Fixes", "print_diffs"]


class Fixes:
    """Cuts the findings of outcomes in place, each after it was told.

    Attributes
    ----------
    has_failed : bool
        Could a page not be written?
    """

    def __init__(self, args: argparse.Namespace, config_for: Callable[[str], Config]) -> None:
        self.has_failed = False
        self._args = args
        self._config_for = config_for
        self._n_findings = self._n_pages = self._n_left = 0

    def cutting(
        self, outcomes: Iterator[Outcome], read: Callable[[str], bytes]
    ) -> Iterator[Outcome]:
        """Pass outcomes on, and cut the findings of each once the next one is asked for."""
        # Not before: who tells an outcome may want to show the source that it speaks of.
        for outcome in outcomes:
            yield outcome
            if outcome.report.findings:
                self._cut(outcome, read)

    def _cut(self, outcome: Outcome, read: Callable[[str], bytes]) -> None:
        from sanitizer.repository.fixing import (  # noqa: PLC0415  not for clean pages
            NotCutError,
            Permission,
            fix_file,
        )

        path, report = outcome.path, outcome.report
        permission = Permission(staged=self._args.allow_staged, everything=self._args.force)
        try:
            fix_file(path, read(path), report, self._config_for(path), permission)
        except (NotCutError, UnreadableFileError) as error:
            self._n_left += len(report.findings)
            print(f"{printable(path)}: not cut: {printable(str(error))}", file=sys.stderr)
        except PathError as error:
            self._n_left += len(report.findings)
            self.has_failed = True
            print(f"sanitizer: error: {printable(str(error))}", file=sys.stderr)
        else:
            self._n_findings += len(report.findings)
            self._n_pages += 1

    def print_total(self) -> None:
        """Print the last line, if something was found: what was cut, and what is left."""
        done = f"cut {counted(self._n_findings, 'finding')} in {counted(self._n_pages, 'page')}"
        if self._n_findings or self._n_left:
            print(done + (f", left {self._n_left:,}" if self._n_left else ""), file=sys.stderr)


def print_diffs(
    outcomes: Iterator[Outcome],
    read: Callable[[str], bytes],
    config_for: Callable[[str], Config],
) -> None:
    """Print the diff that ``--fix`` would make of each page; bytes, unless somebody is looking."""
    for_people = has_colours(sys.stdout) or sys.stdout.isatty()
    for outcome in outcomes:
        if not outcome.report.findings:
            continue
        if outcome.path.lower().endswith(".gz") and not for_people:
            # One page that git cannot apply, and it would apply none of them.
            told = "not in the diff: it is packed, and git could not apply that; --fix cuts it"
            print(f"{printable(outcome.path)}: {told}", file=sys.stderr)
            continue
        _print_diff(outcome, read, config_for(outcome.path), for_people=for_people)


def _print_diff(
    outcome: Outcome, read: Callable[[str], bytes], config: Config, *, for_people: bool
) -> None:
    from sanitizer.repository.diffing import unified_diff  # noqa: PLC0415  not for clean pages
    from sanitizer.repository.fixing import NotCutError, cut_findings  # noqa: PLC0415  as above

    try:
        cut = cut_findings(read(outcome.path), outcome.report, config)
    except (NotCutError, UnreadableFileError) as error:
        print(f"{printable(outcome.path)}: not cut: {printable(str(error))}", file=sys.stderr)
        return
    # The name that `clean` gives to a page from stdin, too.
    name = "stdin.html" if outcome.path == STDIN else outcome.path
    for line in unified_diff(cut, name):
        if for_people:
            sys.stdout.write(_shown(line, cut.encoding) + "\n")
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(line)


#: How lines of a diff are dressed, by how they begin; the first that fits.
_STYLES = (("---", "header"), ("+++", "header"), ("@@", "hunk"), ("-", "removed"), ("+", "added"))


def _shown(line: bytes, encoding: str) -> str:
    text = printable(line.decode(encoding, "replace").rstrip("\r\n").replace("\t", "    "))
    style = next((style for begin, style in _STYLES if text.startswith(begin)), None)
    paint = painter(is_on=has_colours(sys.stdout))
    return text if style is None else paint(style, text)
