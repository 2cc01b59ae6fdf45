"""Findings, right or not → how far their scores can be taken at their word.

Of findings with a score of 0.9, nine in ten should be right. Only findings have scores here, so
nothing is said of scores below the threshold; a lower ``--threshold`` shows more of them.
"""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING, Final

from sanitizer.training.intervals import Figure, figure_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sanitizer.training.evaluate import PageScore

__all__ = ["EDGES", "Bin", "reliability"]

#: Narrow at the top, where most findings are; equal widths would put nearly all into one.
EDGES: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)


@dataclasses.dataclass(frozen=True, slots=True)
class Bin:
    """Findings with scores from `low` to below `high`; the last bin holds 1 as well.

    Attributes
    ----------
    low, high : float
    mean_score : float
    right : Figure
        Of the findings in the bin, which are right.
    right_above : Figure
        Of all findings with a score of `low` or more.
    """

    low: float
    high: float
    mean_score: float
    right: Figure
    right_above: Figure


def reliability(scores: Sequence[PageScore]) -> list[Bin]:
    """Return the bins that hold findings, from the lowest score up."""
    found = [(row.site, finding) for row in scores for finding in row.findings]
    bins = []
    for low, high in itertools.pairwise(EDGES):
        above = [(site, one) for site, one in found if one.score >= low]
        inside = [(site, one) for site, one in above if one.score < high or high == EDGES[-1]]
        if inside:
            bins.append(
                Bin(
                    low,
                    high,
                    sum(one.score for _, one in inside) / len(inside),
                    figure_of((site, one.right, 1) for site, one in inside),
                    figure_of((site, one.right, 1) for site, one in above),
                )
            )
    return bins
