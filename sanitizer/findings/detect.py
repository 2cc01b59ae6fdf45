"""matrix and scores → Findings of one page."""

from __future__ import annotations

import bisect
import dataclasses
import hashlib
import heapq
import re
from typing import TYPE_CHECKING

import numpy as np

from sanitizer.findings.entries import spam_entries
from sanitizer.findings.parts import is_makers_link, junk_parts
from sanitizer.findings.reasons import explain
from sanitizer.findings.records import Finding
from sanitizer.findings.regions import Region, find_regions
from sanitizer.findings.rules import gather_facts, name_rule
from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sanitizer.classification.judge import Judgement
    from sanitizer.features.catalogue import Matrix
    from sanitizer.findings.rules import Facts, Rule
    from sanitizer.parsing.page import Page

__all__ = ["detect", "place_finding"]

_EXCERPT_CHARS = 80
#: Going back down the trees takes as long as all else that a page of nothing but junk needs.
_MOST_EXPLAINED = 32
_SPACES = re.compile(r"\s+")


def detect(judgement: Judgement, threshold: float) -> list[Finding]:
    """Return the findings of a page in the order of the source; their ranges do not overlap."""
    matrix, scores = judgement.matrix, judgement.scores
    rows = matrix.rows
    junk = [
        place
        for place in np.flatnonzero(scores >= threshold).tolist()
        if not is_makers_link(rows, rows.block_of[place])
    ]
    if not junk:
        return []
    place_of = {rows.block_of[place]: place for place in junk}
    parts, boxes = junk_parts(rows, place_of), spam_entries(rows, place_of)
    regions = find_regions(rows.blocks, sorted(place_of), parts, boxes)
    all_places = [[place_of[block] for block in region.blocks] for region in regions]
    all_loudest = [_loudest(places, scores) for places in all_places]
    explained = [place for loudest in all_loudest for place in loudest]
    contributions = np.zeros(matrix.values.shape, np.float64)
    contributions[explained] = judgement.contributions(np.asarray(explained, np.int64))
    found = []
    for region, places, loudest in zip(regions, all_places, all_loudest, strict=True):
        facts = gather_facts(rows, places, region.start, region.end)
        reasons = explain(matrix, loudest, contributions, facts)
        score = float(np.max(scores[places]))
        found.append(_finding(matrix, region, facts, score, reasons))
    return found


def _loudest(places: list[int], scores: NDArray[np.float64]) -> list[int]:
    """Return the blocks that a region is explained by, in the order of the page.

    Its score is that of the highest, and of a thousand links each says what the others say.
    """
    return sorted(heapq.nlargest(_MOST_EXPLAINED, places, key=scores.__getitem__))


def _finding(
    matrix: Matrix, region: Region, facts: Facts, score: float, reasons: tuple[str, ...]
) -> Finding:
    page = matrix.rows.blocks.page
    rule = name_rule(facts)
    line, column = page.position(region.start)
    end_line, end_column = page.position(region.end)
    return Finding(
        rule=rule.code,
        name=rule.name,
        score=round(score, 4),
        reasons=reasons,
        start=region.start,
        end=region.end,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        xpath=_path_at(page, region.start),
        excerpt=_excerpt(facts),
        fingerprint=_fingerprint(rule, facts),
    )


def _path_at(page: Page, start: int) -> str:
    """Return the path of the element, or else the text, that starts at an offset."""
    tree = page.tree
    element = bisect.bisect_left(tree.starts, start)
    if element < len(tree.starts) and tree.starts[element] == start:
        return page.paths.element(element)
    text = bisect.bisect_right(tree.text_starts, start) - 1
    if text >= 0 and tree.text_ends[text] > start:
        return page.paths.text(start, tree.text_parents[text])
    return page.paths.element(element - 1)


def _excerpt(facts: Facts) -> str:
    readable = facts.text if facts.kinds - {Kind.DECOYS} and facts.text else facts.source
    line = _SPACES.sub(" ", readable[: 4 * _EXCERPT_CHARS]).strip()
    return line if len(line) <= _EXCERPT_CHARS else line[: _EXCERPT_CHARS - 1] + "…"


def _fingerprint(rule: Rule, facts: Facts) -> str:
    """Return 16 hex digits that survive edits elsewhere: the rule and the content, no place."""
    content = " ".join(facts.source.split()).lower()
    data = f"{rule.code}\n{content}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:16]


def place_finding(page: Page, finding: Finding, start: int, end: int) -> Finding:
    """Return a finding with its range moved to ``page.source[start:end]``."""
    line, column = page.position(start)
    end_line, end_column = page.position(end)
    return dataclasses.replace(
        finding,
        start=start,
        end=end,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        xpath=_path_at(page, start),
    )
