"""Scores of pages by hand."""

from __future__ import annotations

import itertools
from typing import Any

from sanitizer.training.evaluate import FindingScore, PageScore, SpanScore

__all__ = ["ROWS", "finding", "page_score", "span"]

_numbers = itertools.count(1)


def span(cut: bool, **changes: Any) -> SpanScore:
    """Return the score of a visible span with links."""
    fields: dict[str, Any] = {"kind": "links", "rule": "SAN401", "cause": "visible", **changes}
    return SpanScore(cut=cut, **fields)


def finding(right: bool, **changes: Any) -> FindingScore:
    """Return the score of a finding of links."""
    fields: dict[str, Any] = {
        "rule": "SAN401",
        "score": 0.9,
        "line": 7,
        "excerpt": "buy <b>bags</b>",
        **changes,
    }
    return FindingScore(right=right, **fields)


def page_score(**changes: Any) -> PageScore:
    """Return the score of an injected page of a site of its own, with nothing in it."""
    number = next(_numbers)
    fields: dict[str, Any] = {
        "id": f"page-{number}",
        "family": "casino",
        "label": "injected",
        "language": "tr",
        "concealment": "none",
        "site": f"site-{number}.example",
        "verdict": "injected",
        "spans": (),
        "honest_chars": 100,
        "lost_chars": 0,
        "findings": (),
    }
    return PageScore(**{**fields, **changes})


#: A bit of everything: half right, missed, right, a doorway, a false alarm, three clean pages.
ROWS = [
    page_score(
        id="mixed",
        spans=(span(True), span(False, kind="script", rule="SAN601", cause="never shown")),
        findings=(finding(True), finding(False, rule="SAN502", score=0.97)),
        lost_chars=50,
        concealment="clip+opacity",
    ),
    page_score(id="missed", verdict="clean", language="en", spans=(span(False),)),
    page_score(id="cut", verdict="spam", spans=(span(True),), findings=(finding(True),)),
    page_score(
        id="doorway",
        label="wholly_spam",
        family="pills",
        verdict="spam",
        honest_chars=0,
        findings=(finding(True),),
    ),
    page_score(
        id="alarm",
        label="clean",
        family="article",
        language="de",
        findings=(finding(False, rule="SAN201"),),
    ),
    *(
        page_score(label="clean", family="article", language="fr", verdict="clean")
        for _ in range(3)
    ),
]
