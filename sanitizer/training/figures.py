"""Scores of pages → the figures that ``train``, ``evaluate``, the card and the report all show.

The only place where shares are made, from a table of measures; ``groupings`` splits the pages
before. What shows figures only lays them out.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from sanitizer.training.intervals import Figure, figure_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sanitizer.training.evaluate import PageScore

__all__ = ["MEASURES", "Measure", "figure_over", "main_figures", "summarise"]


@dataclasses.dataclass(frozen=True, slots=True)
class Measure:
    """One row of `MEASURES`: what is counted, and out of how many.

    Attributes
    ----------
    name, title : str
    short : str
        Title of a column.
    means : str
        How it is counted, for people.
    higher_is_better : bool
    count : callable
        Takes a page's score, returns hits and out of how many.
    """

    name: str
    title: str
    short: str
    means: str
    higher_is_better: bool
    count: Callable[[PageScore], tuple[float, int]]


def _spans_cut(row: PageScore) -> tuple[float, int]:
    return sum(span.cut for span in row.spans), len(row.spans)


def _findings_right(row: PageScore) -> tuple[float, int]:
    return sum(finding.right for finding in row.findings), len(row.findings)


def _detected(row: PageScore) -> tuple[float, int]:
    return (0, 0) if row.label == "clean" else (row.verdict != "clean", 1)


def _false_alarm(row: PageScore) -> tuple[float, int]:
    return (row.verdict != "clean", 1) if row.label == "clean" else (0, 0)


def _text_lost(row: PageScore) -> tuple[float, int]:
    counts = row.label == "injected" and row.honest_chars > 0
    return (row.lost_chars / row.honest_chars, 1) if counts else (0, 0)


MEASURES: Final = {
    measure.name: measure
    for measure in (
        Measure(
            "spans_cut",
            "labelled spans cut",
            "spans cut",
            "recall: at least nine tenths of what a labelled span says (text, addresses, scripts)"
            " lie in findings",
            True,
            _spans_cut,
        ),
        Measure(
            "findings_right",
            "findings that are right",
            "findings right",
            "precision: at least nine tenths of what a finding says lie in labelled spans; on a"
            " wholly spam page every finding is right, on an honest page none",
            True,
            _findings_right,
        ),
        Measure(
            "pages_detected",
            "injected and spam pages detected",
            "detected",
            "pages with junk whose verdict is not clean",
            True,
            _detected,
        ),
        Measure(
            "false_alarms",
            "honest pages not clean",
            "not clean",
            "false alarms: honest pages whose verdict is not clean",
            False,
            _false_alarm,
        ),
        Measure(
            "honest_text_lost",
            "honest text lost on injected pages",
            "text lost",
            "readable characters outside of all spans that findings hold, mean over the pages",
            False,
            _text_lost,
        ),
    )
}


def main_figures(scores: Iterable[PageScore]) -> dict[str, Figure]:
    """Return every measure over all pages, by name."""
    rows = list(scores)
    return {name: figure_over(measure, rows) for name, measure in MEASURES.items()}


def summarise(scores: Iterable[PageScore]) -> dict[str, float]:
    """Return the shares of `main_figures`, for a manifest."""
    return {name: round(figure.share, 5) for name, figure in main_figures(scores).items()}


def figure_over(measure: Measure, rows: Iterable[PageScore]) -> Figure:
    """Return one measure over some pages."""
    return figure_of((row.site, *measure.count(row)) for row in rows)
