"""How far the visibility engine agrees with a real Chromium, and what it costs.

``python -m benchmarks.visibility MANIFEST.jsonl...`` loads every page of the manifests in the
browser and compares each text node; every kind of disagreement is printed with its cause.
``--answers DIR`` keeps what the browser said, so that the next
run needs none; such a directory does not belong into the project. ``--cost`` measures the engine
beside the bare lxml parse of the same text instead, all caches of style sheets emptied.

Framework classes and hiding by scripts are left out of the comparison (``--all`` counts them): the
browser is not given the sheets that define the ones, nor lets the others run.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import gzip
import json
import pathlib
import statistics
import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import lxml.html
from lxml import etree

from sanitizer.parsing.tree import Tree, build_tree
from sanitizer.segmentation.visibility import Cause, Visibility, forget_sheets
from tests.browser.chromium import Chromium, browser_problem, open_chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["main"]

#: Causes that a browser without external sheets and scripts cannot confirm.
_BEYOND_THE_BROWSER = frozenset({Cause.FRAMEWORK_CLASS, Cause.BY_SCRIPT})


#: What we say and the browser says (nothing where it is seen) → why we differ, found out by looking
#: at the pages. A new kind has to be looked into.
_NAMED: Final = {
    ("", "off-screen"): "only a layout tells where the box ends up: menus moved by less than a "
    "window's width, or out by the size of what holds them",
    ("", "same-colour"): "a <font color> that is never closed: browsers clone it into all that "
    "follows, the parser leaves it where the source has it",
    ("", "tiny-box"): "only a layout tells the size of the box: all in it is out of the flow",
}
#: A kind of disagreement on more than this share of the texts has to have a name.
NAMED_FROM: Final = 0.0001


class Sample(NamedTuple):
    """One page of a manifest."""

    name: str
    source: str


class Tally:
    """Counts of text nodes by what both sides say."""

    def __init__(self, show: str) -> None:
        self.pairs: collections.Counter[tuple[str, str]] = collections.Counter()
        self.pages: dict[tuple[str, str], set[str]] = collections.defaultdict(set)
        self.missing = 0
        self.show = show

    def add(self, page: Sample, tree: Tree, ours: list[str], theirs: dict[int, str]) -> None:
        """Count the texts of one page."""
        for number, mine in enumerate(ours):
            reason = theirs.get(number)
            if reason is None:
                self.missing += 1
                continue
            self.pairs[mine, reason] += 1
            if bool(mine) != bool(reason):
                self.pages[mine, reason].add(page.name)
                if self.show and self.show == f"{mine}/{reason}":
                    start, end = tree.text_starts[number], tree.text_ends[number]
                    text = " ".join(tree.source[start:end].split())[:60]
                    print(f"{page.name}:{start}: {text}")

    def report(self) -> None:
        """Print agreement, recall and false alarms, then every kind of disagreement."""
        total = sum(self.pairs.values())
        hidden = sum(n for (_, reason), n in self.pairs.items() if reason)
        found = sum(n for (mine, reason), n in self.pairs.items() if mine and reason)
        alarms = sum(n for (mine, reason), n in self.pairs.items() if mine and not reason)
        agreed = sum(n for (mine, reason), n in self.pairs.items() if bool(mine) == bool(reason))
        print(f"{total:,} text nodes, {hidden:,} hidden in the browser")
        print(f"{self.missing:,} more without ink, or of which the browser made no node")
        print(f"agreement          {agreed / max(total, 1):.4%}")
        print(f"recall of hidden   {found / max(hidden, 1):.4%}")
        print(f"visible called hidden {alarms / max(total - hidden, 1):.4%}")
        for pair, count in self.pairs.most_common():
            if bool(pair[0]) != bool(pair[1]):
                pages = sorted(self.pages[pair])
                why = _NAMED.get(pair, "no cause known" if count / total > NAMED_FROM else "rare")
                print(
                    f"  {count:6,} {count / total:.3%} ours={pair[0] or 'visible'} "
                    f"browser={pair[1] or 'visible'} on {len(pages)} pages: {', '.join(pages[:4])}"
                )
                print(f"         {why}")


def main(arguments: list[str] | None = None) -> int:
    """Run the comparison; 0 where it could be done."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("manifests", nargs="+", type=pathlib.Path)
    parser.add_argument("--every", type=int, default=1, help="take every n-th page")
    parser.add_argument("--answers", type=pathlib.Path, help="directory of kept browser answers")
    parser.add_argument("--show", default="", help="print the texts of one kind: OURS/BROWSER")
    parser.add_argument("--all", action="store_true", help="count framework classes and scripts")
    parser.add_argument("--cost", action="store_true", help="measure time instead")
    parser.add_argument("--repeat", type=int, default=5, help="runs a page (default: %(default)s)")
    options = parser.parse_args(arguments)
    pages = (page for path in options.manifests for page in _pages(path, options.every))
    if options.cost:
        _measure_cost(pages, options.repeat)
        return 0
    return _compare(pages, options)


