"""The rules of a page's sheets that the page has the names for, and what they declare on an element.

An element's rules are matched once, all of them, when the first question about it comes; whatever is
asked of it after that is one look into a dictionary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sanitizer.segmentation.visibility.selector_parser import (
    compile_selectors,
    is_plain,
    last_compound,
)

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


class Filed:
    """One selector of one rule, compiled when something has its key.

    Attributes
    ----------
    sheet : int
        The number of the rule's sheet.
    rule : Rule
        The rule.
    low : str
        Its declarations in lower case.
    key : str
        What an element must have at least, the key of `Selector`.
    wanted : frozenset of str
        All keys that an element must have.
    """

    __slots__ = ("_selector", "_text", "key", "low", "rule", "sheet", "wanted")

    def __init__(self, live: LiveRule, text: str, selector: Selector | None) -> None:
        self.sheet, self.rule, self.low = live.sheet, live.rule, live.low
        self._text = text
        self._selector = selector
        compound = last_compound(text) if selector is None else selector.steps[0][1]
        self.key, self.wanted = compound.key, compound.keys

    @property
    def selector(self) -> Selector:
        """The selector, compiled."""
        if self._selector is None:
            self._selector = compile_selectors(self._text)[0]
        return self._selector


class LiveRule:
    """A rule that may hold for something on the page.

    Attributes
    ----------
    sheet : int
        The number of its sheet.
    rule : Rule
        The rule.
    low : str
        Its declarations in lower case.
    """

    __slots__ = ("_filed", "_parts", "low", "rule", "sheet")

    def __init__(self, sheet: int, rule: Rule, parts: list[str]) -> None:
        self.sheet, self.rule = sheet, rule
        self.low = rule.block.lower()
        self._parts = parts
        self._filed: list[Filed] | None = None

    def names_any(self, words: tuple[str, ...]) -> bool:
        """Tell whether one of the words, or what may be one in escapes, is in the declarations."""
        low = self.low
        for word in words:
            if word in low:
                return True
        return "\\" in low

    def filed(self, *, fold: bool) -> list[Filed]:
        """Return its selectors."""
        if self._filed is None:
            self._filed = found = []
            for part in self._readable(fold=fold):
                if not fold and is_plain(part):
                    found.append(Filed(self, part, None))
                else:
                    found += [Filed(self, part, one) for one in compile_selectors(part, fold=fold)]
        return self._filed

    def _readable(self, *, fold: bool) -> list[str]:
        """Return its parts; none where another makes the list void, in practice a vendor's."""
        whole = self.rule.selectors
        return [] if ":-" in whole and not compile_selectors(whole, fold=fold) else self._parts


_Files = dict[str, list[tuple[frozenset[str], Filed]]]
"""Key of a selector → what an element must have for it, and the selector."""

#: Properties that are asked about together, and the words of which a rule that sets one of them has
#: one. Of ancestors only one group is asked, so that no others are matched there.
_GROUPS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "display": (("display",), ("display",)),
    "colour": (("color", "background"), ("color", "background-color", "background-image")),
    "paint": (
        ("text-", "background-clip"),
        ("text-shadow", "-webkit-text-stroke", "-webkit-text-fill-color", "background-clip",
         "-webkit-background-clip"),
    ),
    "place": (("position", "transform"), ("position", "transform")),
    "opacity": (("opacity",), ("opacity",)),
    "font": (("font",), ("font-size",)),
    "box": (
        ("width", "height", "-size", "overflow", "padding", "float"),
        ("width", "height", "min-width", "min-height", "max-width", "max-height", "overflow-x",
         "overflow-y", "padding-right", "padding-bottom", "float"),
    ),
    "offset": (
        ("left", "right", "top", "bottom", "inset", "margin", "indent", "translate"),
        ("left", "right", "top", "bottom", "margin-left", "margin-top", "text-indent", "translate"),
    ),
    "variable": (("--",), ()),
    "other": (("",), ()),
}  # fmt: skip
_GROUP_OF: Final = {name: group for group, (_, names) in _GROUPS.items() for name in names}


#: Property → two words of which one stands in every block that sets it.
_WORDS: Final = {
    **dict.fromkeys(("left", "right", "top", "bottom"), "inset"),
    "width": "inline-size",
    "height": "block-size",
    "max-width": "max-inline-size",
    "max-height": "max-block-size",
}
_SHORTHANDS: Final = {
    **dict.fromkeys(("margin-left", "margin-right", "margin-top", "margin-bottom"), "margin"),
    **dict.fromkeys(("padding-left", "padding-right", "padding-top", "padding-bottom"), "padding"),
    "overflow-x": "overflow",
    "overflow-y": "overflow",
    "font-size": "font",
    "background-color": "background",
    "background-image": "background",
}


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
        group = "variable" if name[:2] == "--" else _GROUP_OF.get(name, "other")
        key = (element, group)
        holding = self._holding.get(key)
        if holding is None:
            holding = self._holding[key] = self._hold(element, group) if self.live else []
        if not holding:
            return
        word = _SHORTHANDS.get(name, name)
        other = _WORDS.get(name, word)
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
            self._files[group] = self._file(_GROUPS[group][0])
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
                    by_key.setdefault(filed.key, []).append((filed.wanted, filed))
        return by_key, [key for key in by_key if key[0] == "["]


def _live_rules(sheets: list[Sheet], elements: Elements) -> list[LiveRule]:
    names = frozenset([*(f".{name}" for name in elements.class_names), *elements.by_tag])
    return [
        LiveRule(number, rule, parts)
        for number, sheet in enumerate(sheets)
        for rule, parts in sheet.live_rules(names, elements.may_have)
    ]
