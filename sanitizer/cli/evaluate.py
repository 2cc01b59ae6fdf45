"""``sanitizer evaluate``: measure a model on labelled pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sanitizer.cli.options import add_jobs_option, add_model_options, config_from

if TYPE_CHECKING:
    import argparse

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``evaluate``."""
    parser.add_argument(
        "folders",
        metavar="DIR",
        nargs="+",
        type=Path,
        help="labelled pages: a folder with manifest.jsonl (see samples/README.md)",
    )
    add_jobs_option(parser)
    add_model_options(parser)


def run(args: argparse.Namespace) -> int:
    """Scan the pages and print how the model did, in all and by family and language."""
    from sanitizer.cli.figures import print_figures  # noqa: PLC0415
    from sanitizer.training.corpus import read_corpus  # noqa: PLC0415
    from sanitizer.training.evaluate import evaluate  # noqa: PLC0415

    pages = [page for folder in args.folders for page in read_corpus(folder)]
    print_figures(evaluate(pages, config_from(args), args.jobs))
    return 0
