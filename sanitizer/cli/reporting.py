"""What ``scan`` says of a repository: pages are judged, and findings filtered, one straight way.

Comes in: arguments. Goes out: outcomes with what is to be reported, in the order of the pages:
judged or found in the cache → without what comments in the page ignore → without rules that the
settings ignore → without what the baseline has. What was left out is counted and told on stderr.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sanitizer.batch.reading import UnreadableFileError
from sanitizer.batch.run import unread
from sanitizer.cli.formats.text import counted
from sanitizer.cli.options import STDIN, config_from, configs_from, is_stdin, settings_from
from sanitizer.cli.terminal import printable
from sanitizer.errors import PathError
from sanitizer.repository.ignores import without_ignored
from sanitizer.repository.pages import each_file_once, wanted_pages
from sanitizer.repository.reported import without_ignored_rules
from sanitizer.repository.scanning import Known, judge_page, known_pages
from sanitizer.repository.settings import with_flags

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sanitizer.batch.run import Outcome
    from sanitizer.repository.cache import ReportCache
    from sanitizer.repository.settings import Settings

__all__ = ["Reporting", "add_reporting_options", "scan_settings"]


def add_reporting_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what is reported, and what is remembered."""
    group = parser.add_argument_group("what is reported")
    group.add_argument(
        "--respect-gitignore",
        action=argparse.BooleanOptionalAction,
        help="leave out of folders what git ignores (default: yes)",
    )
    group.add_argument(
        "--no-ignores",
        action="store_true",
        help="report also what comments in a page ignore (<!-- sanitizer: ignore[CODE] reason -->)",
    )
    baselines = group.add_mutually_exclusive_group()
    baselines.add_argument(
        "--baseline", type=Path, metavar="FILE", help="report only what is not in this baseline"
    )
    baselines.add_argument(
        "--write-baseline",
        type=Path,
        metavar="FILE",
        help="write all that would be reported to a baseline, and end with 0",
    )
    caches = parser.add_argument_group("cache").add_mutually_exclusive_group()
    caches.add_argument(
        "--no-cache", action="store_true", help="judge every page, and remember nothing"
    )
    caches.add_argument(
        "--cache-dir",
        type=Path,
        metavar="DIR",
        help="folder of the cache (default: .sanitizer_cache beside the settings, or here)",
    )


def scan_settings(args: argparse.Namespace) -> Settings:
    """Return the settings of the place, with those flags that only ``scan`` has."""
    settings = settings_from(args)
    asked = args.respect_gitignore
    return settings if asked is None else with_flags(settings, {"respect-gitignore": asked})


class Reporting:
    """One scan.

    Parameters
    ----------
    args : argparse.Namespace
        Of ``sanitizer scan``.

    Attributes
    ----------
    config_for : callable
        Returns by the path of a page the settings of the judge.
    """

    def __init__(self, args: argparse.Namespace) -> None:
        self._args = args
        self._settings = scan_settings(args)
        self.config_for = configs_from(args, self._settings)
        self._baseline = None
        if args.baseline is not None:
            from sanitizer.repository.baseline import read_baseline  # noqa: PLC0415  if asked for

            self._baseline = read_baseline(args.baseline)
        self._n_ignored = self._n_ignoring_pages = self._n_known = 0

    def outcomes(self, read_stdin: Callable[[], bytes]) -> Iterator[Outcome]:
        """Yield of each page what is to be reported.

        Parameters
        ----------
        read_stdin : callable
            Returns the page, where it comes from there, or raises an ``UnreadableFileError``.
        """
        if is_stdin(self._args.paths):
            yield self._reported(self._from_stdin(read_stdin))
            return
        sources = each_file_once(wanted_pages(self._args.paths, self._settings))
        cache = self._cache()
        try:
            for known in known_pages(sources, self.config_for, self._args.jobs, cache):
                yield self._reported(known)
        finally:
            if cache is not None:
                cache.save()

    def _from_stdin(self, read_stdin: Callable[[], bytes]) -> Known:
        try:
            data = read_stdin()
        except UnreadableFileError as error:
            return Known(unread(STDIN, error), ())
        return judge_page(data, STDIN, self.config_for(STDIN))

    def _reported(self, known: Known) -> Outcome:
        outcome, n_ignored, n_known = known.outcome, None, None
        if not self._args.no_ignores:
            outcome, n_ignored, complaints = without_ignored(outcome, known.ignores)
            self._n_ignored += n_ignored
            self._n_ignoring_pages += n_ignored > 0
            for complaint in complaints:
                print(printable(complaint), file=sys.stderr)
        outcome = without_ignored_rules(outcome, self._settings)
        if self._baseline is not None:
            outcome, n_known = self._baseline.without_known(outcome)
            self._n_known += n_known
        return outcome._replace(n_ignored=n_ignored, n_known=n_known)

    def notes(self) -> Iterator[str]:
        """Yield, after the last outcome, what is to be told of what was left out."""
        if self._n_ignored:
            findings = counted(self._n_ignored, "finding")
            pages = counted(self._n_ignoring_pages, "page")
            yield f"{findings} ignored by comments in {pages}; --no-ignores reports them"
        if self._n_known:
            yield f"{counted(self._n_known, 'finding')} in the baseline"
        if self._baseline is not None:
            for entry in self._baseline.stale(self._settings.ignored_rules):
                yield f"stale in the baseline: {printable(entry)}"

    def _cache(self) -> ReportCache | None:
        args = self._args
        if args.no_cache:
            return None
        from sanitizer.classification.shipped import default_model_path  # noqa: PLC0415  as below
        from sanitizer.repository import cache  # noqa: PLC0415  only for those who use it
        from sanitizer.repository.tracked import is_tracked  # noqa: PLC0415  likewise

        folder = args.cache_dir or self._settings.root / cache.FOLDER_NAME
        if folder.exists() and not folder.is_dir():
            raise PathError(f"'{folder}' is a file; name a folder for the cache with --cache-dir")
        if folder.exists() and is_tracked(folder):
            # Whoever commits junk could commit with it that it is known to be clean.
            told = "is committed to git, and so not believed; take it out with git rm -r --cached"
            print(printable(f"the cache '{folder}' {told}"), file=sys.stderr)
            return None
        config = config_from(args, self._settings)
        model = config.model or default_model_path()
        return cache.ReportCache(folder, cache.program_name(config, model))
