"""A style sheet's text → the rules that hold on a desktop screen, in order.

Sheets are long and few of their rules matter here. So a scan by one regular expression first tells
where declarations stand that may hide something, and nothing else is done with a sheet that has
none. The sheet is then split at its braces; what is inside them is read by `declarations` when it
is asked for.
"""

from __future__ import annotations

import bisect
import dataclasses
import functools
import re
from typing import Final, NamedTuple

from sanitizer.segmentation.visibility.declarations import Declarations, parse_declarations
from sanitizer.segmentation.visibility.media import media_matches, supports_matches
from sanitizer.segmentation.visibility.triggers import hiding_places

__all__ = ["Rule", "Sheet", "read_sheet"]

#: A sheet is read up to here; the longest in the honest pages seen has 0.9 million characters.
MAX_CHARS: Final = 2_000_000
#: Deeper blocks than this are dropped with their content.
MAX_DEPTH: Final = 32

_COMMENT_OR_STRING = re.compile(
    r"/\*.*?(?:\*/|\Z)|\"(?:[^\"\\\n]|\\.)*+\"?|'(?:[^'\\\n]|\\.)*+'?", re.DOTALL
)
_BRACE = re.compile(r"[{}]|\\.|\"(?:[^\"\\\n]|\\.)*+\"?|'(?:[^'\\\n]|\\.)*+'?", re.DOTALL)
_PLAIN_BRACE = re.compile(r"[{}]")


class Part(NamedTuple):
    """One selector of a list, and the ids and classes (``#a``, ``.b``) that a page must have."""

    text: str
    names: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a sheet: its selectors and declarations as written, and its cascade layer.

    Attributes
    ----------
    selectors, block : str
        What stands before and inside the braces; the block in lower case where that is no harm.
    layer : str or None
        Its cascade layer.
    order : int
        Its number in the sheet.
    hides : bool
        Whether the scan has found a declaration in it that may hide.
    parts : tuple of Part
        Its selectors one by one; empty where they cannot be told apart by a plain look.
    """

    selectors: str
    block: str
    layer: str | None
    order: int
    hides: bool

    parts: tuple[Part, ...]

    @property
    def declarations(self) -> Declarations:
        """The rule's declarations, read when asked for."""
        return parse_declarations(self.block)


@dataclasses.dataclass(slots=True)
class Sheet:
    """The rules of one ``<style>`` that hold.

    Attributes
    ----------
    rules : list of Rule
        In order.
    layers : list of str
        Names of its cascade layers in the order in which they are first named.
    keyframes : dict
        Name of an animation → declarations of its last frame.
    hiding : list of Rule
        Those of the rules with a declaration that may hide.
    """

    rules: list[Rule] = dataclasses.field(default_factory=list)
    layers: list[str] = dataclasses.field(default_factory=list)
    keyframes: dict[str, str] = dataclasses.field(default_factory=dict)
    hiding: list[Rule] = dataclasses.field(default_factory=list)
    _by_word: dict[str, list[Rule]] = dataclasses.field(default_factory=dict)

    def naming(self, word: str, other: str) -> list[Rule]:
        """Return the rules in whose declarations one of the two words stands."""
        found = self._by_word.get(word)
        if found is None:
            found = self._by_word[word] = [
                rule for rule in self.rules if word in rule.block or other in rule.block
            ]
        return found


@functools.lru_cache(maxsize=64)
def read_sheet(text: str) -> Sheet:
    """Split a style sheet; linear in its length, nothing in it raises."""
    text = text[:MAX_CHARS]
    if "/*" in text:
        text = _COMMENT_OR_STRING.sub(_keep_string, text)
    if "<!--" in text or "-->" in text:
        text = text.replace("<!--", " ").replace("-->", " ")
    sheet = Sheet()
    _Splitter(text, sheet).run()
    return sheet


def _keep_string(found: re.Match[str]) -> str:
    return " " if found[0].startswith("/*") else found[0]


@dataclasses.dataclass(slots=True)
class _Open:
    """A block that is open: what it is, and where its own declarations are."""

    kind: str  # "rule", "group" (at-rule that holds), "frames", "frame", "off"
    selectors: str
    layer: str | None
    pieces: list[tuple[int, int]]
    start: int


