"""``sanitizer train``: make a model from labelled pages."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from sanitizer.cli.options import add_jobs_option
from sanitizer.cli.training_options import add_folders_argument, check_output_folder
from sanitizer.errors import PathError

__all__ = ["add_arguments", "run"]

#: What numpy's generators take.
MAX_SEED: Final = 2**32 - 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``train``."""
    add_folders_argument(parser)
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help="folder of the model"
    )
    parser.add_argument("--seed", type=_seed, default=1, help="of all chance in it (default: 1)")
    add_jobs_option(parser)


def run(args: argparse.Namespace) -> int:
    """Train, and print how the model does on sites that it has not seen."""
    check_output_folder(args.output, "the model")
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
