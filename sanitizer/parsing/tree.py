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
from typing import TYPE_CHECKING, Final

from sanitizer.parsing import vocabulary as names
from sanitizer.parsing.tokens import (
    TOKEN,
    ascii_lower,
    comment_end,
    is_self_closing,
    raw_text_end,
    read_attributes,
    tag_end,
)

if TYPE_CHECKING:
    import re

__all__ = ["MAX_TAGS", "Mark", "MarkKind", "Tree", "build_tree", "read_attributes"]

#: Blink's ``kMaximumHTMLParserDOMTreeDepth``: deeper elements become siblings.
MAX_DEPTH: Final = 512

#: A page with more tags and comments is not judged. The largest honest page seen has 90,000
#: elements, 180,000 tags; so many as this are parsed in two seconds and judged in eight.
MAX_TAGS: Final = 500_000


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
    complete : bool
        False where the page has more than `MAX_TAGS` tags and comments; the rest was left unread.
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
        """Return an element's attributes: lower-case name → value, entities resolved."""
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


_INLINE: Final = names.DISPLAYED_INLINE

#: Start tag → what it may end where that is open, or None where more has to be thought of. A name
#: that is not in it ends nothing.
_MAY_END: Final[dict[str, tuple[str, ...] | None]] = {
    **dict.fromkeys(names.CLOSES_PARAGRAPH, ("p",)),
    **{
        name: (*(["p"] if name in names.CLOSES_PARAGRAPH else []), *sorted(ended))
        for name, (ended, _) in names.CLOSED_BY.items()
    },
    **{name: (name,) for name in names.CLOSES_ITSELF},
    **dict.fromkeys(names.HEADINGS, ("p", *sorted(names.HEADINGS))),
    **dict.fromkeys(names.VOID | names.RAW_TEXT),
    **dict.fromkeys(("html", "head", "body", "form", "plaintext", "svg", "math")),
}
#: 13.2.6.4.7: what follows their end tags still goes into them.
_OUTLIVES_END: Final = frozenset({"body", "html"})
_ONLY_ONE_OPEN: Final = frozenset({"html", "head", "body", "form"})
_FOREIGN_ROOTS: Final = frozenset({"svg", "math"})
#: 13.2.6.4.7: end tags that a formatting element's end does not look past.
_TABLE_BARRIERS: Final = frozenset({"table", "template"})
_PARAGRAPH_BARRIERS: Final = names.SCOPE_BARRIERS | {"button"}
#: 13.2.6.5: end tags that end SVG or MathML.
_BREAKS_OUT: Final = frozenset({"p", "br"})
_ITEM_BARRIERS: Final = names.SCOPE_BARRIERS | {"ul", "ol"}


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
        #: Of the open elements from the outermost SVG or MathML on: is the content foreign?
        self.foreign: list[bool] = []
        self.open_names: dict[str, int] = {}
        #: End tags that found nothing to end, with the state of the stack in which they did.
        self.stray: dict[str, tuple[int, int]] = {}
        self.run_number = 0
        self.n_breaks = 0

    def run(self) -> None:  # noqa: C901, PLR0912  a call costs as much as the step itself
        """Take token after token; what nine in ten of them do is written out here."""
        source, tree, stack, foreign = self.source, self.tree, self.stack, self.foreign
        tags, open_names, search = tree.tags, self.open_names, TOKEN.search
        position = 1 if source.startswith("\ufeff") else 0  # 13.2.3.5: not part of the page
        for _ in range(MAX_TAGS):
            found = search(source, position)
            if found is None:
                break
            start, end = found.span()
            if start > position and not source[position:start].isspace():
                self.add_text(position, start)
            slash, name = found.group(1, 2)
            if name is None:
                position = self.other_markup(start, found)
                continue
            name = name.lower() if name.isascii() else ascii_lower(name)
            position = end
            if foreign or not stack or tags[stack[-1]] == "head":
                if slash:
                    self.end_tag(name, start, end)
                else:
                    position = self.start_tag(name, start, end)
            elif slash:
                if tags[stack[-1]] != name or name in _OUTLIVES_END:
                    self.end_tag(name, start, end)
                    continue
                if name not in _INLINE:
                    self.run_number += 1
                element = stack.pop()
                open_names[name] -= 1
                tree.closes[element], tree.ends[element] = start, end
            else:
                ended = _MAY_END.get(name, ())
                if ended is None or len(stack) >= MAX_DEPTH:
                    position = self.start_tag(name, start, end)
                    continue
                for other in ended:
                    if open_names.get(other):
                        self.start_tag(name, start, end)
                        break
                else:
                    if name not in _INLINE:
                        self.run_number += 1
                    open_names[name] = open_names.get(name, 0) + 1
                    stack.append(self.append(name, start, end))
        else:
            tree.complete = search(source, position) is None
        if tree.complete and position < len(source) and not source[position:].isspace():
            self.add_text(position, len(source))
        self.close_all()

    def close_all(self) -> None:
        end = len(self.source)
        for element in self.stack:
            self.tree.closes[element] = self.tree.ends[element] = end

    # --- text and marks

    def add_text(self, start: int, end: int) -> None:
        tree, stack = self.tree, self.stack
        if stack and tree.tags[stack[-1]] == "head":
            self.pop_through(stack[-1], start, start)
        tree.text_starts.append(start)
        tree.text_ends.append(end)
        tree.text_parents.append(stack[-1] if stack else -1)
        tree.text_runs.append(self.run_number)
        self.n_breaks = 0

    def other_markup(self, start: int, found: re.Match[str]) -> int:
        """Take a comment, doctype or bogus comment; return where the source goes on."""
        source, kind = self.source, MarkKind.BOGUS
        if found[3]:
            kind, end = MarkKind.COMMENT, comment_end(source, start)
        elif found[4] or found[5]:
            if self.foreign and self.foreign[-1] and source.startswith("<![CDATA[", start):
                return self.character_data(start + len("<![CDATA["))
            if source[start + 2 : start + 9].lower() == "doctype":
                kind = MarkKind.DOCTYPE
            end = source.find(">", start) + 1 or len(source)
            if found[5] and end == start + 2:  # 13.2.5.7: a slash at the very end is text
                self.add_text(start, end)
                return end
        else:
            end = len(source)  # 13.2.5: the page ends inside a tag, which is dropped
        parent = self.stack[-1] if self.stack else -1
        self.tree.marks.append(Mark(kind, start, end, parent))
        return end

    def character_data(self, start: int) -> int:
        """Take a CDATA section of SVG or MathML as text; return where the source goes on."""
        end = self.source.find("]]>", start)
        close = len(self.source) if end < 0 else end + 3
        end = len(self.source) if end < 0 else end
        if self.source[start:end].strip():
            self.add_text(start, end)
        return close

    # --- start tags

    def start_tag(self, name: str, start: int, end: int) -> int:
        """Open an element; return where the source goes on (after raw text)."""
        stack = self.stack
        if self.foreign and self.foreign[-1]:
            if name not in names.BREAKOUT:
                self.push(name, start, end)
                if is_self_closing(self.source, start, end):
                    self.pop_through(stack[-1], end, end)
                return end
            self.leave_foreign(start)
        if name in _ONLY_ONE_OPEN and not self.may_open(name):
            return end
        if name not in _INLINE:
            self.run_number += 1
        if stack and name not in names.HEAD_CONTENT and self.tree.tags[stack[-1]] == "head":
            self.pop_through(stack[-1], start, start)
        if name in _MAY_END:
            self.close_implied(name, start)
        return self.open_element(name, start, end)

    def open_element(self, name: str, start: int, end: int) -> int:
        """Add an element, with all of its content where that is raw; return where to go on."""
        if name in names.VOID:
            self.append(name, start, end)
            if name == "br":
                self.line_break()
            return end
        self.push(name, start, end)
        if name in names.RAW_TEXT:
            return self.raw_text(name, end)
        if name == "plaintext":
            if self.source[end:].strip():
                self.add_text(end, len(self.source))
            return len(self.source)
        return end

    def leave_foreign(self, start: int) -> None:
        """Close what is open of SVG or MathML, up to where HTML goes on (13.2.6.5)."""
        while self.foreign and self.foreign[-1]:
            self.pop_through(self.stack[-1], start, start)

    def may_open(self, name: str) -> bool:
        """Tell whether a start tag makes an element (13.2.6: second html, head, body, form)."""
        if name == "form":
            return not self.open_names.get("form")
        return name not in self.open_names and self.only_document_open(name)

    def only_document_open(self, name: str) -> bool:
        allowed = {"html"} if name == "head" else {"html", "head"}
        return all(self.tree.tags[element] in allowed for element in self.stack)

    def line_break(self) -> None:
        self.n_breaks += 1
        if self.n_breaks >= 2:
            self.run_number += 1

    def close_implied(self, name: str, start: int) -> None:
        """Close what a start tag ends without an end tag of its own."""
        tree, stack, is_open = self.tree, self.stack, self.open_names.get
        if name in names.CLOSES_PARAGRAPH and is_open("p"):
            self.close_within("p", _PARAGRAPH_BARRIERS, start, start)
        rule = names.CLOSED_BY.get(name)
        if rule is not None:
            if name not in names.RUBY_PARTS or is_open("ruby"):
                self.close_open_ones(rule, start)
        elif name in names.CLOSES_ITSELF:
            if is_open(name):
                self.end_formatting(name, start, start)
        elif name in names.HEADINGS and stack and tree.tags[stack[-1]] in names.HEADINGS:
            self.pop_through(stack[-1], start, start)

    def close_open_ones(self, rule: tuple[frozenset[str], frozenset[str]], start: int) -> None:
        ended, barriers = rule
        for name in ended:
            if self.open_names.get(name):
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
        stack, open_names = self.stack, self.open_names
        if len(stack) >= MAX_DEPTH:
            self.pop_through(stack[-1], start, start)
        if name in _FOREIGN_ROOTS:
            self.foreign.append(True)
        elif self.foreign:
            self.foreign.append(self.foreign[-1] and name not in names.INTEGRATION_POINTS)
        stack.append(self.append(name, start, end))
        open_names[name] = open_names.get(name, 0) + 1

    def raw_text(self, name: str, start: int) -> int:
        """Take everything up to the element's own end tag as its text."""
        end = raw_text_end(self.source, name, start)
        if name in {"textarea", "xmp"} and self.source[start:end].strip():
            self.add_text(start, end)
        close = tag_end(self.source, end)
        self.pop_through(self.stack[-1], end, close)
        if name not in names.DISPLAYED_INLINE:
            self.run_number += 1
        return close

    # --- end tags

    def end_tag(self, name: str, start: int, end: int) -> None:
        if name not in names.DISPLAYED_INLINE:
            self.run_number += 1
        elif name == "br":
            self.line_break()
        tree, stack = self.tree, self.stack
        if name in _BREAKS_OUT and self.foreign and self.foreign[-1]:
            self.leave_foreign(start)
        if not self.open_names.get(name):
            if name in names.HEADINGS:
                self.end_farther(name, start, end)
        elif name in _OUTLIVES_END:
            return
        elif tree.tags[stack[-1]] == name:
            element = stack.pop()
            if self.foreign:
                self.foreign.pop()
            self.open_names[name] -= 1
            tree.closes[element], tree.ends[element] = start, end
        else:
            self.end_farther(name, start, end)

    def end_farther(self, name: str, start: int, end: int) -> None:
        """End an open element that is not the innermost one, where one may be ended from here."""
        # Looking costs a step an open element, and end tags that end nothing are free to repeat.
        state = len(self.tree.tags), len(self.stack)
        if self.stray.get(name) == state:
            return
        if self.foreign and self.foreign[-1]:  # 13.2.6.5: no element keeps it from its own
            self.close_within(name, frozenset(), start, end)
        elif name in names.FORMATTING:
            self.end_formatting(name, start, end)
        elif name in names.HEADINGS:
            self.end_heading(start, end)
        elif name in names.TABLE_PARTS or name == "table":
            self.close_within(name, _TABLE_BARRIERS - {name}, start, end)
        elif name in names.SPECIAL:
            barriers = names.SCOPE_BARRIERS
            if name == "p":
                barriers = _PARAGRAPH_BARRIERS
            elif name == "li":
                barriers = _ITEM_BARRIERS
            self.close_within(name, barriers - {name}, start, end)
        else:
            self.close_within(name, names.SPECIAL, start, end)
        if len(self.stack) == state[1]:
            self.stray[name] = state

    def end_heading(self, start: int, end: int) -> None:
        """Let ``</h3>`` end whichever heading is open, an ``<h2>`` too (13.2.6.4.7)."""
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
        n_html = len(self.stack) - len(self.foreign)
        element = self.stack.pop(place)
        if place >= n_html:
            self.foreign.pop(place - n_html)
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
            if self.foreign:
                self.foreign.pop()
            self.open_names[tree.tags[element]] -= 1
            if element == last:
                tree.closes[element], tree.ends[element] = start, end
                return
            tree.closes[element] = tree.ends[element] = start