class _Splitter:
    def __init__(self, text: str, sheet: Sheet) -> None:
        self.text = text
        self.sheet = sheet
        self.places = hiding_places(text)
        self.stack: list[_Open] = []
        self.last = 0

    def run(self) -> None:
        text = self.text
        odd = '"' in text or "'" in text or "\\" in text
        for found in (_BRACE if odd else _PLAIN_BRACE).finditer(text):
            token = found[0]
            if token == "{":
                self.open(found.start())
                self.last = found.end()
            elif token == "}":
                self.close(found.start())
                self.last = found.end()
        while self.stack:  # 5.4.8 of CSS Syntax: the end of the sheet closes all
            self.close(len(text))
            self.last = len(text)

    def open(self, brace: int) -> None:
        head, parent = self.text[self.last : brace], self.stack[-1] if self.stack else None
        if ";" in head:
            before, _, head = head.rpartition(";")
            if parent is None:
                self.statements(before)
            elif parent.kind == "rule":
                parent.pieces.append((self.last, self.last + len(before)))
        head = head.strip()
        layer = parent.layer if parent else None
        self.stack.append(self.block(head, parent, layer, brace + 1))

    def block(self, head: str, parent: _Open | None, layer: str | None, start: int) -> _Open:
        selectors = parent.selectors if parent else ""
        kind = "rule"
        if len(self.stack) >= MAX_DEPTH or (parent is not None and parent.kind == "off"):
            kind = "off"
        elif parent is not None and parent.kind == "frames":
            kind, selectors = "frame", f"{parent.selectors} {head}"
        elif head.startswith("@"):
            kind, selectors, layer = self.at_rule(head, selectors, layer)
        else:
            selectors = _nested(selectors, head) if selectors else head
        return _Open(kind, selectors, layer, [], start)

    def at_rule(
        self, head: str, selectors: str, layer: str | None
    ) -> tuple[str, str, str | None]:
        name, _, condition = head[1:].replace("(", " (", 1).partition(" ")
        name = name.lower()
        if name.endswith("keyframes"):
            return "frames", condition.strip().strip("\"'"), layer
        if name == "layer":
            return "rule" if selectors else "group", selectors, self.name_layer(layer, condition)
        holds = (
            (name == "media" and media_matches(condition))
            or (name == "supports" and supports_matches(condition))
            or (name == "container" and media_matches(condition[condition.find("(") :]))
        )
        if not holds:
            return "off", "", layer
        return ("rule" if selectors else "group"), selectors, layer

    def name_layer(self, outer: str | None, name: str) -> str:
        name = name.strip() or f"(anonymous {len(self.sheet.layers)})"
        full = f"{outer}.{name}" if outer else name
        if full not in self.sheet.layers:
            self.sheet.layers.append(full)
        return full

    def statements(self, text: str) -> None:
        """Take ``@layer a, b;``; the other statements (``@import``, ``@charset``) do nothing."""
        for statement in text.split(";"):
            words = statement.strip()
            if words[:7].lower() == "@layer ":
                for name in words[7:].split(","):
                    self.name_layer(None, name)

    def close(self, brace: int) -> None:
        if not self.stack:
            return
        block = self.stack.pop()
        if block.kind == "rule":
            self.add_rule(block, brace)
        elif block.kind == "frame":
            name, _, steps = block.selectors.rpartition(" ")
            if steps.lower() in {"to", "100%"}:
                self.sheet.keyframes[name] = self.text[block.start : brace]

    def add_rule(self, block: _Open, brace: int) -> None:
        text, end = self.text, brace
        if not block.pieces:
            own = text[self.last : end] if self.last > block.start else text[block.start : end]
        else:
            tail = text[max(self.last, block.start) : end]
            own = ";".join([*(text[first:last] for first, last in block.pieces), tail])
        if not own or own.isspace():
            return
        place = bisect.bisect_left(self.places, block.start)
        hides = place < len(self.places) and self.places[place] < end
        if "--" not in own:  # names of variables are told apart by case
            own = own.lower()
        rules = self.sheet.rules
        parts = _parts(block.selectors)
        rule = Rule(block.selectors, own, block.layer, len(rules), hides, parts)
        rules.append(rule)
        if hides:
            self.sheet.hiding.append(rule)


_NAME = re.compile(r"[.#][\w-]+")
_UNPLAIN = re.compile(r"[(\[\\\"']|[^\x00-\x7f]")


@functools.lru_cache(maxsize=16384)
def _parts(selectors: str) -> tuple[Part, ...]:
    if _UNPLAIN.search(selectors):
        return ()
    return tuple(Part(part, tuple(_NAME.findall(part))) for part in selectors.split(","))


def _nested(outer: str, inner: str) -> str:
    """Write a nested rule's selector out (CSS Nesting 1)."""
    outer = f":is({outer})"
    if "&" in inner:
        return inner.replace("&", outer)
    if inner[:1] in {">", "+", "~"}:
        return f"{outer} {inner}"
    return ", ".join(f"{outer} {part.strip()}" for part in inner.split(","))
