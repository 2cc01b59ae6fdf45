"""Scores of labelled pages → the tables that ``train`` and ``evaluate`` print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanitizer.training.card import breakdown
from sanitizer.training.evaluate import summarise

if TYPE_CHECKING:
    from sanitizer.training.evaluate import PageScore

__all__ = ["print_figures"]

_TITLES = {
    "spans_cut": "labelled spans cut",
    "pages_detected": "injected and spam pages detected",
    "false_alarms": "honest pages not clean",
    "honest_text_lost": "honest text lost on injected pages",
}


def print_figures(scores: list[PageScore]) -> None:
    """Print the main figures, the figures by family and language, and what went wrong."""
    for name, value in summarise(scores).items():
        print(f"  {_TITLES[name]:36} {100 * value:7.2f} %")
    for title, groups in (
        ("family", breakdown(scores, lambda row: row.family if row.label != "clean" else "")),
        ("language", breakdown(scores, lambda row: row.language if row.label != "clean" else "")),
    ):
        print(f"\n  {title:28} {'pages':>6} {'detected':>9} {'spans':>6} {'cut':>6}")
        for name, rows in groups.items():
            spans = [cut for row in rows for _, cut in row.spans]
            detected = sum(row.verdict != "clean" for row in rows)
            print(f"  {name:28} {len(rows):6} {detected:9} {len(spans):6} {sum(spans):6}")
    _print_faults(scores)


def _print_faults(scores: list[PageScore]) -> None:
    faults = [(row, words) for row in scores if (words := _fault(row))]
    if faults:
        print(f"\n  {len(faults)} pages with a fault:")
    for row, words in faults:
        print(f"  {row.id}: {words}")


def _fault(row: PageScore) -> str:
    if row.label == "clean":
        return "" if row.verdict == "clean" else f"false alarm ({', '.join(row.rules)})"
    missed = [kind for kind, cut in row.spans if not cut]
    words = [f"missed {', '.join(missed)}"] if missed else []
    if row.verdict == "clean":
        words.append("not detected")
    if row.lost_chars > 0.01 * max(row.honest_chars, 1):
        words.append(f"{row.lost_chars} of {row.honest_chars} honest characters lost")
    return "; ".join(words)
