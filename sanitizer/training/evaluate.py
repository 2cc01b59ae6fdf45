"""Reports beside labels → how good a model is, in the words of the design.

A span is cut when findings hold at least nine tenths of what it says: its text, the addresses of
its links, the source of its scripts; of a span that says nothing (decoys) its markup. Honest text
is lost where findings hold readable characters outside of all spans. Pages are counted by their
verdict. Everything is split by site before it comes here; nothing in this module knows how.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

import joblib
import numpy as np
from tqdm import tqdm

from sanitizer.parsing.tree import build_tree
from sanitizer.pipeline import scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sanitizer.config import Config
    from sanitizer.findings.records import Report
    from sanitizer.training.corpus import LabelledPage

__all__ = ["PageScore", "evaluate", "score_page", "summarise"]

#: As in the outside scorer: what is left of a span must be crumbs.
CUT_SHARE: Final = 0.9

#: Attributes whose value is part of what a page says.
_SAYING = re.compile(r"[\s\"'](?:href|src|content)\s*=\s*[\"']?([^\"'>\s][^\"'>]*)", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class PageScore:
    """What a model made of one labelled page.

    Attributes
    ----------
    id, family, label, language, concealment, site : str
    verdict : str
    spans : tuple of (str, bool)
        Kind of each labelled span, and whether it was cut.
    honest_chars, lost_chars : int
        Readable characters outside of all spans, and those of them that findings hold.
    rules : tuple of str
        Codes of the findings.
    """

    id: str
    family: str
    label: str
    language: str
    concealment: str
    site: str
    verdict: str
    spans: tuple[tuple[str, bool], ...]
    honest_chars: int
    lost_chars: int
    rules: tuple[str, ...]


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
    content = _Content(page.source)
    honest, lost = (0, 0) if page.label == "wholly_spam" else _honest_chars(page, content, found)
    return PageScore(
        id=page.id,
        family=page.family,
        label=page.label,
        language=page.language,
        concealment=page.concealment,
        site=page.site,
        verdict=report.verdict.value,
        spans=tuple(
            (span.kind, content.share(span.start, span.end, found) >= CUT_SHARE)
            for span in page.spans
        ),
        honest_chars=honest,
        lost_chars=lost,
        rules=tuple(finding.rule for finding in report.findings),
    )


class _Content:
    """Which characters of a page say something: text, scripts, addresses; but no other markup."""

    def __init__(self, source: str) -> None:
        tree = build_tree(source)
        codes = np.frombuffer(source.encode("utf-32-le", "surrogatepass"), np.uint32)
        self.solid = ~np.isin(codes, [ord(char) for char in " \t\n\r\f\u00a0"])
        said = self.solid.copy()
        for element, start in enumerate(tree.starts):
            said[start : tree.opens[element]] = False
            said[tree.closes[element] : tree.ends[element]] = False
            if tree.tags[element] == "style":
                said[start : tree.ends[element]] = False
            for found in _SAYING.finditer(source, start, tree.opens[element]):
                said[found.start(1) : found.end(1)] = True
        self.said = said

    def share(self, start: int, end: int, ranges: Sequence[tuple[int, int]]) -> float:
        """Return which share of what ``source[start:end]`` says lies in the ranges, 0 to 1."""
        mask = self.said if self.said[start:end].any() else self.solid
        held = sum(
            int(mask[max(start, a) : min(end, b)].sum()) for a, b in ranges if a < end and b > start
        )
        return held / max(int(mask[start:end].sum()), 1)


def _honest_chars(
    page: LabelledPage, content: _Content, found: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """Return readable characters outside of all spans, and how many of them findings hold."""
    honest = np.zeros(len(page.source), np.bool_)
    tree = build_tree(page.source)
    for start, end in zip(tree.text_starts, tree.text_ends, strict=True):
        honest[start:end] = content.solid[start:end]
    for span in page.spans:
        honest[span.start : span.end] = False
    total = int(honest.sum())
    for start, end in found:
        honest[start:end] = False
    return total, total - int(honest.sum())


def summarise(scores: Iterable[PageScore]) -> dict[str, float]:
    """Return the main figures, each a share: spans cut, pages detected, false alarms, damage."""
    rows = list(scores)
    spans = [cut for row in rows for _, cut in row.spans]
    junk = [row.verdict != "clean" for row in rows if row.label != "clean"]
    honest = [row.verdict != "clean" for row in rows if row.label == "clean"]
    damage = [
        row.lost_chars / row.honest_chars
        for row in rows
        if row.label == "injected" and row.honest_chars
    ]
    return {
        "spans_cut": _mean(spans),
        "pages_detected": _mean(junk),
        "false_alarms": _mean(honest),
        "honest_text_lost": _mean(damage),
    }


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 5) if values else 0.0
