"""Style sheets with rules inside rules or braces left open, cut token by token."""

from __future__ import annotations

import dataclasses
import re
from typing import Final

from sanitizer.patterns import lazy_pattern
from sanitizer.segmentation.visibility.groups import (
    Group,
    Layers,
    after_statements,
    open_group,
)

__all__ = ["Row", "split_nested"]

Row = tuple[str, str, str | None]
"""Selectors, declarations, cascade layer."""

#: Deeper blocks than this are dropped with their content.
MAX_DEPTH: Final = 32
#: Selectors grow with every level; longer ones than this are not followed.
MAX_SELECTOR_CHARS: Final = 5_000

_TOKEN = lazy_pattern(r"[{};]|\\.|\"(?:[^\"\\\n]|\\.)*+\"?|'(?:[^'\\\n]|\\.)*+'?", re.DOTALL)


@dataclasses.dataclass(slots=True)
class _Open:
    """A block that is open: its selectors (nothing in a group), its group, its declarations."""

    selectors: str
    group: Group | None
    pieces: list[str]


def split_nested(text: str, layers: Layers, keyframes: dict[str, str]) -> list[Row]:
    """Return the rules that hold; nested ones with their selectors written out."""
    splitter = _Splitter(text, layers, keyframes)
    splitter.run()
    return splitter.rows


class _Splitter:
    def __init__(self, text: str, layers: Layers, keyframes: dict[str, str]) -> None:
        self.text = text
        self.layers, self.keyframes = layers, keyframes
        self.rows: list[Row] = []
        self.stack: list[_Open] = []
        self.groups: list[Group] = []
        self.last = 0

    def run(self) -> None:
        for found in _TOKEN.finditer(self.text):
            mark = found[0]
            if mark == "{":
                self.open(found.start())
            elif mark == "}":
                self.close(found.start())
            elif mark == ";":
                self.piece(found.start())
            else:
                continue
            self.last = found.end()
        while self.stack:  # 5.4.8 of CSS Syntax: the end of the sheet closes all
            self.close(len(self.text))
            self.last = len(self.text)

    def piece(self, end: int) -> None:
        if self.stack:
            self.stack[-1].pieces.append(self.text[self.last : end])
        else:
            after_statements(self.text[self.last : end] + ";", self.layers)

    def open(self, brace: int) -> None:
        head = self.text[self.last : brace].strip()
        parent = self.stack[-1].selectors if self.stack else ""
        group = open_group(head, self.groups, self.layers) if head.startswith("@") else None
        if len(self.stack) >= MAX_DEPTH:
            group = Group(holds=False, layer=None)
        if group is not None:
            self.groups.append(group)
            selectors = parent
        else:
            selectors = _nested(parent, head) if parent else head
        self.stack.append(_Open(selectors, group, []))

    def close(self, brace: int) -> None:
        if not self.stack:
            return
        self.piece(brace)
        block = self.stack.pop()
        group = self.groups[-1] if self.groups else None
        if group is not None and group.frames:
            if block.selectors.strip().lower() in {"to", "100%"}:
                self.keyframes[group.frames] = ";".join(block.pieces)
        elif block.selectors and (group is None or group.holds):
            self.add(block, group)
        if block.group is not None:
            self.groups.pop()

    def add(self, block: _Open, group: Group | None) -> None:
        own = ";".join(block.pieces)
        if own and not own.isspace():
            self.rows.append((block.selectors, own, group.layer if group else None))


def _nested(outer: str, inner: str) -> str:
    """Write a nested rule's selector out (CSS Nesting 1)."""
    if len(outer) + len(inner) > MAX_SELECTOR_CHARS:
        return ":not(*)"
    outer = f":is({outer})"
    if "&" in inner:
        return inner.replace("&", outer)
    if inner[:1] in {">", "+", "~"}:
        return f"{outer} {inner}"
    return ", ".join(f"{outer} {part.strip()}" for part in inner.split(","))
