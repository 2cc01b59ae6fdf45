"""What a model is → a card for people: data, method, figures, known failures, limits of use."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING, Any

from sanitizer.training.evaluate import PageScore, summarise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

__all__ = ["breakdown", "write_card"]

_HEAD = """# Model card: {name}

Written by `sanitizer train`; every figure is of labelled pages (real ones, and samples that we
wrote ourselves) whose site the judging model had not seen ({folds} folds, split by site).

## What it does

Scores the blocks of a web page as injected junk or not. Hashed character n-grams of texts,
addresses and scripts (logistic regression) and {n_features} measures of shape, links, visibility,
markup and context go into boosted trees. Where they suspect a block, second trees judge all blocks
of the page again, which also see what the first made of a block's neighbours. A block counts as
junk from a score of {threshold}, chosen so that blocks reach it on at most {share:.1%} of the
honest pages of unseen sites that somebody has read (within bounds of 0.5 and 0.97).

## Data

| source | SHA-256 of labels and pages |
| --- | --- |
{sources}

{n_real} real pages ({n_honest} honest) and {n_generated} generated ones, seed {seed}.
{n_rows} measured blocks, {n_junk} of them junk; the gate left out {n_missed} junk blocks.

## Figures

{figures}

{tables}

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

_TITLES = {
    "spans_cut": "labelled spans cut",
    "pages_detected": "injected and spam pages detected",
    "false_alarms": "honest pages not clean",
    "honest_text_lost": "honest text lost on injected pages",
}


def write_card(
    folder: Path, about: dict[str, Any], threshold: float, scores: list[PageScore]
) -> None:
    """Write ``card.md`` into the folder of a model."""
    from sanitizer.features.catalogue import CATALOGUE  # noqa: PLC0415  only its length

    text = _HEAD.format(
        name=folder.name,
        folds=about["cross_validation"]["folds"],
        share=about["false_alarm_share"],
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
        tables="\n\n".join(
            _table(title, breakdown(scores, key))
            for title, key in (
                ("junk family", lambda row: row.family if row.label != "clean" else ""),
                ("language of the junk", lambda row: row.language if row.label != "clean" else ""),
            )
        ),
    )
    (folder / "card.md").write_text(text, encoding="utf-8")


def _figures(scores: Iterable[PageScore]) -> str:
    rows = [
        f"| {_TITLES[name]} | {100 * value:.2f} % |" for name, value in summarise(scores).items()
    ]
    return "\n".join(["| what | figure |", "| --- | --- |", *rows])


def breakdown(
    scores: Iterable[PageScore], key: Callable[[PageScore], str]
) -> dict[str, list[PageScore]]:
    """Return the scores by a key, the largest group first; an empty key is left out."""
    groups = collections.defaultdict(list)
    for row in scores:
        groups[key(row)].append(row)
    groups.pop("", None)
    return dict(sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])))


def _table(title: str, groups: dict[str, list[PageScore]]) -> str:
    lines = [f"| {title} | pages | detected | spans | cut |", "| --- | --- | --- | --- | --- |"]
    for name, rows in groups.items():
        spans = [cut for row in rows for _, cut in row.spans]
        detected = sum(row.verdict != "clean" for row in rows)
        lines.append(f"| {name} | {len(rows)} | {detected} | {len(spans)} | {sum(spans)} |")
    return "\n".join(lines)
