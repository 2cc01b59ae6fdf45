"""Scores of pages → the figures that ``train``, ``evaluate``, the card and the report all show.

The only place where shares are made: a table of measures, a table of ways to split, and what went
wrong with which page. What shows them only lays them out.
"""

from __future__ import annotations

import collections
import dataclasses
from typing import TYPE_CHECKING, Final

from sanitizer.training.intervals import Figure, figure_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sanitizer.training.evaluate import PageScore

__all__ = [
    "GROUPINGS",
    "MEASURES",
    "Fault",
    "Group",
    "Grouping",
    "Measure",
    "Table",
    "find_faults",
    "main_figures",
    "summarise",
    "tabulate",
]

#: More lost text than this is a fault of its page: below, it is a label that begins a word late.
_LOST_SHARE: Final = 0.01


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


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong with one page, in words."""

    page: str
    words: str
    details: tuple[str, ...] = ()


def main_figures(scores: Iterable[PageScore]) -> dict[str, Figure]:
    """Return every measure over all pages, by name."""
    rows = list(scores)
    return {name: _figure(measure, rows) for name, measure in MEASURES.items()}


def summarise(scores: Iterable[PageScore]) -> dict[str, float]:
    """Return the shares of `main_figures`, for a manifest."""
    return {name: round(figure.share, 5) for name, figure in main_figures(scores).items()}


def tabulate(scores: Sequence[PageScore], grouping: Grouping) -> Table:
    """Return the figures of each group."""
    measures = [MEASURES[name] for name in grouping.measures]
    groups = [
        Group(name, tuple(_figure(one, rows) for one in measures))
        for name, rows in grouping.split(scores).items()
    ]
    groups.sort(key=lambda group: (*(-figure.n for figure in group.figures), group.name))
    return Table(grouping, tuple(groups))


def _figure(measure: Measure, rows: Sequence[PageScore]) -> Figure:
    return figure_of((row.site, *measure.count(row)) for row in rows)


def find_faults(scores: Iterable[PageScore]) -> list[Fault]:
    """Return what went wrong, page by page, in the order of the pages."""
    return [fault for row in scores if (fault := _fault(row)) is not None]


def _fault(row: PageScore) -> Fault | None:
    wrong = [finding for finding in row.findings if not finding.right]
    words = []
    if row.label == "clean" and row.verdict != "clean":
        words.append(f"false alarm ({', '.join(row.rules)})")
    missed = [span.kind for span in row.spans if not span.cut]
    if missed:
        words.append(f"missed {', '.join(missed)}")
    if row.label != "clean":
        if row.verdict == "clean":
            words.append("not detected")
        if wrong:
            words.append(f"wrong {', '.join(finding.rule for finding in wrong)}")
        if row.lost_chars > _LOST_SHARE * max(row.honest_chars, 1):
            words.append(f"{row.lost_chars} of {row.honest_chars} honest characters lost")
    details = tuple(
        f"line {finding.line}: {finding.rule} {finding.score:.2f} {finding.excerpt}"
        for finding in wrong
    )
    return Fault(row.id, "; ".join(words), details) if words else None
