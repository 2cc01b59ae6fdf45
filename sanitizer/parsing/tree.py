"""Source → Tree: every element, text and comment with its exact place in the source.

lxml gives line numbers only, and stops counting them at 65,535; lexbor gives no places at all.
Since a cut has to hit the character, the page is read here by the standard's own tokenizer rules,
and the elements are nested by a reduced form of its tree construction: what a browser would move
(foster parenting, cloned formatting elements) stays where the source has it. The decision and what
was measured is in ``docs/adr/0001-own-parser.md``.

Everything is kept in parallel lists, one row an element or text, in the order of the source: the
rooms that follow go through hundreds of rows a page and have less time than the parse took.
"""

from __future__ import annotations

import bisect
import dataclasses
import html
import re
from typing import Final

from sanitizer.parsing import vocabulary as names

__all__ = ["Mark", "MarkKind", "Tree", "build_tree"]

#: Blink's ``kMaximumHTMLParserDOMTreeDepth``: deeper elements become siblings.
MAX_DEPTH: Final = 512

#: A page over this is not judged. The largest honest page seen has 90,000 elements; half a million
#: take about two seconds.
MAX_ELEMENTS: Final = 500_000

_SPACE = r"[\t\n\f\r ]"
# Possessive throughout: an attribute value without its closing quote runs to the end of the page
# (13.2.5.36, EOF), and must not be tried again in other ways.
_ATTRIBUTES = (
    rf"[^>=]*+(?:={_SPACE}*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\t\n\f\r >]*+)[^>=]*+)*+"
)
_TOKEN = re.compile(
    rf"<(?:(/?)([a-zA-Z][^\t\n\f\r />]*+)({_ATTRIBUTES})>|(!--)|([!?])|(/(?![a-zA-Z]))|/?[a-zA-Z])"
)
_ATTRIBUTE = re.compile(
    rf"([^\t\n\f\r />=][^\t\n\f\r />=]*+)(?:{_SPACE}*+={_SPACE}*+"
    r"(?:\"([^\"]*+)\"|'([^']*+)'|([^\t\n\f\r >]++)))?"
)
_RAW_END = {
    name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE) for name in names.RAW_TEXT
}
_ESCAPED_SCRIPT = re.compile(r"<(/?)script(?=[\t\n\f\r />])|(-->)", re.IGNORECASE)


class MarkKind:
    """What a piece of markup is that is neither element nor text."""

    COMMENT: Final = "comment"
    DOCTYPE: Final = "doctype"
    BOGUS: Final = "bogus"


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """A comment, doctype or bogus comment: ``source[start:end]``, inside element ``parent``."""

    kind: str
    start: int
    end: int
    parent: int


@dataclasses.dataclass(slots=True)
class Tree:
    """The page as parallel lists, in the order of the source.

    Attributes
    ----------
    source : str
        The decoded page.
    tags, parents : list
        Of each element: lower-case name; index of its parent, -1 at the top.
    starts, opens, closes, ends : list of int
        Of each element: where its start tag starts, where its content starts and ends, and where
        its end tag ends (``closes == ends`` where the end tag is left out).
    text_starts, text_ends, text_parents, text_runs : list of int
        Of each text that is not all white space. Texts of one run stand in one line of inline
        content: no block-level tag and no ``<br><br>`` is between them.
    marks : list of Mark
        Comments, doctypes, bogus comments.
    n_blank_runs : int
        Number of runs, an upper bound of ``text_runs``.
    complete : bool
        False where the page has more than `MAX_ELEMENTS` elements and the rest was left unread.
    """

    source: str
    tags: list[str] = dataclasses.field(default_factory=list)
    parents: list[int] = dataclasses.field(default_factory=list)
    starts: list[int] = dataclasses.field(default_factory=list)
    opens: list[int] = dataclasses.field(default_factory=list)
    closes: list[int] = dataclasses.field(default_factory=list)
    ends: list[int] = dataclasses.field(default_factory=list)
    text_starts: list[int] = dataclasses.field(default_factory=list)
    text_ends: list[int] = dataclasses.field(default_factory=list)
    text_parents: list[int] = dataclasses.field(default_factory=list)
    text_runs: list[int] = dataclasses.field(default_factory=list)
    marks: list[Mark] = dataclasses.field(default_factory=list)
    complete: bool = True
    _attributes: dict[int, dict[str, str]] = dataclasses.field(default_factory=dict)

    def start_tag(self, element: int) -> str:
        """Return the source of an element's start tag."""
        return self.source[self.starts[element] : self.opens[element]]

    def attributes(self, element: int) -> dict[str, str]:
        """Return an element's attributes, names in lower case, entities resolved; first one wins."""
        found = self._attributes.get(element)
        if found is None:
            begin = self.starts[element] + 1 + len(self.tags[element])
            found = self._attributes[element] = read_attributes(
                self.source[begin : self.opens[element] - 1]
            )
        return found

    def subtree_end(self, element: int) -> int:
        """Return the index after the last element that starts inside `element`."""
        return bisect.bisect_left(self.starts, self.closes[element], element + 1)

    def ancestors(self, element: int) -> list[int]:
        """Return `element` and its ancestors, innermost first."""
        found = []
        while element >= 0:
            found.append(element)
            element = self.parents[element]
        return found


