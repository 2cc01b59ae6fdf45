"""Reports beside labels → what a model made of each labelled page.

A span is cut when findings hold at least nine tenths of what it says: its text, the addresses of
its links, the source of its scripts; of a span that says nothing (decoys) its markup. A finding is
right when, counted the same way, at least nine tenths of what it says lie in labelled spans; on a
wholly spam page every finding is, on an honest one none. Honest text is lost where findings hold
readable characters outside of all spans. Pages are counted by their verdict. Everything is split
by site before it comes here; nothing in this module knows how. ``figures`` makes shares of it.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

import joblib
from tqdm import tqdm

from sanitizer.pipeline import scan
from sanitizer.training.content import Content
from sanitizer.training.naming import name_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sanitizer.config import Config
    from sanitizer.findings.records import Finding, Report
    from sanitizer.training.corpus import LabelledPage

__all__ = ["FindingScore", "PageScore", "SpanScore", "evaluate", "score_page"]

#: As in the outside scorer: what is left of a span must be crumbs.
CUT_SHARE: Final = 0.9

#: The same the other way round: what a finding holds beside junk must be crumbs.
RIGHT_SHARE: Final = 0.9


@dataclasses.dataclass(frozen=True, slots=True)
class SpanScore:
    """What became of one labelled span.

    Attributes
    ----------
    kind : str
        As labelled.
    cut : bool
    rule : str
        Code of the rule that names its blocks, whether it was found or not.
    cause : str
        What hides it, see `sanitizer.training.naming`.
    """

    kind: str
    cut: bool
    rule: str
    cause: str


@dataclasses.dataclass(frozen=True, slots=True)
class FindingScore:
    """One finding, held against the labels.

    Attributes
    ----------
    rule : str
        Its code.
    score : float
        How sure the model was, 0 to 1.
    right : bool
    line : int
        Where it starts, from 1.
    excerpt : str
    """

    rule: str
    score: float
    right: bool
    line: int
    excerpt: str


@dataclasses.dataclass(frozen=True, slots=True)
class PageScore:
    """What a model made of one labelled page.

    Attributes
    ----------
    id, family, label, language, concealment, site : str
    verdict : str
    spans : tuple of SpanScore
    honest_chars, lost_chars : int
        Readable characters outside of all spans, and those of them that findings hold.
    findings : tuple of FindingScore
    """

    id: str
    family: str
    label: str
    language: str
    concealment: str
    site: str
    verdict: str
    spans: tuple[SpanScore, ...]
    honest_chars: int
    lost_chars: int
    findings: tuple[FindingScore, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """Codes of the findings."""
        return tuple(finding.rule for finding in self.findings)


def evaluate(pages: Sequence[LabelledPage], config: Config, n_jobs: int = 1) -> list[PageScore]:
    """Scan labelled pages with one model and return the score of each."""
    calls = [joblib.delayed(_scan_and_score)(page, config) for page in pages]
    run = joblib.Parallel(n_jobs=n_jobs, return_as="generator", batch_size=20)
    return list(tqdm(run(calls), desc="evaluating", total=len(calls), disable=None))


def _scan_and_score(page: LabelledPage, config: Config) -> PageScore:
    return score_page(page, scan(page.source, config=config))


def score_page(page: LabelledPage, report: Report) -> PageScore:
    """Hold a report against the labels of its page."""
    found = [(finding.start, finding.end) for finding in report.findings]
    content = Content(page.source)
    doorway = page.label == "wholly_spam"
    honest, lost = (0, 0) if doorway else content.honest_chars(page.spans, found)
    names = name_spans(page.source, page.spans)
    return PageScore(
        id=page.id,
        family=page.family,
        label=page.label,
        language=page.language,
        concealment=page.concealment,
        site=page.site,
        verdict=report.verdict.value,
        spans=tuple(
            SpanScore(span.kind, content.share(span.start, span.end, found) >= CUT_SHARE, *named)
            for span, named in zip(page.spans, names, strict=True)
        ),
        honest_chars=honest,
        lost_chars=lost,
        findings=tuple(
            FindingScore(
                rule=finding.rule,
                score=finding.score,
                right=doorway or _is_right(page, content, finding),
                line=finding.line,
                excerpt=finding.excerpt,
            )
            for finding in report.findings
        ),
    )


def _is_right(page: LabelledPage, content: Content, finding: Finding) -> bool:
    spans = [(span.start, span.end) for span in page.spans]
    return content.share(finding.start, finding.end, spans) >= RIGHT_SHARE
