"""Where the links of a page lead: hosts, the page's own site, and who is foreign to it."""

from __future__ import annotations

import collections
import functools
import html
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from sanitizer.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sanitizer.parsing.page import Page
    from sanitizer.parsing.tree import Tree

__all__ = ["Hyperlink", "PageLinks", "host_of", "is_among", "site_of"]

#: The usual way of writing an address, with its host where it has one: nothing before it could be
#: another one. Three links in four are read so, at a fifth of the cost.
_PLAIN_HREF = lazy_pattern(
    r"<a\s+(?:(?!(?i:href)=)[\w-]+=\"[^\"=]*\"\s+)*?"
    r"href=\"((?:https?://([a-z0-9.-]+)(?=[/?#\"]))?[^\"]*)\"",
    re.ASCII,
)
_HREF = lazy_pattern(r"[\s\"'/]href\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))", re.IGNORECASE)

#: The usual way of writing a host.
_PLAIN_HOST = lazy_pattern(r"https?://([a-z0-9.-]+)(?:[/?#]|\Z)")

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
_OWN_ADDRESS_TAGS = frozenset(tag for tag, *_ in _OWN_ADDRESS)


class Hyperlink(NamedTuple):
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
        return _decoded(self.href) if "%" in self.href else self.href


#: Several columns ask for the words of one link, and a page has one address many times.
_decoded = functools.lru_cache(maxsize=1024)(unquote)


def host_of(url: str) -> str:
    """Return the lower-case host of an absolute or scheme-relative address, else an empty str."""
    plain = _PLAIN_HOST.match(url)
    if plain is not None:
        return plain[1].strip(".")
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


def is_among(host: str, allowed: Sequence[str]) -> bool:
    """Tell whether a host is one of some hosts, or below one.

    Examples
    --------
    >>> [is_among(host, ("shop.example",)) for host in ("www.shop.example", "myshop.example")]
    [True, False]
    """
    return any(host == name or host.endswith(f".{name}") for name in map(str.lower, allowed))


class PageLinks:
    """The links of one page.

    Parameters
    ----------
    page : Page
    element_causes : sequence of (str or None)
        Why text in each element is not seen; a site is not told by hidden links.

    Links to the page's ``allowed_hosts`` count as its own. A link that nothing closes holds the
    line behind its tag, not the rest of the page.

    Attributes
    ----------
    by_element : dict of int to Hyperlink
    holder_links : list of int
        Of each element of the tree: index of the link that it is or stands in, else -1.
    text_links : list of int
        Of each text of the tree: index of the link that it stands in, else -1.
    foreign_elements : set of int
        The links that lead to other sites.
    own_site : str
        The site that the page says it is of, or that most of its links lead to; may be empty.
    """

    def __init__(self, page: Page, element_causes: Sequence[str | None]) -> None:
        tree = page.tree
        self.by_element: dict[int, Hyperlink] = {}
        anchors, areas = (tree.by_tag().get(tag, []) for tag in ("a", "area"))
        for element in sorted([*anchors, *areas]) if areas else anchors:
            link = _read_link(tree, element)
            if link is not None:
                self.by_element[element] = link
        holder_links = _holder_links(tree, self.by_element)
        #: The link around each text of the tree.
        self.text_links = [holder_links[parent] for parent in tree.text_parents]
        for element in self.by_element:
            if tree.is_open_link(element) and holder_links[tree.parents[element]] < 0:
                _let_go(tree, element, self.text_links, holder_links)
        self.holder_links = holder_links[:-1]
        linked = [link for link in self.by_element.values() if link.host]
        hosts = {link.host for link in linked}
        self.own_site = _own_site(page, linked, element_causes)
        self._allowed = page.allowed_hosts
        foreign_hosts = {host for host in hosts if self.is_foreign_host(host)}
        self.foreign_elements = {link.element for link in linked if link.host in foreign_hosts}

    def is_foreign(self, link: Hyperlink) -> bool:
        """Tell whether a link leads to another site."""
        if link.element >= 0:
            return link.element in self.foreign_elements
        return bool(link.host) and self.is_foreign_host(link.host)

    def is_foreign_host(self, host: str) -> bool:
        """Tell whether a host is neither of the page's own site nor allowed."""
        return site_of(host) != self.own_site and not self.is_allowed(host)

    def is_allowed(self, host: str) -> bool:
        """Tell whether the owner of the page vouches for a host."""
        return bool(self._allowed) and is_among(host, self._allowed)


