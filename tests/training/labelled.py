"""Labelled pages by hand: the junk is marked in the source with ``[[`` and ``]]``."""

from __future__ import annotations

import re
from typing import Any

from sanitizer.training.corpus import LabelledPage, Span

__all__ = ["labelled"]

_MARKS = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


def labelled(marked: str, **changes: Any) -> LabelledPage:
    """Return a page; it is injected when something is marked, else clean."""
    spans, removed = [], 0
    for found in _MARKS.finditer(marked):
        start = found.start() - removed
        spans.append(Span("links", start, start + len(found[1])))
        removed += 4
    source = _MARKS.sub(r"\1", marked)
    fields: dict[str, Any] = {
        "id": "page",
        "family": "casino",
        "label": "injected" if spans else "clean",
        "data": source.encode(),
        "source": source,
        "encoding": "utf-8",
        "spans": tuple(spans),
        "site": "example.com",
        "language": "en",
        "concealment": "none",
        "read": True,
    }
    return LabelledPage(**{**fields, **changes})
