"""``sanitizer train``: make a model from labelled pages."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Final

from sanitizer.cli.options import add_jobs_option
from sanitizer.errors import PathError

__all__ = ["add_arguments", "run"]

#: What numpy's generators take.
MAX_SEED: Final = 2**32 - 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``train``."""
    parser.add_argument(
        "folders",
        metavar="DIR",
        nargs="+",
        type=Path,
        help="labelled pages: a folder with manifest.jsonl (see samples/README.md)",
    )
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help="folder of the model"
    )
    parser.add_argument("--seed", type=_seed, default=1, help="of all chance in it (default: 1)")
    add_jobs_option(parser)


def run(args: argparse.Namespace) -> int:
    """Train, and print how the model does on sites that it has not seen."""
    _check_output(args.output)
    try:
        from sanitizer.training.train import train  # noqa: PLC0415  scikit-learn is an extra
    except ModuleNotFoundError as error:
        raise PathError(
            f"training needs {error.name}, which is not installed; install sanitizer[train]"
        ) from error
    from sanitizer.cli.figures import print_figures  # noqa: PLC0415

    scores = train(args.folders, args.output, args.seed, args.jobs)
    print(f"model written to {args.output}; on sites left out of training:")
    print_figures(scores)
    return 0


def _check_output(folder: Path) -> None:
    """Refuse a folder that cannot be written, before the work and not after it."""
    if folder.exists() and not folder.is_dir():
        raise PathError(f"{folder} is a file; name a folder for the model")
    nearest = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not nearest.is_dir():
        raise PathError(f"{folder} cannot be made: {nearest} is a file")
    if not os.access(nearest, os.W_OK):
        raise PathError(f"{folder} cannot be written: no permission in {nearest}")


def _seed(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = -1
    if not 0 <= number <= MAX_SEED:
        raise argparse.ArgumentTypeError(
            f"takes a whole number from 0 to {MAX_SEED:,}, got {text!r}"
        )
    return number
