"""Offsets → XPaths that hold in lxml's tree of the same page.

lxml nests broken markup by its own rules, so a path cannot be had from our tree. Instead every
start tag is marked with its number as an attribute, lxml parses the marked source, and the numbers
come back on its elements: lxml itself says what became of which tag. This costs a parse, so it is
done only for pages in which something was found.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from sanitizer.parsing.tree import Tree

__all__ = ["PathFinder"]

#: No page uses it; a page that does is only given a less exact path.
_MARK = "sanitizer-element"


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

    def element(self, element: int) -> str:
        """Return the path of an element (its index in the tree), such as ``/html/body/p[2]``.

        Where lxml made no element of the tag (a stray one), the path is its parent's.
        """
        found = self._element(element)
        return "/" if found is None else self._path(found)

    def text(self, offset: int, parent: int) -> str:
        """Return the path of the text at `offset` in the element `parent`."""
        holder = self._element(parent)
        if holder is None:
            holder = self._body
        if holder is None:
            return "/"
        path = self._path(holder)
        number = self._text_number(holder, offset)
        return f"{path}/text()" if number is None else f"{path}/text()[{number}]"

    @functools.cached_property
    def _elements(self) -> dict[int, etree._Element]:
        root = _parse_marked(self._tree)
        if root is None:
            return {}
        found: dict[int, etree._Element] = {}
        for element in root.iter(etree.Element):
            mark = element.get(_MARK)
            if mark is not None and mark.isdigit():
                found.setdefault(int(mark), element)
        return found

    @functools.cached_property
    def _body(self) -> etree._Element | None:
        for element in self._elements.values():
            body = element.getroottree().getroot().find("body")
            return element.getroottree().getroot() if body is None else body
        return None

    def _element(self, element: int) -> etree._Element | None:
        while element >= 0:
            found = self._elements.get(element)
            if found is not None:
                return found
            element = self._tree.parents[element]
        return self._body

    def _path(self, element: etree._Element) -> str:
        steps = []
        current: etree._Element | None = element
        while current is not None:
            parent = current.getparent()
            steps.append(str(current.tag) if parent is None else self._step(parent, current))
            current = parent
        return "/" + "/".join(reversed(steps))

    def _step(self, parent: etree._Element, child: etree._Element) -> str:
        steps = self._positions.get(parent)
        if steps is None:
            steps = self._positions[parent] = _number_children(parent)
        return steps[child]

    def _text_number(self, holder: etree._Element, offset: int) -> int | None:
        """Return which of the holder's text nodes, from 1, stands at `offset`."""
        number = 1 if holder.text else 0
        best = number or None
        for child in holder:
            mark = child.get(_MARK) if isinstance(child.tag, str) else None
            if mark is not None and mark.isdigit() and self._tree.starts[int(mark)] >= offset:
                break
            if child.tail:
                number += 1
                best = number
        return best


def _number_children(parent: etree._Element) -> dict[etree._Element, str]:
    by_name: dict[str, list[etree._Element]] = {}
    for child in parent.iterchildren(etree.Element):
        by_name.setdefault(str(child.tag), []).append(child)
    steps = {}
    for name, children in by_name.items():
        step = name if name.replace("-", "").isalnum() else f"*[name()='{name}']"
        for number, child in enumerate(children, 1):
            steps[child] = step if len(children) == 1 else f"{step}[{number}]"
    return steps


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
    data = "".join(pieces).encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, recover=True)
    try:
        return etree.fromstring(data, parser)
    except etree.ParserError:  # nothing in it that lxml takes for a document
        return None
    except etree.XMLSyntaxError:
        return None
