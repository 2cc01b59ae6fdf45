"""The gate: which blocks of a page are worth measuring.

Nine blocks in ten of an honest page are plain paragraphs and the site's own navigation. Measuring
them would cost more than the parse, so a cheap gate leaves them out; what it leaves out counts as
honest. The gate is wide on purpose: it asks for one sign, any sign, that somebody might gain from
the block.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

import numpy as np

from sanitizer.features.block_links import names_address
from sanitizer.features.commands import count_model_words
from sanitizer.features.links import PageLinks
from sanitizer.features.ngrams import LetterGroups, Letters, in_chunks
from sanitizer.features.rows import SCRIPT_HEAD_CHARS, SCRIPT_TAIL_CHARS, Rows, ScoredTexts
from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from sanitizer.features.ngrams import NgramTable
    from sanitizer.features.rows import TextTables
    from sanitizer.segmentation.records import Blocks

__all__ = ["select_rows"]

#: Kinds whose n-grams are scored before the gate.
_WORDED: Final = frozenset({Kind.TEXT, Kind.COMMENT})

#: A text block whose n-grams score over this is measured even without any other sign.
GATE_TEXT_SCORE: Final = -1.0

#: The same for hidden text: most of it is the site's own menus and labels.
GATE_HIDDEN_SCORE: Final = -3.0

#: So many text blocks at each edge of a page are always measured: kits put keywords there.
GATE_EDGE_BLOCKS: Final = 3

#: An inline script without any of these neither writes, hides, asks nor sends anybody anywhere,
#: and leaves nothing on a reader's disk or bill.
_ACTIVE_WORDS: Final = (
    "location", ".style", "iframe", "document.write", "<script", "<a ", "userAgent", "referrer",
    "eval(", "unescape", "fromCharCode", "document.title", "\\x", "atob(", "document[",
    "CreateObject(", "#@~^", ".Anonymous(", "wss://", "window.open(", ".writeText(",
    "requestPermission", "requestFullscreen", "alert(", "onbeforeunload", "new Function(",
)  # fmt: skip

#: So many numeric references in a row are more than a quotation mark and a dash.
_MIN_ENTITIES: Final = 6
_ENTITY_RUN = re.compile(rf"(?:&#x?[0-9a-fA-F]+;?\s*){{{_MIN_ENTITIES}}}")


def select_rows(blocks: Blocks, tables: TextTables) -> Rows:
    """Return the blocks of a page that are worth measuring."""
    links = PageLinks(blocks.page, blocks.unveiled_causes)
    kinds = blocks.kinds
    worded = [block for block, kind in enumerate(kinds) if kind in _WORDED]
    text_blocks = [block for block in worded if kinds[block] is Kind.TEXT]
    scores, groups = _score_texts(blocks, worded, tables.text)
    # The gate itself.
    chosen = {*text_blocks[:GATE_EDGE_BLOCKS], *text_blocks[-GATE_EDGE_BLOCKS:]}
    places = np.asarray(worded, np.int64)
    chosen.update(places[scores > GATE_TEXT_SCORE].tolist())
    chosen.update(_hidden_texts(blocks, places[scores > GATE_HIDDEN_SCORE].tolist()))
    chosen = {block for block in chosen if _says_something(blocks.texts[block])}
    chosen.update(_linking_or_coded(blocks, links, text_blocks))
    chosen.update(
        block
        for block, kind in enumerate(kinds)
        if kind is not Kind.TEXT and _is_worth_it(blocks, links, block)
    )
    chosen.update(_for_models(blocks, worded))
    text_scores = np.zeros(len(blocks), np.float32)
    text_scores[worded] = scores
    index = np.asarray(sorted(chosen), np.int64)
    return Rows(blocks, links, index, ScoredTexts(text_scores, worded, groups), tables)


def _score_texts(
    blocks: Blocks, worded: list[int], table: NgramTable
) -> tuple[NDArray[np.float32], LetterGroups]:
    """Return the scores of some texts, and their letter groups, made from the same hashes."""
    if not worded:
        return np.zeros(0, np.float32), LetterGroups.joined([])
    texts = [blocks.texts[block] for block in worded]
    parts = [Letters(part) for part in in_chunks(texts)]
    scores = np.concatenate([table.score_letters(part) for part in parts])
    groups = LetterGroups.joined([LetterGroups.of(part) for part in parts])
    return table.score_words(texts, scores), groups


def _hidden_texts(blocks: Blocks, loud: list[int]) -> list[int]:
    kinds, cause = blocks.kinds, blocks.unveiled_cause
    return [block for block in loud if kinds[block] is Kind.TEXT and cause(block) is not None]


def _for_models(blocks: Blocks, worded: list[int]) -> Iterator[int]:
    """Give the comments and hidden texts that speak to language models."""
    texts, kinds, cause = blocks.texts, blocks.kinds, blocks.unveiled_cause
    unread = [block for block in worded if kinds[block] is Kind.COMMENT or cause(block) is not None]
    return itertools.compress(unread, count_model_words([texts[block] for block in unread]))


def _says_something(text: str) -> bool:
    """Tell whether a text has a letter or digit: rules, dots and invisible marks sell nothing."""
    return any(map(str.isalnum, text))


def _linking_or_coded(blocks: Blocks, links: PageLinks, text_blocks: list[int]) -> Iterator[int]:
    """Give the texts that link to another site, or that are coded as entities."""
    source, spans = blocks.page.tree.source, blocks.spans
    foreign = links.foreign_elements
    if foreign:
        # How many texts before each one stand in a foreign link.
        before = [0, *itertools.accumulate([element in foreign for element in links.text_links])]
        for block in text_blocks:
            first, last = spans[block]
            if before[last + 1] > before[first]:
                yield block
    starts, ends, texts = blocks.starts, blocks.ends, blocks.texts
    for block in text_blocks:
        start, end = starts[block], ends[block]
        # A numeric reference is two characters or more longer than what it stands for.
        if end - start - len(texts[block]) >= 2 * _MIN_ENTITIES:
            first = source.find("&#", start, end)
            if first >= 0 and _ENTITY_RUN.search(source, first, end) is not None:
                yield block


def _is_worth_it(blocks: Blocks, links: PageLinks, block: int) -> bool:
    kind = blocks.kinds[block]
    if kind is Kind.SCRIPT:
        return _is_active(blocks.texts[block])
    if kind is Kind.COMMENT:
        return names_address(blocks.page.tree.source, blocks.starts[block], blocks.ends[block])
    if kind is Kind.LINK:
        return blocks.spans[block][0] in links.foreign_elements
    return True


def _is_active(script: str) -> bool:
    """Tell whether a script does anything to the reader; one without source loads another."""
    if not script:
        return True
    head = script[:SCRIPT_HEAD_CHARS]
    for word in _ACTIVE_WORDS:  # a generator takes twice the time
        if word in head:
            return True
    # What carries a program says what it does with it behind its data.
    return len(script) > SCRIPT_HEAD_CHARS and "CreateObject(" in script[-SCRIPT_TAIL_CHARS:]
