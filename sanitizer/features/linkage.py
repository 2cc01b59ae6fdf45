"""Columns on the links of a block: how many, to whom, under which words."""

from __future__ import annotations

import collections
import re
from typing import TYPE_CHECKING

import numpy as np

from sanitizer.features.links import site_of
from sanitizer.patterns import lazy_pattern
from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

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
    "says_site",
    "site_links_per_site",
    "url_score",
]

_HOME = lazy_pattern(r"//[^/?#]+/?$")
_NUMERIC_HOST = lazy_pattern(r"^\d{1,3}(?:\.\d{1,3}){3}$")
_ENCODED = lazy_pattern(r"%[89a-fA-F][0-9a-fA-F]")
_REL_NOFOLLOW = lazy_pattern(r"\srel\s*=\s*[\"']?[^\"'>]*(?:nofollow|ugc|sponsored)", re.IGNORECASE)


class _Foreign:
    """The foreign links of all rows side by side; each address is looked at once.

    Attributes
    ----------
    rows : ndarray of int
        The rows that have any.
    counts : ndarray of int
        How many each of them has.
    sites : list of dict of str to int
        Of each of them how many links lead to which site.
    hrefs : list of str
        The different addresses.
    """

    def __init__(self, rows: Rows) -> None:
        found = [rows.foreign[row] for row in rows.linked]
        self.rows = np.asarray(rows.linked, np.int64)
        self.counts = np.fromiter(map(len, found), np.int64, len(found))
        self._starts = np.cumsum(self.counts) - self.counts
        self.links = [link for links in found for link in links]
        numbers: dict[str, int] = {}
        self._which = np.asarray(
            [numbers.setdefault(link.href, len(numbers)) for link in self.links], np.int64
        )
        self.hrefs = list(numbers)
        self.words = {link.href: link.words for link in self.links}
        self.sites: list[dict[str, int]] = []
        for links in found:
            sites: dict[str, int] = {}
            for link in links:
                site = site_of(link.host)
                sites[site] = sites.get(site, 0) + 1
            self.sites.append(sites)
        self._n_rows = len(rows)

    def column(self, values: ArrayLike, default: float = 0.0) -> NDArray[np.float32]:
        """Return a column of one value a row that has foreign links, `default` elsewhere."""
        found = np.full(self._n_rows, default, np.float32)
        if self.rows.size:
            found[self.rows] = values
        return found

    def of_each(self, flags: list[bool]) -> NDArray[np.float32]:
        """Return the share of each row's links of which a flag is set."""
        if not any(flags):
            return np.zeros(self._n_rows, np.float32)
        return self.column(
            np.add.reduceat(np.asarray(flags, np.float64), self._starts) / self.counts
        )

    def of_addresses(self, flags: list[bool]) -> NDArray[np.float32]:
        """Return the share of each row's links to the addresses of which a flag is set."""
        if not any(flags):
            return np.zeros(self._n_rows, np.float32)
        shares = np.add.reduceat(np.asarray(flags, np.float64)[self._which], self._starts)
        return self.column(shares / self.counts)

    def scored(self, scores: dict[str, float], summary: np.ufunc) -> NDArray[np.float64]:
        """Return the sum or maximum of the scores of each row's addresses."""
        by_address = np.asarray([scores[self.words[href]] for href in self.hrefs], np.float64)
        return np.asarray(summary.reduceat(by_address[self._which], self._starts))


def _foreign(rows: Rows) -> _Foreign:
    return rows.shared("foreign links", lambda: _Foreign(rows))


def _counts(rows: Rows) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return how many links each row has, and how many of them lead to other sites."""
    return rows.shared(
        "link counts",
        lambda: (
            np.fromiter(map(len, rows.hyperlinks), np.float32, len(rows)),
            np.fromiter(map(len, rows.foreign), np.float32, len(rows)),
        ),
    )


def links_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + links)."""
    return np.log1p(_counts(rows)[0])


def foreign_links_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + links to other sites)."""
    return np.log1p(_counts(rows)[1])


def foreign_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of links that lead to other sites; -1 without links."""
    n_links, n_foreign = _counts(rows)
    return np.where(n_links > 0, n_foreign / np.maximum(n_links, 1), -1.0).astype(np.float32)