def _holder_links(tree: Tree, links: Iterable[int]) -> list[int]:
    """Return of each element the link that it stands in, or is; -1 without one.

    One more comes last, that of the document, whose index is -1.
    """
    n_elements, parents = len(tree.tags), tree.parents
    found = [-1] * (n_elements + 1)
    for link in links:
        found[link] = link
    if tree.moved:
        for element, parent in enumerate(parents):
            if found[element] < 0:
                found[element] = found[parent]
        return found
    element = 0
    for link in links:  # what stands in it comes right behind it, and is hardly ever much
        element = max(element, link + 1)
        while element < n_elements and parents[element] >= link:
            if found[element] < 0:
                found[element] = found[parents[element]]
            element += 1
    return found


def _let_go(tree: Tree, link: int, text_links: list[int], holder_links: list[int]) -> None:
    """Take out of a link that nothing closes what stands behind its first line."""
    first, end = tree.first_line(link)
    for text in range(first, len(text_links)):
        if tree.text_starts[text] >= tree.ends[link]:
            break
        if tree.text_starts[text] >= end and text_links[text] == link:
            text_links[text] = -1
    for element in range(link + 1, tree.subtree_end(link)):
        if tree.starts[element] >= end and holder_links[element] == link:
            holder_links[element] = -1


def _read_link(tree: Tree, element: int) -> Hyperlink | None:
    source, start, end = tree.source, tree.starts[element], tree.opens[element]
    if source.startswith('<a href="', start):
        start += len('<a href="')
        href = source[start : source.index('"', start, end)]
        if "&" in href:
            href = html.unescape(href)
        href = href.strip()
        return Hyperlink(element, href, host_of(href) if "//" in href or "\\" in href else "")
    plain = _PLAIN_HREF.match(source, start, end)
    if plain is not None:
        href, host = plain.groups()
    else:
        found = _find_href(tree.start_tag(element))
        if found is None:
            return None
        href, host = found[1] or found[2] or found[3] or "", None
    if "&" in href:
        href = html.unescape(href)
    href = href.strip()
    if host is None:
        host = host_of(href) if "//" in href or "\\" in href else ""
    return Hyperlink(element, href, host.strip("."))


def _find_href(start_tag: str) -> re.Match[str] | None:
    """Return the first address of a start tag."""
    n_names = start_tag.lower().count("href")
    place = start_tag.find("href")
    if n_names == 1 and place > 0:
        return _HREF.match(start_tag, place - 1)
    return _HREF.search(start_tag) if n_names else None


def _own_site(page: Page, linked: Sequence[Hyperlink], element_causes: Sequence[str | None]) -> str:
    if page.url:
        return site_of(host_of(page.url))
    told = _told_host(page.tree)
    if told:
        return site_of(told)
    hosts = collections.Counter(
        [link.host for link in linked if element_causes[link.element] is None]
    )
    n_links = sum(hosts.values())
    if n_links >= _MIN_LINKS:
        host, count = hosts.most_common(1)[0]
        if count >= _OWN_SHARE * n_links:
            return site_of(host)
    return ""


def _told_host(tree: Tree) -> str:
    """Return the host that the head says the page is from, or an empty str."""
    addresses: dict[int, str] = {}
    telling = [(n, tag) for n, tag in enumerate(tree.tags[:400]) if tag in _OWN_ADDRESS_TAGS]
    for element, tag in telling:
        start_tag = tree.start_tag(element).lower()
        # Most are style sheets, icons and the like; reading all attributes costs.
        if not (
            "canonical" in start_tag or "og:url" in start_tag or "&" in start_tag
            or "base" in start_tag
        ):  # fmt: skip
            continue
        attributes = tree.attributes(element)
        for rank, (name, key, value, address) in enumerate(_OWN_ADDRESS):
            if tag == name and (not key or attributes.get(key, "").lower() == value):
                host = host_of(attributes.get(address, ""))
                if host:
                    addresses.setdefault(rank, host)
    return addresses[min(addresses)] if addresses else ""
