"""Columns on the links of a block: how many, to whom, under which words."""

from __future__ import annotations

import collections
import re
from typing import TYPE_CHECKING, Any

import numpy as np

from sanitizer.features.links import site_of
from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows

__all__ = [
    "anchor_share",
    "bare_address_share",
    "encoded_address_share",
    "foreign_links_log",
    "foreign_share",
    "foreign_sites_log",
    "highest_url_score",
    "known_site_share",
    "links_log",
    "nofollow_share",
    "numeric_host_share",
    "repeated_anchor_share",
    "site_links_per_site",
    "url_score",
]

_HOME = re.compile(r"(?:https?:)?//[^/?#]+/?$", re.IGNORECASE)
_NUMERIC_HOST = re.compile(r"^\d{1,3}(?:\.\d{1,3}){3}$")
_ENCODED = re.compile(r"%[89a-fA-F][0-9a-fA-F]")
_REL_NOFOLLOW = re.compile(r"\srel\s*=\s*[\"']?[^\"'>]*(?:nofollow|ugc|sponsored)", re.IGNORECASE)


def links_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + links)."""
    return np.log1p(rows.column(lambda row: len(rows.hyperlinks[row])))


def foreign_links_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + links to other sites)."""
    return np.log1p(rows.column(lambda row: len(rows.foreign[row])))


def foreign_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of links that lead to other sites; -1 without links."""

    def share(row: int) -> float:
        n_links = len(rows.hyperlinks[row])
        return len(rows.foreign[row]) / n_links if n_links else -1.0

    return rows.column(share)


def foreign_sites_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + different foreign sites)."""
    return np.log1p(
        rows.sparse_column(
            rows.linked, lambda row: len({site_of(link.host) for link in rows.foreign[row]})
        )
    )


def site_links_per_site(rows: Rows) -> NDArray[np.float32]:
    """Return foreign links over foreign sites: a link farm has one each; 0 without."""

    def ratio(row: int) -> float:
        sites = {site_of(link.host) for link in rows.foreign[row]}
        return len(rows.foreign[row]) / len(sites) if sites else 0.0

    return np.log1p(rows.sparse_column(rows.linked, ratio))


def known_site_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of foreign links whose site the page links to outside of this block."""

    def share(row: int) -> float:
        here = collections.Counter(site_of(link.host) for link in rows.foreign[row])
        known = sum(n for site, n in here.items() if rows.links.site_counts[site] > n)
        return known / max(sum(here.values()), 1)

    return rows.sparse_column(rows.linked, share)


def anchor_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of the block's source text that stands inside links."""
    tree, holders = rows.tree, rows.links.holder_links

    def share(row: int) -> float:
        block = rows.block_of[row]
        first, last = rows.blocks.spans[block]
        linked = total = 0
        for text in range(first, last + 1):
            n_chars = tree.text_ends[text] - tree.text_starts[text]
            parent = tree.text_parents[text]
            total += n_chars
            if parent >= 0 and holders[parent] >= 0:
                linked += n_chars
        return linked / max(total, 1)

    return rows.sparse_column(rows.places[Kind.TEXT], share)


def nofollow_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of foreign links that tell search engines not to follow."""

    def share(row: int) -> float:
        links = [link for link in rows.foreign[row] if link.element >= 0]
        marked = sum(
            _REL_NOFOLLOW.search(rows.tree.start_tag(link.element)) is not None for link in links
        )
        return marked / max(len(links), 1)

    return rows.sparse_column(rows.linked, share)


def _share_of(
    rows: Rows, pattern: re.Pattern[str], *, of_host: bool = False
) -> NDArray[np.float32]:
    def share(row: int) -> float:
        links = rows.foreign[row]
        hits = sum(
            pattern.search(link.host if of_host else link.href) is not None for link in links
        )
        return hits / max(len(links), 1)

    return rows.sparse_column(rows.linked, share)


def bare_address_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of foreign links that lead to a start page."""
    return _share_of(rows, _HOME)


def numeric_host_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of foreign links to a bare IP address."""
    return _share_of(rows, _NUMERIC_HOST, of_host=True)


def encoded_address_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of foreign links with percent-coded words of another script."""
    return _share_of(rows, _ENCODED)


def repeated_anchor_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of foreign links to an address that the block links to already."""

    def share(row: int) -> float:
        links = [link.href for link in rows.foreign[row]]
        return 1 - len(set(links)) / len(links) if links else 0.0

    return rows.sparse_column(rows.linked, share)


def url_score(rows: Rows) -> NDArray[np.float32]:
    """Return the mean n-gram score of the block's foreign addresses; -4 without any."""
    return _of_addresses(rows, np.mean)


def highest_url_score(rows: Rows) -> NDArray[np.float32]:
    """Return the highest n-gram score of the block's foreign addresses; -4 without any."""
    return _of_addresses(rows, np.max)


def _of_addresses(
    rows: Rows, summary: Callable[[list[float]], np.floating[Any]]
) -> NDArray[np.float32]:
    return rows.sparse_column(
        rows.linked,
        lambda row: float(summary([rows.url_scores[link.words] for link in rows.foreign[row]])),
        default=-4.0,
    )
