"""Where the links of a page lead: hosts, the page's own site, and who is foreign to it."""

from __future__ import annotations

import collections
import dataclasses
import functools
import html
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sanitizer.parsing.page import Page

__all__ = ["Hyperlink", "PageLinks", "host_of", "site_of"]

_HREF = re.compile(r"[\s\"'/]href\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))", re.IGNORECASE)

#: Second-level labels under which registries sell names (``example.co.uk``). The common ones only:
#: a wrong guess joins two sites of one country, which makes a link look more honest, not less.
_SHARED_SECOND_LEVEL = frozenset(
    "ac co com edu go gob gov gouv mil ne net nom or org sch web".split()
)

#: A page that does not say where it is from is taken to be of the site that most of its visible
#: links lead to: at least so many links, and this share of them.
_MIN_LINKS = 12
_OWN_SHARE = 0.6

#: Elements whose address tells the page's own site, in the order of trust.
_OWN_ADDRESS = (
    ("link", "rel", "canonical", "href"),
    ("meta", "property", "og:url", "content"),
    ("base", "", "", "href"),
)


@dataclasses.dataclass(frozen=True, slots=True)
class Hyperlink:
    """An ``<a>`` or ``<area>`` with an address.

    Attributes
    ----------
    element : int
        Index in the tree.
    href : str
        The address as written, entities resolved.
    host : str
        Lower-case host; empty for an address on the same site.
    """

    element: int
    href: str
    host: str

    @property
    def words(self) -> str:
        """The address with percent codes resolved: a payload may stand in it."""
        return unquote(self.href) if "%" in self.href else self.href


@functools.lru_cache(maxsize=4096)
def host_of(url: str) -> str:
    """Return the lower-case host of an absolute or scheme-relative address, else an empty str."""
    url = url.strip().replace("\\", "/")
    place = url.find("//")
    if place < 0 or (place > 0 and url[:place].lower() not in {"http:", "https:"}):
        return ""
    host = re.split(r"[/?#]", url[place + 2 :], maxsplit=1)[0]
    return host.rpartition("@")[2].partition(":")[0].lower().strip(".")


@functools.lru_cache(maxsize=4096)
def site_of(host: str) -> str:
    """Return the part of a host that somebody registered: ``example.co.uk`` of ``a.example.co.uk``.

    An IP address is its own site.
    """
    labels = host.split(".")
    if len(labels) <= 2 or labels[-1].isdigit():
        return host
    n_labels = 3 if labels[-2] in _SHARED_SECOND_LEVEL and len(labels[-1]) <= 3 else 2
    return ".".join(labels[-n_labels:])


class PageLinks:
    """The links of one page.

    Parameters
    ----------
    page : Page
    element_causes : sequence of (str or None)
        Why text in each element is not seen; a site is not told by hidden links.

    Attributes
    ----------
    by_element : dict of int to Hyperlink
    holder_links : list of int
        Of each element of the tree: index of the link that it is or stands in, else -1.
    own_site : str
        The site that the page says it is of, or that most of its links lead to; may be empty.
    site_counts : Counter of str
        How many links of the page lead to each foreign site.
    """

    def __init__(self, page: Page, element_causes: Sequence[str | None]) -> None:
        tree = page.tree
        self.by_element: dict[int, Hyperlink] = {}
        self.holder_links = [-1] * len(tree.tags)
        for element, tag in enumerate(tree.tags):
            if tag in {"a", "area"}:
                link = _read_link(tree.start_tag(element), element)
                if link is not None:
                    self.by_element[element] = link
                    self.holder_links[element] = element
                    continue
            parent = tree.parents[element]
            if parent >= 0:
                self.holder_links[element] = self.holder_links[parent]
        linked = [link for link in self.by_element.values() if link.host]
        hosts = collections.Counter(link.host for link in linked)
        seen = collections.Counter(
            link.host for link in linked if element_causes[link.element] is None
        )
        self.own_site = _own_site(page, seen)
        self.site_counts: collections.Counter[str] = collections.Counter()
        for host, count in hosts.items():
            self.site_counts[site_of(host)] += count

    def is_foreign(self, link: Hyperlink) -> bool:
        """Tell whether a link leads to another site."""
        return bool(link.host) and site_of(link.host) != self.own_site


def _read_link(start_tag: str, element: int) -> Hyperlink | None:
    found = _HREF.search(start_tag)
    if found is None:
        return None
    href = found[1] or found[2] or found[3] or ""
    if "&" in href:
        href = html.unescape(href)
    href = href.strip()
    return Hyperlink(element, href, host_of(href) if "//" in href or "\\" in href else "")


def _own_site(page: Page, hosts: collections.Counter[str]) -> str:
    if page.url:
        return site_of(host_of(page.url))
    tree = page.tree
    addresses: dict[int, str] = {}
    for element, tag in enumerate(tree.tags[:400]):
        if tag not in {"link", "meta", "base"}:
            continue
        attributes = tree.attributes(element)
        for rank, (name, key, value, address) in enumerate(_OWN_ADDRESS):
            if tag == name and (not key or attributes.get(key, "").lower() == value):
                host = host_of(attributes.get(address, ""))
                if host:
                    addresses.setdefault(rank, host)
    if addresses:
        return site_of(addresses[min(addresses)])
    n_links = sum(hosts.values())
    if n_links >= _MIN_LINKS:
        host, count = hosts.most_common(1)[0]
        if count >= _OWN_SHARE * n_links:
            return site_of(host)
    return ""
