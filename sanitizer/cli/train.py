"""``sanitizer train``: make a model from labelled pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sanitizer.cli.options import add_jobs_option
from sanitizer.errors import PathError

if TYPE_CHECKING:
    import argparse

__all__ = ["add_arguments", "run"]


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
    parser.add_argument("--seed", type=int, default=1, help="of all chance in it (default: 1)")
    add_jobs_option(parser)


def run(args: argparse.Namespace) -> int:
    """Train, and print how the model does on sites that it has not seen."""
    if args.output.exists() and not args.output.is_dir():
        raise PathError(f"{args.output} is a file; name a folder for the model")
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
