"""The rules of a page's sheets that the page has the names for, and what they declare on an element.

An element's rules are matched once, all of them, when the first question about it comes; whatever is
asked of it after that is one look into a dictionary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sanitizer.segmentation.visibility.selector_parser import compile_selectors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sanitizer.segmentation.visibility.declarations import Declaration
    from sanitizer.segmentation.visibility.elements import Elements
    from sanitizer.segmentation.visibility.rules import Rule
    from sanitizer.segmentation.visibility.selectors import Selector
    from sanitizer.segmentation.visibility.sheets import Sheet

__all__ = ["Filed", "LiveRule", "PageRules"]

#: Attributes named by selectors that are searched for in a start tag; with more of them, reading all
#: of the tag's own is less work.
MAX_SEARCHED: Final = 20


class Filed(NamedTuple):
    """One selector of one rule, with the number of its sheet."""

    sheet: int
    rule: Rule
    selector: Selector


class LiveRule:
    """A rule that may hold for something on the page.

    Attributes
    ----------
    sheet : int
        The number of its sheet.
    rule : Rule
        The rule.
    """

    __slots__ = ("_filed", "_low", "_parts", "rule", "sheet")

    def __init__(self, sheet: int, rule: Rule, parts: list[str]) -> None:
        self.sheet, self.rule = sheet, rule
        self._low = rule.block.lower()
        self._parts = parts
        self._filed: list[Filed] | None = None

    def names_any(self, words: tuple[str, ...]) -> bool:
        """Tell whether one of the words, or what may be one in escapes, is in the declarations."""
        low = self._low
        return any(word in low for word in words) or "\\" in low

    def filed(self, *, fold: bool) -> list[Filed]:
        """Return its selectors, compiled."""
        if self._filed is None:
            self._filed = [
                Filed(self.sheet, self.rule, selector)
                for part in self._readable(fold=fold)
                for selector in compile_selectors(part, fold=fold)
            ]
        return self._filed

    def _readable(self, *, fold: bool) -> list[str]:
        """Return its parts; none where another makes the list void, in practice a vendor's."""
        whole = self.rule.selectors
        return [] if ":-" in whole and not compile_selectors(whole, fold=fold) else self._parts


_Files = dict[str, list[tuple[frozenset[str], Filed]]]
"""Key of a selector → what an element must have for it, and the selector."""

#: Properties about which one element is asked and its ancestors one after the other, and the words of
#: which a rule that sets one of them has one. All other properties are one more group.
_GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "display": ("display",),
    "colour": ("color", "background"),
    "place": ("position", "transform"),
    "opacity": ("opacity",),
    "font": ("font",),
    "variable": ("--",),
    "": ("",),
}
_GROUP_OF: Final = {
    "display": "display", "color": "colour", "background-color": "colour",
    "background-image": "colour", "position": "place", "transform": "place", "opacity": "opacity",
    "font-size": "font",
}  # fmt: skip


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

    def setting(
        self, element: int, name: str
    ) -> Iterator[tuple[Filed, tuple[Declaration, ...]]]:
        """Yield the rules that set a property on an element, with what they set it to."""
        group = "variable" if name[:2] == "--" else _GROUP_OF.get(name, "")
        key = (element, group)
        holding = self._holding.get(key)
        if holding is None:
            holding = self._holding[key] = self._hold(element, group) if self.live else []
        for filed in holding:
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
            self._files[group] = self._file(_GROUPS[group])
        by_key, asked = self._files[group]
        if not by_key:
            return []
        keys = elements.keys_of(element)
        found = []
        for key in (*keys, *self._attributes_of(element, asked), "*"):
            rows = by_key.get(key, ())
            elements.budget -= len(rows)
            found += [
                filed for wanted, filed in rows
                if wanted <= keys and filed.selector.matches_further(elements, element)
            ]  # fmt: skip
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
                    compound = filed.selector.steps[0][1]
                    by_key.setdefault(compound.key, []).append((compound.keys, filed))
        return by_key, [key for key in by_key if key[0] == "["]


def _live_rules(sheets: list[Sheet], elements: Elements) -> list[LiveRule]:
    return [
        LiveRule(number, rule, parts)
        for number, sheet in enumerate(sheets)
        for rule, parts in sheet.live_rules(elements.class_names, elements.may_have)
    ]
