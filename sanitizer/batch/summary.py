"""What a run came to: counts of pages, verdicts and rules, and the table that shows them.

Comes in: outcomes, one by one. Goes out: a few numbers, however long the run.
"""

from __future__ import annotations

import dataclasses
from collections import Counter

from sanitizer.findings.records import Report, Verdict

__all__ = ["Tally", "render_summary"]


@dataclasses.dataclass(slots=True)
class Tally:
    """Counts over the pages of a run; grows by :meth:`add`.

    Attributes
    ----------
    verdicts : Counter of Verdict
        Pages by verdict.
    rules : Counter of (str, str)
        Findings by code and name of their rule.
    n_unread : int
        Files that could not be read; their pages count as ``unreadable`` too.
    """

    verdicts: Counter[Verdict] = dataclasses.field(default_factory=Counter)
    rules: Counter[tuple[str, str]] = dataclasses.field(default_factory=Counter)
    n_unread: int = 0

    def add(self, report: Report, *, is_read: bool = True) -> None:
        """Count one page."""
        self.n_unread += not is_read
        self.verdicts[report.verdict] += 1
        self.rules.update((finding.rule, finding.name) for finding in report.findings)

    @property
    def n_pages(self) -> int:
        """Pages counted."""
        return self.verdicts.total()

    @property
    def n_findings(self) -> int:
        """Findings counted."""
        return self.rules.total()


def render_summary(tally: Tally, seconds: float) -> str:
    """Return the table of a run: pages by verdict, findings by rule, and the pace.

    Parameters
    ----------
    tally : Tally
        The counts.
    seconds : float
        How long the run took.

    Examples
    --------
    >>> print(render_summary(Tally(Counter({Verdict.CLEAN: 3})), 1.5), end="")
    pages     3  in 1.5 s, 2.0 a second
      clean   3
    findings  0
    """
    pace = tally.n_pages / max(seconds, 1e-9)
    rows = [("pages", tally.n_pages, f"in {seconds:.1f} s, {pace:,.1f} a second")]
    rows += [(f"  {verdict}", tally.verdicts[verdict], "") for verdict in Verdict]
    rows.append(("findings", tally.n_findings, ""))
    by_count = sorted(tally.rules.items(), key=lambda row: (-row[1], row[0]))
    rows += [(f"  {code} {name}", count, "") for (code, name), count in by_count]
    shown = [row for row in rows if row[1] or not row[0].startswith(" ")]
    return _aligned(shown)


def _aligned(rows: list[tuple[str, int, str]]) -> str:
    name_width = max(len(name) for name, _, _ in rows)
    count_width = max(len(f"{count:,}") for _, count, _ in rows)
    return "".join(
        f"{name:{name_width}}  {count:>{count_width},}  {note}".rstrip() + "\n"
        for name, count, note in rows
    )
