"""Scores of pages → tables of figures: by family, language, rule, kind and concealment.

A table of ways to split the scores, each with the measures that mean something for its parts.
"""

from __future__ import annotations

import collections
import dataclasses
from typing import TYPE_CHECKING, Final

from sanitizer.training.figures import MEASURES, figure_over

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sanitizer.training.evaluate import PageScore
    from sanitizer.training.intervals import Figure

__all__ = ["GROUPINGS", "Group", "Grouping", "Table", "tabulate"]


@dataclasses.dataclass(frozen=True, slots=True)
class Grouping:
    """One row of `GROUPINGS`: a way to split the scores, and what to show of each part.

    Attributes
    ----------
    name, title : str
    measures : tuple of str
        Names in `MEASURES`.
    split : callable
        Takes the scores, returns those of each group.
    note : str
        What a reader of the table should know.
    """

    name: str
    title: str
    measures: tuple[str, ...]
    split: Callable[[Sequence[PageScore]], dict[str, list[PageScore]]]
    note: str = ""


Split = dict[str, list["PageScore"]]


def _by(
    key: Callable[[PageScore], Iterable[str]], *, junk: bool
) -> Callable[[Sequence[PageScore]], Split]:
    """Return a split of the pages with junk (or of the honest ones) by the keys of a page."""

    def split(scores: Sequence[PageScore]) -> Split:
        groups: Split = collections.defaultdict(list)
        for row in scores:
            if (row.label != "clean") is junk:
                for name in key(row):
                    groups[name].append(row)
        return dict(groups)

    return split


def _by_rule(scores: Sequence[PageScore]) -> Split:
    """Split spans and findings by rule; an honest page counts for each, an alarm for its own."""
    codes = {span.rule for row in scores for span in row.spans}
    codes.update(finding.rule for row in scores for finding in row.findings)
    return {code: [_of_rule(row, code) for row in scores] for code in codes}


def _of_rule(row: PageScore, code: str) -> PageScore:
    findings = tuple(finding for finding in row.findings if finding.rule == code)
    return dataclasses.replace(
        row,
        spans=tuple(span for span in row.spans if span.rule == code),
        findings=findings,
        verdict=row.verdict if findings else "clean",
    )


def _by_span(attribute: str) -> Callable[[Sequence[PageScore]], Split]:
    def split(scores: Sequence[PageScore]) -> Split:
        groups: Split = collections.defaultdict(list)
        for row in scores:
            for name in {str(getattr(span, attribute)) for span in row.spans}:
                spans = tuple(span for span in row.spans if getattr(span, attribute) == name)
                groups[name].append(dataclasses.replace(row, spans=spans))
        return dict(groups)

    return split


_ON_PAGES: Final = ("pages_detected", "spans_cut", "findings_right")

GROUPINGS: Final = (
    Grouping("family", "family of the junk", _ON_PAGES, _by(lambda row: [row.family], junk=True)),
    Grouping(
        "language", "language of the junk", _ON_PAGES, _by(lambda row: [row.language], junk=True)
    ),
    Grouping(
        "rule",
        "rule",
        ("spans_cut", "findings_right", "false_alarms"),
        _by_rule,
        "a labelled span counts for the rule that names its blocks, found or not; `none` has no"
        " block that is judged",
    ),
    Grouping("kind", "kind of the span", ("spans_cut",), _by_span("kind")),
    Grouping(
        "hiding",
        "concealment, as the page's CSS was read",
        ("spans_cut",),
        _by_span("cause"),
        "of each span; hiding that was not recognised counts as visible",
    ),
    Grouping(
        "concealment",
        "concealment, as labelled",
        _ON_PAGES,
        _by(lambda row: row.concealment.split("+"), junk=True),
        "of the page; a page with several counts for each",
    ),
    Grouping(
        "honest",
        "honest pages by family",
        ("false_alarms",),
        _by(lambda row: [row.family], junk=False),
    ),
    Grouping(
        "honest-language",
        "honest pages by language",
        ("false_alarms",),
        _by(lambda row: [row.language], junk=False),
    ),
)


@dataclasses.dataclass(frozen=True, slots=True)
class Group:
    """One row of a table: a group with its figures, in the order of the grouping's measures."""

    name: str
    figures: tuple[Figure, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """A grouping with its groups, the one with most to count first."""

    grouping: Grouping
    groups: tuple[Group, ...]


def tabulate(scores: Sequence[PageScore], grouping: Grouping) -> Table:
    """Return the figures of each group."""
    measures = [MEASURES[name] for name in grouping.measures]
    groups = [
        Group(name, tuple(figure_over(one, rows) for one in measures))
        for name, rows in grouping.split(scores).items()
    ]
    groups.sort(key=lambda group: (*(-figure.n for figure in group.figures), group.name))
    return Table(grouping, tuple(groups))
