"""Findings in what only carries HTML → those in the HTML that it carries.

Text outside of every element is the carrier's own: lists and paragraphs of Markdown, prose of a
template. Nothing of its shape is marked up, so that honest lists read like keywords. The strings of
a dump are fragments whose paragraphs are often bare; there all text counts.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sanitizer.findings.records import Finding
    from sanitizer.parsing.page import Page
    from sanitizer.parsing.records import Tree

__all__ = ["leave_out_bare_text"]


def leave_out_bare_text(page: Page, findings: list[Finding]) -> list[Finding]:
    """Return the findings of a page, of a carrier without those that are bare text."""
    if not page.as_html or page.tree.fragments:
        return findings
    return [found for found in findings if not _is_bare(page.tree, found.start, found.end)]


def _is_bare(tree: Tree, start: int, end: int) -> bool:
    if "<" in tree.source[start:end]:
        return False
    text = bisect.bisect_right(tree.text_starts, start) - 1
    return text >= 0 and start < tree.text_ends[text] and tree.text_parents[text] < 0
