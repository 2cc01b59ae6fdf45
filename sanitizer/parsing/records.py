"""The records of a parsed page: elements, texts and marks as parallel lists."""

from __future__ import annotations

import bisect
import dataclasses
from typing import Final, NamedTuple

from sanitizer.parsing.tokens import read_attributes

__all__ = ["Mark", "MarkKind", "Tree"]


class MarkKind:
    """What a piece of markup is that is neither element nor text."""

    COMMENT: Final = "comment"
    DOCTYPE: Final = "doctype"
    BOGUS: Final = "bogus"


class Mark(NamedTuple):
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
        The decoded page; of what only carries HTML, a mask of it of the same length.
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
    opaque : list of (int, int)
        What is not HTML in a source that only carries it (template tags); blank in `source`. In
        order, without overlap; empty for pages.
    fragments : list of (int, int)
        What is parsed each for itself; of dumps only.
    escapes : list of int
        Where an escape of two characters starts, in order; of dumps only.
    moved : list of int
        Elements that start inside of another one which is not above them: its end tag came before
        theirs, ``<b><div></b>``.
    later_tags : dict
        Of ``<html>`` and ``<body>`` the places of further start tags: their attributes count where
        the element has none of the name (HTML 13.2.6.4.7).
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
    opaque: list[tuple[int, int]] = dataclasses.field(default_factory=list)
    fragments: list[tuple[int, int]] = dataclasses.field(default_factory=list)
    escapes: list[int] = dataclasses.field(default_factory=list)
    moved: list[int] = dataclasses.field(default_factory=list)
    later_tags: dict[int, list[tuple[int, int]]] = dataclasses.field(default_factory=dict)
    complete: bool = True
    _attributes: dict[int, dict[str, str]] = dataclasses.field(default_factory=dict)
    _by_tag: dict[str, list[int]] = dataclasses.field(default_factory=dict)

    def start_tag(self, element: int) -> str:
        """Return the source of an element's start tag."""
        return self.source[self.starts[element] : self.opens[element]]

    def attributes(self, element: int) -> dict[str, str]:
        """Return an element's attributes: lower-case name → value, entities resolved."""
        found = self._attributes.get(element)
        if found is None:
            name = len(self.tags[element]) + 1
            found = self._attributes[element] = read_attributes(
                self.source[self.starts[element] + name : self.opens[element] - 1]
            )
            for start, end in self.later_tags.get(element, ()):
                found |= read_attributes(self.source[start + name : end - 1]) | found
        return found

    def by_tag(self) -> dict[str, list[int]]:
        """Return the elements of each tag that the page has, in order; not to be changed."""
        if not self._by_tag:
            found: dict[str, list[int]] = {tag: [] for tag in set(self.tags)}
            for element, tag in enumerate(self.tags):
                found[tag].append(element)
            self._by_tag = found
        return self._by_tag

    def subtree_end(self, element: int) -> int:
        """Return the index after the last element that starts inside `element`."""
        return bisect.bisect_left(self.starts, self.closes[element], element + 1)

    def is_open_link(self, element: int) -> bool:
        """Tell whether an element is a link that no end tag closes."""
        return self.tags[element] == "a" and self.closes[element] == self.ends[element]

    def first_line(self, element: int) -> tuple[int, int]:
        """Return the first text in an element, and where the line of text ends that it begins.

        A link that nothing closes has, until the page ends, whatever follows in it; its words are
        those of one line.
        """
        first = text = bisect.bisect_left(self.text_starts, self.opens[element])
        end = self.opens[element]
        while text < len(self.text_starts) and self.text_starts[text] < self.ends[element]:
            if self.text_runs[text] != self.text_runs[first]:
                break
            end = self.text_ends[text]
            text += 1
        return first, end

    def has_opaque(self, start: int, end: int) -> bool:
        """Tell whether something opaque stands in ``source[start:end]``."""
        place = bisect.bisect_right(self.opaque, start, key=lambda run: run[1])
        return place < len(self.opaque) and self.opaque[place][0] < end

    def ancestors(self, element: int) -> list[int]:
        """Return `element` and its ancestors, innermost first."""
        found = []
        while element >= 0:
            found.append(element)
            element = self.parents[element]
        return found
