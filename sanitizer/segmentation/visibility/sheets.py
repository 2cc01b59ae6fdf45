"""A style sheet's text → its rules that hold on a desktop screen, in order, hardly read.

Sheets are long and few of their rules matter on a page. A sheet is cut at its closing braces by one
split; only pieces with an at-rule or several braces are looked at one by one. The rest are runs of
rules, which are read when a page asks which of them it has the names for. Sheets with nested rules
go through the slower `nesting`.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sanitizer.segmentation.visibility.groups import (
    Group,
    Layers,
    after_statements,
    open_group,
)
from sanitizer.segmentation.visibility.nesting import Row, split_nested
from sanitizer.segmentation.visibility.rules import Rule, live_selectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Sheet", "read_sheet"]

#: A sheet is read up to here; the longest in the honest pages seen has 0.9 million characters.
MAX_CHARS: Final = 2_000_000

_COMMENT_OR_STRING = re.compile(
    r"/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z)|"
    r"\"(?:[^\"\\\n]++|\\.)*+\"?|'(?:[^'\\\n]++|\\.)*+'?",
    re.DOTALL,
)


class Run(NamedTuple):
    """Rules of one layer that follow each other, each ``selectors{declarations``.

    Attributes
    ----------
    pieces : list of str
        The rules, without their closing braces.
    layer : str or None
        Their cascade layer.
    order : int
        The number of the first.
    """

    pieces: list[str]
    layer: str | None
    order: int


class Sheet:
    """The rules of one ``<style>`` that hold.

    Attributes
    ----------
    runs : list of Run
        The rules, in order, not yet taken apart.
    layers : list of str
        Names of its cascade layers in the order in which they are first named.
    keyframes : dict
        Name of an animation → declarations of its last frame.
    text : str
        The sheet without comments.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.layers: Layers = []
        self.keyframes: dict[str, str] = {}
        self.runs: list[Run] = []
        # Names of variables are told apart by case.
        self._lowers = "--" not in text
        self._rules: dict[int, Rule] = {}
        if "\\{" in text or "\\}" in text or not _Cutter(self).run(text.split("}")):
            self.layers, self.keyframes = [], {}
            rows = split_nested(text, self.layers, self.keyframes)
            self.runs = [Run([_piece(row)], row[2], order) for order, row in enumerate(rows)]

    def live_rules(
        self, names: frozenset[str], may_have: Callable[[str], bool]
    ) -> Iterator[tuple[Rule, list[str]]]:
        """Yield the rules that a page has the names for, each with those of its selectors.

        Parameters
        ----------
        names : frozenset of str
            The tags, classes (``.b``) and ids (``#a``) of the page, in lower case.
        may_have : callable
            Tells whether the page may have an ``[attribute``.
        """
        for pieces, layer, first in self.runs:
            heads = [piece[: piece.find("{")] for piece in pieces]
            for place, parts in live_selectors(heads, names, may_have):
                yield self._rule(first + place, pieces[place], layer), parts

    def _rule(self, order: int, piece: str, layer: str | None) -> Rule:
        rule = self._rules.get(order)
        if rule is None:
            head, _, block = piece.partition("{")
            head = head.rpartition(";")[2].strip()
            rule = Rule(head, block.lower() if self._lowers else block, layer, order)
            self._rules[order] = rule
        return rule


@functools.lru_cache(maxsize=64)
def read_sheet(text: str) -> Sheet:
    """Split a style sheet; linear in its length, nothing in it raises."""
    text = text[:MAX_CHARS].replace("\0", "\ufffd")  # CSS Syntax 3.3
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


def _piece(row: Row) -> str:
    selectors = row[0].replace("\\{", "\\7b ").replace("\\}", "\\7d ")
    block = row[1] if "--" in row[1] else row[1].lower()
    return f"{selectors}{{{block}"


class _Cutter:
    """What is open while a sheet is gone through."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.groups: list[Group] = []

    def run(self, pieces: list[str]) -> bool:
        """Go through what is between closing braces; False where the sheet is not plain."""
        done, last = 0, len(pieces) - 1
        odd = [place for place, piece in enumerate(pieces) if piece.count("{") != 1 or "@" in piece]
        for place in odd:
            if done < place:
                self.plain(pieces[done:place], done)
            done = place + 1
            piece = pieces[place]
            if "{" in piece:
                if not self.opening(piece, place):
                    return False
            elif not piece or piece.isspace():
                if self.groups:
                    self.groups.pop()
            elif place != last:
                return False
        self.plain(pieces[done:], done)
        return True

    def plain(self, pieces: list[str], order: int) -> None:
        """Take rules that nothing else stands between."""
        group = self.groups[-1] if self.groups else None
        if group is None:
            self.sheet.runs.append(Run(pieces, None, order))
        elif group.frames:
            for piece in pieces:
                head, _, block = piece.partition("{")
                if head.strip().lower() in {"to", "100%"}:
                    self.sheet.keyframes[group.frames] = block
        elif group.holds:
            self.sheet.runs.append(Run(pieces, group.layer, order))

    def opening(self, piece: str, order: int) -> bool:
        """Take a rule, and the groups that are opened before it; False where one is none."""
        head, _, block = piece.rpartition("{")
        *openers, head = head.split("{")
        for opener in openers:
            group = open_group(opener, self.groups, self.sheet.layers)
            if group is None:
                return False
            self.groups.append(group)
        head = after_statements(head, self.sheet.layers)
        if not head.lstrip().startswith("@"):  # @font-face and the like hold no rules
            self.plain([f"{head}{{{block}"], order)
        return True
