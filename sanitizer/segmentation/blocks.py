"""Page → Blocks: text blocks and structural blocks, each with its exact place.

A text block is a maximal run of inline content in one container, split at block-level tags, at
``<br><br>``, at blank lines inside the text (a cloned page may be one bare text node), and where
visibility changes (a hidden link in a sentence is a block of its own). A structural block holds no
text that a reader sees: a run of empty elements, a script, a frame, a title or meta, JSON-LD, a
comment.

Comes in: a Page. Goes out: Blocks. Nothing here judges.
"""

from __future__ import annotations

import bisect
import html
import itertools
import operator
import re
from typing import TYPE_CHECKING

from sanitizer.segmentation.records import Blocks, Kind
from sanitizer.segmentation.structure import structural_blocks
from sanitizer.segmentation.visibility import see

if TYPE_CHECKING:
    from sanitizer.parsing.page import Page
    from sanitizer.parsing.tree import Tree
    from sanitizer.segmentation.records import BlockRow

__all__ = ["segment"]

#: Atomic: the two characters of one line end are not the ends of two lines.
_BLANK_LINE = re.compile(r"(?>\r\n|\r|\n)[ \t\f]*+[\r\n]\s*")
#: A page with more text blocks is split at its tags only: blank lines are free to repeat, and of
#: the 63 longest of 1,961 real pages none has more than 6,431 blocks.
_MAX_PARAGRAPHS = 100_000

#: What hides a text, and what would if root and body were shown: nothing.
_SEEN: tuple[str | None, str | None] = (None, None)

#: (start, end, index of the text in the tree, source from start to end)
_Piece = tuple[int, int, int, str]

_TEXT = Kind.TEXT


def segment(page: Page) -> Blocks:
    """Return the blocks of a page, in the order of the source."""
    visibility = see(page.tree)
    causes, unveiled = visibility.causes, visibility.unveiled_causes
    rows = [
        *_text_blocks(page.tree, causes, unveiled),
        *_links_in_sentences(page.tree),
        *structural_blocks(page.tree),
    ]
    rows.sort(key=operator.itemgetter(1))
    return Blocks.of_rows(page, causes, unveiled, rows)


def _text_blocks(
    tree: Tree, causes: list[str | None], unveiled: list[str | None]
) -> list[BlockRow]:
    source = tree.source
    has_returns = "\r" in source
    is_hidden = any(causes) or any(unveiled)
    rows = []
    pieces: list[_Piece] = []
    last_run, last_causes = -1, _SEEN
    here = _SEEN
    for text, (start, end, parent, run) in enumerate(
        zip(tree.text_starts, tree.text_ends, tree.text_parents, tree.text_runs, strict=True)
    ):
        if is_hidden:
            here = (causes[parent], unveiled[parent]) if parent >= 0 else _SEEN
        if pieces and (run != last_run or here != last_causes):
            rows.append(_text_row(tree, pieces))
            pieces = []
        last_run, last_causes = run, here
        piece = source[start:end]
        n_left = _MAX_PARAGRAPHS - len(rows)
        may_split = ("\n" in piece and piece.find("\n") < piece.rfind("\n")) or (
            has_returns and "\r" in piece
        )
        if n_left <= 0 or not may_split:
            pieces.append((start, end, text, piece))
            continue
        for split_before, part_start, part_end in _split_at_blank_lines(source, start, end, n_left):
            if split_before and pieces:
                rows.append(_text_row(tree, pieces))
                pieces = []
            if part_end > part_start:
                pieces.append((part_start, part_end, text, source[part_start:part_end]))
    if pieces:
        rows.append(_text_row(tree, pieces))
    return rows


def _split_at_blank_lines(
    source: str, start: int, end: int, limit: int
) -> list[tuple[bool, int, int]]:
    """Return (does a blank line stand before it, start, end) of each paragraph of a text."""
    parts = []
    split, position = False, start
    for blank in itertools.islice(_BLANK_LINE.finditer(source, start, end), limit):
        parts.append((split, position, blank.start()))
        split, position = True, blank.end()
    parts.append((split, position, end))
    return parts


def _text_row(tree: Tree, pieces: list[_Piece]) -> BlockRow:
    start, _, text, head = pieces[0]
    if len(pieces) == 1 and "&" not in head:  # nine texts in ten
        kept = head.strip()
        if kept:
            if len(kept) < len(head):
                start += head.find(kept[0])
            holder = tree.text_parents[text]
            return _TEXT, start, start + len(kept), holder, _collapsed(kept), (text, text)
    last_start, _, last, tail = pieces[-1]
    readable = _readable(" ".join([piece[3] for piece in pieces]))
    if head[:1].isspace() and not head.isspace():
        start += len(head) - len(head.lstrip())
    end = last_start + len(tail.rstrip())
    holder = _common_holder(tree, text, last)
    return _TEXT, start, end, holder, readable, (text, last)


def _readable(source: str) -> str:
    """Return what can be read of a piece of source without tags."""
    return _collapsed((html.unescape(source) if "&" in source else source).strip())


def _collapsed(text: str) -> str:
    """Return a text without white space around it, with single spaces for all in it."""
    # Of all white space only the space is printable; most texts have nothing else, and no two.
    if text.isprintable() and "  " not in text:
        return text
    return " ".join(text.split())


def _common_holder(tree: Tree, first: int, last: int) -> int:
    """Return the innermost element that holds the texts `first` to `last`."""
    holder = tree.text_parents[first]
    if first == last:
        return holder
    end = tree.text_starts[last]
    while holder >= 0 and tree.closes[holder] < end:
        holder = tree.parents[holder]
    return holder


def _links_in_sentences(tree: Tree) -> list[BlockRow]:
    """Return the links that share their line with other text: one of them alone may be junk."""
    source, starts, opens = tree.source, tree.starts, tree.opens
    text_starts, text_ends = tree.text_starts, tree.text_ends
    rows = []
    first = 0
    for element in tree.by_tag().get("a", ()):
        if source.find("//", starts[element], opens[element]) < 0:
            continue
        start, end = starts[element], tree.ends[element]
        if tree.is_open_link(element):
            end = tree.first_line(element)[1]
        first = bisect.bisect_left(text_starts, start, first)
        last = bisect.bisect_left(text_starts, end, first) - 1
        if first > last or not _shares_line(tree, first, last):
            continue
        texts = [source[text_starts[i] : text_ends[i]] for i in range(first, last + 1)]
        text = _readable(" ".join(texts))
        rows.append((Kind.LINK, start, end, tree.parents[element], text, (element, element)))
    return rows


def _shares_line(tree: Tree, first: int, last: int) -> bool:
    runs = tree.text_runs
    before = first > 0 and runs[first - 1] == runs[first]
    return before or (last + 1 < len(runs) and runs[last + 1] == runs[last])
