"""Columns on the markup: where a block stands, and what runs of empty elements look like."""

from __future__ import annotations

import collections
import re
from typing import TYPE_CHECKING, Final

import numpy as np

from sanitizer.segmentation.records import Kind
from sanitizer.segmentation.structure import KNOWN_TAGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows
    from sanitizer.parsing.tree import Tree

__all__ = [
    "after_body",
    "before_html",
    "beside_decoys",
    "decoy_misplaced_share",
    "decoy_named_share",
    "decoy_repeated_id_share",
    "decoy_unknown_share",
    "decoy_used_share",
    "decoys_log",
    "depth_log",
    "has_own_style",
    "in_head",
    "inside",
    "is_bare",
    "is_kind",
    "link_only_container",
]

#: Where a block stands, by the names of the elements around it.
PLACES: Final[dict[str, frozenset[str]]] = {
    "navigation": frozenset({"nav", "menu", "header"}),
    "footer": frozenset({"footer"}),
    "aside": frozenset({"aside"}),
    "article": frozenset({"article", "main"}),
    "list": frozenset({"li", "dd", "dt"}),
    "table": frozenset({"td", "th"}),
    "paragraph": frozenset({"p", "blockquote"}),
    "heading": frozenset({"h1", "h2", "h3", "h4", "h5", "h6"}),
    "form": frozenset({"form", "select", "label", "button"}),
    "link": frozenset({"a"}),
}

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

_TAG = re.compile(r"<[^>]*>")
#: More markup than this around a block is more than its own link or emphasis.
_MAX_MARKUP_CHARS: Final = 600

#: Runs of which a larger share is unknown, misplaced or of one id are odd.
_ODD_SHARE: Final = 0.3

_NAMES = re.compile(r"\s(id|class)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_STYLE = re.compile(r"\sstyle\s*=", re.IGNORECASE)


def is_kind(rows: Rows, kind: Kind) -> NDArray[np.float32]:
    """Return 1 for blocks of one kind."""
    return np.asarray(rows.kinds == int(kind), np.float32)


def _names_around(rows: Rows) -> list[set[str]]:
    tags = rows.tree.tags
    return rows.shared(
        "names around", lambda: [{tags[element] for element in chain} for chain in rows.around]
    )


def inside(rows: Rows, place: str) -> NDArray[np.float32]:
    """Return 1 where one of the elements around the block is of `place`."""
    names = PLACES[place]
    found = [not names.isdisjoint(around) for around in _names_around(rows)]
    return np.asarray(found, np.float32)


def depth_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + number of elements around the block)."""
    return np.log1p(
        rows.column(lambda row: len(rows.tree.ancestors(rows.blocks.holders[rows.block_of[row]])))
    )


def is_bare(rows: Rows) -> NDArray[np.float32]:
    """Return 1 where the block stands directly in the body or the document."""
    tags = rows.tree.tags

    def bare(row: int) -> bool:
        holder = rows.blocks.holders[rows.block_of[row]]
        return holder < 0 or tags[holder] in {"body", "html"}

    return rows.column(bare)


def in_head(rows: Rows) -> NDArray[np.float32]:
    """Return 1 inside ``<head>``."""
    return np.asarray(["head" in around for around in _names_around(rows)], np.float32)


def after_body(rows: Rows) -> NDArray[np.float32]:
    """Return 1 after ``</body>``, or ``</html>`` where there is no such tag."""
    source = rows.tree.source
    place = next(
        (
            found
            for tag in ("</body", "</BODY", "</html", "</HTML")
            if (found := source.rfind(tag)) >= 0
        ),
        len(source),
    )
    return (_starts(rows) > place).astype(np.float32)


def before_html(rows: Rows) -> NDArray[np.float32]:
    """Return 1 before the doctype, ``<html>`` or ``<head>``, whichever is first."""
    head = rows.tree.source[:20_000].lower()
    places = [place for name in ("<!doctype", "<html", "<head") if (place := head.find(name)) >= 0]
    return (_starts(rows) < min(places, default=-1)).astype(np.float32)


def _starts(rows: Rows) -> NDArray[np.int64]:
    starts = rows.blocks.starts
    return np.asarray([starts[block] for block in rows.block_of], np.int64)


def has_own_style(rows: Rows) -> NDArray[np.float32]:
    """Return 1 where the block's element or the one around it has a style attribute."""
    return np.asarray(
        [
            any(_STYLE.search(rows.tree.start_tag(element)) for element in chain[:2])
            for chain in rows.around
        ],
        np.float32,
    )


