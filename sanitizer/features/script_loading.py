"""Columns on what scripts and frames load: from which host, and in which size."""

from __future__ import annotations

import functools
import math
import re
from typing import TYPE_CHECKING

from sanitizer.features.links import host_of, site_of
from sanitizer.features.script_texts import active_rows, plain_scripts
from sanitizer.patterns import lazy_pattern
from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows

__all__ = ["foreign_source", "host_entropy", "is_zero_sized"]

#: The usual way of naming a script's address; without ``&`` nothing in it is coded.
_PLAIN_SOURCE = lazy_pattern(
    r"<script(?:\s+(?!(?i:src)[\s=/>])[a-z-]+(?:=\"[^\"]*\")?)*?\s+src=\"([^\"&]*)\"", re.ASCII
)

_SIZE = lazy_pattern(
    r"\b(width|height)\s*[=:]\s*[\"']?\s*([01])(?:px|pt|em|%)?\s*(?=[\"';\s>])", re.IGNORECASE
)
#: The start tag of a frame in a script's strings; with ``>`` behind quotes that may be escaped.
_WRITTEN_FRAME = lazy_pattern(r"<iframe\b[^<>]{0,1000}>", re.IGNORECASE)


def _source_hosts(rows: Rows) -> dict[int, str]:
    """Return the host of each script and frame that comes from one."""

    def find() -> dict[int, str]:
        hosts = {row: _source_host(rows, row) for row in active_rows(rows)}
        return {row: host for row, host in hosts.items() if host}

    return rows.shared("source hosts", find)


def _source_host(rows: Rows, row: int) -> str:
    block = rows.block_of[row]
    if rows.blocks.kinds[block] is Kind.FRAME:
        return host_of(rows.texts[row])
    tree, element = rows.tree, rows.blocks.spans[block][0]
    start, end = tree.starts[element], tree.opens[element]
    if end - start == len("<script>"):
        return ""
    plain = _PLAIN_SOURCE.match(tree.source, start, end)
    if plain is not None:
        return host_of(plain[1])
    if "src" not in tree.source[start:end].lower():
        return ""
    return host_of(tree.attributes(element).get("src", ""))


def foreign_source(rows: Rows) -> NDArray[np.float32]:
    """Return 1 where a script or frame comes from another host."""
    own, hosts, is_allowed = rows.links.own_site, _source_hosts(rows), rows.links.is_allowed
    return rows.sparse_column(
        hosts, lambda row: site_of(hosts[row]) != own and not is_allowed(hosts[row])
    )


def host_entropy(rows: Rows) -> NDArray[np.float32]:
    """Return the bits per character of the source host's name; 0 without one."""
    hosts = _source_hosts(rows)
    return rows.sparse_column(hosts, lambda row: _entropy(hosts[row]))


@functools.lru_cache(maxsize=1024)
def _entropy(name: str) -> float:
    # In order: a sum of floats depends on it.
    counts = [name.count(char) for char in sorted(set(name))]
    return -sum(n / len(name) * math.log2(n / len(name)) for n in counts)


def is_zero_sized(rows: Rows) -> NDArray[np.float32]:
    """Return 1 where a frame, or one that a script writes, is 0 or 1 pixel wide or high."""
    scripts = plain_scripts(rows)

    def is_small(row: int) -> bool:
        if row not in scripts:
            source = rows.sources[row]
            return _SIZE.search(source, 0, source.find(">") + 1) is not None
        written = _WRITTEN_FRAME.search(scripts[row][0]) if "frame" in scripts[row][1] else None
        return written is not None and _SIZE.search(written[0].replace("\\", "")) is not None

    return rows.sparse_column([*rows.places[Kind.FRAME], *scripts], is_small)
