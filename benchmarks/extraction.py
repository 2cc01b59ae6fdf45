"""Main content of ``sanitizer.clean`` beside that of plain trafilatura, in one run.

``python -m benchmarks.extraction FOLDER`` takes a folder with ``manifest.jsonl`` and ``gold.json``:
for each page the segments that its main content must hold (``with``) and must not (``without``). A
segment that is found counts for or against precision and recall, as in trafilatura's own
evaluation. A page is lost where trafilatura finds text and we find none. Then the matrix of hiding
of the tests is put into an article: which ways of hiding reach the text, which look-alikes that
readers see do not. ``--matrix`` does only that, and needs no folder.
"""

from __future__ import annotations

import argparse
import dataclasses
import gzip
import json
import logging
import pathlib
import sys
import time
from typing import TYPE_CHECKING, Final

import trafilatura

import sanitizer
from tests.extraction.hiding import in_article, reaches
from tests.segmentation.visibility.matrix import HIDDEN, SEEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.segmentation.visibility.matrix import Case

__all__ = ["main"]

_OURS: Final = "sanitizer.clean(...).text"
_THEIRS: Final = "trafilatura.extract"
#: Reader comments are what we leave out, too.
_THEIRS_BARE: Final = "trafilatura, no comments"

#: Both read text, so that no page is judged by who guesses its charset.
SYSTEMS: Final[dict[str, Callable[[str], str]]] = {
    _OURS: lambda page: sanitizer.clean(page).text,
    _THEIRS: lambda page: trafilatura.extract(page) or "",
    _THEIRS_BARE: lambda page: trafilatura.extract(page, include_comments=False) or "",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Article:
    """A page with the segments that say what its main content is."""

    name: str
    source: str
    wanted: list[str]
    unwanted: list[str]


@dataclasses.dataclass(slots=True)
class Score:
    """What one system made of all pages."""

    n_right: int = 0
    n_missed: int = 0
    n_wrong: int = 0
    seconds: float = 0.0
    empty: set[str] = dataclasses.field(default_factory=set)

    def add(self, article: Article, text: str) -> None:
        """Count the segments of a page."""
        found = sum(segment in text for segment in article.wanted)
        self.n_right += found
        self.n_missed += len(article.wanted) - found
        self.n_wrong += sum(segment in text for segment in article.unwanted)
        if not text.strip():
            self.empty.add(article.name)

    @property
    def precision(self) -> float:
        """Share of the segments found that are wanted."""
        return self.n_right / max(self.n_right + self.n_wrong, 1)

    @property
    def recall(self) -> float:
        """Share of the wanted segments that are found."""
        return self.n_right / max(self.n_right + self.n_missed, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 2 where there is nothing to measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=pathlib.Path, help="with gold.json and pages")
    parser.add_argument("--every", type=int, default=1, help="take every n-th page only")
    parser.add_argument("--matrix", action="store_true", help="only the matrix of hiding")
    parser.add_argument("--show", action="store_true", help="name what differs from trafilatura")
    options = parser.parse_args(arguments)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    if not options.matrix:
        if options.folder is None or not (options.folder / "gold.json").exists():
            print("give a folder with manifest.jsonl and gold.json, or --matrix", file=sys.stderr)
            return 2
        _measure_articles(options.folder, options.every, show=options.show)
    _measure_matrix(show=options.show)
    return 0


# --- articles


def _articles(folder: pathlib.Path, every: int) -> Iterator[Article]:
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines[::every]:
        row = json.loads(line)
        data = gzip.decompress((folder / f"{row['id']}.html.gz").read_bytes())
        segments = gold[row["id"]]
        source = data.decode(row["encoding"], "replace")
        yield Article(row["id"], source, segments["with"], segments["without"])


def _measure_articles(folder: pathlib.Path, every: int, *, show: bool) -> None:
    scores = {name: Score() for name in SYSTEMS}
    n_pages = 0
    for article in _articles(folder, every):
        n_pages += 1
        texts = {}
        for name, system in SYSTEMS.items():
            started = time.thread_time()
            texts[name] = system(article.source)
            scores[name].seconds += time.thread_time() - started
            scores[name].add(article, texts[name])
        if show:
            _print_differences(article, texts)
    print(f"{n_pages} articles")
    print(f"{'':26} {'precision':>9} {'recall':>7} {'F1':>7} {'found':>6} {'wrong':>6} {'s':>6}")
    for name, score in scores.items():
        print(
            f"{name:26} {score.precision:9.4f} {score.recall:7.4f} {score.f1:7.4f} "
            f"{score.n_right:6} {score.n_wrong:6} {score.seconds:6.1f}"
        )
    lost = sorted(scores[_OURS].empty - scores[_THEIRS].empty)
    print(f"pages lost (text where trafilatura has some): {len(lost)} {' '.join(lost)}".rstrip())


def _print_differences(article: Article, texts: dict[str, str]) -> None:
    ours, theirs = texts[_OURS], texts[_THEIRS_BARE]
    for kind, segments in (("wanted", article.wanted), ("unwanted", article.unwanted)):
        for segment in segments:
            if (segment in ours) != (segment in theirs):
                who = "only ours" if segment in ours else "only trafilatura's"
                print(f"{article.name}: {kind}, {who}: {segment!r}")


# --- the matrix


def _measure_matrix(*, show: bool) -> None:
    print(f"{'':26} {'hidden, in the text':>22} {'look-alikes dropped':>22}   (ways; cases)")
    for name, system in SYSTEMS.items():
        leaks = [case for case in HIDDEN if reaches(system(in_article(case)))]
        drops = [case for case in SEEN if not reaches(system(in_article(case)))]
        print(f"{name:26} {_counts(leaks, HIDDEN):>22} {_counts(drops, SEEN):>22}")
        if show:
            for case in [*leaks, *drops]:
                print(f"  {case.way}: {case.spelling}")


def _counts(some: list[Case], cases: list[Case]) -> str:
    n_ways, n_all_ways = len({case.way for case in some}), len({case.way for case in cases})
    return f"{n_ways} of {n_all_ways}; {len(some)} of {len(cases)}"


if __name__ == "__main__":
    sys.exit(main())
