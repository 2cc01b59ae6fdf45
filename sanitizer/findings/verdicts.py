"""Findings → verdict of the page, with the sentence that says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sanitizer.findings.records import Verdict
from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from sanitizer.findings.records import Finding
    from sanitizer.segmentation.records import Blocks

__all__ = ["judge_page"]

#: A page is a doorway when this share of what a reader sees of it is junk, and little else is left.
#: A guess, not measured; fragments of pages can pass it. An injected page has
#: an article or at least a menu of its own.
SPAM_SHARE: Final = 0.6

#: So many readable characters outside of the findings are an honest rest, whatever the share.
HONEST_REST_CHARS: Final = 4000

#: From this share of what a reader sees on, the reason says how much the cut takes: nobody is to
#: find out later that most of a page is gone. Half is what "most" means, not a measurement.
GUARDED_SHARE: Final = 0.5


def judge_page(blocks: Blocks, findings: list[Finding]) -> tuple[Verdict, str]:
    """Return the verdict and one sentence that says why."""
    if not findings:
        return Verdict.CLEAN, "nothing was found"
    junk_chars, honest_chars = _visible_chars(blocks, findings)
    regions = "1 junk region" if len(findings) == 1 else f"{len(findings)} junk regions"
    share = junk_chars / max(junk_chars + honest_chars, 1)
    # What a template will show around its junk is not known: it is never called junk as a whole.
    is_whole = not blocks.page.tree.opaque
    if is_whole and share >= SPAM_SHARE and honest_chars < HONEST_REST_CHARS:
        return (
            Verdict.SPAM,
            (
                f"{100 * share:.0f} % of what the page shows is junk ({regions}); "
                f"{honest_chars:,} characters would be left, nothing to keep"
            ),
        )
    reason = f"{regions} in a page of {honest_chars:,} honest characters"
    if share >= GUARDED_SHARE:
        reason += f"; look before you cut: {100 * share:.0f} % of what the page shows would go"
    return Verdict.INJECTED, reason


def _visible_chars(blocks: Blocks, findings: list[Finding]) -> tuple[int, int]:
    junk = honest = 0
    place = 0
    for block, kind in enumerate(blocks.kinds):
        if kind is not Kind.TEXT or blocks.unveiled_cause(block) is not None:
            continue
        start = blocks.starts[block]
        while place < len(findings) and findings[place].end <= start:
            place += 1
        n_chars = len(blocks.texts[block])
        if place < len(findings) and findings[place].start <= start:
            junk += n_chars
        else:
            honest += n_chars
    return junk, honest
