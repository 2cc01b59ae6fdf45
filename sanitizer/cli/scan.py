"""``sanitizer scan``: find the junk in pages and say where it is.

Comes in: paths. Goes out: findings on stdout, as lines for people or in a format for programs
(:mod:`sanitizer.cli.formats`); pages that cannot be judged on stderr. With ``--blocks`` nothing is
judged, and every text block goes out with what hides it (:mod:`sanitizer.cli.block_format`); with
``--fix`` the findings are also cut, with ``--diff`` only shown as cut (:mod:`sanitizer.cli.fixes`).
Which findings count, :mod:`sanitizer.cli.reporting` decides before any of these.
Exit code 0: clean, 1: findings, 2: could not run, or could not read a file or judge one with markup
in it, and found nothing in the others. What is read and is no page (an empty file, a picture) is
named, and does not fail a run: repositories hold such files for good reasons.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from sanitizer.batch.reading import read_page
from sanitizer.batch.run import Outcome, run_in_order
from sanitizer.batch.summary import Tally
from sanitizer.cli.formats import FORMATS, View, renderer
from sanitizer.cli.formats.text import counted, render_total, render_trouble
from sanitizer.cli.options import (
    STDIN,
    add_common_options,
    add_settings_options,
    configs_from,
    is_stdin,
    read_stdin,
)
from sanitizer.cli.reporting import Reporting, add_reporting_options, scan_settings
from sanitizer.cli.terminal import has_colours, prepare_stdout
from sanitizer.errors import ConfigError
from sanitizer.findings.records import Verdict
from sanitizer.repository.pages import wanted_pages

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["add_arguments", "run"]

EXIT_CLEAN, EXIT_FINDINGS, EXIT_COULD_NOT_RUN = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``scan``."""
    add_common_options(parser)
    add_settings_options(parser)
    parser.add_argument(
        "--format",
        choices=list(FORMATS),
        default="text",
        help="; ".join(f"{name}: {row.summary}" for name, row in FORMATS.items())
        + " (default: text)",
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
        help="say why: the reasons and the source of each finding and the verdict of each page",
    )
    parser.add_argument(
        "--exit-zero",
        action="store_true",
        help="end with 0 also when something was found; 2 stays for what could not be run or read",
    )
    parser.add_argument(
        "--as",
        choices=["html"],
        dest="read_as",
        help="html: all files are something else that carries HTML (PHP and other templates,"
        " Markdown, Vue, dumps in SQL); their own tags are neither judged nor cut; of some files,"
        " --as-html says that",
    )
    _add_fix_arguments(parser)
    add_reporting_options(parser)


def _add_fix_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("cutting")
    what = group.add_mutually_exclusive_group()
    what.add_argument(
        "--fix",
        action="store_true",
        help="cut the findings out of the files; ends with 1 when something was found, also when"
        " it was cut; a page that is spam as a whole is never cut",
    )
    what.add_argument(
        "--diff",
        action="store_true",
        help="print as a unified diff what --fix would do, instead of the findings",
    )
    group.add_argument(
        "--allow-staged",
        action="store_true",
        help="with --fix: also cut pages that are staged as they are and not committed yet",
    )
    group.add_argument(
        "--force",
        action="store_true",
        help="with --fix: also cut pages with changes that git could not bring back",
    )


def run(args: argparse.Namespace) -> int:
    """Scan the pages and print what was found."""
    _check_together(args)
    prepare_stdout(for_programs=args.format != "text")
    if args.blocks:
        return _list_blocks(args)
    tally = Tally()
    inputs = _Inputs()
    reporting = Reporting(args)
    outcomes = _counted(reporting.outcomes(lambda: inputs.read(STDIN)), tally)
    if args.write_baseline is not None:
        _write_baseline(args.write_baseline, outcomes)
        return EXIT_COULD_NOT_RUN if tally.n_unread else EXIT_CLEAN
    fixes = None
    if args.diff:
        from sanitizer.cli.fixes import print_diffs  # noqa: PLC0415  no plain scan needs it

        print_diffs(outcomes, inputs.read, reporting.config_for)
    else:
        if args.fix:
            from sanitizer.cli.fixes import Fixes  # noqa: PLC0415  as above

            fixes = Fixes(args, reporting.config_for)
            outcomes = fixes.cutting(outcomes, inputs.read)
        view = View(args.explain, has_colours(sys.stdout), inputs.read, reporting.config_for)
        for piece in renderer(args.format)(outcomes, view):
            sys.stdout.write(piece)
    sys.stdout.flush()
    if tally.n_findings and args.format == "text":
        print(render_total(tally) + _next_steps(args, tally), file=sys.stderr)
    for note in reporting.notes():
        print(note, file=sys.stderr)
    if fixes is not None:
        fixes.print_total()
        if fixes.has_failed:
            return EXIT_COULD_NOT_RUN
    return _exit_code(tally, exit_zero=args.exit_zero)


