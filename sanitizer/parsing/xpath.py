"""Offsets → XPaths that hold in lxml's tree of the same page.

lxml nests broken markup by its own rules, so a path cannot be had from our tree. Instead every
start tag is marked with its number as an attribute, lxml parses the marked source, and the numbers
come back on its elements: lxml itself says what became of which tag. This costs a parse, so it is
done only for pages in which something was found.
"""

from __future__ import annotations

import bisect
import functools
import re
from typing import TYPE_CHECKING

from lxml import etree

from sanitizer.parsing.records import MarkKind

if TYPE_CHECKING:
    from sanitizer.parsing.records import Tree

__all__ = ["PathFinder"]

#: No page uses it; a page that does is only given a less exact path.
_MARK = "sanitizer-element"
_DOCUMENT_END = re.compile(r"</html\s*>", re.IGNORECASE)
#: `MAX_TAGS` has 6 digits; `int` refuses very long numbers.
_MAX_MARK_DIGITS = 9


class PathFinder:
    """XPaths of one page.

    Parameters
    ----------
    tree : Tree
        The page.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._positions: dict[etree._Element, dict[etree._Element, str]] = {}
        self._tails: dict[etree._Element, tuple[list[int], list[int]]] = {}
        self._paths: dict[etree._Element, str] = {}

    def element(self, element: int) -> str:
        """Return the path of an element (its index in the tree), such as ``/html/body/p[2]``.

        Where lxml made no element of the tag (a stray one), the path is its parent's.
        """
        found = self._element(element)
        return "/" if found is None else self._path(found)

    def text(self, offset: int, parent: int) -> str:
        """Return the path of the text at `offset` in the element `parent`.

        Where lxml has put the text elsewhere, the path is its parent's.
        """
        holder = self._element(parent)
        if holder is None or holder.tag == "body":
            holder = self._body(offset)
        if holder is None:
            return "/"
        path = self._path(holder)
        number = self._text_number(holder, offset)
        return path if number is None else f"{path}/text()[{number}]"

    @functools.cached_property
    def _elements(self) -> dict[int, etree._Element]:
        found: dict[int, etree._Element] = {}
        for root in self._roots:
            for element in root.iter(etree.Element):
                number = self._marked(element)
                if number >= 0:
                    found.setdefault(number, element)
        return found

    @functools.cached_property
    def _roots(self) -> list[etree._Element]:
        """The elements at the top: lxml opens another ``<html>`` for what follows ``</html>``."""
        root = _parse_marked(self._tree)
        return [] if root is None else [root, *root.itersiblings(etree.Element)]

    @functools.cached_property
    def _document_ends(self) -> list[int]:
        return [found.end() for found in _DOCUMENT_END.finditer(self._tree.source)]

    def _marked(self, element: etree._Element) -> int:
        """Return the number that an element was marked with, or -1."""
        mark = element.get(_MARK) or ""
        if not (mark.isascii() and mark.isdigit() and len(mark) <= _MAX_MARK_DIGITS):
            return -1
        number = int(mark)
        return number if number < len(self._tree.starts) else -1

    def _body(self, offset: int) -> etree._Element | None:
        """Return the body, or else the root, of the document that an offset belongs to."""
        if not self._roots:
            return None
        number = 0
        if len(self._roots) > 1:
            number = bisect.bisect_right(self._document_ends, offset)
        root = self._roots[min(number, len(self._roots) - 1)]
        body = root.find("body")
        return root if body is None else body

    def _element(self, element: int) -> etree._Element | None:
        while element >= 0:
            found = self._elements.get(element)
            if found is not None:
                return found
            element = self._tree.parents[element]
        return self._body(0)

    def _path(self, element: etree._Element) -> str:
        """Return the path of an element; those of its ancestors are remembered for the next one."""
        climbed: list[etree._Element] = []
        current: etree._Element | None = element
        while current is not None and current not in self._paths:
            climbed.append(current)
            current = current.getparent()
        path = "" if current is None else self._paths[current]
        for step in reversed(climbed):
            parent = step.getparent()
            name = self._root_step(step) if parent is None else self._step(parent, step)
            path = self._paths[step] = f"{path}/{name}"
        return path

    def _root_step(self, root: etree._Element) -> str:
        if len(self._roots) == 1:
            return str(root.tag)
        return f"*[{self._roots.index(root) + 1}]"

    def _step(self, parent: etree._Element, child: etree._Element) -> str:
        steps = self._positions.get(parent)
        if steps is None:
            steps = self._positions[parent] = _number_children(parent)
        return steps[child]

    def _text_number(self, holder: etree._Element, offset: int) -> int | None:
        """Return which of the holder's text nodes, from 1, stands at `offset`."""
        tails = self._tails.get(holder)
        if tails is None:
            tails = self._tails[holder] = self._number_texts(holder)
        starts, numbers = tails
        return numbers[bisect.bisect_left(starts, offset)] or None

    def _number_texts(self, holder: etree._Element) -> tuple[list[int], list[int]]:
        """Return where the children of an element start, and its texts counted up to each one.

        lxml may move a child in front of where it stands in the source; such a one is passed over.
        """
        tree = self._tree
        number = self._marked(holder)
        place = tree.opens[number] if number >= 0 else self._opens(holder)
        starts: list[int] = []
        numbers = [1 if holder.text else 0]
        for child in holder:
            start, end = self._place(child, place)
            if start >= place:
                starts.append(start)
                numbers.append(numbers[-1])
                place = end
            if child.tail:
                numbers[-1] += 1
        return starts, numbers

    def _opens(self, holder: etree._Element) -> int:
        """Return about where an element opens that lxml has put in."""
        root = holder.getparent() if holder.tag == "body" else holder
        number = self._roots.index(root) if root in self._roots else 0
        ends = self._document_ends
        return ends[min(number, len(ends)) - 1] if number and ends else 0

    def _place(self, child: etree._Element, place: int) -> tuple[int, int]:
        """Return start and end of an element, or of the next comment after `place`; or -1."""
        tree = self._tree
        if isinstance(child.tag, str):
            number = self._marked(child)
            return (tree.starts[number], tree.ends[number]) if number >= 0 else (-1, -1)
        index = bisect.bisect_left(tree.marks, place, key=lambda mark: mark.start)
        while index < len(tree.marks) and tree.marks[index].kind == MarkKind.DOCTYPE:
            index += 1
        if index == len(tree.marks):
            return -1, -1
        return tree.marks[index].start, tree.marks[index].end


