"""Links of pictures alone that advertise what junk on the page does.

Nothing in them can be judged, so they are no blocks. They go where a site is linked by junk and by
nothing else, and where they stand right beside junk: `find_regions` drops ranges without a block.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sanitizer.features.block_links import links_of_block
from sanitizer.features.links import site_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sanitizer.features.rows import Rows

__all__ = ["junk_banners"]

_PICTURES: Final = re.compile(
    r"(?:\s|<br\s*+/?>)*+<img\b[^<>]*+>(?:\s|<img\b[^<>]*+>|<br\s*+/?>)*+", re.IGNORECASE
)
#: More source than this is no picture of a link.
_MOST_CHARS: Final = 2_000


def junk_banners(rows: Rows, junk: Iterable[int]) -> list[int]:
    """Return the links of pictures alone to foreign sites that only junk links to.

    Parameters
    ----------
    rows : Rows
    junk : iterable of int
        The blocks that are junk.
    """
    links = rows.links
    pictured = {one for one in links.foreign_elements if _is_pictured(rows, one)}
    if not pictured:
        return []
    bad = [link for block in junk for link in links_of_block(rows.blocks, links, block)]
    sold = {site_of(link.host) for link in bad if links.is_foreign(link)}
    honest = links.foreign_elements - pictured - {link.element for link in bad}
    sold -= {site_of(links.by_element[one].host) for one in honest}
    return sorted(one for one in pictured if site_of(links.by_element[one].host) in sold)


def _is_pictured(rows: Rows, link: int) -> bool:
    tree = rows.tree
    start, end = tree.opens[link], tree.closes[link]
    if not 0 < end - start <= _MOST_CHARS or tree.is_open_link(link):
        return False
    return _PICTURES.fullmatch(tree.source, start, end) is not None
