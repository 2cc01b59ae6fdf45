"""Block → the links in it: of a text its anchors, of all else the addresses that its source names.

A script, a comment or a meta links to whatever full address stands in it, in the plain or with the
backslashes that scripts put before slashes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sanitizer.features.links import Hyperlink, host_of
from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from sanitizer.features.links import PageLinks
    from sanitizer.segmentation.records import Blocks

__all__ = ["links_of_block", "names_address"]

#: An address from its two slashes on; each may have a backslash before it, as scripts write them.
_URL = re.compile(r"/\\?/[\w.-]+\.[a-z]{2,}[^\s\"'<>()\\]*", re.IGNORECASE)
#: So much of a script or comment is searched for addresses.
_ADDRESS_CHARS: Final = 20_000


def links_of_block(blocks: Blocks, links: PageLinks, block: int) -> list[Hyperlink]:
    """Return the links of a block: of a text its anchors, of all else what its source names."""
    kind = blocks.kinds[block]
    first, last = blocks.spans[block]
    if kind is Kind.TEXT:
        if first == last:  # most texts are one piece
            element = links.text_links[first]
            return [links.by_element[element]] if element >= 0 else []
        elements = set(links.text_links[first : last + 1])
    elif kind is Kind.LINK:
        return [links.by_element[first]] if first in links.by_element else []
    elif kind is Kind.DECOYS:
        run = range(first, blocks.page.tree.subtree_end(last))
        elements = set(filter(links.by_element.__contains__, run))
    elif kind is Kind.FRAME:
        return [Hyperlink(-1, blocks.texts[block], host_of(blocks.texts[block]))]
    else:
        start, end = blocks.starts[block], blocks.ends[block]
        addresses = _addresses(blocks.page.tree.source, start, end)
        return [Hyperlink(-1, url, host_of(url)) for url in addresses]
    return [links.by_element[element] for element in sorted(elements) if element >= 0]


def names_address(source: str, start: int, end: int) -> bool:
    """Tell whether a full address stands in a piece of source that is no markup."""
    return _URL.search(source, start, min(end, start + _ADDRESS_CHARS)) is not None


def _addresses(source: str, start: int, end: int) -> list[str]:
    """Return the full addresses in a piece of source that is no markup, without backslashes."""
    found = []
    last = start
    for address in _URL.finditer(source, start, min(end, start + _ADDRESS_CHARS)):
        # The search goes by the slashes, which is ten times as quick; the scheme is before them.
        first = address.start()
        if first > last and source[first - 1] == "\\":
            first -= 1
        for scheme in ("https:", "http:"):
            if first - len(scheme) >= last and (
                source[first - len(scheme) : first].lower() == scheme
            ):
                first -= len(scheme)
                break
        last = address.end()
        found.append(source[first:last].replace("\\", ""))
    return found
