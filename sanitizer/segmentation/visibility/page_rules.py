"""The rules of a page's sheets that the page has the names for, and which of them hold where.

Rules are filed by property when it is first asked about, each with the set of elements that it
means. For most elements no rule sets the property: that is told by one look at all of them.
"""

from __future__ import annotations

import bisect
import itertools
from typing import TYPE_CHECKING

from sanitizer.segmentation.visibility.property_setters import setters_of

if TYPE_CHECKING:
    from sanitizer.segmentation.visibility.element_sets import Meaning
    from sanitizer.segmentation.visibility.elements import Elements
    from sanitizer.segmentation.visibility.live_rules import LiveRule
    from sanitizer.segmentation.visibility.selectors import Selector
    from sanitizer.segmentation.visibility.sheets import Sheet

__all__ = ["Filed", "PageRules"]


class Filed:
    """The rules that may set one property.

    Parameters
    ----------
    settings : list of tuple
        What the selectors mean, and their rules.
    """

    __slots__ = ("_among", "_settings")

    def __init__(self, settings: list[tuple[Meaning, LiveRule]]) -> None:
        self._settings = settings
        self._among = 0
        for meaning, _ in settings:
            self._among |= meaning.among

    def may_set(self, element: int) -> bool:
        """Tell whether any rule may set the property on an element."""
        return bool(self._among and self._among >> element & 1)

    def holding(self, element: int, elements: Elements) -> list[tuple[Selector, LiveRule]]:
        """Return the rules, and by which selector, that hold for an element."""
        elements.budget -= 1 + len(self._settings) // 16  # going through them is work, too
        if elements.budget < 0 or not self.may_set(element):
            return []
        found = [
            (meaning.selector, live) for meaning, live in self._settings
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
        elements = self.elements
        return Filed(
            [
                (meaning, live)
                for live in self._that_may_set(name)
                for meaning in live.meanings(elements)
            ]
        )

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
