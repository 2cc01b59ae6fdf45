"""How far the visibility engine and a real browser agree on the texts of real pages.

Framework classes and hiding by scripts count as seen: the browser is not given the sheets that
define the ones, nor lets the others run, so it cannot confirm them. Texts of which the browser made
no node (no ink, or moved and merged) are left out.
"""

from __future__ import annotations

import collections
import dataclasses
from typing import TYPE_CHECKING, Final

from sanitizer.parsing.tree import build_tree
from sanitizer.segmentation.visibility import Cause, causes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.browser.chromium import Chromium

__all__ = ["Agreement", "compare"]

_BEYOND_THE_BROWSER: Final = frozenset({Cause.FRAMEWORK_CLASS.value, Cause.BY_SCRIPT.value})


@dataclasses.dataclass(slots=True)
class Agreement:
    """Counts of text nodes by what both sides say."""

    n_agreed: int = 0
    #: Hidden in the browser, and found or missed by us.
    n_found: int = 0
    n_missed: int = 0
    #: Seen in the browser, and all of them that we call hidden.
    n_seen: int = 0
    n_alarms: int = 0
    kinds: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)

    def add(self, page: str, ours: str | None, theirs: str) -> None:
        """Count one text: why each side calls it hidden; None or empty where it is seen."""
        if bool(ours) == bool(theirs):
            self.n_agreed += 1
        else:
            self.kinds[f"{page}: ours {ours or 'seen'}, browser {theirs or 'seen'}"] += 1
        if theirs:
            self.n_found += bool(ours)
            self.n_missed += not ours
        else:
            self.n_seen += 1
            self.n_alarms += bool(ours)

    @property
    def n_texts(self) -> int:
        """All texts that were compared."""
        return self.n_found + self.n_missed + self.n_seen

    def problems(
        self, *, least_agreement: float, least_recall: float, most_alarms: float
    ) -> list[str]:
        """Return what falls short of the shares asked for, with the commonest disagreements."""
        shares = {
            "agreement": (self.n_agreed / self.n_texts, least_agreement, 1.0),
            "recall of hidden": (self.n_found / (self.n_found + self.n_missed), least_recall, 1.0),
            "seen called hidden": (self.n_alarms / self.n_seen, 0.0, most_alarms),
        }
        short = [
            f"{name} {share:.4%} on {self.n_texts:,} texts"
            for name, (share, least, most) in shares.items()
            if not least <= share <= most
        ]
        return (
            [*short, *(f"{n} x {kind}" for kind, n in self.kinds.most_common(8))] if short else []
        )


def compare(chromium: Chromium, pages: Iterable[tuple[str, str]]) -> Agreement:
    """Ask both sides about every text of pages, given as name and source."""
    counts = Agreement()
    for name, source in pages:
        tree = build_tree(source)
        found = causes(tree)
        for number, theirs in chromium.reasons(tree).items():
            parent = tree.text_parents[number]
            cause = found[parent] if parent >= 0 else None
            counts.add(name, None if cause in _BEYOND_THE_BROWSER else cause, theirs)
    return counts
