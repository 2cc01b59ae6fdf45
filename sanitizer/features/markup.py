"""Columns on the markup: where a block stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from sanitizer.features.concealment import has_style
from sanitizer.features.rows import MAX_AROUND
from sanitizer.patterns import lazy_pattern

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows
    from sanitizer.segmentation.records import Kind

__all__ = [
    "after_body",
    "before_html",
    "breaks_out",
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
    "code": frozenset({"pre", "code", "samp", "kbd", "tt"}),
}

_HEAD: Final = "head"
#: Places by number, the head behind them, and the numbers of a tag's places as bits.
_PLACE_NAMES: Final = (*PLACES, _HEAD)
_PLACE_BITS: Final[dict[str, int]] = {
    tag: sum(1 << n for n, name in enumerate(_PLACE_NAMES) if tag in PLACES.get(name, {name}))
    for tag in {_HEAD}.union(*PLACES.values())
}

_TAG = lazy_pattern(r"<[^>]*>")
#: More markup than this around a block is more than its own link or emphasis.
_MAX_MARKUP_CHARS: Final = 600

#: Elements in which markup is text. Whoever puts something into a database without knowing where it
#: will stand closes them first: ``</title><script src=…>`` stood in a million pages in 2011.
_CAPTURING: Final = frozenset(
    {
        "title", "textarea", "noscript", "style", "option", "select", "xmp", "noframes", "iframe",
    }
)  # fmt: skip
#: Between that end tag and the block only what the block itself stands in: a conditional comment
#: ends with the end tags of what no browser sees.
_AROUND = lazy_pattern(
    r"(?:a|b|div|em|font|h[1-6]|i|li|marquee|p|span|strong|u|ul)\b", re.IGNORECASE
)
#: The tags between that end tag and the block: those of a link and what it is hidden in.
_MAX_BROKEN_CHARS: Final = 300
_FIRST_TAG = lazy_pattern(r"<(?:!doctype|html|head)", re.IGNORECASE)


def is_kind(rows: Rows, kind: Kind) -> NDArray[np.float32]:
    """Return 1 for blocks of one kind."""
    return np.asarray(rows.kinds == int(kind), np.float32)


def _places_around(rows: Rows) -> NDArray[np.int64]:
    """Return of each row a bit for every place of `PLACES` that it is in, and one for the head."""

    def find() -> NDArray[np.int64]:
        tags, parents, bits = rows.tree.tags, rows.tree.parents, _PLACE_BITS
        found = {}
        for holder in set(rows.holders):
            places, element, n_left = 0, holder, MAX_AROUND
            while element >= 0 and n_left:
                places |= bits.get(tags[element], 0)
                element = parents[element]
                n_left -= 1
            found[holder] = places
        return np.asarray([found[holder] for holder in rows.holders], np.int64)

    return rows.shared("places around", find)


def inside(rows: Rows, place: str) -> NDArray[np.float32]:
    """Return 1 where one of the elements around the block is of `place`."""

    def find() -> NDArray[np.float32]:
        bits = np.arange(len(_PLACE_NAMES))[:, None]
        return ((_places_around(rows) >> bits) & 1).astype(np.float32)

    found: NDArray[np.float32] = rows.shared("inside", find)[_PLACE_NAMES.index(place)]
    return found


def breaks_out(rows: Rows) -> NDArray[np.float32]:
    """Return 1 behind an end tag of `_CAPTURING` that ends nothing."""
    source = rows.tree.source
    found = np.zeros(len(rows), np.float32)
    closed = {}
    for row, start in enumerate(rows.starts.tolist()):
        end = _closed_before(source, start)
        if end >= 0:
            closed[row] = end
    if closed:
        ends = set(rows.tree.ends)
        found[[row for row, end in closed.items() if end not in ends]] = 1.0
    return found


def _closed_before(source: str, place: int) -> int:
    """Return where the end tag of `_CAPTURING` before a place ends; -1 where there is none.

    Only tags that may stand around what is at the place may stand between.
    """
    first = max(0, place - _MAX_BROKEN_CHARS)
    while True:
        start = source.rfind("<", first, place)
        end = source.find(">", start, place) if start >= 0 else -1
        if end < 0 or (end + 1 < place and not source[end + 1 : place].isspace()):
            return -1
        if source[start + 1] == "/":
            name = source[start + 2 : end].rstrip().lower()
            return end + 1 if name in _CAPTURING else -1
        if _AROUND.match(source, start + 1, end) is None:
            return -1
        place = start


def depth_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + number of elements around the block)."""
    parents = rows.tree.parents
    depths = {-1: 0}
    for holder in rows.holders:
        path, element = [], holder
        while element not in depths:
            path.append(element)
            element = parents[element]
        for element in reversed(path):  # each element of the page once, however deep it is
            depths[element] = depths[parents[element]] + 1
    return np.log1p(np.asarray([depths[holder] for holder in rows.holders], np.float32))


def is_bare(rows: Rows) -> NDArray[np.float32]:
    """Return 1 where the block stands directly in the body or the document."""
    tags = rows.tree.tags
    bare = [holder < 0 or tags[holder] in {"body", "html"} for holder in rows.holders]
    return np.asarray(bare, np.float32)


def in_head(rows: Rows) -> NDArray[np.float32]:
    """Return 1 inside ``<head>``."""
    return inside(rows, _HEAD)


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
    return (rows.starts > place).astype(np.float32)


def before_html(rows: Rows) -> NDArray[np.float32]:
    """Return 1 before the doctype, ``<html>`` or ``<head>``, whichever is first."""
    found = _FIRST_TAG.search(rows.tree.source, 0, 20_000)
    return (rows.starts < (found.start() if found else -1)).astype(np.float32)


def has_own_style(rows: Rows) -> NDArray[np.float32]:
    """Return 1 where the block's element or the one around it has a style attribute."""
    tree, holders = rows.tree, set(rows.holders)
    near = {*holders, *(tree.parents[holder] for holder in holders if holder >= 0)} - {-1}
    styled = {element for element in near if has_style(tree.start_tag(element))}
    if not styled:
        return np.zeros(len(rows), np.float32)
    own = [
        holder in styled or (holder >= 0 and tree.parents[holder] in styled)
        for holder in rows.holders
    ]
    return np.asarray(own, np.float32)


def link_only_container(rows: Rows) -> NDArray[np.float32]:
    """Return 1 where the block's element holds this block and nothing else."""
    tree = rows.tree
    opens, closes, source = tree.opens, tree.closes, tree.source
    found = np.zeros(len(rows), np.float32)
    places = zip(rows.holders, rows.starts.tolist(), rows.ends.tolist(), strict=True)
    for row, (holder, start, end) in enumerate(places):
        if holder < 0:
            continue
        first, last = opens[holder], closes[holder]
        if (last - first) - (end - start) <= _MAX_MARKUP_CHARS:
            found[row] = _is_bare_markup(source[first:start]) and _is_bare_markup(source[end:last])
    return found


def _is_bare_markup(piece: str) -> bool:
    piece = piece.strip()
    return not piece or (piece[0] == "<" and not _TAG.sub("", piece).strip())