def link_only_container(rows: Rows) -> NDArray[np.float32]:
    """Return 1 where the block's element holds this block and nothing else."""
    tree, blocks = rows.tree, rows.blocks

    def alone(row: int) -> bool:
        block = rows.block_of[row]
        holder = blocks.holders[block]
        if holder < 0:
            return False
        start, end = tree.opens[holder], tree.closes[holder]
        if (end - start) - (blocks.ends[block] - blocks.starts[block]) > _MAX_MARKUP_CHARS:
            return False
        around = tree.source[start : blocks.starts[block]], tree.source[blocks.ends[block] : end]
        return all(not _TAG.sub("", piece).strip() for piece in around)

    return rows.column(alone)


# --- runs of empty elements

#: A kit writes two or three; the bound is for hostile pages.
_MAX_RUNS: Final = 40

#: So much markup between a block and a run of decoys is next to nothing.
_BESIDE_CHARS: Final = 200


def beside_decoys(rows: Rows) -> NDArray[np.float32]:
    """Return the log size of the nearest run of odd empty elements right before or behind."""
    runs = [
        rows.block_of[row]
        for row, oddness in enumerate(_oddness(rows).tolist())
        if oddness > _ODD_SHARE
    ][:_MAX_RUNS]
    starts, ends = rows.blocks.starts, rows.blocks.ends

    def size(row: int) -> float:
        block = rows.block_of[row]
        near = [
            rows.tree.subtree_end(rows.blocks.spans[run][1]) - rows.blocks.spans[run][0]
            for run in runs
            if run != block
            and (
                0 <= starts[run] - ends[block] <= _BESIDE_CHARS
                or 0 <= starts[block] - ends[run] <= _BESIDE_CHARS
            )
        ]
        return max(near, default=0)

    return np.log1p(rows.sparse_column(range(len(rows)) if runs else (), size))


def _oddness(rows: Rows) -> NDArray[np.float32]:
    """Return of each run the largest share that honest runs do not have; 0 for other blocks."""
    shares = (decoy_unknown_share(rows), decoy_misplaced_share(rows), decoy_repeated_id_share(rows))
    return np.asarray(np.max(shares, axis=0), np.float32)


def _decoys(rows: Rows, measure: Callable[[Tree, range], float]) -> NDArray[np.float32]:
    def value(row: int) -> float:
        first, last = rows.blocks.spans[rows.block_of[row]]
        return measure(rows.tree, range(first, rows.tree.subtree_end(last)))

    return rows.sparse_column(rows.places[Kind.DECOYS], value)


def _names(tree: Tree, elements: range) -> list[str]:
    names = []
    for element in elements:
        for _, double, single, bare in _NAMES.findall(tree.start_tag(element)):
            names.extend((double or single or bare).split())
    return names


def decoys_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + elements of the run)."""
    return np.log1p(_decoys(rows, lambda _, elements: len(elements)))


def decoy_unknown_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of elements that no standard knows and that are no custom elements."""

    def share(tree: Tree, elements: range) -> float:
        unknown = [
            element
            for element in elements
            if tree.tags[element] not in KNOWN_TAGS
            and "-" not in tree.tags[element]
            and ":" not in tree.tags[element]
        ]
        return len(unknown) / len(elements)

    return _decoys(rows, share)


def decoy_misplaced_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of elements that may not stand where they do."""

    def share(tree: Tree, elements: range) -> float:
        n_misplaced = 0
        for element in elements:
            allowed = _NEEDS_PARENT.get(tree.tags[element])
            parent = tree.parents[element]
            n_misplaced += allowed is not None and (parent < 0 or tree.tags[parent] not in allowed)
        return n_misplaced / len(elements)

    return _decoys(rows, share)


def decoy_named_share(rows: Rows) -> NDArray[np.float32]:
    """Return ids and classes per element."""
    return _decoys(rows, lambda tree, elements: len(_names(tree, elements)) / len(elements))


def decoy_repeated_id_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of elements with the run's commonest id: an id is to be unique."""

    def share(tree: Tree, elements: range) -> float:
        ids = collections.Counter(
            double or single or bare
            for element in elements
            for key, double, single, bare in _NAMES.findall(tree.start_tag(element))
            if key.lower() == "id"
        )
        count = max(ids.values(), default=0)
        return count / len(elements) if count > 1 else 0.0

    return _decoys(rows, share)


def decoy_used_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of the run's ids and classes that stand elsewhere in the page too."""

    def uses(tree: Tree, elements: range) -> float:
        names = sorted(set(_names(tree, elements[:40])))[:8]
        start, end = tree.starts[elements[0]], tree.ends[elements[-1]]
        found = 0
        for name in names:
            found += tree.source.find(name, 0, start) >= 0 or tree.source.find(name, end) >= 0
        return found / max(len(names), 1)

    return _decoys(rows, uses)