def read_attributes(text: str) -> dict[str, str]:
    """Return the attributes written in the inside of a start tag."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        value = double or single or bare
        if "&" in value:
            value = html.unescape(value)
        found.setdefault(name.lower(), value)
    return found


def build_tree(source: str) -> Tree:
    """Parse a page; linear in its length, and nothing raises for anything in it."""
    builder = _Builder(source)
    builder.run()
    return builder.tree


class _Builder:
    """The open elements, and what one token does to them."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tree = Tree(source)
        self.stack: list[int] = []
        self.foreign: list[bool] = []  # beside the stack: is the content SVG or MathML?
        self.open_names: dict[str, int] = {}
        self.run_number = 0
        self.n_breaks = 0

    def run(self) -> None:
        source, search = self.source, _TOKEN.search
        position = 0
        while found := search(source, position):
            start = found.start()
            if start > position:
                self.add_text(position, start)
            slash, name, attributes, comment, markup, stray = found.groups()
            if name is not None:
                name = name.lower()
                if slash:
                    position = found.end()
                    self.end_tag(name, start, position)
                else:
                    position = self.start_tag(name, start, found.end(), attributes)
                    if len(self.tree.tags) > MAX_ELEMENTS:
                        self.tree.complete = False
                        break
            else:
                position = self.other_markup(start, comment, markup, stray)
        if position < len(source) and self.tree.complete:
            self.add_text(position, len(source))
        self.close_all()

    def close_all(self) -> None:
        end = len(self.source)
        for element in self.stack:
            self.tree.closes[element] = self.tree.ends[element] = end

    # --- text and marks

    def add_text(self, start: int, end: int) -> None:
        if self.source[start:end].isspace():
            return
        tree, stack = self.tree, self.stack
        if stack and tree.tags[stack[-1]] == "head":
            self.pop_through(stack[-1], start, start)
        tree.text_starts.append(start)
        tree.text_ends.append(end)
        tree.text_parents.append(stack[-1] if stack else -1)
        tree.text_runs.append(self.run_number)
        self.n_breaks = 0

    def other_markup(
        self, start: int, comment: str | None, markup: str | None, stray: str | None
    ) -> int:
        """Take a comment, doctype or bogus comment; return where the source goes on."""
        source, kind = self.source, MarkKind.BOGUS
        if comment:
            kind, end = MarkKind.COMMENT, _comment_end(source, start)
        elif markup:
            if self.foreign and self.foreign[-1] and source.startswith("<![CDATA[", start):
                end = source.find("]]>", start)
                end = len(source) if end < 0 else end + 3
                self.add_text(start, end)
                return end
            if source[start + 2 : start + 9].lower() == "doctype":
                kind = MarkKind.DOCTYPE
            end = source.find(">", start) + 1 or len(source)
        elif stray:
            end = source.find(">", start) + 1 or len(source)
            if end == start + 2:  # 13.2.5.7: a slash at the very end is text
                self.add_text(start, end)
                return end
        else:
            end = len(source)  # 13.2.5: the page ends inside a tag, which is dropped
        parent = self.stack[-1] if self.stack else -1
        self.tree.marks.append(Mark(kind, start, end, parent))
        return end

    # --- start tags

    def start_tag(self, name: str, start: int, end: int, attributes: str) -> int:
        """Open an element; return where the source goes on (after raw text)."""
        if self.foreign and self.foreign[-1]:
            if name not in names.BREAKOUT:
                self.push(name, start, end)
                if attributes.endswith("/"):
                    self.pop_through(self.stack[-1], end, end)
                return end
            while self.foreign and self.foreign[-1]:
                self.pop_through(self.stack[-1], start, start)
        if not self.may_open(name):
            return end
        self.close_implied(name, start)
        if name not in names.DISPLAYED_INLINE:
            self.run_number += 1
        elif name == "br":
            self.line_break()
        if name in names.VOID:
            self.append(name, start, end)
            return end
        self.push(name, start, end)
        if name in names.RAW_TEXT:
            return self.raw_text(name, end)
        if name == "plaintext":
            self.add_text(end, len(self.source))
            return len(self.source)
        return end

    def may_open(self, name: str) -> bool:
        """Tell whether a start tag makes an element (13.2.6: second html, head, body, form)."""
        if name in {"html", "head", "body"}:
            return name not in self.open_names and self.only_document_open(name)
        return not (name == "form" and self.open_names.get("form"))

    def only_document_open(self, name: str) -> bool:
        allowed = {"html"} if name == "head" else {"html", "head"}
        return all(self.tree.tags[element] in allowed for element in self.stack)

    def line_break(self) -> None:
        self.n_breaks += 1
        if self.n_breaks >= 2:
            self.run_number += 1

    def close_implied(self, name: str, start: int) -> None:
        """Close what a start tag ends without an end tag of its own."""
        tree, stack = self.tree, self.stack
        if stack and tree.tags[stack[-1]] == "head" and name not in names.HEAD_CONTENT:
            self.pop_through(stack[-1], start, start)
        if name in names.CLOSES_PARAGRAPH and self.open_names.get("p"):
            self.close_within("p", names.SCOPE_BARRIERS | {"button"}, start, start)
        rule = names.CLOSED_BY.get(name)
        if rule is not None:
            self.close_open_ones(rule, start)
        elif name == "a" and self.open_names.get("a"):
            self.end_formatting(name, start, start)
        elif name in names.HEADINGS and stack and tree.tags[stack[-1]] in names.HEADINGS:
            self.pop_through(stack[-1], start, start)

    def close_open_ones(self, rule: tuple[frozenset[str], frozenset[str]], start: int) -> None:
        ended, kept = rule
        if not any(self.open_names.get(name) for name in ended):
            return
        tags, outermost = self.tree.tags, -1
        barriers = kept | (names.SCOPE_BARRIERS - ended)
        for element in reversed(self.stack):
            if tags[element] in ended:
                outermost = element
            elif tags[element] in barriers:
                break
        if outermost >= 0:
            self.pop_through(outermost, start, start)

    def append(self, name: str, start: int, end: int) -> int:
        tree = self.tree
        tree.tags.append(name)
        tree.parents.append(self.stack[-1] if self.stack else -1)
        tree.starts.append(start)
        tree.opens.append(end)
        tree.closes.append(end)
        tree.ends.append(end)
        return len(tree.tags) - 1

    def push(self, name: str, start: int, end: int) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self.pop_through(self.stack[-1], start, start)
        if name in {"svg", "math"}:
            foreign = True
        else:
            inside = bool(self.foreign) and self.foreign[-1]
            foreign = inside and name not in names.INTEGRATION_POINTS
        self.stack.append(self.append(name, start, end))
        self.foreign.append(foreign)
        self.open_names[name] = self.open_names.get(name, 0) + 1

    def raw_text(self, name: str, start: int) -> int:
        """Take everything up to the element's own end tag as its text."""
        end = _raw_text_end(self.source, name, start)
        if end > start and name in {"textarea", "xmp"}:
            self.add_text(start, end)
        close = self.source.find(">", end) + 1 or len(self.source)
        element = self.stack[-1]
        self.pop_through(element, end, close)
        if name not in names.DISPLAYED_INLINE:
            self.run_number += 1
        return close

    # --- end tags

    def end_tag(self, name: str, start: int, end: int) -> None:
        if name not in names.DISPLAYED_INLINE:
            self.run_number += 1
        elif name == "br":
            self.line_break()
        if not self.open_names.get(name):
            if name in names.HEADINGS:
                self.end_heading(start, end)
            return
        if name in {"body", "html"}:  # 13.2.6.4.7: what follows still goes into the body
            return
        top = self.stack[-1]
        if self.tree.tags[top] == name:
            self.pop_through(top, start, end)
        elif name in names.FORMATTING:
            self.end_formatting(name, start, end)
        elif name in names.TABLE_PARTS or name == "table":
            self.close_within(name, frozenset({"table", "template"}) - {name}, start, end)
        elif name in names.SPECIAL:
            barriers = names.SCOPE_BARRIERS
            if name == "p":
                barriers = barriers | {"button"}
            elif name == "li":
                barriers = barriers | {"ul", "ol"}
            self.close_within(name, barriers - {name}, start, end)
        else:
            self.close_within(name, names.SPECIAL, start, end)

    def end_heading(self, start: int, end: int) -> None:
        """Let ``</h3>`` end an open ``<h2>`` (13.2.6.4.7)."""
        for element in reversed(self.stack):
            if self.tree.tags[element] in names.HEADINGS:
                self.pop_through(element, start, end)
                return
            if self.tree.tags[element] in names.SCOPE_BARRIERS:
                return

    def end_formatting(self, name: str, start: int, end: int) -> None:
        """Close a formatting element; blocks opened inside it stay open (adoption agency)."""
        tags = self.tree.tags
        crossed: list[int] = []
        for place in range(len(self.stack) - 1, -1, -1):
            element = self.stack[place]
            if tags[element] == name:
                if not crossed:
                    self.pop_through(element, start, end)
                else:
                    self.take_out(place, crossed[-1], start, end)
                return
            if tags[element] in names.SCOPE_BARRIERS:
                return
            if tags[element] in names.SPECIAL:
                crossed.append(element)

    def take_out(self, place: int, block: int, start: int, end: int) -> None:
        """Close the formatting element at `place` of the stack, leaving `block` open."""
        tree = self.tree
        element = self.stack.pop(place)
        self.foreign.pop(place)
        self.open_names[tree.tags[element]] -= 1
        tree.closes[element], tree.ends[element] = start, end
        parent = block
        while tree.parents[parent] != element:
            parent = tree.parents[parent]
        tree.parents[parent] = tree.parents[element]

    def close_within(self, name: str, barriers: frozenset[str], start: int, end: int) -> None:
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
            self.foreign.pop()
            self.open_names[tree.tags[element]] -= 1
            if element == last:
                tree.closes[element], tree.ends[element] = start, end
                return
            tree.closes[element] = tree.ends[element] = start


