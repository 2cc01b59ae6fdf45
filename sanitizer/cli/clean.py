"""``sanitizer clean``: write the pages without their junk, or their text.

Comes in: paths. Goes out: a folder that mirrors them, with a report beside the outputs; a summary
on stderr. Exit code 0: it ran, whatever was found; 2: could not run.
"""

from __future__ import annotations

import argparse
import dataclasses
import functools
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanitizer.batch.cleaning import CleanTask, is_written
from sanitizer.batch.outputs import (
    OUTPUT_SUFFIXES,
    REPORT_NAME,
    OutputFolder,
    check_apart,
    content_of,
    plan_names,
)
from sanitizer.batch.reading import UnreadableFileError
from sanitizer.batch.run import Outcome, run_in_order, unread
from sanitizer.batch.sources import Source
from sanitizer.batch.summary import Tally, render_summary
from sanitizer.cli.options import (
    STDIN,
    add_common_options,
    add_settings_options,
    configs_from,
    is_stdin,
    read_stdin,
    settings_from,
)
from sanitizer.cli.terminal import printable
from sanitizer.errors import PathError
from sanitizer.findings.records import Verdict
from sanitizer.pipeline import clean
from sanitizer.repository.pages import wanted_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sanitizer.config import Config
    from sanitizer.repository.settings import Settings

__all__ = ["add_arguments", "run"]

EXIT_RAN, EXIT_COULD_NOT_RUN = 0, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``clean``."""
    add_common_options(parser)
    add_settings_options(parser)
    parser.add_argument(
        "-o",
        "--output",
        type=_folder,
        metavar="DIR",
        help="folder for the outputs and report.jsonl; only - can go without (to stdout)",
    )
    parser.add_argument(
        "--to",
        choices=list(OUTPUT_SUFFIXES),
        default="html",
        help="html: the page without its junk; text, markdown: its main content;"
        " json: text, metadata and report (default: html)",
    )
    parser.add_argument(
        "--keep-spam",
        action="store_true",
        help="also write pages that are junk as a whole, instead of only reporting them",
    )


def _folder(text: str) -> Path:
    if not text:  # a variable that is not set; Path("") would be the current folder
        raise argparse.ArgumentTypeError("is empty; name a folder for the outputs")
    return Path(text)


def run(args: argparse.Namespace) -> int:
    """Clean the pages and write them."""
    from_stdin = is_stdin(args.paths)
    if args.output is None:
        if from_stdin:
            return _clean_to_stdout(args)
        raise PathError("no output folder: give one with -o DIR")
    check_apart([] if from_stdin else args.paths, args.output)
    settings = _settings(args)
    sources = [Source(STDIN, "stdin.html")] if from_stdin else wanted_pages(args.paths, settings)
    planned = _planned(sources, args.to)
    tally = Tally()
    started = time.perf_counter()
    with OutputFolder(args.output) as folder:
        config_for = _configs(args, settings)
        task = CleanTask(config_for, args.to, args.output, folder.staging, args.keep_spam)
        outcomes = (
            _from_stdin(task, planned) if from_stdin else run_in_order(task, planned, args.jobs)
        )
        for outcome in _with_progress(outcomes, len(planned)):
            folder.add(_line(outcome))
            tally.add(outcome.report)
    summary = render_summary(tally, time.perf_counter() - started)
    print(f"{summary}report: {args.output / REPORT_NAME}", file=sys.stderr)
    return EXIT_RAN


def _settings(args: argparse.Namespace) -> Settings:
    """Return the settings of the place, without git: data, such as crawls, is what it ignores."""
    return settings_from(args)._replace(respect_gitignore=False)


def _configs(args: argparse.Namespace, settings: Settings) -> Callable[[str], Config]:
    """Return what gives by the path of a page the settings of its scan; it can be pickled."""
    return functools.partial(_config_for, configs_from(args, settings), settings)


def _config_for(of_judge: Callable[[str], Config], settings: Settings, path: str) -> Config:
    """Add the rules that do not count in a page: what they find is not to be cut."""
    return dataclasses.replace(of_judge(path), ignored_rules=settings.ignored_rules(path))


def _line(outcome: Outcome) -> dict[str, Any]:
    """Return the line of the report: that of ``scan``, and what became of the page."""
    return {
        **outcome.as_dict(),
        "output": outcome.output,
        "text_reason": outcome.text_reason,
    }


def _planned(sources: list[Source], to: str) -> list[tuple[Source, str]]:
    names = plan_names([source.place for source in sources], to)
    return list(zip(sources, names, strict=True))


def _from_stdin(task: CleanTask, planned: list[tuple[Source, str]]) -> Iterator[Outcome]:
    for source, name in planned:
        try:
            page = read_stdin()
        except UnreadableFileError as error:
            yield unread(source.path, error)
        else:
            yield task.write(page, source.path, name)


def _with_progress(outcomes: Iterator[Outcome], n_pages: int) -> Iterator[Outcome]:
    """Pass the outcomes on, under a progress bar where somebody can watch it."""
    if not sys.stderr.isatty():
        return outcomes
    from tqdm import tqdm  # noqa: PLC0415  only for people

    return iter(tqdm(outcomes, total=n_pages, unit=" pages", leave=False, file=sys.stderr))


def _clean_to_stdout(args: argparse.Namespace) -> int:
    """Clean the page from stdin to stdout; what keeps it from being written goes to stderr."""
    settings = _settings(args)
    cleaned = clean(read_stdin(), config=_configs(args, settings)(STDIN))
    report = cleaned.report
    if is_written(report.verdict, keep_spam=args.keep_spam):
        sys.stdout.buffer.write(content_of(cleaned, STDIN, args.to))
        if args.to in {"text", "markdown"} and cleaned.text_reason is not None:
            print(f"{STDIN}: no text: {printable(cleaned.text_reason)}", file=sys.stderr)
        return EXIT_RAN
    print(f"{STDIN}: {report.verdict}: {printable(report.reason)}", file=sys.stderr)
    return EXIT_COULD_NOT_RUN if report.verdict is Verdict.UNREADABLE else EXIT_RAN
