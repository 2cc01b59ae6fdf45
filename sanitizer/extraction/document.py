"""Source text → the tree that trafilatura is given.

Trafilatura parses for itself when it gets a string, but then it drops what has no ``<html>`` at its
start, loses everything below 256 nested elements, stops at a lone surrogate, and sees one paragraph
where the page shows several. What comes in is the source of a page, what goes out is an lxml tree,
or a `TreeRefusedError` with the reason why there is none. This module does not know trafilatura.
"""

from __future__ import annotations

import re

from lxml import etree, html

__all__ = ["MAX_CHARS", "MAX_DEPTH", "MAX_ELEMENTS", "TreeRefusedError", "build_document"]

#: Metadata takes trafilatura 0.7 s for a million characters of one text, the slowest found.
MAX_CHARS = 5_000_000

#: Trafilatura takes 100 to 180 microseconds an element on markup that is all short cells and links,
#: more when memory runs out (2.6 GB at 200,000): 30,000 stay under 6 s and 200 MB. Of
#: 1,961 real pages the largest has about 10,000.
MAX_ELEMENTS = 30_000

#: Where Blink stops nesting. Trafilatura's time grows with the square of nested tables: 7 s at
#: 2,000.
MAX_DEPTH = 512

#: Control characters, which XML cannot hold and pages do not show.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

#: A doctype says nothing about content, and broken ones make libxml2 lose the head.
_DOCTYPE = re.compile(r"\A\ufeff?\s*(?:<\?xml[^>]*>\s*)?<!doctype[^>]*>", re.IGNORECASE)

#: Browsers ignore the slash; libxml2 ends the page there.
_SELF_CLOSED = re.compile(r"(<(?:html|head|body)\b[^<>]*)/>", re.IGNORECASE)
_TOO_DEEP = etree.XPath("boolean(" + "/*" * (MAX_DEPTH + 1) + ")")

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")

#: Elements whose own text can be several paragraphs. Not ``<pre>``, where lines are what they are.
_CONTAINERS = frozenset(
    {"article", "blockquote", "body", "center", "dd", "div", "form", "main", "section", "td"}
)
#: Phrasing content: part of the paragraph around it.
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    }
)


class TreeRefusedError(ValueError):
    """There is no tree to extract from; the text says why."""


def build_document(source: str) -> html.HtmlElement:
    """Parse a page for extraction.

    Raises
    ------
    TreeRefusedError
        When the page is too large to be extracted in bounded time, or holds no element and no text.
    """
    if len(source) > MAX_CHARS:
        raise TreeRefusedError(
            f"the page has {len(source):,} characters; text is extracted from up to {MAX_CHARS:,}"
        )
    clean = _parsable(source)
    if not clean.strip():
        raise TreeRefusedError("the page is empty")
    try:
        tree = html.document_fromstring(clean, parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError):
        raise TreeRefusedError("the page holds no element and no text") from None
    _check_size(tree)
    mark_bare_paragraphs(tree)
    return tree


def _parsable(source: str) -> bytes:
    clean = _NOT_XML.sub("", source.replace("\x0c", "\n"))
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


def mark_bare_paragraphs(tree: html.HtmlElement) -> None:
    """Wrap bare-text paragraphs that only blank lines divide into ``<p>`` elements."""
    for container in list(tree.iter(*_CONTAINERS)):
        runs, n_splits = _runs(container)
        if n_splits:
            _rebuild(container, runs)


#: A run of inline content, or one block element between runs.
_Run = list["str | html.HtmlElement"]


def _runs(container: html.HtmlElement) -> tuple[list[_Run], int]:
    """Divide the content of an element at blank lines and blocks; count blank lines that divide."""
    runs: list[_Run] = [[]]
    n_splits = 0
    for item in _items(container):
        if isinstance(item, str):
            first, *others = _BLANK_LINE.split(item)
            runs[-1].append(first)
            for piece in others:
                n_splits += _has_text(runs[-1]) and bool(piece.strip())
                runs.append([piece])
        elif item.tag in _INLINE:
            runs[-1].append(item)
        else:
            runs += [[item], []]
    return runs, n_splits


def _items(container: html.HtmlElement) -> list[str | html.HtmlElement]:
    items: list[str | html.HtmlElement] = [container.text] if container.text else []
    for child in container:
        items.append(child)
        if child.tail:
            items.append(child.tail)
    return items


def _has_text(run: _Run) -> bool:
    return any(
        bool((item if isinstance(item, str) else item.text_content()).strip()) for item in run
    )


def _rebuild(container: html.HtmlElement, runs: list[_Run]) -> None:
    for child in list(container):
        child.tail = None
        container.remove(child)
    container.text = None
    for run in runs:
        if len(run) == 1 and not isinstance(run[0], str) and run[0].tag not in _INLINE:
            container.append(run[0])
        elif _has_text(run):
            container.append(_paragraph(run))
        else:  # pictures and empty anchors stay where they were
            container.extend([item for item in run if not isinstance(item, str)])


def _paragraph(run: _Run) -> html.HtmlElement:
    paragraph = html.Element("p")
    last: html.HtmlElement | None = None
    for item in run:
        if not isinstance(item, str):
            paragraph.append(item)
            last = item
        elif last is None:
            paragraph.text = (paragraph.text or "") + item
        else:
            last.tail = (last.tail or "") + item
    return paragraph