def _comment_end(source: str, start: int) -> int:
    """Return the offset after a comment (13.2.5.43 ff.; ``<!-->`` and ``--!>`` end one too)."""
    end = source.find("-->", start + 2)
    end = len(source) if end < 0 else end + 3
    other = source.find("--!>", start + 4, end)
    return end if other < 0 else other + 4


def _raw_text_end(source: str, name: str, start: int) -> int:
    found = _RAW_END[name].search(source, start)
    end = found.start() if found else len(source)
    if name == "script" and source.find("<!--", start, end) >= 0:
        return _escaped_script_end(source, start)
    return end


def _escaped_script_end(source: str, start: int) -> int:
    """Return where a script with ``<!--`` in it ends (13.2.5.20-30, double escaped state)."""
    escaped_from = source.find("<!--", start)
    depth = 0
    for found in _ESCAPED_SCRIPT.finditer(source, start):
        if found[2]:
            if found.start() >= escaped_from:
                depth = 0
                escaped_from = source.find("<!--", found.end())
                escaped_from = len(source) if escaped_from < 0 else escaped_from
        elif found[1]:
            if depth == 0:
                return found.start()
            depth = 0
        elif found.start() >= escaped_from:
            depth = 1
    # Never closed in the escaped state: browsers take all of the page, as the standard says.
    return len(source)
