"""Source text → the tree that trafilatura is given.

Trafilatura parses for itself when it gets a string, but then it drops what has no ``<html>`` at its
start, loses everything below 256 nested elements, stops at a lone surrogate, and sees one paragraph
where the page shows several. What comes in is the source of a page, what goes out is an lxml tree,
or a `TreeRefusedError` with the reason why there is none. This module does not know trafilatura.
"""

from __future__ import annotations

import re

from lxml import etree, html

from sanitizer.extraction.markup import undo_guesses
from sanitizer.extraction.paragraphs import NOT_XML, mark_bare_paragraphs, mark_bare_runs

__all__ = [
    "MAX_DEPTH",
    "MAX_ELEMENTS",
    "MAX_EXTRACTED_CHARS",
    "TreeRefusedError",
    "build_document",
    "check_length",
]

#: Metadata takes trafilatura 0.7 s for a million characters of one text, the slowest found.
MAX_EXTRACTED_CHARS = 5_000_000

#: Trafilatura takes 100 to 180 microseconds an element on markup that is all short cells and links,
#: more when memory runs out (2.6 GB at 200,000): 30,000 stay under 6 s and 200 MB. Of
#: 1,961 real pages the largest has about 10,000.
MAX_ELEMENTS = 30_000

#: Where Blink stops nesting. Trafilatura's time grows with the square of nested tables: 7 s at
#: 2,000.
MAX_DEPTH = 512

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

#: A doctype says nothing about content, and broken ones make libxml2 lose the head.
_DOCTYPE = re.compile(r"\A\ufeff?\s*(?:<\?xml[^>]*>\s*)?<!doctype[^>]*>", re.IGNORECASE)

#: Browsers ignore the slash; libxml2 ends the page there.
_SELF_CLOSED = re.compile(r"(<(?:html|head|body)\b[^<>]*)/>", re.IGNORECASE)
_TOO_DEEP = etree.XPath("boolean(" + "/*" * (MAX_DEPTH + 1) + ")")


class TreeRefusedError(ValueError):
    """There is no tree to extract from; the text says why."""


def build_document(source: str, *, is_seen: bool = False) -> html.HtmlElement:
    """Parse a page for extraction.

    Parameters
    ----------
    source : str
        The page.
    is_seen : bool
        Whether readers see all text of it: what looks like hiding is then taken out of the markup,
        and bare text becomes paragraphs.

    Raises
    ------
    TreeRefusedError
        When the page is too large to be extracted in bounded time, or holds no element and no text.
    """
    check_length(source)
    clean = _parsable(source)
    if not clean.strip():
        raise TreeRefusedError("the page is empty")
    try:
        tree = html.document_fromstring(clean, parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError):
        raise TreeRefusedError("the page holds no element and no text") from None
    _check_size(tree)
    if is_seen:
        undo_guesses(tree)
    mark_bare_paragraphs(tree)
    if is_seen:
        mark_bare_runs(tree)
    return tree


def check_length(source: str) -> None:
    """Refuse a page that is too long.

    Raises
    ------
    TreeRefusedError
        When it has more than `MAX_EXTRACTED_CHARS` characters.
    """
    if len(source) > MAX_EXTRACTED_CHARS:
        raise TreeRefusedError(
            f"the page has {len(source):,} characters;"
            f" text is extracted from up to {MAX_EXTRACTED_CHARS:,}"
        )


def _parsable(source: str) -> bytes:
    clean = NOT_XML.sub("", source.replace("\x0c", "\n"))
    clean = _SELF_CLOSED.sub(r"\1>", _DOCTYPE.sub("", clean, count=1))
    try:
        return clean.encode("utf-8")
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub("\ufffd", clean).encode("utf-8")


def _check_size(tree: html.HtmlElement) -> None:
    n_elements = sum(1 for _ in tree.iter())
    if n_elements > MAX_ELEMENTS:
        raise TreeRefusedError(
            f"the page has {n_elements:,} elements; text is extracted from up to {MAX_ELEMENTS:,}"
        )
    if _TOO_DEEP(tree):
        raise TreeRefusedError(
            f"the page nests elements more than {MAX_DEPTH} deep, which no browser shows"
        )


def _parser() -> html.HTMLParser:
    # huge_tree allows 2,048 nested elements rather than 256, below which libxml2 drops everything.
    return html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
