"""``sanitizer scan``: find the junk in pages and say where it is.

Comes in: paths. Goes out: findings on stdout, as lines for people or as JSON lines; pages that
cannot be judged on stderr. With ``--blocks`` nothing is judged, and every text block goes out with
what hides it (:mod:`sanitizer.cli.block_format`). Exit code 0: clean, 1: findings, 2: could not
run, or could not read a file and found nothing in the others. What is read and is no page (an empty
file, a picture) is named, and does not fail a run: repositories hold such files for good reasons.
"""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from sanitizer.batch.run import Outcome, run_in_order
from sanitizer.batch.summary import Tally
from sanitizer.cli.options import STDIN, add_common_options, config_from, is_stdin, read_stdin
from sanitizer.cli.reporting import Reporting, add_reporting_options, scan_settings
from sanitizer.cli.text_format import counted, render_outcome, render_total, render_trouble
from sanitizer.findings.records import Verdict
from sanitizer.repository.pages import wanted_pages

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["FORMATS", "add_arguments", "run"]

EXIT_CLEAN, EXIT_FINDINGS, EXIT_COULD_NOT_READ = 0, 1, 2


def _as_text(outcomes: Iterator[Outcome], *, explain: bool) -> Iterator[str]:
    for outcome in outcomes:
        if outcome.report.verdict is not Verdict.UNREADABLE:
            yield render_outcome(outcome, explain=explain)


def _as_json_lines(outcomes: Iterator[Outcome], *, explain: bool) -> Iterator[str]:  # noqa: ARG001
    from sanitizer.batch.outputs import json_line  # noqa: PLC0415  not needed by a hook

    for outcome in outcomes:
        yield json_line(outcome.as_dict())


#: A format turns the outcomes, as they come, into pieces of output.
FORMATS: dict[str, Callable[..., Iterator[str]]] = {"text": _as_text, "jsonl": _as_json_lines}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``scan``."""
    add_common_options(parser)
    parser.add_argument(
        "--format",
        choices=list(FORMATS),
        default="text",
        help="text: a line for each finding; jsonl: a JSON line for each page (default: text)",
    )
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument(
        "--blocks",
        action="store_true",
        help="judge nothing; list every text block with its place, its text and what hides it",
    )
    kinds.add_argument(
        "--explain",
        action="store_true",
        help="say why: the reasons of each finding and the verdict of each page",
    )
    add_reporting_options(parser)


def run(args: argparse.Namespace) -> int:
    """Scan the pages and print what was found."""
    _prepare_stdout(args.format)
    if args.blocks:
        return _list_blocks(args)
    tally = Tally()
    reporting = Reporting(args)
    outcomes = _counted(reporting.outcomes(read_stdin), tally)
    if args.write_baseline is not None:
        _write_baseline(args.write_baseline, outcomes)
        return EXIT_COULD_NOT_READ if tally.n_unread else EXIT_CLEAN
    for piece in FORMATS[args.format](outcomes, explain=args.explain):
        sys.stdout.write(piece)
    sys.stdout.flush()
    if tally.n_findings and args.format == "text":
        print(render_total(tally), file=sys.stderr)
    for note in reporting.notes():
        print(note, file=sys.stderr)
    return _exit_code(tally)


def _write_baseline(file: Path, outcomes: Iterator[Outcome]) -> None:
    from sanitizer.repository.baseline import write_baseline  # noqa: PLC0415  only if asked for

    n_findings, n_pages = write_baseline(file, outcomes)
    written = f"{counted(n_findings, 'finding')} in {counted(n_pages, 'page')}"
    print(f"{written} written to the baseline '{file}'", file=sys.stderr)


def _list_blocks(args: argparse.Namespace) -> int:
    from sanitizer.batch.listing import ListTask, list_page  # noqa: PLC0415  no hook needs it
    from sanitizer.cli.block_format import BLOCK_FORMATS, render_unlisted  # noqa: PLC0415

    settings = scan_settings(args)
    config = config_from(args, settings)
    if is_stdin(args.paths):
        listings = iter([list_page(STDIN, read_stdin, config)])
    else:
        listings = run_in_order(ListTask(config), wanted_pages(args.paths, settings), args.jobs)
    exit_code = EXIT_CLEAN
    for listing in listings:
        if listing.trouble is not None:
            print(render_unlisted(listing), file=sys.stderr)
        if not listing.is_read:
            exit_code = EXIT_COULD_NOT_READ
        for line in BLOCK_FORMATS[args.format](listing):
            sys.stdout.write(line + "\n")
    return exit_code


def _counted(outcomes: Iterator[Outcome], tally: Tally) -> Iterator[Outcome]:
    for outcome in outcomes:
        tally.add(outcome.report, is_read=outcome.is_read)
        if outcome.report.verdict is Verdict.UNREADABLE:
            print(render_trouble(outcome), file=sys.stderr)
        yield outcome


def _exit_code(tally: Tally) -> int:
    if tally.verdicts[Verdict.INJECTED] or tally.verdicts[Verdict.SPAM]:
        return EXIT_FINDINGS
    # 0 would say that the page is clean, and nobody has looked at it.
    return EXIT_COULD_NOT_READ if tally.n_unread else EXIT_CLEAN


def _prepare_stdout(format_name: str) -> None:
    """Make stdout able to print every character of every page, and JSON always UTF-8."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = "utf-8" if format_name == "jsonl" else sys.stdout.encoding
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")