def _pages(manifest: pathlib.Path, every: int) -> Iterator[Sample]:
    lines = manifest.read_text(encoding="utf-8").splitlines()
    for line in lines[::every]:
        row = json.loads(line)
        path = manifest.parent / f"{row['id']}.html.gz"
        data = gzip.decompress(path.read_bytes())
        yield Sample(row["id"], data.decode(row["encoding"], "replace"))


def _compare(pages: Iterator[Sample], options: argparse.Namespace) -> int:
    tally = Tally(options.show)
    with contextlib.ExitStack() as stack:
        browser: Chromium | None = None
        for page in pages:
            tree = build_tree(page.source)
            kept = options.answers / f"{page.name}.json" if options.answers else None
            if kept is not None and kept.exists():
                theirs = _read_answers(kept, tree)
            else:
                if browser is None:
                    problem = browser_problem()
                    if problem is not None:
                        print(f"cannot compare: {problem}")
                        return 2
                    browser = stack.enter_context(open_chromium())
                theirs = browser.reasons(tree)
                if kept is not None:
                    _keep_answers(kept, tree, theirs)
            tally.add(page, tree, _our_answers(tree, count_all=options.all), theirs)
    tally.report()
    return 0


def _keep_answers(path: pathlib.Path, tree: Tree, theirs: dict[int, str]) -> None:
    """Write the browser's answers by the places of the texts, which outlive a change of numbers."""
    by_place = {tree.text_starts[number]: reason for number, reason in theirs.items()}
    path.write_text(json.dumps(by_place), encoding="utf-8")


def _read_answers(path: pathlib.Path, tree: Tree) -> dict[int, str]:
    said = json.loads(path.read_text(encoding="utf-8"))
    return {
        number: said[str(start)]
        for number, start in enumerate(tree.text_starts)
        if str(start) in said
    }


def _our_answers(tree: Tree, *, count_all: bool) -> list[str]:
    causes = Visibility(tree).causes
    answers = []
    for parent in tree.text_parents:
        cause = causes[parent] if parent >= 0 else None
        if cause in _BEYOND_THE_BROWSER and not count_all:
            cause = None
        answers.append(cause or "")
    return answers


# --- cost


class Cost(NamedTuple):
    """What one page costs: seconds of the engine and of the bare parse, fastest runs."""

    engine: float
    parse: float
    page: Sample

    @property
    def ratio(self) -> float:
        """How many parses the engine takes."""
        return self.engine / self.parse


def _measure_cost(pages: Iterator[Sample], n_runs: int) -> None:
    """Time both on one page after the other, so that a busy machine slows them alike."""
    costs = []
    for page in pages:
        # lxml takes no text that declares an encoding as XML does.
        is_xml = page.source.lstrip().startswith("<?xml")
        source = page.source.encode("utf-8", "replace") if is_xml else page.source
        parse = engine = float("inf")
        for _ in range(n_runs):
            parse = min(parse, _seconds(_parse, source))
            # Nothing is kept from run to run: every page is seen for the first time.
            forget_sheets()
            tree = build_tree(page.source)
            engine = min(engine, _seconds(_engine, tree))
        costs.append(Cost(engine, parse, page))
    costs.sort(key=lambda cost: cost.ratio)
    _report_cost(costs)


def _report_cost(costs: list[Cost]) -> None:
    ratios = [cost.ratio for cost in costs]
    total = sum(cost.engine for cost in costs) / sum(cost.parse for cost in costs)
    print(f"{len(costs)} pages; engine / bare lxml parse, uncached, fastest run of each:")
    print(f"median {statistics.median(ratios):.2f}, mean {statistics.fmean(ratios):.2f}, "
          f"of the sums {total:.2f}, worst {ratios[-1]:.2f}")  # fmt: skip
    print(f"over once the parse: {sum(ratio > 1 for ratio in ratios)}, "
          f"over 5 times: {sum(ratio > 5 for ratio in ratios)}")  # fmt: skip
    for cost in costs[:-13:-1]:
        print(
            f"  {cost.ratio:6.2f} {cost.page.name}: {cost.engine * 1000:.2f} ms "
            f"beside {cost.parse * 1000:.2f} ms, {len(cost.page.source):,} characters"
        )


def _seconds(work: Callable[[Any], object], value: object) -> float:
    start = time.thread_time()
    work(value)
    return time.thread_time() - start


def _parse(source: str | bytes) -> None:
    with contextlib.suppress(etree.LxmlError):
        lxml.html.document_fromstring(source)


def _engine(tree: Tree) -> list[str | None]:
    return Visibility(tree).causes


if __name__ == "__main__":
    raise SystemExit(main())
