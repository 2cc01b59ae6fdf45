"""What a model is → a card for people: data, method, figures, known failures, limits of use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sanitizer.training.figures import MEASURES, main_figures
from sanitizer.training.groupings import GROUPINGS, tabulate
from sanitizer.training.reliability import reliability
from sanitizer.training.wording import CALIBRATION_NOTE, INTERVAL_NOTE, counts, interval, percent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sanitizer.training.evaluate import PageScore
    from sanitizer.training.groupings import Table
    from sanitizer.training.intervals import Figure

__all__ = ["write_card"]

_HEAD = """# Model card: {name}

Written by `sanitizer train`; every figure is of labelled pages (real ones, and samples that we
wrote ourselves) whose site the judging model had not seen ({folds} folds, split by site).

## What it does

Scores the blocks of a web page as injected junk or not. Hashed character n-grams of texts,
addresses and scripts (logistic regression) and {n_features} measures of shape, links, visibility,
markup and context go into boosted trees. Where they suspect a block, second trees judge all blocks
of the page again, which also see what the first made of a block's neighbours. A block counts as
junk from a score of {threshold}, chosen so that blocks reach it on at most {share:.1%} of the
honest pages of unseen sites that somebody has read (within bounds of {low} and {high}).

## Data

| source | SHA-256 of labels and pages |
| --- | --- |
{sources}

{n_real} real pages ({n_honest} honest) and {n_generated} generated ones, seed {seed}.
{n_rows} measured blocks, {n_junk} of them junk; the gate left out {n_missed} junk blocks.

## Figures

{figures}

{intervals}

{tables}

## What scores are worth

{calibration}

{reliability}

## Known failures

- Advertising that reads like the page it stands in, with links to sites of the same trade.
- Spam in an honest page of the very same subject: the words of the page speak for it.
- Style sheets that serve only junk, and comments below 40 characters: they are not judged.
- Doorways filled with sentences copied from honest pages, without links: nothing tells them apart.
- Comment spam that is visible, polite and links to one site.

## Not for

Moderating what people write, judging people or sites, or deleting without the means to look at
what was cut: scores are of blocks of markup, and labels are by few readers.
"""


#: Width of the reliability plot: a character is 2 %.
_PLOT_CHARS: Final = 50


def write_card(
    folder: Path, about: dict[str, Any], threshold: float, scores: Sequence[PageScore]
) -> None:
    """Write ``card.md`` into the folder of a model."""
    from sanitizer.features.catalogue import CATALOGUE  # noqa: PLC0415  only its length

    text = _HEAD.format(
        name=folder.name,
        folds=about["cross_validation"]["folds"],
        share=about["false_alarm_share"],
        low=about["threshold_bounds"][0],
        high=about["threshold_bounds"][1],
        n_features=len(CATALOGUE),
        threshold=threshold,
        sources="\n".join(f"| {name} | `{value[:16]}…` |" for name, value in about["data"].items()),
        n_real=f"{about['pages']['real']:,}",
        n_honest=f"{about['pages']['real_honest']:,}",
        n_generated=f"{about['pages']['generated']:,}",
        seed=about["seed"],
        n_rows=f"{about['blocks']['measured']:,}",
        n_junk=f"{about['blocks']['junk']:,}",
        n_missed=f"{about['blocks']['junk_left_out_by_the_gate']:,}",
        figures=_figures(scores),
        intervals=INTERVAL_NOTE,
        tables="\n\n".join(
            _table(table) for grouping in GROUPINGS if (table := tabulate(scores, grouping)).groups
        ),
        calibration=CALIBRATION_NOTE,
        reliability=f"{_reliability(scores)}\n\n{_plot(scores)}",
    )
    (folder / "card.md").write_text(text, encoding="utf-8")


def _figures(scores: Sequence[PageScore]) -> str:
    rows = [
        f"| {MEASURES[name].title} | {_cells(figure)} | {MEASURES[name].means} |"
        for name, figure in main_figures(scores).items()
    ]
    head = ["| what | figure | interval | counted | how |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([*head, *rows])


def _cells(figure: Figure) -> str:
    return f"{percent(figure)} | {interval(figure)} | {counts(figure)}"


def _table(table: Table) -> str:
    titles = [f"{MEASURES[name].short} | figure | interval" for name in table.grouping.measures]
    lines = [
        f"| {table.grouping.title} | {' | '.join(titles)} |",
        "| --- |" + " --- | --- | --- |" * len(titles),
    ]
    for group in table.groups:
        cells = [
            f"{counts(figure) if figure.n else '–'} | {percent(figure)} | {interval(figure)}"
            for figure in group.figures
        ]
        lines.append(f"| {group.name} | {' | '.join(cells)} |")
    note = [table.grouping.note[:1].upper() + table.grouping.note[1:] + ".", ""]
    return "\n".join([*(note if table.grouping.note else []), *lines])


def _reliability(scores: Sequence[PageScore]) -> str:
    lines = [
        "| score | mean | right | figure | interval | right from here on | figure | interval |",
        "| --- |" + " --- |" * 7,
    ]
    for row in reliability(scores):
        cells = [
            f"{counts(figure)} | {percent(figure)} | {interval(figure)}"
            for figure in (row.right, row.right_above)
        ]
        lines.append(
            f"| {row.low:.2f} to {row.high:.2f} | {row.mean_score:.3f} | {' | '.join(cells)} |"
        )
    return "\n".join(lines)


def _plot(scores: Sequence[PageScore]) -> str:
    """Return the reliability plot in characters: it needs no picture beside the card."""
    lines = [f"{'score':14}0 %{'right':^{_PLOT_CHARS - 6}}100 %  findings"]
    for row in reliability(scores):
        cells = ["·"] * (_PLOT_CHARS + 1)
        if row.right.low is not None and row.right.high is not None:
            for place in range(_column(row.right.low), _column(row.right.high) + 1):
                cells[place] = "─"
        cells[_column(row.mean_score)] = "│"
        cells[_column(row.right.share)] = "●"
        lines.append(f"{f'{row.low:.2f} to {row.high:.2f}':14}{''.join(cells)}  {row.right.n:8,}")
    told = "● is how many are right, ─ its interval, │ the mean score, where ● should be"
    return "\n".join(["```", *lines, "```", "", f"{told}."])


def _column(share: float) -> int:
    return round(_PLOT_CHARS * share)
