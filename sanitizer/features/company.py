"""Columns of the second look: what the first look made of the blocks around a block.

A script beside a hidden list, the third copy of a text, one anchor of forty: each says little by
itself, and everything by the company that it keeps. The first look gives every measured block its
log-odds; these columns hold the log-odds of its neighbours, its box, its copies and its page
against it. They are measured only of pages on which the first look suspects something.
"""

from __future__ import annotations

import collections
import re
from typing import TYPE_CHECKING, Final

import numpy as np

from sanitizer.features.groups import group_numbers
from sanitizer.features.links import site_of
from sanitizer.features.script_hiding import hidden_elements
from sanitizer.patterns import lazy_pattern
from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows

__all__ = ["Company"]

#: Where there is no such company; log-odds are cut off at this, and at 9.
NOBODY: Final = -9.0

#: Blocks further away than this are no neighbours: about a paragraph of source.
REACH_CHARS: Final = 800

#: Neighbours looked at on each side.
N_NEIGHBOURS: Final = 4

#: Shorter texts are equal by chance.
_MIN_TEXT_CHARS: Final = 4

#: Highest log-odds under a key, whose they are, and the second highest.
_EMPTY: Final = (-np.inf, -1, NOBODY)

_HEAD: Final = (Kind.TITLE, Kind.META)


