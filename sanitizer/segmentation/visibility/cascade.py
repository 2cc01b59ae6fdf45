"""What a property comes to on an element: style attributes, sheets, attributes of old, defaults.

Nothing is computed ahead. A value is asked for where something may be hidden, and only the rules
that name the property are then read and matched.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sanitizer.segmentation.visibility.declarations import (
    Declaration,
    Declarations,
    parse_declarations,
)
from sanitizer.segmentation.visibility.defaults import default_value, presentational
from sanitizer.segmentation.visibility.elements import Elements
from sanitizer.segmentation.visibility.media import media_matches
from sanitizer.segmentation.visibility.selectors import Selector, compile_selectors
from sanitizer.segmentation.visibility.sheets import Rule, Sheet, read_sheet
from sanitizer.segmentation.visibility.validity import is_valid

if TYPE_CHECKING:
    from sanitizer.parsing.tree import Tree
    from sanitizer.segmentation.visibility.values import Colour

__all__ = ["Style", "Value"]

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
_VAR = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)")
#: Variables put into one value, and characters that one may bring: no honest value comes near.
MAX_VARIABLES: Final = 16
MAX_VALUE_CHARS: Final = 2_000
#: Sheets that are read; honest pages have up to 200.
MAX_SHEETS: Final = 1_000
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


class _Filed(NamedTuple):
    sheet: int
    selector: Selector
    rule: Rule


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
    font_sizes, opacities, backgrounds, holders : dict
        Of elements asked about: font size in pixels and whether it is absolute; opacity together
        with all around; what lies behind the text, and in words; whether something positioned or
        transformed is around.
    defined_classes : dict
        Whether the page's own sheets know a framework's class.
    is_dark : bool or None
        Whether the page asks for dark colours, once that has been looked up.
    """

    def __init__(self, tree: Tree, *, quirks: bool) -> None:
        self.tree = tree
        self.quirks = quirks
        self.elements = Elements(tree, fold=quirks)
        self.sheets = [read_sheet(text) for text in _sheet_texts(tree)]
        self._layers = _layer_ranks(self.sheets)
        self._values: dict[tuple[int, str], Value | None] = {}
        self._texts: dict[tuple[int, str], str] = {}
        self._filed: dict[str, dict[str, list[_Filed]]] = {}
        self._selectors: dict[Rule, tuple[Selector, ...]] = {}
        self.font_sizes: dict[int, tuple[float, bool]] = {}
        self.opacities: dict[int, float] = {}
        self.backgrounds: dict[int, tuple[Colour | None, str]] = {}
        self.holders: dict[int, tuple[bool, bool]] = {}
        self.defined_classes: dict[str, bool] = {}
        self.is_dark: bool | None = None

    def inline(self, element: int) -> Declarations:
        """Return the declarations of an element's style attribute."""
        text = self.tree.attributes(element).get("style")
        return parse_declarations(text) if text else {}

    def selectors_of(self, rule: Rule) -> tuple[Selector, ...]:
        """Return those of a rule's selectors that this page has the ids and classes for."""
        found = self._selectors.get(rule)
        if found is None:
            found = self._selectors[rule] = self._live_selectors(rule)
        return found

    def _live_selectors(self, rule: Rule) -> tuple[Selector, ...]:
        fold = self.quirks
        if not rule.parts:
            return compile_selectors(rule.selectors, fold=fold)
        may_have = self.elements.may_have
        wanted = []
        for part in rule.parts:
            for name in part.names:
                if not may_have(name):
                    break
            else:
                wanted.append(part.text)
        if not wanted:
            return ()
        # One that cannot be read makes the list void; in practice those are other vendors'.
        if ":-" in rule.selectors and not compile_selectors(rule.selectors, fold=fold):
            return ()
        found: tuple[Selector, ...] = ()
        for text in wanted:
            found += compile_selectors(text, fold=fold)
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
        found: list[_Candidate] = []
        if not self.sheets:
            return found
        word = _SHORTHANDS.get(name, name)
        filed = self._filed.get(word)
        if filed is None:
            filed = self._filed[word] = self._file(word)
        if not filed or self.elements.budget < 0:
            return found
        for key in self.elements.keys_of(element):
            for one in filed.get(key, ()):
                declared = one.rule.declarations.get(name)
                if declared and one.selector.matches(self.elements, element):
                    found += self._candidates(one, declared)
        return found

    def _candidates(self, filed: _Filed, declared: tuple[Declaration, ...]) -> list[_Candidate]:
        rule = filed.rule
        layer = None if rule.layer is None else self._layers[rule.layer]
        return [
            _Candidate(one.important, self._rank(layer, one.important), False,
                       filed.selector.specificity, (filed.sheet, rule.order, place), one.value,
                       rule)
            for place, one in enumerate(declared)
        ]  # fmt: skip

    def _file(self, word: str) -> dict[str, list[_Filed]]:
        """Return the rules that name a property by the keys of their selectors."""
        filed: dict[str, list[_Filed]] = {}
        for number, sheet in enumerate(self.sheets):
            for rule in sheet.naming(word, _WORDS.get(word, word)):
                for selector in self.selectors_of(rule):
                    filed.setdefault(selector.key, []).append(_Filed(number, selector, rule))
        return filed

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


def _sheet_texts(tree: Tree) -> list[str]:
    texts: list[str] = []
    for element, tag in enumerate(tree.tags):
        if len(texts) >= MAX_SHEETS:
            break
        if tag != "style" or tree.opens[element] == tree.closes[element]:
            continue
        attributes = tree.attributes(element)
        kind = attributes.get("type", "").strip().lower()
        holds = kind in {"", "text/css"} and media_matches(attributes.get("media", ""))
        if holds and not _is_inert(tree, element):
            texts.append(tree.source[tree.opens[element] : tree.closes[element]])
    return texts


def _is_inert(tree: Tree, element: int) -> bool:
    """Tell whether a style stands where browsers with scripts on do not read it."""
    return any(tree.tags[holder] in {"noscript", "template"} for holder in tree.ancestors(element))


def _layer_ranks(sheets: list[Sheet]) -> dict[str, int]:
    names: dict[str, None] = {}
    for sheet in sheets:
        for name in sheet.layers:
            names.setdefault(name)
    return {name: rank for rank, name in enumerate(names)}
