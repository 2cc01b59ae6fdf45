"""A rule that may hold on a page, and its selectors, each compiled when something has its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanitizer.segmentation.visibility.plain_selectors import is_plain, last_compound
from sanitizer.segmentation.visibility.selector_parser import compile_selectors

if TYPE_CHECKING:
    from sanitizer.segmentation.visibility.rules import Rule
    from sanitizer.segmentation.visibility.selectors import Selector

__all__ = ["Filed", "LiveRule"]


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
