"""What a property comes to on an element: style attributes, sheets, attributes of old, defaults.

Nothing is computed ahead. A value is asked for where something may be hidden, and only the rules
for properties like it are then matched.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sanitizer.segmentation.visibility.declarations import Declarations, parse_declarations
from sanitizer.segmentation.visibility.defaults import default_value, presentational
from sanitizer.segmentation.visibility.elements import Elements
from sanitizer.segmentation.visibility.page_rules import PageRules
from sanitizer.segmentation.visibility.page_sheets import layer_ranks, read_sheets
from sanitizer.segmentation.visibility.validity import is_valid

if TYPE_CHECKING:
    from sanitizer.parsing.tree import Tree
    from sanitizer.segmentation.visibility.rules import Rule
    from sanitizer.segmentation.visibility.values import Colour

__all__ = ["Style", "Value"]

_VAR = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)")
#: Variables put into one value, and characters that one may bring: no honest value comes near.
MAX_VARIABLES: Final = 16
MAX_VALUE_CHARS: Final = 2_000
#: CSS Values 4: these go down to what the element holds. All others start anew.
_INHERITED: Final = frozenset(
    {"visibility", "color", "font-size", "text-indent", "white-space", "direction", "text-shadow"}
)


class Value(NamedTuple):
    """The value that wins, and where it is from: ``style``, a rule's text, or nothing."""

    text: str
    origin: str


class _Candidate(NamedTuple):
    important: bool
    layer: int
    inline: bool
    specificity: tuple[int, int, int]
    order: tuple[int, int, int]
    value: str
    rule: Rule | None


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
    sheets : list of Sheet
        Its style sheets, in order.
    rules : PageRules
        What of them may hold for something on the page.
    font_sizes, opacities, backgrounds, holders, drop_downs : dict
        Of elements asked about: font size in pixels and whether it is absolute; opacity together
        with all around; what lies behind the text, and in words; whether something positioned or
        transformed is around; whether a drop-down list is.
    defined_classes : dict
        Whether the page's own sheets know a framework's class.
    is_dark : bool or None
        Whether the page asks for dark colours, once that has been looked up.
    """

    def __init__(self, tree: Tree, *, quirks: bool) -> None:
        self.tree = tree
        self.quirks = quirks
        self.elements = Elements(tree, fold=quirks)
        self.sheets = read_sheets(tree, self.elements.by_tag.get("style", []))
        self.rules = PageRules(self.sheets, self.elements)
        self._layers = layer_ranks(self.sheets)
        self._inline: dict[int, Declarations] = {}
        self._values: dict[tuple[int, str], Value | None] = {}
        self._texts: dict[tuple[int, str], str] = {}
        self.font_sizes: dict[int, tuple[float, bool]] = {}
        self.opacities: dict[int, float] = {}
        self.backgrounds: dict[int, tuple[Colour | None, str]] = {}
        self.holders: dict[int, tuple[bool, bool]] = {}
        self.drop_downs: dict[int, bool] = {}
        self.defined_classes: dict[str, bool] = {}
        self.is_dark: bool | None = None

    def inline(self, element: int) -> Declarations:
        """Return the declarations of an element's style attribute."""
        found = self._inline.get(element)
        if found is None:
            text = self.elements.start_tags.value(element, "style")
            found = self._inline[element] = parse_declarations(text) if text else {}
        return found

    def value(self, element: int, name: str) -> Value | None:
        """Return the cascaded value of a property, or None where nothing sets it."""
        key = (element, name)
        if key not in self._values:
            self._values[key] = None  # what a variable finds that leads back to itself
            self._values[key] = self._cascade(element, name)
        return self._values[key]

    def text(self, element: int, name: str) -> str:
        """Return the computed value as text; empty for the initial one."""
        key = (element, name)
        found = self._texts.get(key)
        if found is None:
            found = self._texts[key] = self._computed(element, name)
        return found

    def _computed(self, element: int, name: str) -> str:
        inherits = name in _INHERITED
        passed = []
        text = ""
        while element >= 0:
            known = self._texts.get((element, name))
            if known is not None:
                text = known
                break
            value = self.value(element, name)
            text = value.text if value is not None else "unset"
            if text in {"unset", "revert", "revert-layer"}:
                text = "inherit" if inherits else "initial"
            if text != "inherit":
                text = "" if text == "initial" else text
                break
            passed.append(element)
            text = ""
            element = self.tree.parents[element]
        for holder in passed:
            self._texts[holder, name] = text
        return text

    # --- the cascade

    def _cascade(self, element: int, name: str) -> Value | None:
        candidates = self._from_sheets(element, name)
        style = self.inline(element).get(name)
        if style is not None:
            candidates += [
                _Candidate(one.important, self._rank(None, one.important), True, (0, 0, 0),
                           (0, 0, place), one.value, None)
                for place, one in enumerate(style)
            ]  # fmt: skip
        if len(candidates) > 1:
            candidates.sort(key=lambda one: one[:5], reverse=True)
        for candidate in candidates:
            value = self._resolve(element, candidate.value)
            if value is not None and is_valid(name, value, quirks=self.quirks):
                return Value(value, _origin(candidate.rule))
        hint = presentational(self.tree, element, name)
        if hint is None:
            hint = default_value(self.tree, element, name, quirks=self.quirks)
        return None if hint is None else Value(hint, "")

    def _rank(self, layer: int | None, important: bool) -> int:
        rank = len(self._layers) if layer is None else layer
        return -rank if important else rank

    def _from_sheets(self, element: int, name: str) -> list[_Candidate]:
        found = []
        for filed, declared in self.rules.setting(element, name):
            rule = filed.rule
            layer = None if rule.layer is None else self._layers[rule.layer]
            found += [
                _Candidate(one.important, self._rank(layer, one.important), False,
                           filed.selector.specificity, (filed.sheet, rule.order, place), one.value,
                           rule)
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


def _origin(rule: Rule | None) -> str:
    if rule is None:
        return "style"
    return f"{_shown(rule.selectors)}{{{_shown(rule.block)}}}"


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:57]}..."
