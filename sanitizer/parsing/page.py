"""bytes or text → Page: the record that every later room starts from."""

from __future__ import annotations

import bisect
import dataclasses
import functools
import re
from typing import TYPE_CHECKING, Final

from sanitizer.parsing.encoding import Decoded, decode, looks_binary
from sanitizer.parsing.records import Tree
from sanitizer.parsing.tree import MAX_TAGS, build_tree

if TYPE_CHECKING:
    from sanitizer.parsing.xpath import PathFinder

__all__ = ["MAX_PAGE_CHARS", "Page", "parse_page"]

#: A longer page is not judged but comes back as it is. The largest page of the corpora has 1.4
#: million characters; 50 million of blank-line paragraphs took a minute.
MAX_PAGE_CHARS: Final = 8_000_000

_LINE_END = re.compile(r"\r\n?|\n")


@dataclasses.dataclass(frozen=True)
class Page:
    """One HTML document.

    Attributes
    ----------
    source : str
        The decoded page; all offsets count its characters.
    tree : Tree
        Its elements and texts.
    url : str or None
        Where it is from.
    data : bytes or None
        The page as it came, where it came as bytes.
    decoded : Decoded or None
        How `data` was decoded.
    unreadable : str or None
        Why the page cannot be judged, in words; ``None`` where it can.
    as_html : bool
        Is it something else that carries HTML? The tree's source is then a mask of `source`, of
        the same length.
    allowed_hosts : tuple of str
        Foreign hosts, each with those below it, that count as the page's own.
    """

    source: str
    tree: Tree
    url: str | None
    data: bytes | None
    decoded: Decoded | None
    unreadable: str | None
    as_html: bool = False
    allowed_hosts: tuple[str, ...] = ()

    @functools.cached_property
    def line_starts(self) -> list[int]:
        """Offsets at which lines start; line ends are LF, CRLF and CR, as in HTML."""
        return [0, *(found.end() for found in _LINE_END.finditer(self.source))]

    @functools.cached_property
    def paths(self) -> PathFinder:
        """XPaths of this page's nodes; costs an lxml parse when first asked for."""
        # Here, not above: a clean page is never asked, and need not wait for lxml's import.
        from sanitizer.parsing.xpath import PathFinder  # noqa: PLC0415

        return PathFinder(self.tree)

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of a character offset; both start at 1.

        A byte order mark stands in no column: editors do not show it, and SARIF 2.1.0 (3.30.2)
        forbids that places depend on it.
        """
        line = bisect.bisect_right(self.line_starts, offset)
        column = offset - self.line_starts[line - 1] + 1
        if line == 1 and column > 1 and self.source.startswith("\ufeff"):
            column -= 1
        return line, column


def parse_page(
    page: bytes | str,
    url: str | None = None,
    encoding: str | None = None,
    *,
    as_html: bool = False,
    allowed_hosts: tuple[str, ...] = (),
) -> Page:
    """Decode and parse a page.

    Parameters
    ----------
    page : bytes or str
        The document; text is taken as it is.
    url : str or None
        Where the page is from.
    encoding : str or None
        The charset that the transport named; bytes only.
    as_html : bool
        Is it something else that carries HTML: a template, Markdown, a component, a dump?
    allowed_hosts : tuple of str
        Goes into the page as it is.

    Raises
    ------
    TypeError
        When `page` is neither bytes (or a buffer of them) nor str, or `url` not a str. Nothing in
        a page raises.
    """
    if url is not None and not isinstance(url, str):
        raise TypeError(f"url must be a str or None, got {type(url).__name__}")
    if isinstance(page, str):
        problem = None if page.strip() else "the page is empty"
        return _parse(Page(page, Tree(""), url, None, None, problem, as_html, allowed_hosts))
    if not isinstance(page, (bytes, bytearray, memoryview)):
        raise TypeError(f"page must be bytes or str, got {type(page).__name__}")
    data = bytes(page)
    problem = looks_binary(data, encoding)
    if problem is not None:
        return Page("", Tree(""), url, data, None, problem)
    decoded = decode(data, encoding)
    return _parse(Page(decoded.text, Tree(""), url, data, decoded, None, as_html, allowed_hosts))


def _parse(page: Page) -> Page:
    """Return the page with its tree."""
    source = page.source
    problem: str | None
    if len(source) > MAX_PAGE_CHARS:
        problem = f"the page has {len(source):,} characters, more than {MAX_PAGE_CHARS:,}"
        return dataclasses.replace(page, tree=Tree(source), unreadable=problem)
    tree = _carrier_tree(source) if page.as_html else build_tree(source)
    problem = page.unreadable if tree.complete else f"the page has more than {MAX_TAGS:,} tags"
    return dataclasses.replace(page, tree=tree, unreadable=problem)


def _carrier_tree(source: str) -> Tree:
    from sanitizer.parsing.carriers import build_carrier_tree  # noqa: PLC0415  no page needs it

    return build_carrier_tree(source)
