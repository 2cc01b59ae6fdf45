"""Counts by site → shares with the interval that other sites might have given.

Pages of one site share a template and an intruder, and spans of one page more than that: counting
them one by one would make every interval too narrow. So whole sites are drawn again, with all
that is theirs.
"""

from __future__ import annotations

import collections
import dataclasses
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["CONFIDENCE", "RESAMPLES", "Figure", "figure_of"]

CONFIDENCE: Final = 0.95

#: The ends of the interval are quantiles at a fortieth: fifty draws lie beyond each. Not tuned.
RESAMPLES: Final = 2000

#: Of all chance in it: the same counts have the same interval.
_SEED: Final = 1


@dataclasses.dataclass(frozen=True, slots=True)
class Figure:
    """A share and how far it can be trusted.

    Attributes
    ----------
    hits : float
        What was counted; a sum of shares where the figure is a mean of shares.
    n : int
        Out of how many.
    n_sites : int
        How many sites these are from.
    low, high : float or None
        Bounds of the interval, 0 to 1; None where there is nothing to resample.
    """

    hits: float
    n: int
    n_sites: int
    low: float | None = None
    high: float | None = None

    @property
    def share(self) -> float:
        """``hits / n``, and 0 where there is nothing: no pages must not look good."""
        return self.hits / self.n if self.n else 0.0


def figure_of(counts: Iterable[tuple[str, float, int]]) -> Figure:
    """Return a share with its bootstrap interval.

    Parameters
    ----------
    counts : iterable of (str, float, int)
        Site, hits, and out of how many; a site may come several times.

    Notes
    -----
    Percentile bootstrap over the sites that have any count. Where no site differs from another,
    resampling cannot vary: if all or nothing was hit, the open side is the exact bound of as
    many trials as there are sites (Clopper and Pearson); otherwise there is no interval.

    Examples
    --------
    >>> figure = figure_of([("a.example", 1, 1), ("b.example", 0, 1), ("a.example", 1, 2)])
    >>> figure.hits, figure.n, figure.low, figure.high
    (2.0, 4, 0.0, 0.6666666666666666)
    """
    sites: dict[str, list[float]] = collections.defaultdict(lambda: [0.0, 0.0])
    for site, hits, n in counts:
        if n:
            sites[site][0] += hits
            sites[site][1] += n
    n_hits = sum(hits for hits, _ in sites.values())
    n_all = round(sum(n for _, n in sites.values()))
    low, high = _bounds([(hits, n) for hits, n in sites.values()])
    return Figure(float(n_hits), n_all, len(sites), low, high)


def _bounds(sites: list[tuple[float, float]]) -> tuple[float | None, float | None]:
    if not sites:
        return None, None
    tail = (1 - CONFIDENCE) / 2
    if all(hits == 0 for hits, _ in sites):
        return 0.0, 1 - tail ** (1 / len(sites))
    if all(hits == n for hits, n in sites):
        return tail ** (1 / len(sites)), 1.0
    # Sites with the same counts are one outcome of a draw: there are few, however many sites.
    outcomes = sorted(collections.Counter(sites).items())
    if len(outcomes) == 1:
        return None, None
    hits, n = np.asarray([outcome for outcome, _ in outcomes]).T
    chances = np.asarray([count for _, count in outcomes]) / len(sites)
    drawn = np.random.default_rng(_SEED).multinomial(len(sites), chances, RESAMPLES)
    shares = (drawn @ hits) / (drawn @ n)
    low, high = np.quantile(shares, [tail, 1 - tail])
    return float(low), float(high)
