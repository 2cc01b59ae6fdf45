"""Junk texts of which only a part is junk: a credit that was sold names honest makers, too.

``Powered by WordPress | Designed by slots | Thanks to payday loans`` is one text. What was sold in
it reaches from its first junk link, with the words before it, to its last one. A row of a list of
comments, ``slots on A walk in March``, is junk as a whole if its name is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from collections.abc import Collection

    from sanitizer.features.rows import Rows

__all__ = ["is_makers_link", "junk_parts"]

#: Hosts of the makers of content systems: credits name them first, and nobody buys a link to one in
#: somebody else's footer. Their subdomains are other people's pages.
_MAKERS: Final = frozenset(
    {
        "blogger.com", "drupal.org", "ghost.org", "gohugo.io", "joomla.org", "magento.com",
        "mediawiki.org", "moodle.org", "phpbb.com", "prestashop.com", "shopify.com",
        "squarespace.com", "typo3.org", "vbulletin.com", "weebly.com", "wix.com", "woocommerce.com",
        "wordpress.com", "wordpress.org", "xenforo.com",
    }
)  # fmt: skip

#: What parts the names in a credit. It goes with the junk beside it.
_DIVIDER: Final = re.compile(r"(?:[\s|,;·•–—/-]|&nbsp;|&#160;|&middot;|&bull;)*", re.IGNORECASE)

#: The end of an address that leads to one comment on a page.
_COMMENT: Final = re.compile(r"#(?:[a-z]+-)?(?:comment|c|reply)[-_]?\d+\Z", re.IGNORECASE)

#: Between a name and the comment stand "on", its like in other languages, and some tags.
_MOST_BETWEEN_CHARS: Final = 40
#: Behind it stands a date, if anything.
_MOST_BEHIND_CHARS: Final = 20


def is_makers_link(rows: Rows, block: int) -> bool:
    """Tell whether a block is a link to the site of a content system, which is never sold."""
    if rows.blocks.kinds[block] is not Kind.LINK:
        return False
    link = rows.links.by_element.get(rows.blocks.spans[block][0])
    return link is not None and link.host.removeprefix("www.") in _MAKERS


def junk_parts(rows: Rows, junk: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return the part that is junk of texts that readers see and that have honest links, too.

    A name that is a junk link stands for its whole row of a list of comments.

    Parameters
    ----------
    rows : Rows
    junk : collection of int
        The blocks that are junk; a link is honest that is none of them.

    Returns
    -------
    dict of int to tuple of int
        Block → start and end in the source. Texts that are junk from end to end are not in it,
        nor are those of which no single link is.
    """
    blocks = rows.blocks
    sold = {blocks.spans[block][0] for block in junk if blocks.kinds[block] is Kind.LINK}
    found = {}
    for block in junk:
        if blocks.kinds[block] is Kind.TEXT and blocks.unveiled_cause(block) is None:
            part = _part(rows, block, sold)
            if part != (blocks.starts[block], blocks.ends[block]):
                found[block] = part
    return found | _rows_of_names(rows, junk, sold)


def _rows_of_names(rows: Rows, junk: Collection[int], sold: set[int]) -> dict[int, tuple[int, int]]:
    """Return the rows of lists of comments whose text by itself is not junk, by their names."""
    blocks = rows.blocks
    names = {blocks.spans[block][0]: block for block in junk if blocks.kinds[block] is Kind.LINK}
    found = {}
    for row in rows.linked if sold else ():
        block = rows.block_of[row]
        if blocks.kinds[block] is Kind.TEXT and block not in junk:
            name = rows.links.text_links[blocks.spans[block][0]]
            if name in sold and _is_comment_row(rows, block, name):
                found[names[name]] = blocks.starts[block], blocks.ends[block]
    return found


def _part(rows: Rows, block: int, sold: set[int]) -> tuple[int, int]:
    blocks, tree = rows.blocks, rows.tree
    first, last = blocks.spans[block]
    links = list(dict.fromkeys(rows.links.text_links[first : last + 1]))
    links = [element for element in links if element >= 0]
    start, end = blocks.starts[block], blocks.ends[block]
    junk = [element for element in links if element in sold]
    if not junk:
        return start, end
    first_start, last_end = tree.starts[junk[0]], max(tree.ends[element] for element in junk)
    before = [tree.ends[element] for element in links if tree.ends[element] <= first_start]
    behind = [element for element in links if tree.starts[element] >= last_end]
    if before:
        start = _after_divider(tree.source, max(before), first_start)
    if behind and not _is_comment_row(rows, block, junk[0]):
        end = _after_divider(tree.source, last_end, end)
    return start, end


def _is_comment_row(rows: Rows, block: int, name: int) -> bool:
    """Tell whether a text is a link, hardly a word, and a link to one comment: ``A on B``.

    Who comes before the link to a comment wrote that comment. Whatever stands elsewhere in the row
    may be somebody else's words.
    """
    tree, links = rows.tree, rows.links
    first, last = rows.blocks.spans[block]
    linked = list(dict.fromkeys(links.text_links[first : last + 1]))
    if linked[0] != name or len([element for element in linked if element >= 0]) != 2:
        return False
    comment = links.by_element[max(linked)]
    between = tree.starts[comment.element] - tree.ends[name]
    behind = rows.blocks.ends[block] - tree.ends[comment.element]
    return (
        between <= _MOST_BETWEEN_CHARS
        and behind <= _MOST_BEHIND_CHARS
        and _COMMENT.search(comment.href) is not None
    )


def _after_divider(source: str, place: int, end: int) -> int:
    divider = _DIVIDER.match(source, place, end)
    return divider.end() if divider else place
