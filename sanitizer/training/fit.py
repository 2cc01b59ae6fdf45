"""Labelled pages → a model, and the models of the folds that measure it.

Stacked twice. The n-gram tables are learned first, then the trees of the first look, then those of
the second. Nobody may see scores by somebody who knows the very page, or they would be trusted too
much: each page is measured with tables and first trees learned from other sites; generated ones
with tables that know less, see `_Tables`. The shipped model then has tables and trees learned from
all pages. What is left of the page in its fold's second trees: the first trees that scored *other*
pages for them had it among theirs.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

import joblib
import numpy as np
from tqdm import tqdm

from sanitizer.classification.judge import combine
from sanitizer.features.rows import TextTables
from sanitizer.training.dataset import (
    LabelledMatrix,
    PageTexts,
    collect_texts,
    measure_page,
    measure_page_again,
)
from sanitizer.training.folds import N_FOLDS, dealt_trades, fold_of
from sanitizer.training.forest import export_trees, fit_classifier
from sanitizer.training.generator import Palette
from sanitizer.training.generator.reading import advertising_texts, plain_texts
from sanitizer.training.tables import fit_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from sanitizer.classification.trees import Trees
    from sanitizer.features.ngrams import NgramTable
    from sanitizer.training.corpus import LabelledPage

Result = TypeVar("Result")

__all__ = ["Fitted", "fit"]

#: Sizes of the tables, in bits: together 2.6 MB. Texts have a million different n-grams; with 20
#: bits instead of 18 the area under the curve of real texts of a left-out fold was 0.918 instead of
#: 0.909, that of generated ones 0.972 instead of 0.969. Other sizes were not compared.
TABLE_BITS: Final = {"text": 19, "url": 16, "script": 16}

#: Trees of each look. Compared on one set of matrices: as two of 787 honest pages were found, 100
#: trees of the first look found 82 of 96 pages with junk, 80 % of the injected and 86 % of the spam
#: pages that were generated, 250 found 83, 85 and 94 %, 500 found 85, 88 and 97 %; the mean of
#: three times 100 found fewer of the generated ones. Going down 100 takes 2 % of a scan. The second
#: look has fewer rows to learn from, and with 300 was too sure of what it left.
FIRST_TREES: Final = 300
SECOND_TREES: Final = 100


@dataclasses.dataclass(frozen=True, slots=True)
class Fitted:
    """What training gives.

    Attributes
    ----------
    tables, first, second
        The model learned from all pages.
    fold_tables, fold_first, fold_second : tuple
        Of each fold the model learned from all pages outside of it.
    matrices : tuple of LabelledMatrix
        Of each page, measured for the first look with the tables of its fold; of a generated one
        with those that know less.
    scores : tuple of ndarray of float64
        Of each page the scores of its rows, by the model of its fold.
    """

    tables: TextTables
    first: Trees
    second: Trees
    fold_tables: tuple[TextTables, ...]
    fold_first: tuple[Trees, ...]
    fold_second: tuple[Trees, ...]
    matrices: tuple[LabelledMatrix, ...]
    scores: tuple[NDArray[np.float64], ...]


def fit(
    pages: Sequence[LabelledPage],
    seed: int,
    n_jobs: int = 1,
    palette: Palette | None = None,
    n_folds: int = N_FOLDS,
) -> Fitted:
    """Learn tables and trees; deterministic for the same pages, seed and library versions.

    Besides the pages the tables read honest texts of all languages, and advertising of the trades
    and languages of `palette`. Fewer folds than a model is measured with are quicker to fit.
    """
    folds = np.asarray([fold_of(page, n_folds) for page in pages])
    work = _Work(folds, n_folds, seed, n_jobs)
    texts = _in_parallel("reading", n_jobs, collect_texts, [(page, seed) for page in pages])
    tables = _fit_all_tables(texts, palette or Palette(), work)
    used = [tables.of(page, fold) for page, fold in zip(pages, folds, strict=True)]
    matrices = _in_parallel("measuring", n_jobs, measure_page, list(zip(pages, used, strict=True)))
    *fold_first, first = _fit_looks("first look", matrices, work, FIRST_TREES)
    again = _in_parallel(
        "measuring again",
        n_jobs,
        measure_page_again,
        [
            (page, known, fold_first[fold])
            for page, known, fold in zip(pages, used, folds, strict=True)
        ],
    )
    *fold_second, second = _fit_looks("second look", again, work, SECOND_TREES)
    return Fitted(
        tables=tables.everything,
        first=first,
        second=second,
        fold_tables=tables.folds,
        fold_first=tuple(fold_first),
        fold_second=tuple(fold_second),
        matrices=tuple(matrices),
        scores=tuple(
            _scores(one, two, fold_first[fold], fold_second[fold])
            for one, two, fold in zip(matrices, again, folds, strict=True)
        ),
    )


def _scores(
    one: LabelledMatrix, two: LabelledMatrix, first: Trees, second: Trees
) -> NDArray[np.float64]:
    """Return what `judge` would, of matrices that are measured already."""
    log_odds = first.log_odds(one.values)
    if len(two.values):
        log_odds = combine(log_odds, second.log_odds(two.values), two.values, two.groups)
    found: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-log_odds))
    return found


class _Work(NamedTuple):
    """How all of it is fitted: the fold of each page, and what is the same for every step."""

    folds: NDArray[np.int64]
    n_folds: int
    seed: int
    n_jobs: int

    def outside(self, rows: Sequence[Result], fold: int) -> list[Result]:
        """Return the rows of all pages that are not of a fold; of no fold, all of them."""
        return [row for row, at in zip(rows, self.folds, strict=True) if at != fold]


def _fit_looks(
    what: str, matrices: Sequence[LabelledMatrix], work: _Work, n_trees: int
) -> list[Trees]:
    """Return the trees of each fold, and behind them those of all pages."""
    folds = range(work.n_folds + 1)
    rows = ((work.outside(matrices, fold), work.seed, n_trees) for fold in folds)
    return _in_parallel(what, work.n_jobs, _fit_trees, rows)


def _in_parallel(
    what: str,
    n_jobs: int,
    function: Callable[..., Result],
    arguments: Iterable[tuple[object, ...]],
) -> list[Result]:
    calls = [joblib.delayed(function)(*row) for row in arguments]
    batch = max(1, min(20, len(calls) // 50))
    run = joblib.Parallel(n_jobs=n_jobs, return_as="generator", batch_size=batch)
    return list(tqdm(run(calls), desc=what, total=len(calls), disable=None))


@dataclasses.dataclass(frozen=True, slots=True)
class _Tables:
    """The tables of all folds.

    Attributes
    ----------
    everything : TextTables
        Learned from all pages.
    folds : tuple of TextTables
        Of each fold those learned from the pages of the others. Real pages are measured with them:
        spammers sell what they sold before, so their trades are known.
    blind : tuple of TextTables
        The same, but they have not read the vocabularies of the trades that are dealt to the fold;
        what they know of them is from some pages of other folds. Generated pages that sell these
        are measured with them: from these the trees learn what to do with words that are nearly
        new. All others are measured as real ones are.
    """

    everything: TextTables
    folds: tuple[TextTables, ...]
    blind: tuple[TextTables, ...]

    def of(self, page: LabelledPage, fold: int) -> TextTables:
        """Return the tables that a page is measured with."""
        is_new = page.is_generated and page.family in dealt_trades(fold, len(self.folds))
        return self.blind[fold] if is_new else self.folds[fold]


def _fit_all_tables(texts: Sequence[PageTexts], palette: Palette, work: _Work) -> _Tables:
    outside = [work.outside(texts, fold) for fold in range(work.n_folds)]
    everything = _reading(work.seed, palette, ())
    *known, of_all = _in_parallel(
        "n-gram tables",
        work.n_jobs,
        _fit_tables,
        ((read, everything, work.seed) for read in (*outside, texts)),
    )
    unknown = [dealt_trades(fold, work.n_folds) for fold in range(work.n_folds)]
    blind = _in_parallel(
        "n-gram tables of unknown trades",
        work.n_jobs,
        _fit_text_table,
        (
            (read, _reading(work.seed, palette, trades), work.seed)
            for read, trades in zip(outside, unknown, strict=True)
        ),
    )
    return _Tables(
        everything=of_all,
        folds=tuple(known),
        blind=tuple(
            dataclasses.replace(tables, text=text)
            for tables, text in zip(known, blind, strict=True)
        ),
    )


def _fit_tables(
    texts: Sequence[PageTexts], reading: Sequence[tuple[str, bool]], seed: int
) -> TextTables:
    urls = [row for page in texts for row in page.url]
    scripts = [row for page in texts for row in page.script]
    return TextTables(
        text=_fit_text_table(texts, reading, seed),
        url=fit_table(urls, TABLE_BITS["url"], seed),
        script=fit_table(scripts, TABLE_BITS["script"], seed),
    )


def _fit_text_table(
    texts: Sequence[PageTexts], reading: Sequence[tuple[str, bool]], seed: int
) -> NgramTable:
    read = [row for page in texts for row in page.text]
    return fit_table([*read, *reading], TABLE_BITS["text"], seed)


def _reading(seed: int, palette: Palette, unknown: Sequence[str]) -> list[tuple[str, bool]]:
    """Return texts that stand in no page: honest ones, and of all trades but the unknown."""
    families = [family for family in palette.families if family not in unknown]
    return [
        *((text, False) for text in plain_texts(seed)),
        *((text, True) for text in advertising_texts(seed, families, palette.languages)),
    ]


def _fit_trees(matrices: Sequence[LabelledMatrix], seed: int, n_trees: int) -> Trees:
    classifier = fit_classifier(
        np.concatenate([found.values for found in matrices]),
        np.concatenate([found.labels for found in matrices]),
        np.concatenate([found.weights for found in matrices]),
        seed,
        n_trees,
    )
    return export_trees(classifier)
