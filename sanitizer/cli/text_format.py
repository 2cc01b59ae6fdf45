"""Reports as lines for people: ``file:line:col: CODE name score excerpt``.

Comes in: an outcome. Goes out: text without anything that a terminal would obey. What is shown
comes from strangers' pages and file names, so escapes, line ends and marks that turn the direction
of writing are spelled out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanitizer.findings.records import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sanitizer.batch.run import Outcome
    from sanitizer.batch.summary import Tally

__all__ = ["counted", "printable", "render_outcome", "render_total", "render_trouble"]

#: C0 and C1 controls with DEL; line and paragraph separators; the bidirectional controls of
#: Unicode (UAX 9), which can make a line read otherwise than it is.
_SPELLED_OUT = {
    code: f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    for code in (
        *range(0x20),
        *range(0x7F, 0xA0),
        *range(0x2028, 0x202F),
        *range(0x2066, 0x206A),
        0x061C,
        0x200E,
        0x200F,
    )
}


def printable(text: str) -> str:
    r"""Spell out the characters that a terminal would obey instead of showing.

    Examples
    --------
    >>> printable("slot\x1b[2J gacor")
    'slot\\x1b[2J gacor'
    """
    return text.translate(_SPELLED_OUT)


def render_outcome(outcome: Outcome, *, explain: bool = False) -> str:
    """Return the lines of one page: its findings, and with `explain` the reasons and the verdict.

    A page without findings has no lines, unless it is ``spam`` all the same or `explain` is asked.
    """
    return "".join(line + "\n" for line in _lines(outcome, explain=explain))


def render_trouble(outcome: Outcome) -> str:
    """Return the line of a page that could not be read."""
    return f"{printable(outcome.path)}: unreadable: {printable(outcome.report.reason)}"


def render_total(tally: Tally) -> str:
    """Return the last line of a scan that found something.

    Examples
    --------
    >>> from sanitizer.batch.summary import Tally
    >>> render_total(Tally())
    '0 findings in 0 of 0 pages'
    """
    n_hit = tally.verdicts[Verdict.INJECTED] + tally.verdicts[Verdict.SPAM]
    return (
        f"{counted(tally.n_findings, 'finding')} in {n_hit:,} of {counted(tally.n_pages, 'page')}"
    )


def counted(count: int, noun: str) -> str:
    """Return a number with its noun: ``1 page``, ``2,000 pages``."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def _lines(outcome: Outcome, *, explain: bool) -> Iterator[str]:
    report = outcome.report
    path = printable(outcome.path)
    for finding in report.findings:
        yield _finding_line(path, finding)
        if explain:
            yield from (f"    {printable(reason)}" for reason in finding.reasons)
    if explain or (report.verdict is Verdict.SPAM and not report.findings):
        yield f"{path}: {report.verdict}: {printable(report.reason)}"


def _finding_line(path: str, finding: Finding) -> str:
    place = f"{path}:{finding.line}:{finding.column}"
    line = (
        f"{place}: {finding.rule} {finding.name} {finding.score:.2f} {printable(finding.excerpt)}"
    )
    return line.rstrip()
