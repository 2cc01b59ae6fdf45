"""A style sheet's text → the rules that hold on a desktop screen, in order.

Sheets are long and few of their rules matter here. A scan by one regular expression tells where
declarations stand that may hide something. The sheet is then cut at its closing braces; a `Rule` is
made only of those that are asked for, and what is inside their braces is read by `declarations`.
Sheets with nested rules, or braces in strings, go through the slower `nesting`.
"""

from __future__ import annotations

import bisect
import dataclasses
import functools
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sanitizer.segmentation.visibility.declarations import Declarations, parse_declarations
from sanitizer.segmentation.visibility.groups import (
    Group,
    Layers,
    after_statements,
    open_group,
)
from sanitizer.segmentation.visibility.nesting import Row, split_nested
from sanitizer.segmentation.visibility.selectors import split_commas
from sanitizer.segmentation.visibility.triggers import has_escapes, hiding_places

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Part", "Rule", "Sheet", "read_sheet"]

#: A sheet is read up to here; the longest in the honest pages seen has 0.9 million characters.
MAX_CHARS: Final = 2_000_000

_COMMENT_OR_STRING = re.compile(
    r"/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z)|"
    r"\"(?:[^\"\\\n]++|\\.)*+\"?|'(?:[^'\\\n]++|\\.)*+'?",
    re.DOTALL,
)
_NAME = re.compile(r"[.#][\w-]+")
_TAG = re.compile(r"(?:^|(?<=[\s>+~]))[a-z][\w-]*")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]\"']*(?:\"[^\"]*\"|'[^']*')?[^\[\]\"']*\]")
_FUNCTIONS = re.compile(r"\(.*\)", re.DOTALL)
_ATTRIBUTE = re.compile(r"\[[a-z][\w-]*")
_UNREADABLE = re.compile(r"\\|[^\x00-\x7f]")
_UNPLAIN = re.compile(r"[(\[\\\"']|[^\x00-\x7f]")


class Part(NamedTuple):
    """One selector of a list, and what a page must have for it (``#a``, ``.b``, ``p``, ``[c``)."""

    text: str
    names: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule of a sheet.

    Attributes
    ----------
    selectors, block : str
        What stands before and inside the braces; the block in lower case where that is no harm.
    layer : str or None
        Its cascade layer.
    order : int
        Its number in the sheet.
    parts : tuple of Part
        Its selectors one by one; empty where they cannot be told apart by a plain look.
    """

    selectors: str
    block: str
    layer: str | None
    order: int
    parts: tuple[Part, ...]

    @property
    def declarations(self) -> Declarations:
        """The rule's declarations, read when asked for."""
        return parse_declarations(self.block)


class Sheet:
    """The rules of one ``<style>`` that hold.

    Attributes
    ----------
    rows : list of Row
        The rules, in order, as they were cut.
    hiding : list of Rule
        Those with a declaration that may hide.
    layers : list of str
        Names of its cascade layers in the order in which they are first named.
    keyframes : dict
        Name of an animation → declarations of its last frame.
    text, low : str
        The sheet without comments; the same in lower case.
    colours : frozenset or None
        ``(property, value)`` of the colours in it, once they have been looked for.
    """

    def __init__(self, text: str) -> None:
        self.layers: Layers = []
        self.keyframes: dict[str, str] = {}
        self.colours: frozenset[tuple[str, str]] | None = None
        self._rules: dict[int, Rule] = {}
        self._naming: dict[str, list[Rule]] = {}
        self.text = text
        low = text.lower()
        self.low = low if len(low) == len(text) else text
        self.places = hiding_places(text)
        self.ends: list[int] = []
        rows = _cut(text, self.places, self)
        if rows is None:
            self.layers, self.keyframes, self.ends = [], {}, []
            rows = split_nested(text, self.places, self.layers, self.keyframes)
        self.rows = rows
        self.escaped: list[int] = []  # rows of which only the reading tells what they name
        if "\\" in text:
            self.escaped = [order for order, row in enumerate(rows) if has_escapes(row[1])]
        self.hiding = [self._rule(order) for order, row in enumerate(rows) if row[3]]

    def naming(self, word: str, other: str) -> list[Rule]:
        """Return the rules in whose declarations one of the two words stands."""
        found = self._naming.get(word)
        if found is None:
            orders: list[int] = []
            rows = enumerate(self.rows)
            if other != word and other in self.low:
                orders = [order for order, row in rows if word in row[1] or other in row[1]]
            elif word in self.low or word.startswith("--"):
                orders = [order for order, row in rows if word in row[1]]
            if self.escaped:
                orders = sorted({*orders, *self.escaped})
            found = self._naming[word] = [self._rule(order) for order in orders]
        return found

    def with_values(self, values: Iterable[str]) -> list[Rule]:
        """Return the rules in whose declarations one of the values stands, and maybe a few more."""
        if not self.ends:
            return [
                self._rule(order) for order, row in enumerate(self.rows)
                if any(value in row[1] for value in values)
            ]  # fmt: skip
        text, ends, orders = self.low, self.ends, set()
        for value in values:
            place = text.find(value)
            while place >= 0:
                order = bisect.bisect_left(ends, place)
                if order == len(ends):
                    break
                orders.add(order)
                place = text.find(value, place + 1)
        return [self._rule(order) for order in sorted(orders)]

    def _rule(self, order: int) -> Rule:
        rule = self._rules.get(order)
        if rule is None:
            selectors, block, layer, _ = self.rows[order]
            selectors = selectors.strip()
            rule = Rule(selectors, block, layer, order, _parts(selectors))
            self._rules[order] = rule
        return rule


