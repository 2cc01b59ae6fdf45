"""Columns on what hides a block, and who might have hidden it."""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING

import numpy as np

from sanitizer.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows

__all__ = [
    "CAUSE_GROUPS",
    "has_style",
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

_STYLE = lazy_pattern(r"\sstyle\s*=", re.IGNORECASE)
_HOOK = lazy_pattern(
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

    def find() -> dict[int, str | None]:
        return {row: rows.blocks.unveiled_cause(rows.block_of[row]) for row in _hidden_rows(rows)}

    causes, names = rows.shared("causes", find), CAUSE_GROUPS[group]
    return rows.sparse_column(causes, lambda row: causes[row] in names)


def has_style(start_tag: str) -> bool:
    """Tell whether a start tag has a style attribute."""
    # Most have none. The letter s stands for more than lower case tells.
    return "tyle" in start_tag.lower() and _STYLE.search(start_tag) is not None


def _of_roots(
    rows: Rows, function: Callable[[int], float], default: float = 0.0
) -> NDArray[np.float32]:
    """Return a column of a value of the hiding element, `default` where nothing hides."""
    roots = rows.hidden_roots
    values = {root: function(root) for root in set(roots) if root >= 0}
    return rows.sparse_column(_hidden_rows(rows), lambda row: values[roots[row]], default)


def hidden_inline(rows: Rows) -> NDArray[np.float32]:
    """Return 1 where the hiding element has a style attribute: kits bring their own."""
    return _of_roots(rows, lambda root: has_style(rows.tree.start_tag(root)))


def hidden_group_chars_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + source characters of the hidden element that the block is in)."""
    tree = rows.tree
    return np.log1p(_of_roots(rows, lambda root: tree.ends[root] - tree.starts[root]))


def hidden_group_share(rows: Rows) -> NDArray[np.float32]:
    """Return which share of the links in the hidden element lead to other sites; -1 without."""
    links = list(rows.links.by_element)

    def share(root: int) -> float:
        first = bisect.bisect_left(links, root)
        last = bisect.bisect_left(links, rows.tree.subtree_end(root))
        if first == last:
            return -1.0
        return len(rows.links.foreign_elements.intersection(links[first:last])) / (last - first)

    return _of_roots(rows, share, default=-1.0)


def hooked_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of the hiding element's id and classes that stand elsewhere in the page.

    Honest hidden boxes are shown by somebody: a script, a sheet or a control names them.
    """
    tree = rows.tree

    def share(root: int) -> float:
        names: set[str] = set()
        for found in _HOOK.findall(tree.start_tag(root)):
            names.update(word for word in "".join(found).split() if len(word) > 2)
        chosen = sorted(names)[:4]
        start, end = tree.starts[root], tree.opens[root]
        used = sum(rows.stands_outside(name, start, end) for name in chosen)
        return used / len(chosen) if chosen else 0.0

    return _of_roots(rows, share)
