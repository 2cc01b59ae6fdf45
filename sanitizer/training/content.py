"""Source of a page → which of its characters say something to somebody.

Shares of spans and findings are counted in these characters, so that white space and markup around
a piece of junk make it neither more nor less found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from sanitizer.parsing.tree import build_tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sanitizer.training.corpus import Span

__all__ = ["Content"]

#: Attributes whose value is part of what a page says.
_SAYING = re.compile(r"[\s\"'](?:href|src|content)\s*=\s*[\"']?([^\"'>\s][^\"'>]*)", re.IGNORECASE)


class Content:
    """Which characters of a page say something: text, scripts, addresses; but no other markup.

    Parameters
    ----------
    source : str
        The decoded page.
    """

    def __init__(self, source: str) -> None:
        tree = build_tree(source)
        codes = np.frombuffer(source.encode("utf-32-le", "surrogatepass"), np.uint32)
        self.solid = ~np.isin(codes, [ord(char) for char in " \t\n\r\f\u00a0"])
        said = self.solid.copy()
        readable = np.zeros(len(source), np.bool_)
        for element, start in enumerate(tree.starts):
            said[start : tree.opens[element]] = False
            said[tree.closes[element] : tree.ends[element]] = False
            if tree.tags[element] == "style":
                said[start : tree.ends[element]] = False
            for found in _SAYING.finditer(source, start, tree.opens[element]):
                said[found.start(1) : found.end(1)] = True
        for start, end in zip(tree.text_starts, tree.text_ends, strict=True):
            readable[start:end] = self.solid[start:end]
        self.said = said
        self.readable = readable

    def share(self, start: int, end: int, ranges: Sequence[tuple[int, int]]) -> float:
        """Return which share of what ``source[start:end]`` says lies in the ranges, 0 to 1.

        Of a piece that says nothing (decoys) its markup counts.
        """
        mask = self.said if self.said[start:end].any() else self.solid
        held = sum(
            int(mask[max(start, a) : min(end, b)].sum()) for a, b in ranges if a < end and b > start
        )
        return held / max(int(mask[start:end].sum()), 1)

    def honest_chars(
        self, spans: Sequence[Span], found: Sequence[tuple[int, int]]
    ) -> tuple[int, int]:
        """Return readable characters outside of all spans, and how many of them `found` holds."""
        honest = self.readable.copy()
        for span in spans:
            honest[span.start : span.end] = False
        total = int(honest.sum())
        for start, end in found:
            honest[start:end] = False
        return total, total - int(honest.sum())
