"""Figures → the words that the terminal, the card and the report write them in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sanitizer.training.intervals import CONFIDENCE

if TYPE_CHECKING:
    from sanitizer.training.intervals import Figure

__all__ = ["CALIBRATION_NOTE", "INTERVAL_NOTE", "counts", "interval", "percent"]

INTERVAL_NOTE: Final = (
    f"Intervals are {100 * CONFIDENCE:.0f} %, by drawing whole sites anew (bootstrap): pages of one"
    " site share a template and an intruder. Where all sites agree on all or nothing, the open side"
    " is the exact bound for as many trials as there are sites."
)

CALIBRATION_NOTE: Final = (
    "Of findings with a score of 0.9, about nine in ten should be right. Only findings have scores,"
    " so nothing is said of scores below the threshold; `--threshold` with a lower one shows more."
)


def percent(figure: Figure) -> str:
    """Return the share in per cent, or a dash where there is nothing to count.

    Examples
    --------
    >>> from sanitizer.training.intervals import Figure
    >>> percent(Figure(1, 3, 2)), percent(Figure(0, 0, 0))
    ('33.33 %', '–')
    """
    return f"{100 * figure.share:.2f} %" if figure.n else "–"


def interval(figure: Figure, n_digits: int = 1) -> str:
    """Return the interval in per cent, or a dash where there is none.

    Examples
    --------
    >>> from sanitizer.training.intervals import Figure
    >>> interval(Figure(1, 3, 2, 0.0, 0.66667)), interval(Figure(1, 3, 1))
    ('0.0 to 66.7', '–')
    """
    if figure.low is None or figure.high is None:
        return "–"
    return f"{100 * figure.low:.{n_digits}f} to {100 * figure.high:.{n_digits}f}"


def counts(figure: Figure) -> str:
    """Return what was counted; of a mean only over how many.

    Examples
    --------
    >>> from sanitizer.training.intervals import Figure
    >>> counts(Figure(1.0, 1200, 2)), counts(Figure(0.25, 3, 2))
    ('1 of 1,200', 'mean of 3')
    """
    if figure.hits != round(figure.hits):
        return f"mean of {figure.n:,}"
    return f"{round(figure.hits):,} of {figure.n:,}"
