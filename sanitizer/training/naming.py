"""Labelled spans → the rules and causes that they would get if they were found.

A span that was missed has no rule, and recall by rule needs one: so each span is named from the
facts of its blocks as a finding is, whether it was found or not. No model is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from sanitizer.features.links import PageLinks
from sanitizer.features.ngrams import LetterGroups, NgramTable
from sanitizer.features.rows import Rows, ScoredTexts, TextTables
from sanitizer.findings.rules import gather_facts, name_rule
from sanitizer.pipeline import list_blocks
from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from sanitizer.segmentation.records import Blocks
    from sanitizer.training.corpus import Span

__all__ = ["NEVER_SHOWN", "NO_RULE", "VISIBLE", "name_spans"]

#: Of a span without a single block that is judged, such as a style element.
NO_RULE: Final = "none"

#: Causes of spans that nothing hides: readers see them, or they are titles, scripts, comments.
VISIBLE: Final = "visible"
NEVER_SHOWN: Final = "never shown"

_SHOWN: Final = frozenset({Kind.TEXT, Kind.LINK, Kind.DECOYS, Kind.FRAME})
#: Facts do not speak of scores: a table without a weight does.
_NO_TABLE: Final = NgramTable(np.zeros(2, np.float32), 0.0)


def name_spans(source: str, spans: tuple[Span, ...]) -> list[tuple[str, str]]:
    """Return of each span the code of its rule, and what hides it.

    The second is a value of ``Cause``, `VISIBLE` or `NEVER_SHOWN`. Where the visibility engine
    does not see the hiding, the span counts as visible: this is what the model was given.
    """
    if not spans:
        return []
    blocks = list_blocks(source)
    if not len(blocks):
        return [(NO_RULE, NEVER_SHOWN)] * len(spans)
    rows = _all_rows(blocks)
    return [_named(blocks, rows, span) for span in spans]


def _named(blocks: Blocks, rows: Rows, span: Span) -> tuple[str, str]:
    places = [
        block
        for block, (start, end) in enumerate(zip(blocks.starts, blocks.ends, strict=True))
        # As in `label_blocks`: a block is junk from half of it on.
        if 2 * (min(end, span.end) - max(start, span.start)) >= max(end - start, 1)
    ]
    if not places:
        return NO_RULE, NEVER_SHOWN
    facts = gather_facts(rows, places, span.start, span.end)
    unhidden = NEVER_SHOWN if facts.kinds.isdisjoint(_SHOWN) else VISIBLE
    return name_rule(facts).code, facts.cause or unhidden


def _all_rows(blocks: Blocks) -> Rows:
    """Return all blocks of a page as rows, whatever the gate would say of them."""
    return Rows(
        blocks,
        PageLinks(blocks.page, blocks.unveiled_causes),
        np.arange(len(blocks)),
        ScoredTexts(np.zeros(len(blocks), np.float32), [], LetterGroups.joined([])),
        TextTables(_NO_TABLE, _NO_TABLE, _NO_TABLE),
    )
