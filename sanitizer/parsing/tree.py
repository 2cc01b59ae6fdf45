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

import re
from typing import TYPE_CHECKING, Final

from sanitizer.parsing import vocabulary as names
from sanitizer.parsing.open_elements import MAX_DEPTH, MAY_CLOSE, OpenElements
from sanitizer.parsing.records import Mark, MarkKind, Tree
from sanitizer.parsing.tag_facts import PLAIN_END, PLAIN_START, VOID, step_of
from sanitizer.parsing.tokens import (
    TOKEN,
    comment_end,
    is_self_closing,
    raw_text_end,
    read_attributes,
    tag_end,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sanitizer.parsing.tag_facts import TagStep

__all__ = ["MAX_DEPTH", "MAX_TAGS", "Mark", "MarkKind", "Tree", "build_tree", "read_attributes"]

#: A page with more tags and comments is not judged. The largest of 1,961 real ones has 19,628.
#: So many as this took, in four shapes, 1 to 2 seconds to parse and 3 to 6 to judge, on a busy
#: machine.
MAX_TAGS: Final = 500_000

#: ``</`` at the end of a page: no other token is shorter.
_MIN_TOKEN_CHARS: Final = 2

_INLINE: Final = names.DISPLAYED_INLINE

_XML: Final = re.compile(r"\ufeff?\s*<\?xml\s")

#: 13.2.6.4.7: what follows their end tags still goes into them.
_OUTLIVES_END: Final = frozenset({"body", "html"})
_ONLY_ONE_OPEN: Final = frozenset({"html", "head", "body", "form"})
#: 13.2.6.5: end tags that end SVG or MathML.
_BREAKS_OUT: Final = frozenset({"p", "br"})


def build_tree(source: str) -> Tree:
    """Parse a page; linear in its length, and nothing raises for anything in it."""
    reader = _Reader(source)
    reader.run()
    return reader.tree


class _Reader:
    """Reads token after token; what is open, and what each one ends, `OpenElements` knows."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tree = Tree(source)
        self.open = OpenElements(self.tree)
        self.run_number = 0
        self.n_breaks = 0
        self._left = iter(range(MAX_TAGS))
        #: Who wrote ``<script src="x"/>`` in XHTML did not mean all of the page to be a script.
        self.is_xml = _XML.match(source) is not None

    def run(self) -> None:  # noqa: C901, PLR0912, PLR0915  a call costs as much as the step itself
        """Take token after token; what nine in ten of them do is written out here."""
        source, tree, stack, counts = self.source, self.tree, self.open.stack, self.open.counts
        tags, parents = tree.tags, tree.parents
        starts, opens, closes, ends = tree.starts, tree.opens, tree.closes, tree.ends
        steps: dict[str, TagStep] = {}
        position = 1 if source.startswith("\ufeff") else 0  # 13.2.3.5: not part of the page
        inner = ""
        while True:
            for found in self.tokens(position):
                start, end = found.span()
                if start > position and not source[position:start].isspace():
                    if inner:
                        tree.text_starts.append(position)
                        tree.text_ends.append(start)
                        tree.text_parents.append(stack[-1])
                        tree.text_runs.append(self.run_number)
                        self.n_breaks = 0
                    else:
                        self.add_text(position, start)
                        inner = self.plain_inner()
                written = found[1]
                if written is None:
                    position = self.other_markup(start, found)
                    if position != end:
                        break
                    inner = self.plain_inner()
                    continue
                position = end
                step = steps.get(written)
                if step is None:
                    step = steps[written] = step_of(written)
                    if step[0] == PLAIN_START:
                        counts.setdefault(step[1], 0)
                kind, name, ended, is_block = step
                if kind >= PLAIN_END:
                    if kind != PLAIN_END or name != inner:
                        self.end_tag(name, start, end)
                        inner = self.plain_inner()
                        continue
                    if is_block:
                        self.run_number += 1
                    counts[name] -= 1
                    element = stack.pop()
                    closes[element] = start
                    ends[element] = end
                    inner = tags[stack[-1]] if stack else ""
                    if inner == "head":
                        inner = ""
                elif inner and kind <= VOID and (kind == VOID or len(stack) < MAX_DEPTH):
                    for other in ended:
                        if counts.get(other):
                            self.open.close_implied(name, start)
                            inner = self.plain_inner()
                            break
                    if is_block:
                        self.run_number += 1
                    parents.append(stack[-1] if stack else -1)
                    if kind == PLAIN_START:
                        inner = name
                        stack.append(len(tags))
                        counts[name] += 1
                    elif name == "br":
                        self.line_break()
                    tags.append(name)
                    starts.append(start)
                    opens.append(end)
                    closes.append(end)
                    ends.append(end)
                else:
                    position = self.start_tag(name, start, end)
                    if position != end:  # what is raw has no markup in it
                        break
                    inner = self.plain_inner()
            else:
                break
            inner = self.plain_inner()
        tree.complete = TOKEN.search(source, position) is None
        if tree.complete and position < len(source) and not source[position:].isspace():
            self.add_text(position, len(source))
        self.open.close_all(len(source))

    def tokens(self, position: int) -> Iterator[re.Match[str]]:
        """Give the tokens from a place on, no more than `MAX_TAGS` in all."""
        tokens = TOKEN.finditer(self.source, position)
        if len(self.source) < _MIN_TOKEN_CHARS * MAX_TAGS:  # counting them takes time
            return tokens
        return (found for _, found in zip(self._left, tokens, strict=False))

    def plain_inner(self) -> str:
        """Return the name of the innermost open element; none where more has to be thought of."""
        stack = self.open.stack
        if self.open.foreign or not stack:
            return ""
        name = self.tree.tags[stack[-1]]
        return "" if name == "head" else name

    def add_text(self, start: int, end: int) -> None:
        """Add a text to the innermost open element; in a head it ends that first."""
        tree, stack = self.tree, self.open.stack
        if stack and tree.tags[stack[-1]] == "head":
            self.open.pop_through(stack[-1], start, start)
        tree.text_starts.append(start)
        tree.text_ends.append(end)
        tree.text_parents.append(stack[-1] if stack else -1)
        tree.text_runs.append(self.run_number)
        self.n_breaks = 0

    def other_markup(self, start: int, found: re.Match[str]) -> int:
        """Take a comment, doctype or bogus comment; return where the source goes on."""
        source, kind = self.source, MarkKind.BOGUS
        if found[2]:
            kind, end = MarkKind.COMMENT, comment_end(source, start)
        elif found[3] or found[4]:
            if self.open.in_foreign and source.startswith("<![CDATA[", start):
                return self.character_data(start + len("<![CDATA["))
            if source[start + 2 : start + 9].lower() == "doctype":
                kind = MarkKind.DOCTYPE
            end = source.find(">", start) + 1 or len(source)
            if found[4] and end == start + 2:  # 13.2.5.7: a slash at the very end is text
                self.add_text(start, end)
                return end
        else:
            end = len(source)  # 13.2.5: the page ends inside a tag, which is dropped
        parent = self.open.stack[-1] if self.open.stack else -1
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

    def start_tag(self, name: str, start: int, end: int) -> int:
        """Open an element; return where the source goes on (after raw text)."""
        stack = self.open.stack
        if self.open.in_foreign:
            if name not in names.BREAKOUT:
                self.open.push(name, start, end)
                if is_self_closing(self.source, start, end):
                    self.open.pop_through(stack[-1], end, end)
                return end
            self.open.leave_foreign(start)
        if name in _ONLY_ONE_OPEN and not self.open.may_open(name):
            self.open.merge(name, start, end)
            return end
        if name not in _INLINE:
            self.run_number += 1
        if stack and name not in names.HEAD_CONTENT and self.tree.tags[stack[-1]] == "head":
            self.open.pop_through(stack[-1], start, start)
        if name in MAY_CLOSE:
            self.open.close_implied(name, start)
        return self.open_element(name, start, end)

    def open_element(self, name: str, start: int, end: int) -> int:
        """Add an element, with all of its content where that is raw; return where to go on."""
        if name in names.VOID:
            self.open.append(name, start, end)
            if name == "br":
                self.line_break()
            return end
        self.open.push(name, start, end)
        if name in names.RAW_TEXT:
            if self.is_xml and is_self_closing(self.source, start, end):
                self.open.pop_through(self.open.stack[-1], end, end)
                return end
            return self.raw_text(name, end)
        if name == "plaintext":
            if self.source[end:].strip():
                self.add_text(end, len(self.source))
            return len(self.source)
        return end

    def line_break(self) -> None:
        """Take a ``<br>``: from the second in a row on, a new run begins."""
        self.n_breaks += 1
        if self.n_breaks >= 2:
            self.run_number += 1

    def raw_text(self, name: str, start: int) -> int:
        """Take everything up to the element's own end tag as its text."""
        end = raw_text_end(self.source, name, start)
        if name in {"textarea", "xmp"} and self.source[start:end].strip():
            self.add_text(start, end)
        plain_end = end + len(name) + 3  # of ``</script>``, as nearly all are
        is_plain = self.source.startswith(">", plain_end - 1)
        close = plain_end if is_plain else tag_end(self.source, end)
        self.open.pop_through(self.open.stack[-1], end, close)
        if name not in names.DISPLAYED_INLINE:
            self.run_number += 1
        return close

    def end_tag(self, name: str, start: int, end: int) -> None:
        """End the element that an end tag belongs to, if there is one that it may end."""
        if name not in names.DISPLAYED_INLINE:
            self.run_number += 1
        elif name == "br":
            self.line_break()
        tree, stack = self.tree, self.open.stack
        if name in _BREAKS_OUT and self.open.in_foreign:
            self.open.leave_foreign(start)
        if not self.open.counts.get(name):
            if name in names.HEADINGS:
                self.open.end_farther(name, start, end)
        elif name in _OUTLIVES_END:
            return
        elif tree.tags[stack[-1]] == name:
            self.open.pop_through(stack[-1], start, end)
        else:
            self.open.end_farther(name, start, end)
