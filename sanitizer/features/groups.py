"""Columns on the company that a block keeps: lists of links are junk together or not at all.

A hidden list of forty links is forty small blocks, and none of them says much by itself. A group is
a run of neighbouring text blocks that are all hidden, or all nothing but links to other sites; what
is measured of the group, every block of it carries.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from sanitizer.features.links import site_of
from sanitizer.features.rows import links_of_block
from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sanitizer.features.links import Hyperlink
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


@dataclasses.dataclass(frozen=True, slots=True)
class _Group:
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
    blocks = rows.blocks
    texts: list[int] = rows.text_blocks.tolist()
    links = [links_of_block(blocks, rows.links, block) for block in texts]
    group_of: dict[int, _Group] = {}
    run: list[int] = []
    last = ""
    for place, block in enumerate(texts):
        company = _company(rows, block, links[place])
        if run and company != last:
            _close(rows, texts, links, run, group_of)
            run = []
        if company:
            run.append(place)
        last = company
    _close(rows, texts, links, run, group_of)
    sentence = -1
    for block in range(len(blocks)):
        if blocks.kinds[block] is Kind.TEXT:
            sentence = block
        elif blocks.kinds[block] is Kind.LINK and block not in group_of:
            inside = blocks.starts[block] < (blocks.ends[sentence] if sentence >= 0 else 0)
            owner = sentence if inside else block + 1
            group_of[block] = group_of.get(owner, _ALONE)
    return [group_of.get(block, _ALONE) for block in rows.block_of]


def _company(rows: Rows, block: int, links: list[Hyperlink]) -> str:
    """Return what sort of group a text block belongs to, or an empty str."""
    if rows.blocks.cause(block) is not None:
        return "hidden"
    if links and any(map(rows.links.is_foreign, links)) and _is_mostly_links(rows, block):
        return "links"
    return ""


def _is_mostly_links(rows: Rows, block: int) -> bool:
    tree, holders = rows.tree, rows.links.holder_links
    first, last = rows.blocks.spans[block]
    linked = total = 0
    for text in range(first, last + 1):
        n_chars = tree.text_ends[text] - tree.text_starts[text]
        parent = tree.text_parents[text]
        total += n_chars
        linked += n_chars if parent >= 0 and holders[parent] >= 0 else 0
    return linked > _ANCHOR_SHARE * total


def _close(
    rows: Rows,
    texts: list[int],
    links: list[list[Hyperlink]],
    run: list[int],
    group_of: dict[int, _Group],
) -> None:
    if not run:
        return
    members = [texts[place] for place in run]
    found = {(link.element, link.href): link for place in run for link in links[place]}
    foreign = [link for link in found.values() if rows.links.is_foreign(link)]
    scores = rows.text_scores[members]
    url_scores = [rows.url_scores[link.words] for link in foreign]
    group = _Group(
        n_blocks=len(members),
        n_links=len(found),
        n_foreign=len(foreign),
        n_sites=len({site_of(link.host) for link in foreign}),
        score=float(scores.mean()),
        excess=float(scores.mean() - rows.page_median),
        url_score=sum(url_scores) / len(url_scores) if url_scores else -4.0,
    )
    group_of.update(dict.fromkeys(members, group))


def group_numbers(rows: Rows) -> list[int]:
    """Return which group each row belongs to, -1 for none."""
    found = _groups(rows)
    numbers = {id(group): number for number, group in enumerate(found)}
    return [-1 if group is _ALONE else numbers[id(group)] for group in found]


def _column(rows: Rows, name: str) -> NDArray[np.float32]:
    return np.asarray([getattr(group, name) for group in _groups(rows)], np.float32)


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
