"""A rule that may hold on a page, and for which elements it does, once that is asked."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from sanitizer.segmentation.visibility.selector_parser import compile_selectors

if TYPE_CHECKING:
    from sanitizer.segmentation.visibility.declarations import Declarations
    from sanitizer.segmentation.visibility.element_sets import Meaning
    from sanitizer.segmentation.visibility.elements import Elements
    from sanitizer.segmentation.visibility.rules import Rule

__all__ = ["LiveRule"]

#: What old Internet Explorers were told at the end of a value: no escape in a name.
_HACK = re.compile(r"\\[09](?=\s*(?:[;!]|$))")


class LiveRule:
    """A rule that may hold for something on the page.

    Parameters
    ----------
    sheet : int
        The number of its sheet.
    rule : Rule
        The rule.
    parts : list of str
        Those of its selectors that may match on the page.

    Attributes
    ----------
    low : str
        Its declarations in lower case.
    """

    def __init__(self, sheet: int, rule: Rule, parts: list[str]) -> None:
        self.sheet, self.rule = sheet, rule
        self.low = rule.block.lower()
        self._parts = parts
        self._meanings: list[Meaning] | None = None

    @functools.cached_property
    def declarations(self) -> Declarations:
        """The rule's declarations, read when first asked for."""
        return self.rule.declarations

    @functools.cached_property
    def has_escapes(self) -> bool:
        """Whether any name in the declarations may be written in escapes."""
        return "\\" in self.low and "\\" in _HACK.sub("", self.low)

    def meanings(self, elements: Elements) -> list[Meaning]:
        """Return those of its selectors that may mean something on the page."""
        if self._meanings is None:
            fold, meaning = elements.fold, elements.sets.meaning
            found = [
                meaning(selector)
                for part in self._readable(fold=fold)
                for selector in compile_selectors(part, fold=fold)
            ]
            self._meanings = [one for one in found if one.among]
        return self._meanings

    def among(self, elements: Elements) -> int:
        """Return the set of elements that the rule may hold for."""
        found = 0
        for meaning in self.meanings(elements):
            found |= meaning.among
        return found

    def meant(self, elements: Elements) -> int:
        """Return the set of elements that the rule holds for."""
        found = 0
        for meaning in self.meanings(elements):
            found |= elements.sets.meant(meaning)
        return found

    def _readable(self, *, fold: bool) -> list[str]:
        """Return its parts; none where another makes the list void, in practice a vendor's."""
        whole = self.rule.selectors
        return [] if ":-" in whole and not compile_selectors(whole, fold=fold) else self._parts