@functools.lru_cache(maxsize=64)
def read_sheet(text: str) -> Sheet:
    """Split a style sheet; linear in its length, nothing in it raises."""
    text = text[:MAX_CHARS]
    if "/*" in text or '"' in text or "'" in text:
        text = _COMMENT_OR_STRING.sub(_without_braces, text)
    if "<!--" in text or "-->" in text:
        text = text.replace("<!--", " ").replace("-->", " ")
    return Sheet(text)


def _without_braces(found: re.Match[str]) -> str:
    """Blank a comment, and the braces in a string: what they say hides nothing."""
    text = found[0]
    if text[0] == "/":
        return " "
    if "{" in text or "}" in text or ";" in text:
        return text.replace("{", " ").replace("}", " ").replace(";", " ")
    return text


def _cut(text: str, places: list[int], sheet: Sheet) -> list[Row] | None:
    """Cut at the closing braces; None where the sheet is not of the plain kind."""
    if "\\{" in text or "\\}" in text:
        return None
    cutter = _Cutter(text, places, sheet)
    # Names of variables are told apart by case.
    low = text if "--" in text else sheet.low
    position = 0
    for chunk, original in zip(low.split("}"), text.split("}"), strict=True):
        end = position + len(chunk)
        brace = chunk.rfind("{")
        if brace >= 0:
            plain = cutter.add(original[:brace], chunk[brace + 1 :], end)
        else:
            plain = cutter.close() if not chunk or chunk.isspace() else end == len(text)
        if not plain:
            return None
        position = end + 1
    return cutter.rows


class _Cutter:
    """What is open while a plain sheet is gone through, and the rules so far."""

    def __init__(self, text: str, places: list[int], sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows: list[Row] = []
        self.groups: list[Group] = []
        self.holds = True
        self.layer: str | None = None
        self.coming = iter([*places, len(text) + 1])
        self.place = next(self.coming)

    def close(self) -> bool:
        if self.groups:
            self.groups.pop()
            self.enter()
        return True

    def enter(self) -> None:
        self.holds = not self.groups or self.groups[-1].holds
        self.layer = self.groups[-1].layer if self.groups else None

    def add(self, head: str, block: str, end: int) -> bool:
        """Take a rule, and the groups that are opened before it; False where one is none."""
        if "{" in head or "@" in head or ";" in head:
            *openers, head = head.split("{")
            for opener in openers:
                group = open_group(opener, self.groups, self.sheet.layers)
                if group is None:
                    return False
                self.groups.append(group)
            if openers:
                self.enter()
            head = after_statements(head, self.sheet.layers)
            if head.lstrip().startswith("@"):  # @font-face and the like hold no rules
                head = ""
        hides = self.place < end
        while self.place < end:
            self.place = next(self.coming)
        if self.groups and self.groups[-1].frames:
            if head.strip().lower() in {"to", "100%"}:
                self.sheet.keyframes[self.groups[-1].frames] = block
        elif self.holds and head:
            self.rows.append((head, block, self.layer, hides))
            self.sheet.ends.append(end)
        return True


@functools.lru_cache(maxsize=16384)
def _parts(selectors: str) -> tuple[Part, ...]:
    if _UNPLAIN.search(selectors) is None:
        return tuple(
            Part(part, tuple(_NAME.findall(part)) + tuple(_TAG.findall(part)))
            for part in selectors.split(",")
        )
    if _UNREADABLE.search(selectors):
        return ()
    parts = []
    for part in split_commas(selectors):
        bare = _BRACKETS.sub("", part)
        bare = _BRACKETS.sub("", bare)
        names: tuple[str, ...] = ()
        if "(" not in bare and "[" not in bare:
            names = (*_NAME.findall(bare), *_ATTRIBUTE.findall(_FUNCTIONS.sub("", part)))
        parts.append(Part(part, names))
    return tuple(parts)
