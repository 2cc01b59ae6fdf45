"""Reports as lines for people: ``file:line:col: CODE name score excerpt``.

Comes in: an outcome. Goes out: text without anything that a terminal would obey, coloured where
there is somebody to see it. With ``--explain`` each finding has its reasons and its source
(:mod:`sanitizer.cli.formats.context`), and each page its verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanitizer.cli.formats import View
from sanitizer.cli.terminal import painter, printable
from sanitizer.findings.records import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sanitizer.batch.run import Outcome
    from sanitizer.batch.summary import Tally

__all__ = ["counted", "render", "render_outcome", "render_total", "render_trouble"]

_PLAIN = View()


def render(outcomes: Iterator[Outcome], view: View) -> Iterator[str]:
    """Yield the lines of each page that could be read; the others are named on stderr."""
    for outcome in outcomes:
        if outcome.report.verdict is not Verdict.UNREADABLE:
            yield render_outcome(outcome, view)


def render_outcome(outcome: Outcome, view: View = _PLAIN) -> str:
    """Return the lines of one page: its findings, and explained the reasons and the verdict.

    A page without findings has no lines, unless it is ``spam`` all the same or is to be explained.
    """
    return "".join(line + "\n" for line in _lines(outcome, view))


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
    """Return a number with its noun.

    Examples
    --------
    >>> counted(1, "page"), counted(2000, "page")
    ('1 page', '2,000 pages')
    """
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def _lines(outcome: Outcome, view: View) -> Iterator[str]:
    report = outcome.report
    paint = painter(is_on=view.has_colours)
    path = paint("path", printable(outcome.path))
    context = _context(outcome, view) if view.explain and report.findings else None
    for finding in report.findings:
        yield _finding_line(path, finding, paint)
        if view.explain:
            yield from (f"    {paint('reason', printable(reason))}" for reason in finding.reasons)
        if context is not None:
            yield from context(finding)
    if view.explain or (report.verdict is Verdict.SPAM and not report.findings):
        style = "spam" if report.verdict is Verdict.SPAM else "path"
        yield f"{path}: {paint(style, report.verdict)}: {printable(report.reason)}"


def _context(outcome: Outcome, view: View) -> Callable[[Finding], Iterator[str]] | None:
    if view.read is None:
        return None
    from sanitizer.cli.formats.context import source_context  # noqa: PLC0415  only when explained

    return source_context(outcome.path, view)


def _finding_line(path: str, finding: Finding, paint: Callable[[str, str], str]) -> str:
    place = paint("place", f":{finding.line}:{finding.column}:")
    rule, score = paint("rule", finding.rule), paint("score", f"{finding.score:.2f}")
    return f"{path}{place} {rule} {finding.name} {score} {printable(finding.excerpt)}".rstrip()
