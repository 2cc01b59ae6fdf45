"""Comments that are spam from the name to the text: what praises the page between goes with them.

Of most junk that readers see only the links are cut, since honest words may stand beside them. In a
comment whose author's name is an advertisement and which advertises once more below, they are none:
nobody honest wrote there.
"""

from __future__ import annotations

import bisect
import itertools
import re
from typing import TYPE_CHECKING, Final

from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sanitizer.features.rows import Rows
    from sanitizer.parsing.tree import Tree

__all__ = ["spam_entries"]

#: What holds one comment says so, and in most systems under which number.
_ENTRY_ID: Final = re.compile(
    r"(?:[a-z]+-)*(?:comment|reply|review|post|message|msg|entry)[-_]?[a-z]*[-_]?\d+", re.IGNORECASE
)
_ENTRY_CLASSES: Final = frozenset(
    "comment comment-body comment-entry comment-item comentario commentaire gbentry "
    "guestbook-entry kommentar review".split()
)
_ENTRY_TAGS: Final = frozenset({"article", "dd", "div", "li", "section", "table", "td", "tr"})
#: A longer comment is somebody's opinion, or a box with all of them.
_MOST_CHARS: Final = 6_000
#: More texts are no comment either, and each is held against each piece of junk.
_MOST_TEXTS: Final = 60
_MOST_PIECES: Final = 200
#: Boxes around a block that are looked at.
_MOST_STEPS: Final = 8


def spam_entries(rows: Rows, junk: Collection[int]) -> list[int]:
    """Return the elements that hold a comment of which the name and the text advertise.

    No other comment stands in such an element, all links in it that lead to other sites are junk,
    its first text is junk or holds some, and so does a later one.

    Parameters
    ----------
    rows : Rows
    junk : collection of int
        The blocks that are junk.
    """
    blocks = rows.blocks
    bad = sorted((blocks.starts[block], blocks.ends[block]) for block in junk)
    foreign = sorted(rows.links.foreign_elements)
    entries = {
        entry
        for block in junk
        if blocks.kinds[block] in {Kind.TEXT, Kind.LINK}
        for entry in _entries_around(rows.tree, blocks.holders[block])
    }
    return sorted(entry for entry in entries if _is_spam(rows, entry, bad, foreign))


def _entries_around(tree: Tree, element: int) -> Iterator[int]:
    """Give the elements around one that may hold a comment."""
    for _ in range(_MOST_STEPS):
        if element < 0 or tree.ends[element] - tree.starts[element] > _MOST_CHARS:
            return
        if _is_entry(tree, element):
            yield element
        element = tree.parents[element]


def _is_entry(tree: Tree, element: int) -> bool:
    if tree.tags[element] not in _ENTRY_TAGS:
        return False
    attributes = tree.attributes(element)
    if _ENTRY_ID.fullmatch(attributes.get("id", "")):
        return True
    return not _ENTRY_CLASSES.isdisjoint(attributes.get("class", "").lower().split())


def _is_spam(
    rows: Rows, entry: int, bad: Sequence[tuple[int, int]], foreign: Sequence[int]
) -> bool:
    blocks, tree = rows.blocks, rows.tree
    start, end = tree.opens[entry], tree.closes[entry]
    bad = bad[bisect.bisect_left(bad, (start, 0)) : bisect.bisect_left(bad, (end, 0))]
    texts = [
        block
        for block in range(
            bisect.bisect_left(blocks.starts, start), bisect.bisect_left(blocks.starts, end)
        )
        if blocks.kinds[block] is Kind.TEXT
    ]
    if len(texts) > _MOST_TEXTS or len(bad) > _MOST_PIECES:
        return False
    advertises = [
        any(low < blocks.ends[block] and blocks.starts[block] < high for low, high in bad)
        for block in texts
    ]
    if not advertises or not advertises[0] or sum(advertises) < 2:
        return False
    first, last = entry + 1, tree.subtree_end(entry)
    links = foreign[bisect.bisect_left(foreign, first) : bisect.bisect_left(foreign, last)]
    all_bad = all(
        any(low < tree.ends[link] and tree.starts[link] < high for low, high in bad)
        for link in links
    )
    return all_bad and _is_one(tree, [one for one in range(first, last) if _is_entry(tree, one)])


def _is_one(tree: Tree, inner: Sequence[int]) -> bool:
    """Tell whether comments inside of one are all the same one, each in the one before."""
    return all(tree.ends[other] <= tree.ends[one] for one, other in itertools.pairwise(inner))
