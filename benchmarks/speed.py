"""What a scan and a cleaning cost beside lxml's bare parse and trafilatura, on the same pages.

``python -m benchmarks.speed [FOLDER]`` takes every ``*.html`` and ``*.html.gz`` of a folder, by
default ``samples/pages``. All systems run on one page after the other, several times over, so that
a busy machine slows them alike; of each page and system the fastest run counts. What the visibility
engine remembers of a style sheet is forgotten before each run.
"""

from __future__ import annotations

import argparse
import gzip
import pathlib
import statistics
import sys
import time
from typing import TYPE_CHECKING, Final

import lxml.html
import trafilatura

import sanitizer
from sanitizer.classification.model import load_model
from sanitizer.segmentation.visibility import forget_sheets

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["main"]

_SAMPLES: Final = pathlib.Path(__file__).parent.parent / "samples" / "pages"
_PARSE: Final = "lxml parse"
_EXTRACT: Final = "trafilatura.extract"


def main(arguments: list[str] | None = None) -> int:
    """Print a line a system: median and sum over the pages, in multiples of parse and extract."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=_SAMPLES)
    parser.add_argument("--repeat", type=int, default=5, help="runs a page (default: %(default)s)")
    parser.add_argument("--every", type=int, default=1, help="take every n-th page only")
    parser.add_argument("--model", type=pathlib.Path, help="folder of a model, not the shipped one")
    options = parser.parse_args(arguments)
    pages = [_read(path) for path in sorted(options.folder.glob("*.html*"))][:: options.every]
    if not pages:
        print(f"no pages (*.html, *.html.gz) in {options.folder}", file=sys.stderr)
        return 2
    load_model(options.model)
    _print_table(pages, _measure(pages, _systems(options.model), options.repeat))
    return 0


def _read(path: pathlib.Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def _systems(model: pathlib.Path | None) -> dict[str, Callable[[bytes], object]]:
    config = sanitizer.Config(model=model)
    return {
        _PARSE: lxml.html.document_fromstring,
        "sanitizer.scan": lambda page: sanitizer.scan(page, config=config),
        "sanitizer.clean": lambda page: sanitizer.clean(page, config=config),
        "sanitizer.clean, .text": lambda page: sanitizer.clean(page, config=config).text,
        _EXTRACT: trafilatura.extract,
    }


def _measure(
    pages: list[bytes], systems: dict[str, Callable[[bytes], object]], n_runs: int
) -> dict[str, list[float]]:
    """Return the fastest run of each system on each page, in milliseconds."""
    best = {name: [float("inf")] * len(pages) for name in systems}
    for _ in range(n_runs):
        for number, page in enumerate(pages):
            for name, system in systems.items():
                forget_sheets()  # in a crawl nearly every page comes for the first time
                started = time.perf_counter()
                system(page)
                cost = 1000 * (time.perf_counter() - started)
                best[name][number] = min(best[name][number], cost)
    return best


def _print_table(pages: list[bytes], best: dict[str, list[float]]) -> None:
    n_kb = sum(map(len, pages)) / len(pages) / 1000
    print(f"{len(pages)} pages, {n_kb:.0f} kB on average; milliseconds, fastest run of each page")
    print(f"{'':24} {'median':>8} {'total':>9} {'x parse':>8} {'x extract':>9}")
    for name, costs in best.items():
        median = statistics.median(costs)
        parses = median / statistics.median(best[_PARSE])
        extracts = median / statistics.median(best[_EXTRACT])
        print(f"{name:24} {median:8.2f} {sum(costs):9.1f} {parses:8.2f} {extracts:9.2f}")


if __name__ == "__main__":
    sys.exit(main())
