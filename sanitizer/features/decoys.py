"""Columns on runs of empty elements: what cloning kits scatter so that every copy differs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from sanitizer.patterns import lazy_pattern
from sanitizer.segmentation.records import Kind
from sanitizer.segmentation.structure import KNOWN_TAGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows
    from sanitizer.parsing.tree import Tree

__all__ = [
    "beside_decoys",
    "decoy_misplaced_share",
    "decoy_named_share",
    "decoy_repeated_id_share",
    "decoy_unknown_share",
    "decoy_used_share",
    "decoys_log",
]

#: Elements that the standard allows in one parent only (4.9, 4.10, 4.4); kits scatter them.
_NEEDS_PARENT: Final[dict[str, frozenset[str]]] = {
    "tbody": frozenset({"table"}),
    "thead": frozenset({"table"}),
    "tfoot": frozenset({"table"}),
    "caption": frozenset({"table"}),
    "colgroup": frozenset({"table"}),
    "tr": frozenset({"table", "tbody", "thead", "tfoot"}),
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
    "rp": frozenset({"ruby"}),
    "rt": frozenset({"ruby"}),
    "li": frozenset({"ul", "ol", "menu", "dir"}),
    "dd": frozenset({"dl", "div"}),
    "dt": frozenset({"dl", "div"}),
    "option": frozenset({"select", "datalist", "optgroup"}),
    "optgroup": frozenset({"select"}),
    "legend": frozenset({"fieldset"}),
    "figcaption": frozenset({"figure"}),
    "summary": frozenset({"details"}),
    "style": frozenset({"head", "noscript"}),
}

#: Runs of which a larger share is unknown, misplaced or of one id are odd.
_ODD_SHARE: Final = 0.3

_NAMES = lazy_pattern(r"\s(id|class)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)

# --- runs of empty elements

#: A kit writes two or three; the bound is for hostile pages.
_MAX_RUNS: Final = 40

#: The start tag of most empty elements: one attribute, which names it.
_PLAIN_NAMED = lazy_pattern(r"<\w+ (id|class)=\"([^\"]*)\" ?/?>")

#: So many elements of a run, and names of these, say whether somebody uses them.
_MAX_NAMED: Final = 40
_MAX_NAMES: Final = 8

#: So much markup between a block and a run of decoys is next to nothing.
_BESIDE_CHARS: Final = 200


def beside_decoys(rows: Rows) -> NDArray[np.float32]:
    """Return the log size of the nearest run of odd empty elements right before or behind."""
    # In float32, as the columns are: three in ten are odd, since that is more than 0.3.
    oddness = {row: float(np.float32(_oddness(run))) for row, run in _runs(rows).items()}
    runs = [row for row, share in oddness.items() if share > _ODD_SHARE][:_MAX_RUNS]
    starts, ends = rows.starts, rows.ends
    size = np.zeros(len(rows), np.float32)
    for run in runs:
        behind, before = starts[run] - ends, starts - ends[run]
        near = ((behind >= 0) & (behind <= _BESIDE_CHARS)) | (
            (before >= 0) & (before <= _BESIDE_CHARS)
        )
        near[run] = False
        size[near] = np.maximum(size[near], _runs(rows)[run].n_elements)
    return np.log1p(size)


def _oddness(run: _Run) -> float:
    """Return the largest share of a run that honest runs do not have."""
    return max(run.n_unknown, run.n_misplaced, run.n_of_one_id) / run.n_elements


class _Run(NamedTuple):
    """A run of empty elements.

    Attributes
    ----------
    first, last : int
        Its first and its last element.
    n_elements, n_unknown, n_misplaced : int
    names : list of str
        All ids and classes, in order.
    n_early_names : int
        How many of them are of the first 40 elements.
    n_of_one_id : int
        How many have the commonest id; 0 where no two have one.
    """

    first: int
    last: int
    n_elements: int
    n_unknown: int
    n_misplaced: int
    names: list[str]
    n_early_names: int
    n_of_one_id: int


def _runs(rows: Rows) -> dict[int, _Run]:
    """Return the run of each row that is one."""

    def find() -> dict[int, _Run]:
        spans = rows.blocks.spans
        known: dict[str, list[tuple[str, str]]] = {}
        return {
            row: _read_run(rows.tree, *spans[rows.block_of[row]], known)
            for row in rows.places[Kind.DECOYS]
        }

    return rows.shared("runs", find)


def _read_run(tree: Tree, first: int, last: int, known: dict[str, list[tuple[str, str]]]) -> _Run:
    """Read a run; `known` keeps the names in start tags: the icons of a page are written alike."""
    tags, parents, source, starts, opens = (
        tree.tags, tree.parents, tree.source, tree.starts, tree.opens
    )  # fmt: skip
    elements = range(first, tree.subtree_end(last))
    n_unknown = n_misplaced = n_early_names = 0
    names: list[str] = []
    ids: dict[str, int] = {}
    for element in elements:
        tag = tags[element]
        if tag not in KNOWN_TAGS:
            n_unknown += "-" not in tag and ":" not in tag
        elif tag in _NEEDS_PARENT:
            parent = parents[element]
            n_misplaced += parent < 0 or tags[parent] not in _NEEDS_PARENT[tag]
        start_tag = source[starts[element] : opens[element]]
        if "=" not in start_tag:
            continue
        found = known.get(start_tag)
        if found is None:
            found = known[start_tag] = _named(start_tag)
        for key, value in found:
            names.extend(value.split())
            if key == "id":
                ids[value] = ids.get(value, 0) + 1
        if element - first < _MAX_NAMED:
            n_early_names = len(names)
    commonest = max(ids.values(), default=0)
    return _Run(
        first,
        elements[-1],
        len(elements),
        n_unknown,
        n_misplaced,
        names,
        n_early_names,
        commonest if commonest > 1 else 0,
    )


def _named(start_tag: str) -> list[tuple[str, str]]:
    """Return ``id`` and ``class`` with their values, as `_NAMES` finds them."""
    plain = _PLAIN_NAMED.fullmatch(start_tag)
    if plain is not None:
        return [(plain[1], plain[2])]
    return [
        (key.lower(), double or single or bare)
        for key, double, single, bare in _NAMES.findall(start_tag)
    ]


def _decoys(rows: Rows, measure: Callable[[_Run], float]) -> NDArray[np.float32]:
    runs = _runs(rows)
    return rows.sparse_column(runs, lambda row: measure(runs[row]))


def decoys_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + elements of the run)."""
    return np.log1p(_decoys(rows, lambda run: run.n_elements))


def decoy_unknown_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of elements that no standard knows and that are no custom elements."""
    return _decoys(rows, lambda run: run.n_unknown / run.n_elements)


def decoy_misplaced_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of elements that may not stand where they do."""
    return _decoys(rows, lambda run: run.n_misplaced / run.n_elements)


def decoy_named_share(rows: Rows) -> NDArray[np.float32]:
    """Return ids and classes per element."""
    return _decoys(rows, lambda run: len(run.names) / run.n_elements)


def decoy_repeated_id_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of elements with the run's commonest id: an id is to be unique."""
    return _decoys(rows, lambda run: run.n_of_one_id / run.n_elements)


def decoy_used_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of the run's ids and classes that stand elsewhere in the page too."""
    tree = rows.tree

    def uses(run: _Run) -> float:
        names = sorted(set(run.names[: run.n_early_names]))[:_MAX_NAMES]
        start, end = tree.starts[run.first], tree.ends[run.last]
        return sum(rows.stands_outside(name, start, end) for name in names) / max(len(names), 1)

    return _decoys(rows, uses)
