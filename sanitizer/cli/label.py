"""``sanitizer label``: propose labels for a person to correct.

Comes in: paths. Goes out: lines of a manifest on stdout, or added to one with ``-o``; what cannot
be labelled, on stderr. Exit code 0; 2 when it could not run or could not read a file.
"""

from __future__ import annotations

import collections
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sanitizer.batch.run import run_in_order
from sanitizer.batch.sources import find_pages
from sanitizer.cli.options import STDIN, add_common_options, config_from
from sanitizer.cli.terminal import prepare_stdout, printable
from sanitizer.errors import PathError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from typing import Any

    from sanitizer.training.labelling import Proposal

__all__ = ["add_arguments", "run"]

EXIT_RAN, EXIT_COULD_NOT_READ = 0, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``label``."""
    add_common_options(parser)
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="manifest to add the lines to, beside the pages; pages that it has are left alone",
    )


def run(args: argparse.Namespace) -> int:
    """Propose a label for each page."""
    from sanitizer.training.labelling import LabelTask  # noqa: PLC0415
    from sanitizer.training.manifest import (  # noqa: PLC0415
        add_to_manifest,
        identifier_of,
        ids_in,
        json_row,
    )

    if STDIN in args.paths:
        raise PathError("a label names a file; - cannot be labelled")
    known = ids_in(args.output) if args.output is not None else set()
    folder = None if args.output is None else args.output.parent
    named = [(source, identifier_of(source, folder)) for source in find_pages(args.paths)]
    new = [(source, identifier) for source, identifier in named if identifier not in known]
    tally: collections.Counter[str] = collections.Counter()
    rows = _rows(run_in_order(LabelTask(config_from(args)), new, args.jobs), tally)
    if args.output is not None:
        add_to_manifest(args.output, list(rows))
    else:
        prepare_stdout(for_programs=True)
        for row in rows:
            sys.stdout.write(json_row(row))
    _print_summary(tally, len(named) - len(new))
    return EXIT_COULD_NOT_READ if tally["unread"] else EXIT_RAN


def _rows(
    proposals: Iterator[Proposal], tally: collections.Counter[str]
) -> Iterator[dict[str, Any]]:
    for proposal in proposals:
        if proposal.row is None:
            tally["unlabelled" if proposal.is_read else "unread"] += 1
            path, trouble = printable(proposal.path), printable(proposal.trouble or "")
            print(f"{path}: not labelled: {trouble}", file=sys.stderr)
        else:
            tally[proposal.row["label"]] += 1
            yield proposal.row


def _print_summary(tally: collections.Counter[str], n_known: int) -> None:
    labels = ("injected", "wholly_spam", "clean")
    told = ", ".join(f"{tally[label]} {label}" for label in labels)
    had = f"; {n_known} had a label already" if n_known else ""
    print(f"proposed: {told}{had}. Correct them, then take `read` out.", file=sys.stderr)
