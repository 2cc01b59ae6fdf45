"""How well a model finds junk of trades, languages and concealments that it has never seen.

``python -m benchmarks.left_out FOLDER...`` deals the generator's trades, languages or concealments
to three groups. For each group a model is trained without it: no generated page has it, no
vocabulary of it is read, and no real page with junk is among its pages (whose trades, languages and
concealments are not known by these names). It is measured on generated pages that have nothing but
the group, made from honest pages of sites that the training has not seen either. A third of a group
at a time is left out, not one name each in turn: that is quicker, and harder for the model.

Fewer folds and fewer pages than a shipped model has make it weaker than the one that ships.
"""

from __future__ import annotations

import argparse
import collections
import dataclasses
import pathlib
import sys
import tempfile
from typing import TYPE_CHECKING, Final

from sanitizer.config import Config
from sanitizer.training.corpus import read_corpus
from sanitizer.training.evaluate import evaluate
from sanitizer.training.export import write_model
from sanitizer.training.figures import MEASURES, figure_over
from sanitizer.training.fit import fit
from sanitizer.training.folds import fold_of
from sanitizer.training.generator import Palette, generate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sanitizer.training.corpus import LabelledPage
    from sanitizer.training.evaluate import PageScore

__all__ = ["main"]

_N_GROUPS: Final = 3
#: Sites of this fold are only measured.
_MEASURED_FOLD: Final = 0
#: Two folds are the fewest in which nobody judges what he has seen.
_N_FOLDS: Final = 2
#: Of which field of a page a palette's list speaks.
_FIELDS: Final = {"families": "family", "languages": "language", "concealments": "concealment"}


def main(arguments: list[str] | None = None) -> int:
    """Print a line a name: what was found of it by a model that had never seen it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=pathlib.Path, metavar="FOLDER")
    parser.add_argument("--what", choices=_FIELDS, nargs="+", default=list(_FIELDS))
    parser.add_argument("--every", type=int, default=3, help="take every n-th honest page only")
    parser.add_argument("--pages", type=int, default=300, help="measured pages of each group")
    parser.add_argument("--threshold", type=float, default=0.85, help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args(arguments)
    pages = [page for folder in options.folders for page in read_corpus(folder)]
    honest = [page for page in pages if page.label == "clean"][:: options.every]
    for what in options.what:
        names = getattr(Palette(), what)
        scores = [
            score
            for group in range(_N_GROUPS)
            for score in _left_out(honest, what, names[group::_N_GROUPS], options)
        ]
        _print_table(what, scores)
    return 0


def _left_out(
    honest: Sequence[LabelledPage], what: str, group: Sequence[str], options: argparse.Namespace
) -> list[PageScore]:
    """Return the scores of pages with the group, by a model that knows nothing of it."""
    known = [page for page in honest if fold_of(page) != _MEASURED_FOLD]
    unseen = [page for page in honest if fold_of(page) == _MEASURED_FOLD]
    rest = tuple(name for name in getattr(Palette(), what) if name not in group)
    palette = dataclasses.replace(Palette(), **{what: rest})
    only = dataclasses.replace(Palette(), **{what: tuple(group)})
    made = list(generate(known, round(1.5 * len(known)), options.seed, palette))
    fitted = fit([*known, *made], options.seed, options.jobs, palette, _N_FOLDS)
    measured = [
        page
        for page in generate(unseen, options.pages, options.seed + 1, only)
        if page.label == "injected" and _has_only(page, what, group)
    ]
    with tempfile.TemporaryDirectory() as folder:
        model = pathlib.Path(folder) / "model"
        looks = (fitted.first, fitted.second)
        write_model(model, fitted.tables, looks, options.threshold, {})
        return evaluate(measured, Config(model=model), options.jobs)


def _has_only(page: LabelledPage, what: str, group: Sequence[str]) -> bool:
    """Tell whether a page has nothing but the group: some ways of hiding are a recipe's own."""
    return set(getattr(page, _FIELDS[what]).split("+")) <= set(group)


def _print_table(what: str, scores: Sequence[PageScore]) -> None:
    by_name = collections.defaultdict(list)
    for score in scores:
        for name in getattr(score, _FIELDS[what]).split("+"):
            by_name[name].append(score)
    print(f"{what}, left out of training in {_N_GROUPS} groups")
    shares = []
    for name, rows in sorted(by_name.items()):
        cut, found = (figure_over(MEASURES[key], rows) for key in ("spans_cut", "pages_detected"))
        shares.append(cut.share)
        print(
            f"  {name:18} {100 * cut.share:5.1f} % of {cut.n:4} spans cut,"
            f" {100 * found.share:5.1f} % of {found.n:4} pages detected"
        )
    mean, least = sum(shares) / max(len(shares), 1), min(shares, default=0.0)
    print(f"  {'mean of names':18} {100 * mean:5.1f} %, least {100 * least:.1f} %", flush=True)


if __name__ == "__main__":
    sys.exit(main())
