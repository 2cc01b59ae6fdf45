"""Scores of pages → what went wrong with which page, for somebody who looks at them one by one."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sanitizer.training.evaluate import PageScore

__all__ = ["Fault", "find_faults"]

#: More lost text than this is a fault of its page: below, it is a label that begins a word late.
_LOST_SHARE: Final = 0.01


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong with one page, in words."""

    page: str
    words: str
    details: tuple[str, ...] = ()


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
