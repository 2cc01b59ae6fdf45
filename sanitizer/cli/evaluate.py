"""``sanitizer evaluate``: measure a model on labelled pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sanitizer.cli.options import add_jobs_option, add_model_options, config_from
from sanitizer.cli.training_options import add_folders_argument, check_output_folder
from sanitizer.errors import PathError

if TYPE_CHECKING:
    import argparse

    from sanitizer.training.evaluate import PageScore

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``evaluate``."""
    add_folders_argument(parser)
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DIR",
        help="also write the figures there, as report.html and report.png (needs matplotlib)",
    )
    add_jobs_option(parser)
    add_model_options(parser)


def run(args: argparse.Namespace) -> int:
    """Scan the pages and print how the model did, in all and by family, language and so on."""
    if args.output is not None:
        check_output_folder(args.output, "the report")
        _check_drawing()
    from sanitizer.cli.figures import print_figures  # noqa: PLC0415
    from sanitizer.training.corpus import read_corpus  # noqa: PLC0415
    from sanitizer.training.evaluate import evaluate  # noqa: PLC0415

    pages = [page for folder in args.folders for page in read_corpus(folder)]
    scores = evaluate(pages, config_from(args), args.jobs)
    print_figures(scores)
    if args.output is not None:
        _write_report(args, scores)
    return 0


def _check_drawing() -> None:
    """Find out before the pages are scanned whether the report can be drawn after it."""
    try:
        import matplotlib  # noqa: F401, PLC0415  an extra, and half a second of start
    except ModuleNotFoundError as error:
        raise PathError(
            f"drawing needs {error.name}, which is not installed; install sanitizer[train]"
        ) from error


def _write_report(args: argparse.Namespace, scores: list[PageScore]) -> None:
    from sanitizer.classification.model import load_model  # noqa: PLC0415
    from sanitizer.training.report import Subject, write_report  # noqa: PLC0415

    subject = Subject(
        model="default" if args.model is None else args.model.resolve().name,
        threshold=load_model(args.model).threshold if args.threshold is None else args.threshold,
        corpora=tuple(folder.resolve().name for folder in args.folders),
    )
    write_report(args.output, scores, subject)
    print(f"\nreport: {args.output / 'report.html'}")