def _check_together(args: argparse.Namespace) -> None:
    """Refuse options that do not go together."""
    if (args.force or args.allow_staged) and not args.fix:
        raise ConfigError("--force and --allow-staged say what --fix may write: add --fix")
    if args.blocks and (args.fix or args.diff):
        raise ConfigError("--blocks judges nothing, so there is nothing to cut or to compare")
    if args.diff and (args.explain or args.format != "text"):
        raise ConfigError("--diff prints a diff: it goes with neither --format nor --explain")
    if args.write_baseline is not None and (args.fix or args.diff or args.blocks):
        raise ConfigError("--write-baseline writes down what is found, and does nothing else")
    if args.fix and STDIN in args.paths:
        raise ConfigError(
            "--fix writes pages in their place, and stdin has none; print the change with --diff"
            " or the page without its junk with 'sanitizer clean -'"
        )


def _write_baseline(file: Path, outcomes: Iterator[Outcome]) -> None:
    from sanitizer.repository.baseline import write_baseline  # noqa: PLC0415  only if asked for

    n_findings, n_pages = write_baseline(file, outcomes)
    written = f"{counted(n_findings, 'finding')} in {counted(n_pages, 'page')}"
    print(f"{written} written to the baseline '{file}'", file=sys.stderr)


class _Inputs:
    """Reads pages by their paths, stdin among them as often as it is asked for."""

    def __init__(self) -> None:
        self._stdin: bytes | None = None

    def read(self, path: str) -> bytes:
        """Return the bytes of a page, or raise an ``UnreadableFileError``."""
        if path != STDIN:
            return read_page(path)
        if self._stdin is None:
            self._stdin = read_stdin()
        return self._stdin


def _list_blocks(args: argparse.Namespace) -> int:
    from sanitizer.batch.listing import ListTask, list_page  # noqa: PLC0415  no hook needs it
    from sanitizer.cli.block_format import BLOCK_FORMATS, render_unlisted  # noqa: PLC0415

    if args.format not in BLOCK_FORMATS:
        known = " and ".join(BLOCK_FORMATS)
        raise ConfigError(f"--blocks knows the formats {known}, not {args.format}")
    settings = scan_settings(args)
    config_for = configs_from(args, settings)
    if is_stdin(args.paths):
        listings = iter([list_page(STDIN, read_stdin, config_for(STDIN))])
    else:
        pages = wanted_pages(args.paths, settings)
        listings = run_in_order(ListTask(config_for), pages, args.jobs)
    exit_code = EXIT_CLEAN
    for listing in listings:
        if listing.trouble is not None:
            print(render_unlisted(listing), file=sys.stderr)
        if not listing.is_read:
            exit_code = EXIT_COULD_NOT_RUN
        for line in BLOCK_FORMATS[args.format](listing):
            sys.stdout.write(line + "\n")
    return exit_code


def _counted(outcomes: Iterator[Outcome], tally: Tally) -> Iterator[Outcome]:
    for outcome in outcomes:
        tally.add(outcome.report, is_read=outcome.is_read)
        if outcome.report.verdict is Verdict.UNREADABLE:
            print(render_trouble(outcome), file=sys.stderr)
        yield outcome


def _next_steps(args: argparse.Namespace, tally: Tally) -> str:
    """Say, behind the total, what can be asked for next; whoever asked already hears no more."""
    steps = [] if args.explain else ["--explain says why"]
    if tally.verdicts[Verdict.INJECTED] and not is_stdin(args.paths):
        steps.append("--diff shows what --fix would cut")
    return "" if args.fix or args.diff else "".join(f"; {step}" for step in steps)


def _exit_code(tally: Tally, *, exit_zero: bool) -> int:
    if tally.verdicts[Verdict.INJECTED] or tally.verdicts[Verdict.SPAM]:
        return EXIT_CLEAN if exit_zero else EXIT_FINDINGS
    # 0 would say that the page is clean, and nobody has looked at it.
    return EXIT_COULD_NOT_RUN if tally.n_unread else EXIT_CLEAN
