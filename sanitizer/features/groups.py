"""Columns on the company that a block keeps: lists of links are junk together or not at all.

A hidden list of forty links is forty small blocks, and none of them says much by itself. A group is
a run of neighbouring text blocks that are all hidden, or all nothing but links to other sites; what
is measured of the group, every block of it carries.
"""

from __future__ import annotations

import bisect
import itertools
import operator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sanitizer.features.links import site_of
from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows

__all__ = [
    "group_blocks_log",
    "group_excess",
    "group_foreign_log",
    "group_foreign_share",
    "group_numbers",
    "group_score",
    "group_sites_log",
    "group_url_score",
]

#: A visible block whose text is links to this share belongs to a list of links.
_ANCHOR_SHARE = 0.5


class _Group(NamedTuple):
    """What the blocks of a group have together."""

    n_blocks: int
    n_links: int
    n_foreign: int
    n_sites: int
    score: float
    excess: float
    url_score: float


_ALONE = _Group(0, 0, 0, 0, -4.0, 0.0, -4.0)


def _groups(rows: Rows) -> list[_Group]:
    """Return the group of each row; a link in a sentence has that of its sentence."""
    return rows.shared("groups", lambda: _find_groups(rows))


def _find_groups(rows: Rows) -> list[_Group]:
    texts: list[int] = rows.text_blocks.tolist()
    owners = _owners(rows, texts)
    wanted = set(owners)
    group_of: dict[int, _Group] = {}
    sorts = _sorts_of_company(rows, texts)
    for sort, run in itertools.groupby(zip(sorts, texts, strict=True), key=operator.itemgetter(0)):
        if sort:
            members = [block for _, block in run]
            if not wanted.isdisjoint(members):
                group_of.update(dict.fromkeys(members, _group(rows, members)))
    return [group_of.get(owner, _ALONE) for owner in owners]


def _owners(rows: Rows, texts: list[int]) -> list[int]:
    """Return of each row the text block whose group it belongs to; -1 for none."""
    owners = [-1] * len(rows)
    for row in rows.places[Kind.TEXT]:
        owners[row] = rows.block_of[row]
    for row in rows.places[Kind.LINK]:
        block = rows.block_of[row]
        place = bisect.bisect_left(texts, block)
        sentence = texts[place - 1] if place else -1
        is_inside = sentence >= 0 and rows.blocks.starts[block] < rows.blocks.ends[sentence]
        owners[row] = sentence if is_inside else block + 1
    return owners


def _sorts_of_company(rows: Rows, texts: list[int]) -> list[str]:
    """Return of each text block what sort of group it belongs to, or an empty str."""
    blocks = rows.blocks
    causes, holders = blocks.unveiled_causes, blocks.holders
    # All texts with foreign links are rows: the gate lets each of them through.
    linking = {rows.block_of[row] for row in rows.linked}
    sorts = []
    for block in texts:
        sort, holder = "", holders[block]
        if holder >= 0 and causes[holder] is not None:
            sort = "hidden"
        elif block in linking and _is_mostly_links(rows, block):
            sort = "links"
        sorts.append(sort)
    return sorts


def _is_mostly_links(rows: Rows, block: int) -> bool:
    n_chars, n_linked = rows.source_chars(block)
    return n_linked > _ANCHOR_SHARE * n_chars


def _group(rows: Rows, members: list[int]) -> _Group:
    links = _linked_elements(rows, members)
    foreign = [rows.links.by_element[one] for one in links if one in rows.links.foreign_elements]
    url_scores = [rows.url_scores[link.words] for link in foreign]
    score = rows.text_scores[members].mean()
    return _Group(
        n_blocks=len(members),
        n_links=len(links),
        n_foreign=len(foreign),
        n_sites=len({site_of(link.host) for link in foreign}),
        score=float(score),
        excess=float(score - rows.page_median),
        url_score=sum(url_scores) / len(url_scores) if url_scores else -4.0,
    )


def _linked_elements(rows: Rows, texts: list[int]) -> dict[int, None]:
    """Return the links around the pieces of some text blocks, block by block in their order."""
    text_links, spans = rows.links.text_links, rows.blocks.spans
    found: dict[int, None] = {}
    for block in texts:
        first, last = spans[block]
        if first == last:  # most texts are one piece
            found[text_links[first]] = None
        else:
            found.update(dict.fromkeys(sorted(set(text_links[first : last + 1]))))
    found.pop(-1, None)
    return found


def group_numbers(rows: Rows) -> NDArray[np.int64]:
    """Return which group each row belongs to, -1 for none."""

    def find() -> NDArray[np.int64]:
        found = _groups(rows)
        numbers = {id(group): number for number, group in enumerate(found)}
        return np.asarray(
            [-1 if group is _ALONE else numbers[id(group)] for group in found], np.int64
        )

    return rows.shared("group numbers", find)


def _column(rows: Rows, name: str) -> NDArray[np.float32]:
    def find() -> NDArray[np.float32]:
        return np.asarray(_groups(rows), np.float32).reshape(-1, len(_Group._fields))

    found: NDArray[np.float32] = rows.shared("group columns", find)[:, _Group._fields.index(name)]
    return found


def group_blocks_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + blocks of the group); 0 outside of one."""
    return np.log1p(_column(rows, "n_blocks"))


def group_foreign_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + the group's links to other sites)."""
    return np.log1p(_column(rows, "n_foreign"))


def group_sites_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + the foreign sites that the group links to)."""
    return np.log1p(_column(rows, "n_sites"))


def group_foreign_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of the group's links that lead to other sites; -1 without links."""
    links, foreign = _column(rows, "n_links"), _column(rows, "n_foreign")
    return np.where(links > 0, foreign / np.maximum(links, 1), -1.0).astype(np.float32)


def group_score(rows: Rows) -> NDArray[np.float32]:
    """Return the mean n-gram score of the group's texts; -4 outside of one."""
    return _column(rows, "score")


def group_excess(rows: Rows) -> NDArray[np.float32]:
    """Return by how much that mean is over the median of the page; 0 outside of a group."""
    return _column(rows, "excess")


def group_url_score(rows: Rows) -> NDArray[np.float32]:
    """Return the mean n-gram score of the group's foreign addresses; -4 without any."""
    return _column(rows, "url_score")
