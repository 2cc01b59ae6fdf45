"""Folders of labelled pages → everything that is trained on: real pages and generated ones.

Half of the generated junk is dealt to the folds by trade: in this half the pages of a fold's sites
carry trades that no other fold's pages do. So most of what the tables know comes from other trades,
and the trees learn how far words can be trusted when the next family turns up. The other half
carries any trade, as most pages that the model will meet do: spammers sell what they sold before.

Of each real page that was broken into, what is left without its junk is learned from as an honest
page: a cut must leave nothing that looks like junk, and little is as like it as the rest of an
excerpt. Excerpts of honest pages are learned from for the same reason: most pages that were seen
with junk are short, and being short must not look like it.
"""

from __future__ import annotations

import dataclasses
from random import Random
from typing import TYPE_CHECKING, Final

import joblib
from tqdm import tqdm

from sanitizer.cutting.cut import cut_text
from sanitizer.training.corpus import LabelledPage, corpus_hash, read_corpus
from sanitizer.training.folds import N_FOLDS, dealt_trades, fold_of
from sanitizer.training.generator import Palette, generate
from sanitizer.training.generator.excerpts import excerpt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["TrainingPages", "assemble"]

#: Generated pages for every honest page at hand; keeps a training in minutes, not tuned.
GENERATED_PER_HOST: Final = 2.0

#: Share of the honest pages of which an excerpt is taken, twice drawn. Of whole pages alone models
#: took every sixth small page for junk that nobody had put any into; with excerpts of a quarter,
#: all of them learned from as they are, they missed nine more of 131 labelled spans.
EXCERPT_SHARE: Final = 0.25

#: With fewer honest sites than folds a fold may be empty; then nothing is generated for it.
_CHUNK_PAGES: Final = 100

#: Added to the seed of the half with any trade; chunks start at multiples of `_CHUNK_PAGES`.
_ANY_TRADE: Final = 50


@dataclasses.dataclass(frozen=True, slots=True)
class TrainingPages:
    """What a model is trained on.

    Attributes
    ----------
    real : tuple of LabelledPage
    generated : tuple of LabelledPage
        Behind those of the generator the real ones without their junk.
    sources : dict of str to str
        Name of each folder, and the hash of its labels and pages.
    """

    real: tuple[LabelledPage, ...]
    generated: tuple[LabelledPage, ...]
    sources: dict[str, str]

    @property
    def all(self) -> tuple[LabelledPage, ...]:
        """All pages, the real ones first."""
        return (*self.real, *self.generated)


def assemble(
    folders: Sequence[Path], seed: int, n_jobs: int = 1, palette: Palette | None = None
) -> TrainingPages:
    """Read the folders and generate pages from their honest ones.

    Parameters
    ----------
    folders : sequence of pathlib.Path
        Each with a ``manifest.jsonl``.
    seed : int
    n_jobs : int
        Processes.
    palette : Palette, optional
        What the generator may draw; everything by default.

    Raises
    ------
    LabelError
        For a label that does not fit its page.
    """
    real = tuple(page for folder in folders for page in read_corpus(folder))
    jobs = [
        job
        for fold in range(N_FOLDS)
        for job in _jobs([page for page in real if fold_of(page) == fold], fold, seed, palette)
    ]
    run = joblib.Parallel(n_jobs=n_jobs, return_as="generator")
    calls = (joblib.delayed(_generate)(*job) for job in jobs)
    generated = [
        page
        for pages in tqdm(run(calls), desc="generating", total=len(jobs), disable=None)
        for page in pages
    ]
    generated += [_mended(page) for page in real if page.label == "injected" and page.spans]
    names = [folder.resolve().name for folder in folders]
    sources = {
        name if names.count(name) == 1 else "/".join(folder.resolve().parts[-2:]): corpus_hash(
            folder
        )
        for name, folder in zip(names, folders, strict=True)
    }
    return TrainingPages(real, tuple(generated), sources)


def _jobs(
    pages: Sequence[LabelledPage], fold: int, seed: int, palette: Palette | None
) -> list[tuple[list[LabelledPage], int, int, Palette]]:
    hosts = [page for page in pages if page.label == "clean"]
    drawn = palette or Palette()
    dealt = dealt_trades(fold)
    families = tuple(name for name in dealt if name in drawn.families) or drawn.families
    drawn = dataclasses.replace(drawn, families=families)
    jobs = []
    for start in range(0, len(hosts), _CHUNK_PAGES):
        chunk = hosts[start : start + _CHUNK_PAGES]
        number = seed * 1_000_000 + fold * 100_000 + start
        n_pages = round(GENERATED_PER_HOST * len(chunk) / 2)
        jobs.append((chunk, n_pages, number, drawn))
        jobs.append((chunk, n_pages, number + _ANY_TRADE, palette or Palette()))
    return jobs


def _mended(page: LabelledPage) -> LabelledPage:
    """Return a page without its junk."""
    source = cut_text(page.source, [(span.start, span.end) for span in page.spans])
    return dataclasses.replace(
        page,
        id=f"{page.id}-mended",
        label="clean",
        family="honest",
        concealment="none",
        source=source,
        data=source.encode("utf-8", "replace"),
        encoding="utf-8",
        spans=(),
        is_generated=True,
    )


def _generate(
    hosts: list[LabelledPage], n_pages: int, seed: int, palette: Palette
) -> list[LabelledPage]:
    """Return pages made from hosts and from excerpts of some, and half of these as they are."""
    rng = Random(seed)
    whole = rng.sample(hosts, k=round(EXCERPT_SHARE * len(hosts)))
    excerpts = [
        dataclasses.replace(piece, id=f"{piece.id}-{seed}")
        for page in whole
        if (piece := excerpt(rng, page)) is not None
    ]
    return [*excerpts[::2], *generate([*hosts, *excerpts], n_pages, seed, palette)]
