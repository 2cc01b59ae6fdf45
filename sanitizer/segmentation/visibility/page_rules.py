"""The rules of a page's sheets that the page has the names for, and which of them hold where.

An element's rules are matched once for each group of properties that is asked about; whatever else
is asked of that group needs no matching any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sanitizer.segmentation.visibility.live_rules import Filed, LiveRule
from sanitizer.segmentation.visibility.property_groups import (
    group_of,
    words_of_group,
    words_of_property,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sanitizer.segmentation.visibility.declarations import Declaration
    from sanitizer.segmentation.visibility.elements import Elements
    from sanitizer.segmentation.visibility.sheets import Sheet

__all__ = ["PageRules"]

#: Attributes named by selectors that are searched for in a start tag; with more of them, all of the
#: tag's own are read instead. The number is a guess.
MAX_SEARCHED: Final = 20

_Files = dict[str, list[tuple[frozenset[str], Filed]]]
"""Key of a selector → what an element must have for it, and the selector."""


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
        self._files: dict[str, tuple[_Files, list[str]]] = {}
        self._holding: dict[tuple[int, str], list[Filed]] = {}

    def setting(self, element: int, name: str) -> Iterator[tuple[Filed, tuple[Declaration, ...]]]:
        """Yield the rules that set a property on an element, with what they set it to."""
        group = group_of(name)
        key = (element, group)
        holding = self._holding.get(key)
        if holding is None:
            holding = self._holding[key] = self._hold(element, group) if self.live else []
        if not holding:
            return
        word, other = words_of_property(name)
        for filed in holding:
            low = filed.low
            if word in low or other in low or "\\" in low:
                declared = filed.rule.declarations.get(name)
                if declared:
                    yield filed, declared

    def matched(self, live: LiveRule) -> set[int]:
        """Return the elements that a rule holds for."""
        elements = self.elements
        found: set[int] = set()
        for filed in live.filed(fold=elements.fold):
            candidates = filed.selector.candidates(elements)
            elements.budget -= len(candidates) // 16  # going through them is work, too
            if elements.budget < 0:
                break
            found.update(
                element for element in candidates
                if element not in found and filed.selector.matches(elements, element)
            )  # fmt: skip
        return found

    def _hold(self, element: int, group: str) -> list[Filed]:
        """Return the rules for a group of properties that hold for an element."""
        elements = self.elements
        if elements.budget < 0:
            return []
        if group not in self._files:
            self._files[group] = self._file(words_of_group(group))
        by_key, asked = self._files[group]
        if not by_key:
            return []
        keys = elements.keys_of(element)
        rows: list[tuple[frozenset[str], Filed]] = []
        for key in (*keys, *self._attributes_of(element, asked), "*"):
            rows += by_key.get(key, ())
        elements.budget -= len(rows)
        above = elements.keys_above(element) if rows else None
        found = []
        for wanted, filed in rows:
            if wanted <= keys:
                selector = filed.selector
                # Most selectors end here, at an ancestor that is not there.
                if above is not None and not selector.above <= above:
                    continue
                if selector.matches_in_place(elements, element):
                    found.append(filed)
        return found

    def _attributes_of(self, element: int, asked: list[str]) -> list[str]:
        """Return the keys of those attributes of an element that selectors name."""
        if len(asked) > MAX_SEARCHED:
            return [f"[{name}" for name in self.elements.attributes(element)]
        low = self.elements.start_tags.lows[element]
        return [key for key in asked if key[1:] in low]

    def _file(self, words: tuple[str, ...]) -> tuple[_Files, list[str]]:
        """Return the rules that may set a property by the keys of their selectors."""
        by_key: _Files = {}
        for live in self.live:
            if live.names_any(words):
                for filed in live.filed(fold=self.elements.fold):
                    by_key.setdefault(filed.key, []).append((filed.wanted, filed))
        return by_key, [key for key in by_key if key[0] == "["]


def _live_rules(sheets: list[Sheet], elements: Elements) -> list[LiveRule]:
    names = frozenset([*(f".{name}" for name in elements.class_names), *elements.by_tag])
    return [
        LiveRule(number, rule, parts)
        for number, sheet in enumerate(sheets)
        for rule, parts in sheet.live_rules(names, elements.may_have)
    ]
