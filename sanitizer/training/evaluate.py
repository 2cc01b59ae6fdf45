"""Reports beside labels → how good a model is, in the words of the design.

A span is cut when findings hold at least nine tenths of its characters. Honest text is lost where
findings hold characters outside of all spans. Pages are counted by their verdict. Everything is
split by site before it comes here; nothing in this module knows how.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from sanitizer.parsing.page import parse_page
from sanitizer.segmentation.blocks import segment
from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sanitizer.findings.records import Report
    from sanitizer.training.corpus import LabelledPage

__all__ = ["PageScore", "score_page", "summarise"]

#: As in the outside scorer: what is left of a span must be crumbs.
CUT_SHARE: Final = 0.9

_SPACE = re.compile(r"\s+")


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


def score_page(page: LabelledPage, report: Report) -> PageScore:
    """Hold a report against the labels of its page."""
    found = [(finding.start, finding.end) for finding in report.findings]
    spans = [(span.start, span.end) for span in page.spans]
    honest, lost = (0, 0) if page.label == "wholly_spam" else _honest_chars(page, spans, found)
    return PageScore(
        id=page.id,
        family=page.family,
        label=page.label,
        language=page.language,
        concealment=page.concealment,
        site=page.site,
        verdict=report.verdict.value,
        spans=tuple(
            (span.kind, _share(page.source, (span.start, span.end), found) >= CUT_SHARE)
            for span in page.spans
        ),
        honest_chars=honest,
        lost_chars=lost,
        rules=tuple(finding.rule for finding in report.findings),
    )


def _n_chars(source: str, start: int, end: int) -> int:
    return len(_SPACE.sub("", source[start:end])) if end > start else 0


def _share(source: str, span: tuple[int, int], found: Sequence[tuple[int, int]]) -> float:
    covered = sum(
        _n_chars(source, max(span[0], start), min(span[1], end)) for start, end in found
    )
    return covered / max(_n_chars(source, *span), 1)


def _honest_chars(
    page: LabelledPage, spans: list[tuple[int, int]], found: list[tuple[int, int]]
) -> tuple[int, int]:
    blocks = segment(parse_page(page.source))
    honest = lost = 0
    for block, kind in enumerate(blocks.kinds):
        if kind is not Kind.TEXT:
            continue
        here = (blocks.starts[block], blocks.ends[block])
        n_chars = len(blocks.texts[block])
        is_honest = 1 - min(_share(page.source, here, spans), 1.0)
        honest += round(n_chars * is_honest)
        if found:
            is_lost = min(_share(page.source, here, found), 1.0)
            lost += round(n_chars * min(is_honest, is_lost))
    return honest, lost


def summarise(scores: Iterable[PageScore]) -> dict[str, float]:
    """Return the main figures, each a share: spans cut, pages detected, false alarms, damage."""
    rows = list(scores)
    spans = [cut for row in rows for _, cut in row.spans]
    junk = [row.verdict != "clean" for row in rows if row.label != "clean"]
    honest = [row.verdict != "clean" for row in rows if row.label == "clean"]
    damage = [row.lost_chars / row.honest_chars for row in rows if row.label == "injected" and row.honest_chars]
    return {
        "spans_cut": _mean(spans),
        "pages_detected": _mean(junk),
        "false_alarms": _mean(honest),
        "honest_text_lost": _mean(damage),
    }


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 5) if values else 0.0
