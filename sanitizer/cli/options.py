"""Options that several commands share, and the settings they make.

Comes in: a parser, later its result. Goes out: a :class:`~sanitizer.config.Config`. A wrong value
is refused with what was given and what is allowed; the rules for that are those of ``Config``.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sanitizer.batch.reading import read_stream
from sanitizer.config import Config
from sanitizer.errors import ConfigError, PathError

__all__ = [
    "STDIN",
    "add_common_options",
    "add_jobs_option",
    "add_model_options",
    "config_from",
    "is_stdin",
    "read_stdin",
]

#: The path that stands for standard input.
STDIN = "-"


def add_common_options(parser: argparse.ArgumentParser) -> None:
    """Add the paths and what every command on pages understands."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        help="pages, and folders to search for *.html *.htm *.xhtml, also with .gz; - is stdin",
    )
    add_jobs_option(parser)
    add_model_options(parser)
    parser.add_argument(
        "--encoding",
        type=_encoding,
        metavar="NAME",
        help="charset that the server named; a byte order mark beats it (default: none)",
    )


def add_jobs_option(parser: argparse.ArgumentParser) -> None:
    """Add the number of processes."""
    parser.add_argument(
        "--jobs",
        type=_jobs,
        default=1,
        metavar="N",
        help="processes to spread the pages over; -1: one on each core (default: 1)",
    )


def add_model_options(parser: argparse.ArgumentParser) -> None:
    """Add what settings of the judge there are."""
    parser.add_argument(
        "--threshold",
        type=_threshold,
        metavar="X",
        help="score over 0 and up to 1 from which a block is junk (default: the model's own)",
    )
    parser.add_argument(
        "--model",
        type=Path,
        metavar="DIR",
        help="folder of another model than the one that is shipped",
    )


def config_from(args: argparse.Namespace) -> Config:
    """Return the settings that the options make."""
    encoding = getattr(args, "encoding", None)  # labelled pages are decoded already
    return Config(threshold=args.threshold, encoding=encoding, model=args.model)


def is_stdin(paths: list[str]) -> bool:
    """Tell whether the page comes from standard input.

    Raises
    ------
    PathError
        When ``-`` stands beside other paths.
    """
    if STDIN in paths and len(paths) > 1:
        raise PathError("- reads one page from stdin and cannot stand beside other paths")
    return paths == [STDIN]


def read_stdin() -> bytes:
    """Read the page from standard input."""
    return read_stream(sys.stdin.buffer)


def _jobs(text: str) -> int:
    try:
        n_jobs = int(text)
    except ValueError:
        n_jobs = 0
    if n_jobs < -1 or n_jobs == 0:
        raise argparse.ArgumentTypeError(
            f"takes a number of processes from 1, or -1 for one on each core, got {text!r}"
        )
    return n_jobs


def _threshold(text: str) -> float:
    try:
        number = float(text)
        Config(threshold=number)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"takes a number over 0 and up to 1, got {text!r}"
        ) from None
    return number


def _encoding(text: str) -> str:
    try:
        Config(encoding=text)
    except ConfigError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text
