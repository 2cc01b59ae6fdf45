"""Scores of labelled pages → the tables that ``train`` and ``evaluate`` print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanitizer.cli.terminal import prepare_stdout, printable
from sanitizer.training.faults import find_faults
from sanitizer.training.figures import MEASURES, main_figures
from sanitizer.training.groupings import GROUPINGS, tabulate
from sanitizer.training.reliability import reliability
from sanitizer.training.wording import counts, interval, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sanitizer.training.evaluate import PageScore
    from sanitizer.training.groupings import Table
    from sanitizer.training.intervals import Figure

__all__ = ["print_figures"]


def print_figures(scores: Sequence[PageScore]) -> None:
    """Print the main figures, those of each family, rule and so on, and what went wrong."""
    prepare_stdout(for_programs=False)  # families are named in every script
    for name, figure in main_figures(scores).items():
        print(f"  {MEASURES[name].title:36} {_line(figure)}")
    for grouping in GROUPINGS:
        _print_table(tabulate(scores, grouping))
    _print_reliability(scores)
    _print_faults(scores)


def _line(figure: Figure) -> str:
    return f"{percent(figure):>9}  {interval(figure):>13}  {counts(figure)}"


def _print_table(table: Table) -> None:
    if not table.groups:
        return
    titles = "".join(f"  {MEASURES[name].short:>24}" for name in table.grouping.measures)
    print(f"\n  {table.grouping.title:36}{titles}")
    for group in table.groups:
        cells = "".join(f"  {_cell(figure):>24}" for figure in group.figures)
        print(f"  {printable(group.name):36.36}{cells}")


def _cell(figure: Figure) -> str:
    """Return a figure as in ``9/12  75 % 40 to 95``, narrow enough for three beside each other."""
    if not figure.n:
        return "–"
    share = f"{figure.hits:.0f}/{figure.n}  {100 * figure.share:3.0f} %"
    if figure.low is None or figure.high is None:
        return f"{share}           "
    return f"{share} {100 * figure.low:3.0f} to {100 * figure.high:3.0f}"


def _print_reliability(scores: Sequence[PageScore]) -> None:
    bins = reliability(scores)
    if bins:
        print(
            f"\n  {'score of the findings':24} {'mean':>11}"
            f"  {'right':>24}  {'right from here on':>24}"
        )
    for row in bins:
        print(
            f"  {f'{row.low:.2f} to {row.high:.2f}':24} {row.mean_score:11.3f}"
            f"  {_cell(row.right):>24}  {_cell(row.right_above):>24}"
        )


def _print_faults(scores: Sequence[PageScore]) -> None:
    faults = find_faults(scores)
    if faults:
        print(f"\n  {len(faults)} pages with a fault:")
    for fault in faults:
        print(f"  {printable(fault.page)}: {fault.words}")
