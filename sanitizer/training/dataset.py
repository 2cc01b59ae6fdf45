"""Labelled pages → what is learned from: texts with labels, and matrices with labels.

A block is junk when at least half of its characters lie in labelled spans. Of a wholly spam page
every readable block counts as junk, with a lower weight: a doorway has a menu too.
"""

from __future__ import annotations

import bisect
import dataclasses
import random
import re
from typing import TYPE_CHECKING, Final

import numpy as np

from sanitizer.classification.judge import is_suspicious
from sanitizer.features.block_links import links_of_block
from sanitizer.features.catalogue import feature_names, measure, measure_company
from sanitizer.features.groups import group_numbers
from sanitizer.features.links import PageLinks
from sanitizer.features.ngrams import is_address
from sanitizer.parsing.page import parse_page
from sanitizer.segmentation.blocks import segment
from sanitizer.segmentation.records import Blocks, Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sanitizer.classification.trees import Trees
    from sanitizer.features.catalogue import Matrix
    from sanitizer.features.rows import TextTables
    from sanitizer.training.corpus import LabelledPage, Span

__all__ = [
    "LabelledMatrix",
    "PageTexts",
    "collect_texts",
    "label_blocks",
    "measure_page",
    "measure_page_again",
]

#: Honest texts of one page that a table learns from: more would only repeat the site's navigation.
MAX_HONEST_TEXTS: Final = 60
#: The same of a generated page: most of its honest texts are those of the page that it is made of.
MAX_HONEST_TEXTS_OF_GENERATED: Final = 20

#: Blocks of a doorway page are junk by their page, not each by itself.
DOORWAY_WEIGHT: Final = 0.3

#: Real junk is rare beside generated junk, and is what counts. With 8 a few more pages with junk
#: were found, and honest pages scored as high as 0.97: a few dozen pages were learned by heart.
REAL_JUNK_WEIGHT: Final = 4.0

#: The rows of one page together weigh at most as much as so many: a farm of 300 links or a portal
#: of 2,000 teasers is one example, not hundreds. Chosen by what is usual, not compared.
MOST_JUNK_ROWS: Final = 30.0
MOST_HONEST_ROWS: Final = 150.0

#: Hosts that nobody can have (RFC 2606 and 6761): where they lead says nothing. Our own samples use
#: no others, so a table would learn that honest and injected links look like these.
_RESERVED: Final = re.compile(
    r"(?:^|\.)(?:example|test|invalid|localhost|example\.(?:com|net|org))$", re.IGNORECASE
)

_READABLE: Final = frozenset({Kind.TEXT, Kind.TITLE, Kind.META, Kind.COMMENT, Kind.LINK})


