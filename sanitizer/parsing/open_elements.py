"""The open elements while a page is read: what opens, and what else that closes.

Comes in: names and places of tags, one at a time. Goes out: rows of the tree, with the places where
their content and they themselves end. Which piece of markup comes next, this module does not know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sanitizer.parsing import vocabulary as names

if TYPE_CHECKING:
    from sanitizer.parsing.records import Tree

__all__ = ["MAX_DEPTH", "MAY_CLOSE", "OpenElements"]

#: Blink's ``kMaximumHTMLParserDOMTreeDepth``: deeper elements become siblings.
MAX_DEPTH: Final = 512

_MERGED: Final = frozenset({"html", "body"})
_FOREIGN_ROOTS: Final = frozenset({"svg", "math"})
#: 13.2.6.4.7: end tags that a formatting element's end does not look past.
_TABLE_BARRIERS: Final = frozenset({"table", "template"})
_PARAGRAPH_BARRIERS: Final = names.SCOPE_BARRIERS | {"button"}
_ITEM_BARRIERS: Final = names.SCOPE_BARRIERS | {"ul", "ol"}


#: Start tags that may close something that is open.
MAY_CLOSE: Final = frozenset(
    names.CLOSES_PARAGRAPH | names.CLOSED_BY.keys() | names.CLOSES_ITSELF | names.HEADINGS
)


class OpenElements:
    """The stack of open elements, which all changes go through but the reader's quickest steps.

    Attributes
    ----------
    tree : Tree
        Gets a row for each element that opens.
    stack : list of int
        The open elements, outermost first.
    foreign : list of bool
        Of the open elements from the outermost SVG or MathML on: is the content foreign?
    counts : dict
        How many elements of a name are open.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.stack: list[int] = []
        self.foreign: list[bool] = []
        self.counts: dict[str, int] = {}
        #: End tags that found nothing to end, with the state of the stack in which they did.
        self._stray: dict[str, tuple[int, int]] = {}

    @property
    def in_foreign(self) -> bool:
        """Whether what comes next stands in SVG or MathML, by whose rules it is read."""
        return bool(self.foreign) and self.foreign[-1]

    def append(self, name: str, start: int, end: int) -> int:
        """Give the tree a row for an element that is not open; return its index."""
        tree = self.tree
        tree.tags.append(name)
        tree.parents.append(self.stack[-1] if self.stack else -1)
        tree.starts.append(start)
        tree.opens.append(end)
        tree.closes.append(end)
        tree.ends.append(end)
        return len(tree.tags) - 1

    def push(self, name: str, start: int, end: int) -> None:
        """Open an element."""
        stack, counts = self.stack, self.counts
        if len(stack) >= MAX_DEPTH:
            self.pop_through(stack[-1], start, start)
        if name in _FOREIGN_ROOTS:
            self.foreign.append(True)
        elif self.foreign:
            self.foreign.append(self.foreign[-1] and name not in names.INTEGRATION_POINTS)
        stack.append(self.append(name, start, end))
        counts[name] = counts.get(name, 0) + 1

    def leave_foreign(self, start: int) -> None:
        """Close what is open of SVG or MathML, up to where HTML goes on (13.2.6.5)."""
        while self.in_foreign:
            self.pop_through(self.stack[-1], start, start)

    def may_open(self, name: str) -> bool:
        """Tell whether a start tag makes an element (13.2.6: second html, head, body, form)."""
        if name == "form":
            return not self.counts.get("form")
        return name not in self.counts and self._only_document_open(name)

    def _only_document_open(self, name: str) -> bool:
        allowed = {"html"} if name == "head" else {"html", "head"}
        return all(self.tree.tags[element] in allowed for element in self.stack)

    def merge(self, name: str, start: int, end: int) -> None:
        """Note a further start tag of ``<html>`` or ``<body>`` (13.2.6.4.7), not in a template."""
        if name in _MERGED and not self.counts.get("template"):
            for element in self.stack[:2]:
                if self.tree.tags[element] == name:
                    self.tree.later_tags.setdefault(element, []).append((start, end))

    def close_implied(self, name: str, start: int) -> None:
        """Close what a start tag ends without an end tag of its own."""
        tree, stack, is_open = self.tree, self.stack, self.counts.get
        if name in names.CLOSES_PARAGRAPH and is_open("p"):
            self._close_within("p", _PARAGRAPH_BARRIERS, start, start)
        rule = names.CLOSED_BY.get(name)
        if rule is not None:
            if name not in names.RUBY_PARTS or is_open("ruby"):
                self._close_open_ones(rule, start)
        elif name in names.CLOSES_ITSELF:
            if is_open(name):
                self._end_formatting(name, start, start)
        elif name in names.HEADINGS and stack and tree.tags[stack[-1]] in names.HEADINGS:
            self.pop_through(stack[-1], start, start)

    def _close_open_ones(self, rule: tuple[frozenset[str], frozenset[str]], start: int) -> None:
        ended, barriers = rule
        inner = self.tree.tags[self.stack[-1]] if self.stack else ""
        if inner in barriers and inner not in ended:  # ``<ul><li>``, where an outer list is open
            return
        for name in ended:
            if self.counts.get(name):
                break
        else:
            return
        tags, outermost = self.tree.tags, -1
        watched = ended | barriers
        for element in reversed(self.stack):
            if tags[element] not in watched:  # first: a hostile page has hundreds of them
                continue
            if tags[element] not in ended:
                break
            outermost = element
        if outermost >= 0:
            self.pop_through(outermost, start, start)

    def end_farther(self, name: str, start: int, end: int) -> None:
        """End an open element that is not the innermost one, where one may be ended from here."""
        # Looking costs a step an open element, and end tags that end nothing are free to repeat.
        state = len(self.tree.tags), len(self.stack)
        if self._stray.get(name) == state:
            return
        if self.in_foreign:  # 13.2.6.5: no element keeps it from its own
            self._close_within(name, frozenset(), start, end)
        elif name in names.FORMATTING:
            self._end_formatting(name, start, end)
        elif name in names.HEADINGS:
            self._end_heading(start, end)
        elif name in names.TABLE_PARTS or name == "table":
            self._close_within(name, _TABLE_BARRIERS - {name}, start, end)
        elif name in names.SPECIAL:
            barriers = names.SCOPE_BARRIERS
            if name == "p":
                barriers = _PARAGRAPH_BARRIERS
            elif name == "li":
                barriers = _ITEM_BARRIERS
            self._close_within(name, barriers - {name}, start, end)
        else:
            self._close_within(name, names.SPECIAL, start, end)
        if len(self.stack) == state[1]:
            self._stray[name] = state

    def _end_heading(self, start: int, end: int) -> None:
        """Let ``</h3>`` end whichever heading is open, an ``<h2>`` too (13.2.6.4.7)."""
        for element in reversed(self.stack):
            if self.tree.tags[element] in names.HEADINGS:
                self.pop_through(element, start, end)
                return
            if self.tree.tags[element] in names.SCOPE_BARRIERS:
                return

    def _end_formatting(self, name: str, start: int, end: int) -> None:
        """Close a formatting element; blocks opened inside it stay open (adoption agency)."""
        tags = self.tree.tags
        crossed: list[int] = []
        for place in range(len(self.stack) - 1, -1, -1):
            element = self.stack[place]
            if tags[element] == name:
                if not crossed:
                    self.pop_through(element, start, end)
                else:
                    self._take_out(place, crossed[-1], start, end)
                return
            if tags[element] in names.SCOPE_BARRIERS:
                return
            if tags[element] in names.SPECIAL:
                crossed.append(element)

    def _take_out(self, place: int, block: int, start: int, end: int) -> None:
        """Close the formatting element at `place` of the stack, leaving `block` open."""
        tree = self.tree
        n_html = len(self.stack) - len(self.foreign)
        element = self.stack.pop(place)
        if place >= n_html:
            self.foreign.pop(place - n_html)
        self.counts[tree.tags[element]] -= 1
        tree.closes[element], tree.ends[element] = start, end
        parent = block
        while tree.parents[parent] != element:
            parent = tree.parents[parent]
        tree.parents[parent] = tree.parents[element]
        tree.moved.append(parent)

    def _close_within(self, name: str, barriers: frozenset[str], start: int, end: int) -> None:
        """Close the innermost open element `name` unless a barrier comes first."""
        tags = self.tree.tags
        for element in reversed(self.stack):
            if tags[element] == name:
                self.pop_through(element, start, end)
                return
            if tags[element] in barriers:
                return

    def pop_through(self, last: int, start: int, end: int) -> None:
        """Close the open elements up to `last`, which the end tag ``[start, end)`` belongs to."""
        tree, stack = self.tree, self.stack
        while True:
            element = stack.pop()
            if self.foreign:
                self.foreign.pop()
            self.counts[tree.tags[element]] -= 1
            if element == last:
                tree.closes[element], tree.ends[element] = start, end
                return
            tree.closes[element] = tree.ends[element] = start

    def close_all(self, end: int) -> None:
        """Close what is open where the page ends."""
        for element in self.stack:
            self.tree.closes[element] = self.tree.ends[element] = end
