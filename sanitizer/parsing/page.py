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

__all__ = ["MAX_CHARS", "Page", "parse_page"]

#: A longer page is not judged but comes back as it is. The largest page of the corpora has 1.4
#: million characters; 50 million of blank-line paragraphs took a minute.
MAX_CHARS: Final = 8_000_000

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
    allowed_hosts : tuple of str
        Foreign hosts, each with those below it, that count as the page's own.
    """

    source: str
    tree: Tree
    url: str | None
    data: bytes | None
    decoded: Decoded | None
    unreadable: str | None
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
        """Return line and column of a character offset; both start at 1."""
        line = bisect.bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1


def parse_page(
    page: bytes | str,
    url: str | None = None,
    encoding: str | None = None,
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
    allowed_hosts : tuple of str
        Goes into the page as it is.

    Raises
    ------
    TypeError
        When `page` is neither bytes nor str, or `url` not a str. Nothing in a page raises.
    """
    if url is not None and not isinstance(url, str):
        raise TypeError(f"url must be a str or None, got {type(url).__name__}")
    if isinstance(page, str):
        problem = None if page.strip() else "the page is empty"
        return _parse(page, url, None, problem, allowed_hosts)
    if not isinstance(page, (bytes, bytearray, memoryview)):
        raise TypeError(f"page must be bytes or str, got {type(page).__name__}")
    data = bytes(page)
    problem = looks_binary(data)
    if problem is not None:
        return Page("", Tree(""), url, data, None, problem)
    decoded = decode(data, encoding)
    return _parse(decoded.text, url, (data, decoded), None, allowed_hosts)


def _parse(
    source: str,
    url: str | None,
    origin: tuple[bytes, Decoded] | None,
    problem: str | None,
    allowed_hosts: tuple[str, ...],
) -> Page:
    data, decoded = origin or (None, None)
    if len(source) > MAX_CHARS:
        problem = f"the page has {len(source):,} characters, more than {MAX_CHARS:,}"
        return Page(source, Tree(source), url, data, decoded, problem)
    tree = build_tree(source)
    if not tree.complete:
        problem = f"the page has more than {MAX_TAGS:,} tags"
    return Page(source, tree, url, data, decoded, problem, allowed_hosts)