class Company:
    """The measured blocks of a page with what the first look made of them.

    Parameters
    ----------
    rows : Rows
    log_odds : ndarray of float64, shape (n_rows,)
    """

    def __init__(self, rows: Rows, log_odds: NDArray[np.float64]) -> None:
        self.rows = rows
        self.log_odds = np.clip(log_odds, NOBODY, -NOBODY)
        self.probability = 1.0 / (1.0 + np.exp(-self.log_odds))
        blocks = rows.blocks
        self._starts = np.asarray([blocks.starts[block] for block in rows.block_of], np.int64)
        self._ends = np.asarray([blocks.ends[block] for block in rows.block_of], np.int64)
        self._order = np.lexsort((-self._ends, self._starts))

    def first_look(self) -> NDArray[np.float32]:
        """Return the block's own log-odds."""
        return self.log_odds.astype(np.float32)

    def before(self) -> NDArray[np.float32]:
        """Return the highest log-odds of the blocks just before; `NOBODY` without any."""
        return self._beside(-1)

    def after(self) -> NDArray[np.float32]:
        """Return the highest log-odds of the blocks just behind; `NOBODY` without any."""
        return self._beside(1)

    def _beside(self, step: int) -> NDArray[np.float32]:
        found = np.full(len(self.log_odds), NOBODY, np.float32)
        order = self._order.tolist()
        starts, ends = self._starts.tolist(), self._ends.tolist()
        for place, row in enumerate(order):
            n_seen, other = 0, place + step
            while 0 <= other < len(order) and n_seen < N_NEIGHBOURS:
                neighbour = order[other]
                other += step
                n_seen += 1
                gap = starts[row] - ends[neighbour] if step < 0 else starts[neighbour] - ends[row]
                if 0 <= gap <= REACH_CHARS:
                    found[row] = max(found[row], self.log_odds[neighbour])
        return found

    def overlapping(self) -> NDArray[np.float32]:
        """Return the highest log-odds of links in a text, or of the text around a link."""
        found = np.full(len(self.log_odds), NOBODY, np.float32)
        around: list[int] = []
        for row in self._order.tolist():
            while around and self._ends[around[-1]] <= self._starts[row]:
                around.pop()
            for outer in around[-N_NEIGHBOURS:]:
                found[row] = max(found[row], self.log_odds[outer])
                found[outer] = max(found[outer], self.log_odds[row])
            around.append(row)
        return found

    def group_mean(self) -> NDArray[np.float32]:
        """Return the mean log-odds of the block's list of links or run of hidden blocks."""
        return self._shared_by(group_numbers(self.rows).tolist(), np.mean)

    def group_highest(self) -> NDArray[np.float32]:
        """Return the highest log-odds of the other blocks in that list."""
        keys = group_numbers(self.rows).tolist()
        return self._highest_other([[key] if key >= 0 else [] for key in keys])

    def box_mean(self) -> NDArray[np.float32]:
        """Return the mean log-odds of the measured blocks in the same box two elements up."""
        return self._shared_by(_boxes(self.rows), np.mean)

    def item_highest(self) -> NDArray[np.float32]:
        """Return the highest log-odds of the other blocks in the same comment, row or item."""
        return self._highest_other([[item] if item >= 0 else [] for item in _items(self.rows)])

    def _shared_by(
        self, keys: list[int], summary: Callable[[NDArray[np.float64]], np.floating]
    ) -> NDArray[np.float32]:
        members: dict[int, list[int]] = collections.defaultdict(list)
        for row, key in enumerate(keys):
            if key >= 0:
                members[key].append(row)
        found = np.full(len(keys), NOBODY, np.float32)
        for rows in members.values():
            if len(rows) > 1:
                found[rows] = summary(self.log_odds[rows])
        return found

    def copies(self) -> NDArray[np.float32]:
        """Return the highest log-odds of other blocks with the very same text."""
        texts = self.rows.texts
        return self._highest_other(
            [[text] if len(text) >= _MIN_TEXT_CHARS else [] for text in texts]
        )

    def same_sites(self) -> NDArray[np.float32]:
        """Return the highest log-odds of other blocks that lead to the same foreign site."""
        return self._highest_other(
            [list({site_of(link.host) for link in links}) for links in self.rows.foreign]
        )

    def _highest_other(self, keys: Sequence[Sequence[Hashable]]) -> NDArray[np.float32]:
        """Return of each row the highest log-odds of other rows that share a key with it."""
        best: dict[Hashable, tuple[float, int, float]] = {}
        for row, own in enumerate(keys):
            for key in own:
                first, owner, second = best.get(key, _EMPTY)
                value = float(self.log_odds[row])
                if value > first:
                    best[key] = (value, row, first)
                elif value > second:
                    best[key] = (first, owner, value)
        found = np.full(len(keys), NOBODY, np.float32)
        for row, own in enumerate(keys):
            for key in own:
                first, owner, second = best[key]
                found[row] = max(found[row], second if owner == row else first)
        return found

    def hidden_by_it(self) -> NDArray[np.float32]:
        """Return the highest log-odds of the blocks in the element whose style a script sets."""
        found = np.full(len(self.log_odds), NOBODY, np.float32)
        tree = self.rows.tree
        for row, element in hidden_elements(self.rows).items():
            inside = (self._starts >= tree.starts[element]) & (self._ends <= tree.ends[element])
            if inside.any():
                found[row] = self.log_odds[inside].max()
        return found

    def head(self) -> NDArray[np.float32]:
        """Return the highest log-odds of the page's title and metas, without the block itself."""
        in_head = [[0] if kind in _HEAD else [] for kind in self.rows.kinds.tolist()]
        best = max((self.log_odds[row] for row, own in enumerate(in_head) if own), default=NOBODY)
        own = self._highest_other(in_head)
        found = [float(value) if key else best for key, value in zip(in_head, own, strict=True)]
        return np.asarray(found, np.float32)

    def page_count(self) -> NDArray[np.float32]:
        """Return log(1 + other blocks of the page that are more likely junk than not)."""
        likely = self.probability > 0.5
        return np.asarray(np.log1p(likely.sum() - likely), np.float32)

    def page_share(self) -> NDArray[np.float32]:
        """Return the share of the page's readable characters in blocks that are likely junk."""
        rows = self.rows
        total = sum(len(rows.blocks.texts[block]) for block in rows.text_blocks.tolist())
        is_text = rows.kinds == int(Kind.TEXT)
        junk = sum(
            len(rows.texts[row]) for row in np.flatnonzero(is_text & (self.probability > 0.5))
        )
        return np.full(len(rows), junk / max(total, 1), np.float32)


#: What holds one of many things that different people may have written, by tag or by name.
_ITEM_TAGS: Final = frozenset({"li", "tr", "article", "dd"})
_ITEM_NAMES = lazy_pattern(
    r"\s(?:class|id)\s*+=\s*+(?:\"[^\"]{0,200}?|'[^']{0,200}?|[^\"'\s>]{0,200}?)"
    r"(?<![a-z])(?:comment|reply|post|message|review)(?![a-z])",
    re.IGNORECASE,
)
#: So much of a start tag is read: classes stand first or second.
_TAG_CHARS: Final = 400


def _items(rows: Rows) -> list[int]:
    """Return the innermost item around each row, -1 where there is none."""
    tree = rows.tree
    known: dict[int, bool] = {}

    def is_item(element: int) -> bool:
        if element not in known:
            tag = tree.tags[element]
            known[element] = tag in _ITEM_TAGS or (
                tag not in {"html", "body"}
                and _ITEM_NAMES.search(tree.start_tag(element)[:_TAG_CHARS]) is not None
            )
        return known[element]

    return [next(filter(is_item, chain), -1) for chain in rows.around]


def _boxes(rows: Rows) -> list[int]:
    return [chain[1] if len(chain) > 1 else -1 for chain in rows.around]
