"""What a property comes to on an element: style attributes, sheets, attributes of old, defaults.

Nothing is computed ahead. A value is asked for where something may be hidden, and only the rules
for properties like it are then matched.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sanitizer.segmentation.visibility.columns import UNKNOWN, Column, Value
from sanitizer.segmentation.visibility.declarations import Declarations, parse_declarations
from sanitizer.segmentation.visibility.defaults import default_value, presentational
from sanitizer.segmentation.visibility.elements import Elements
from sanitizer.segmentation.visibility.page_rules import PageRules
from sanitizer.segmentation.visibility.page_sheets import layer_ranks, read_sheets
from sanitizer.segmentation.visibility.validity import is_valid

if TYPE_CHECKING:
    from sanitizer.parsing.tree import Tree
    from sanitizer.segmentation.visibility.rules import Rule
    from sanitizer.segmentation.visibility.selectors import Specificity
    from sanitizer.segmentation.visibility.values import Colour

__all__ = ["Style"]

_VAR = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)")
#: Variables put into one value, and characters that one may bring: no honest value comes near.
MAX_VARIABLES: Final = 16
MAX_VALUE_CHARS: Final = 2_000
_UNSET: Final = frozenset({"unset", "revert", "revert-layer"})
#: Important, rank of its layer, inline, specificity, order, value, source: what ranks, and what of.
_Candidate = tuple[bool, int, bool, "Specificity", tuple[int, int, int], str, "Rule | str"]


class Style:
    """The styles of one page.

    Parameters
    ----------
    tree : Tree
        The page.
    quirks : bool
        Whether browsers lay it out in quirks mode.

    Attributes
    ----------
    elements : Elements
        The tree as selectors ask for it.
    styled : dict
        Elements with a style attribute → its text.
    sheets : list of Sheet
        Its style sheets, in order.
    rules : PageRules
        What of them may hold for something on the page.
    font_sizes, opacities, backgrounds, holders, drop_downs : dict
        Of elements asked about: font size in pixels and whether it is absolute; opacity together
        with all around; what lies behind the text, and in words; whether something positioned or
        transformed is around; whether a drop-down list is.
    suspected : dict
        Elements that have to be judged → the properties of which something declared may hide.
    defined_classes : dict
        Whether the page's own sheets know a framework's class.
    is_dark : bool or None
        Whether the page asks for dark colours, once that has been looked up.
    """

    def __init__(self, tree: Tree, *, quirks: bool) -> None:
        self.tree = tree
        self.quirks = quirks
        self.elements = Elements(tree, fold=quirks)
        start_tags = self.elements.start_tags
        texts = ((one, start_tags.value(one, "style")) for one in start_tags.having("style"))
        self.styled = {one: text for one, text in texts if text}
        self.sheets = read_sheets(tree, self.elements.by_tag.get("style", []))
        self.rules = PageRules(self.sheets, self.elements)
        self._layers = layer_ranks(self.sheets)
        self._inline: dict[int, Declarations] = {}
        self._columns: dict[str, Column] = {}
        self.font_sizes: dict[int, tuple[float, bool]] = {}
        self.opacities: dict[int, float] = {}
        self.backgrounds: dict[int, tuple[Colour | None, str]] = {}
        self.holders: dict[int, tuple[bool, bool]] = {}
        self.drop_downs: dict[int, bool] = {}
        self.suspected: dict[int, set[str]] = {}
        self.defined_classes: dict[str, bool] = {}
        self.is_dark: bool | None = None

    def inline(self, element: int) -> Declarations:
        """Return the declarations of an element's style attribute."""
        text = self.styled.get(element)
        if text is None:
            return {}
        found = self._inline.get(element)
        if found is None:
            found = self._inline[element] = parse_declarations(text)
        return found

    def value(self, element: int, name: str) -> Value | None:
        """Return the cascaded value of a property, or None where nothing sets it."""
        return self._value(self._columns.get(name) or self._column(name), element, name)

    def text(self, element: int, name: str) -> str:
        """Return the computed value as text; empty for the initial one."""
        column = self._columns.get(name) or self._column(name)
        found = column.texts.get(element)
        if found is None:
            found = column.texts[element] = self._computed(column, element, name)
        return found

    def _column(self, name: str) -> Column:
        column = self._columns[name] = Column(name, self.rules.filed(name))
        return column

    def _value(self, column: Column, element: int, name: str) -> Value | None:
        known = column.values.get(element, UNKNOWN)
        if known is not UNKNOWN:
            return known
        # Most elements end here: nothing is declared that could set it.
        if (
            not column.filed.may_set(element)
            and element not in self.styled
            and self.tree.tags[element] not in column.hinted
        ):
            return None
        column.values[element] = None  # what a variable finds that leads back to itself
        found = column.values[element] = self._cascade(column, element, name)
        return found

    def _computed(self, column: Column, element: int, name: str) -> str:
        passed = []
        text = ""
        while element >= 0:
            known = column.texts.get(element)
            if known is not None:
                text = known
                break
            value = self._value(column, element, name)
            text = value.text if value is not None else "unset"
            if text in _UNSET:
                text = "inherit" if column.inherits else ""
            if text != "inherit":
                text = "" if text == "initial" else text
                break
            passed.append(element)
            text = ""
            element = self.tree.parents[element]
        for holder in passed:
            column.texts[holder] = text
        return text

    # --- the cascade

    def _cascade(self, column: Column, element: int, name: str) -> Value | None:
        candidates = self._from_sheets(column, element, name)
        style = self.inline(element).get(name)
        if style is not None:
            candidates += [
                (one.important, self._rank(None, one.important), True, (0, 0, 0), (0, 0, place),
                 one.value, "style")
                for place, one in enumerate(style)
            ]  # fmt: skip
        if len(candidates) > 1:
            candidates.sort(key=_what_ranks, reverse=True)
        for *_, text, source in candidates:
            value = self._resolve(element, text)
            if value is not None and is_valid(name, value, quirks=self.quirks):
                return Value(value, source)
        if self.tree.tags[element] not in column.hinted:
            return None
        hint = presentational(self.tree, element, name)
        if hint is None:
            hint = default_value(self.tree, element, name, quirks=self.quirks)
        return None if hint is None else Value(hint, "")

    def _rank(self, layer: int | None, important: bool) -> int:
        rank = len(self._layers) if layer is None else layer
        return -rank if important else rank

    def _from_sheets(self, column: Column, element: int, name: str) -> list[_Candidate]:
        found: list[_Candidate] = []
        for selector, live in column.filed.holding(element, self.elements):
            declared = live.declarations.get(name)
            if not declared:
                continue
            rule = live.rule
            layer = None if rule.layer is None else self._layers[rule.layer]
            found += [
                (one.important, self._rank(layer, one.important), False, selector.specificity,
                 (live.sheet, rule.order, place), one.value, rule)
                for place, one in enumerate(declared)
            ]  # fmt: skip
        return found

    def _resolve(self, element: int, value: str) -> str | None:
        """Put the values of ``var()`` in; None where one has none, or it gets out of hand."""
        if "var(" not in value:
            return value
        for _ in range(MAX_VARIABLES):
            found = _VAR.search(value)
            if found is None:
                return value
            text = self._variable(element, found[1]) or (found[2] or "").strip()
            if not text or len(text) > MAX_VALUE_CHARS:
                return None
            value = value[: found.start()] + text + value[found.end() :]
        return None

    def _variable(self, element: int, name: str) -> str:
        while element >= 0:
            found = self.value(element, name)
            if found is not None:
                return found.text
            element = self.tree.parents[element]
        return ""


def _what_ranks(candidate: _Candidate) -> tuple[object, ...]:
    return candidate[:5]
