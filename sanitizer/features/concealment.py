"""Columns on what hides a block, and who might have hidden it."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows

__all__ = [
    "CAUSE_GROUPS",
    "hidden_by",
    "hidden_group_chars_log",
    "hidden_group_share",
    "hidden_inline",
    "hooked_share",
    "is_hidden",
]

#: Causes that are told apart as columns of their own; each group has its own honest uses.
CAUSE_GROUPS: dict[str, frozenset[str]] = {
    # Menus, dialogs, tabs: what a script shows later.
    "display": frozenset({"display-none", "visibility", "hidden-attribute", "content-visibility"}),
    # Screen-reader labels and image replacement.
    "moved": frozenset({"off-screen", "clip", "zero-scale", "behind-body"}),
    # Hardly any honest use.
    "tiny": frozenset({"tiny-box", "font-size", "opacity"}),
    "colour": frozenset({"same-colour"}),
    # What browsers hide by themselves.
    "element": frozenset({"noscript", "hidden-element", "collapsed-details"}),
    "script": frozenset({"by-script"}),
    "framework": frozenset({"framework-class"}),
}

_STYLE = re.compile(r"\sstyle\s*=", re.IGNORECASE)
_HOOK = re.compile(
    r"\s(?:id|class|aria-[a-z]+|data-[\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))",
    re.IGNORECASE,
)


def _hidden_rows(rows: Rows) -> list[int]:
    return rows.shared(
        "hidden rows", lambda: [row for row, root in enumerate(rows.hidden_roots) if root >= 0]
    )


def is_hidden(rows: Rows) -> NDArray[np.float32]:
    """Return 1 where a reader does not see the block."""
    return (np.asarray(rows.hidden_roots) >= 0).astype(np.float32)


def hidden_by(rows: Rows, group: str) -> NDArray[np.float32]:
    """Return 1 where the cause is one of `group`."""
    names = CAUSE_GROUPS[group]
    return rows.sparse_column(
        _hidden_rows(rows), lambda row: rows.blocks.cause(rows.block_of[row]) in names
    )


def hidden_inline(rows: Rows) -> NDArray[np.float32]:
    """Return 1 where the hiding element has a style attribute: kits bring their own."""
    return np.asarray(
        [
            root >= 0 and _STYLE.search(rows.tree.start_tag(root)) is not None
            for root in rows.hidden_roots
        ],
        np.float32,
    )


def hidden_group_chars_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + source characters of the hidden element that the block is in)."""
    tree = rows.tree
    sizes = [tree.ends[root] - tree.starts[root] if root >= 0 else 0 for root in rows.hidden_roots]
    return np.log1p(np.asarray(sizes, np.float32))


def hidden_group_share(rows: Rows) -> NDArray[np.float32]:
    """Return which share of the links in the hidden element lead to other sites; -1 without."""
    shares = {-1: -1.0}
    roots = rows.hidden_roots
    for root in set(roots) - {-1}:
        inside = range(root, rows.tree.subtree_end(root))
        links = [rows.links.by_element[e] for e in inside if e in rows.links.by_element]
        foreign = sum(map(rows.links.is_foreign, links))
        shares[root] = foreign / len(links) if links else -1.0
    return np.asarray([shares[root] for root in roots], np.float32)


def hooked_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of the hiding element's id and classes that stand elsewhere in the page.

    Honest hidden boxes are shown by somebody: a script, a sheet or a control names them.
    """
    tree = rows.tree

    @functools.cache
    def share(root: int) -> float:
        names: set[str] = set()
        for found in _HOOK.findall(tree.start_tag(root)):
            names.update(word for word in "".join(found).split() if len(word) > 2)
        chosen = sorted(names)[:4]
        start, end = tree.starts[root], tree.opens[root]
        used = sum(
            tree.source.find(name, end) >= 0 or tree.source.find(name, 0, start) >= 0
            for name in chosen
        )
        return used / len(chosen) if chosen else 0.0

    return rows.sparse_column(_hidden_rows(rows), lambda row: share(rows.hidden_roots[row]))
