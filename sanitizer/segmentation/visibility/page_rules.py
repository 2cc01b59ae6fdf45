"""The rules of a page's sheets that the page has the names for, and which of them hold where.

Rules are filed by property when it is first asked about, and by the last name in the selector. What
a selector means is only found out when an element with that name is asked about: hundreds of rules
set ``display``, and few elements are in question.
"""

from __future__ import annotations

import bisect
import collections
import itertools
from typing import TYPE_CHECKING

from sanitizer.segmentation.visibility.property_setters import setters_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sanitizer.segmentation.visibility.element_sets import Meaning
    from sanitizer.segmentation.visibility.elements import Elements
    from sanitizer.segmentation.visibility.live_rules import LiveRule
    from sanitizer.segmentation.visibility.selectors import Selector
    from sanitizer.segmentation.visibility.sheets import Sheet

__all__ = ["Filed", "PageRules"]


class _Group:
    """Selectors with one key, and their rules; what they mean is asked when an element has it."""

    __slots__ = ("_among", "_settings", "parts")

    def __init__(self) -> None:
        self.parts: list[tuple[str, LiveRule]] = []
        self._settings: list[tuple[Meaning, LiveRule]] = []
        self._among = 0

    def settings(self, element: int, elements: Elements) -> list[tuple[Meaning, LiveRule]]:
        """Return what the selectors mean, and their rules; nothing where none means an element."""
        if self.parts:
            self._settings = [
                (meaning, live)
                for part, live in self.parts
                for meaning in live.meanings_of(part, elements)
            ]
            for meaning, _ in self._settings:
                self._among |= meaning.among
            self.parts = []
        return self._settings if self._among >> element & 1 else []


class Filed:
    """The rules that may set one property, by a key that all they mean must have.

    Parameters
    ----------
    rules : list of LiveRule
        The rules.
    elements : Elements
        The elements of the page.
    """

    __slots__ = ("_elements", "_groups")

    def __init__(self, rules: list[LiveRule], elements: Elements) -> None:
        self._elements = elements
        self._groups: dict[str, _Group] = collections.defaultdict(_Group)
        for live in rules:
            for key, part in live.keyed_parts(fold=elements.fold):
                self._groups[key].parts.append((part, live))

    def may_set(self, element: int) -> bool:
        """Tell whether any rule may set the property on an element."""
        return bool(self._groups) and any(
            group.settings(element, self._elements) for group in self._groups_of(element)
        )

    def _groups_of(self, element: int) -> Iterator[_Group]:
        groups = self._groups
        if "*" in groups:
            yield groups["*"]
        for key in self._elements.keys_of(element):
            if key in groups:
                yield groups[key]

    def holding(self, element: int) -> list[tuple[Selector, LiveRule]]:
        """Return the rules, and by which selector, that hold for an element."""
        elements = self._elements
        if not self._groups or elements.budget < 0:
            return []
        found = []
        for group in self._groups_of(element):
            settings = group.settings(element, elements)
            elements.budget -= 1 + len(settings) // 16  # going through them is work, too
            if elements.budget < 0:
                return []
            found += [
                (meaning.selector, live) for meaning, live in settings
                if meaning.among >> element & 1
                and (not meaning.tests or all(test(elements, element) for test in meaning.tests))
            ]  # fmt: skip
        elements.budget -= len(found)
        return found


class PageRules:
    """The rules that may hold for something on a page.

    Parameters
    ----------
    sheets : list of Sheet
        The page's style sheets.
    elements : Elements
        Its elements.

    Attributes
    ----------
    live : list of LiveRule
        The rules, in order.
    """

    def __init__(self, sheets: list[Sheet], elements: Elements) -> None:
        self.elements = elements
        self.live = _live_rules(sheets, elements) if sheets else []
        blocks = [live.low for live in self.live]
        self._text = "}".join([*blocks, ""])
        self._ends = list(itertools.accumulate(len(block) + 1 for block in blocks))
        self._escaped = [
            place for place, live in enumerate(self.live)
            if "\\" in live.low and live.has_escapes
        ]  # fmt: skip

    def filed(self, name: str) -> Filed:
        """Return the rules that may set a property."""
        return Filed(self._that_may_set(name), self.elements)

    def _that_may_set(self, name: str) -> list[LiveRule]:
        """Return the rules that may set a property, found by one search through all."""
        setters = setters_of(name)
        text, ends = self._text, self._ends
        places = set(self._escaped)
        for word in setters.words:
            position = text.find(word)
            while position >= 0:
                place = bisect.bisect_right(ends, position)
                if setters.pattern.search(text, position, ends[place]):
                    places.add(place)
                position = text.find(word, ends[place])
        return [self.live[place] for place in sorted(places)]


def _live_rules(sheets: list[Sheet], elements: Elements) -> list[LiveRule]:
    if not sheets:  # what reads selectors is only imported for those who have some
        return []
    from sanitizer.segmentation.visibility.live_rules import LiveRule  # noqa: PLC0415

    names = elements.names
    return [
        LiveRule(number, rule, parts)
        for number, sheet in enumerate(sheets)
        for rule, parts in sheet.live_rules(names, elements.may_have)
    ]