def foreign_sites_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + different foreign sites)."""
    foreign = _foreign(rows)
    return np.log1p(foreign.column([len(sites) for sites in foreign.sites]))


def site_links_per_site(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + foreign links over foreign sites): a link farm has one each; 0 without."""
    foreign = _foreign(rows)
    n_links = foreign.counts.tolist()
    return np.log1p(
        foreign.column([n / len(sites) for n, sites in zip(n_links, foreign.sites, strict=True)])
    )


def known_site_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of foreign links whose site readers see linked outside of this block.

    Hidden links vouch for nobody: a hidden list leads to one site a hundred times.
    """
    foreign, seen = _foreign(rows), _seen_sites(rows)
    cause = rows.blocks.unveiled_cause
    known = []
    for row, sites in zip(rows.linked, foreign.sites, strict=True):
        is_seen = cause(rows.block_of[row]) is None
        known.append(sum(n for site, n in sites.items() if seen[site] > (n if is_seen else 0)))
    return foreign.column(np.asarray(known, np.float64) / foreign.counts)


def says_site(rows: Rows) -> NDArray[np.float32]:
    """Return 1 where the page says which site it is of, or most of its links do."""
    return np.full(len(rows), float(bool(rows.links.own_site)), np.float32)


def _seen_sites(rows: Rows) -> collections.Counter[str]:
    """Return how many links that readers see lead to each foreign site."""
    causes, by_element = rows.blocks.unveiled_causes, rows.links.by_element
    hosts = collections.Counter(
        by_element[element].host
        for element in rows.links.foreign_elements
        if causes[element] is None
    )
    found: collections.Counter[str] = collections.Counter()
    for host, count in hosts.items():
        found[site_of(host)] += count
    return found


def anchor_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of the block's source text that stands inside links."""

    def share(row: int) -> float:
        n_chars, n_linked = rows.source_chars(rows.block_of[row])
        return n_linked / max(n_chars, 1)

    return rows.sparse_column(rows.places[Kind.TEXT], share)


def nofollow_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of foreign links that tell search engines not to follow."""
    marked: dict[int, bool] = {}
    for link in _foreign(rows).links:
        if link.element >= 0 and link.element not in marked:
            marked[link.element] = _is_nofollow(rows.tree.start_tag(link.element))
    if not any(marked.values()):
        return np.zeros(len(rows), np.float32)

    def share(row: int) -> float:
        elements = [link.element for link in rows.foreign[row] if link.element >= 0]
        return sum(marked[element] for element in elements) / max(len(elements), 1)

    return rows.sparse_column(rows.linked, share)


def _is_nofollow(start_tag: str) -> bool:
    lowered = start_tag.lower()
    # Pieces without an s or i, of which there are more than lower case tells.
    is_likely = "nofollow" in lowered or "ugc" in lowered or "pon" in lowered
    return is_likely and _REL_NOFOLLOW.search(start_tag) is not None


def bare_address_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of foreign links that lead to a start page."""
    foreign = _foreign(rows)
    return foreign.of_addresses([_HOME.search(href) is not None for href in foreign.hrefs])


def numeric_host_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of foreign links to a bare IP address."""
    foreign = _foreign(rows)
    return foreign.of_each(
        [
            link.host[:1].isdigit() and _NUMERIC_HOST.search(link.host) is not None
            for link in foreign.links
        ]
    )


def encoded_address_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of foreign links with percent-coded words of another script."""
    foreign = _foreign(rows)
    return foreign.of_addresses(
        ["%" in href and _ENCODED.search(href) is not None for href in foreign.hrefs]
    )


def repeated_anchor_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of foreign links to an address that the block links to already."""
    foreign = _foreign(rows)
    n_addresses = [len({link.href for link in rows.foreign[row]}) for row in rows.linked]
    return foreign.column(1 - np.asarray(n_addresses, np.float64) / foreign.counts)


def url_score(rows: Rows) -> NDArray[np.float32]:
    """Return the mean n-gram score of the block's foreign addresses; -4 without any."""
    foreign = _foreign(rows)
    if not foreign.links:
        return np.full(len(rows), -4.0, np.float32)
    sums = foreign.scored(rows.url_scores, np.add)
    return foreign.column(sums / foreign.counts, default=-4.0)


def highest_url_score(rows: Rows) -> NDArray[np.float32]:
    """Return the highest n-gram score of the block's foreign addresses; -4 without any."""
    foreign = _foreign(rows)
    if not foreign.links:
        return np.full(len(rows), -4.0, np.float32)
    return foreign.column(foreign.scored(rows.url_scores, np.maximum), default=-4.0)