@dataclasses.dataclass(frozen=True, slots=True)
class PageTexts:
    """What the n-gram tables learn from one page: (text, is it junk?) of each kind."""

    text: tuple[tuple[str, bool], ...]
    url: tuple[tuple[str, bool], ...]
    script: tuple[tuple[str, bool], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class LabelledMatrix:
    """The measured blocks of one page.

    Attributes
    ----------
    values : ndarray of float32, shape (n_rows, n_features)
    labels : ndarray of bool, shape (n_rows,)
    weights : ndarray of float32, shape (n_rows,)
    groups : ndarray of int64, shape (n_rows,)
        The list that each row belongs to, -1 for none.
    n_missed : int
        Junk blocks that the gate left out.
    """

    values: NDArray[np.float32]
    labels: NDArray[np.bool_]
    weights: NDArray[np.float32]
    groups: NDArray[np.int64]
    n_missed: int


def label_blocks(blocks: Blocks, page: LabelledPage) -> NDArray[np.bool_]:
    """Return of each block whether it is junk, shape (n_blocks,)."""
    if page.label == "wholly_spam":
        return np.asarray([kind in _READABLE for kind in blocks.kinds], np.bool_)
    starts = [span.start for span in page.spans]
    found = [
        2 * _covered(page.spans, starts, start, end) >= max(end - start, 1)
        for start, end in zip(blocks.starts, blocks.ends, strict=True)
    ]
    return np.asarray(found, np.bool_)


def _covered(spans: tuple[Span, ...], starts: list[int], start: int, end: int) -> int:
    first = max(bisect.bisect_right(starts, start) - 1, 0)
    covered = 0
    for span in spans[first:]:
        if span.start >= end:
            break
        covered += max(0, min(end, span.end) - max(start, span.start))
    return covered


def collect_texts(page: LabelledPage, seed: int) -> PageTexts:
    """Return the texts of a page that the n-gram tables learn from.

    Addresses and scripts are learned from real pages only: those that a generator makes up are so
    easy to tell that the trees would look for nothing else. So would be reserved hosts.
    """
    blocks = segment(parse_page(page.source))
    labels = label_blocks(blocks, page)
    links = PageLinks(blocks.page, blocks.unveiled_causes)
    texts: dict[str, bool] = {}
    urls: dict[str, bool] = {}
    scripts: dict[str, bool] = {}
    for block, kind in enumerate(blocks.kinds):
        junk = bool(labels[block])
        if kind in _READABLE:
            if not is_address(blocks.texts[block]):
                texts[blocks.texts[block]] = texts.get(blocks.texts[block], False) or junk
            found = links_of_block(blocks, links, block)
            urls.update(
                (link.words, junk)
                for link in found
                if links.is_foreign(link) and not _RESERVED.search(link.host)
            )
        elif kind in {Kind.SCRIPT, Kind.FRAME}:
            scripts[blocks.page.source[blocks.starts[block] : blocks.ends[block]]] = junk
    chooser = random.Random(f"{seed} {page.id}")
    if page.is_generated:
        return PageTexts(_sample(texts, chooser, MAX_HONEST_TEXTS_OF_GENERATED), (), ())
    return PageTexts(*(_sample(found, chooser) for found in (texts, urls, scripts)))


def _sample(
    found: dict[str, bool], chooser: random.Random, n_honest: int = MAX_HONEST_TEXTS
) -> tuple[tuple[str, bool], ...]:
    honest = [(text, False) for text, junk in found.items() if not junk]
    if len(honest) > n_honest:
        honest = chooser.sample(honest, n_honest)
    return (*((text, True) for text, junk in found.items() if junk), *honest)


def measure_page(page: LabelledPage, tables: TextTables) -> LabelledMatrix:
    """Return the matrix of a page with its labels, for the first look."""
    blocks = segment(parse_page(page.source))
    return _labelled(page, blocks, measure(blocks, tables))


def measure_page_again(page: LabelledPage, tables: TextTables, first: Trees) -> LabelledMatrix:
    """Return the matrix of a page with its labels, for the second look; no rows if none is due."""
    blocks = segment(parse_page(page.source))
    matrix = measure(blocks, tables)
    log_odds = first.log_odds(matrix.values)
    if not is_suspicious(log_odds):
        return LabelledMatrix(
            np.zeros((0, len(feature_names())), np.float32),
            np.zeros(0, np.bool_),
            np.zeros(0, np.float32),
            np.zeros(0, np.int64),
            0,
        )
    return _labelled(page, blocks, measure_company(matrix, log_odds))


def _labelled(page: LabelledPage, blocks: Blocks, matrix: Matrix) -> LabelledMatrix:
    labels = label_blocks(blocks, page)
    found = labels[matrix.rows.index]
    n_junk = int(found.sum())
    weights = np.full(len(found), min(1.0, MOST_HONEST_ROWS / max(len(found) - n_junk, 1)))
    weights[found] = min(1.0, MOST_JUNK_ROWS / max(n_junk, 1))
    if page.label == "wholly_spam":
        weights *= DOORWAY_WEIGHT
    if not page.is_generated:
        weights[found] *= REAL_JUNK_WEIGHT
    return LabelledMatrix(
        matrix.values,
        found,
        weights.astype(np.float32),
        group_numbers(matrix.rows),
        int(labels.sum()) - n_junk,
    )