def _number_children(parent: etree._Element) -> dict[etree._Element, str]:
    by_name: dict[str, list[etree._Element]] = {}
    steps: dict[etree._Element, str] = {}
    for place, child in enumerate(parent.iterchildren(etree.Element), 1):
        by_name.setdefault(str(child.tag), []).append(child)
        steps[child] = f"*[{place}]"
    for name, children in by_name.items():
        step = _name_step(name)
        if step is None:
            continue
        for number, child in enumerate(children, 1):
            steps[child] = step if len(children) == 1 else f"{step}[{number}]"
    return steps


def _name_step(name: str) -> str | None:
    """Return the step to children of a name, or None for a name that XPath cannot write."""
    if name.isascii() and name.replace("-", "").isalnum():
        return name
    if "'" not in name:
        return f"*[name()='{name}']"
    return None if '"' in name else f'*[name()="{name}"]'


def _parse_marked(tree: Tree) -> etree._Element | None:
    source = tree.source
    pieces = []
    last = 0
    for element, start in enumerate(tree.starts):
        after_name = start + 1 + len(tree.tags[element])
        pieces.append(source[last:after_name])
        pieces.append(f' {_MARK}="{element}"')
        last = after_name
    pieces.append(source[last:])
    # A byte order mark would become text in front of the document.
    data = "".join(pieces).removeprefix("\ufeff").encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, recover=True)
    try:
        return etree.fromstring(data, parser)
    except etree.ParserError:  # nothing in it that lxml takes for a document
        return None
    except etree.XMLSyntaxError:
        return None
