"""A selector list's text → compiled selectors.

The grammar is that of Selectors 4, as far as a page without a user uses it: states that need one
(``:hover``, ``:focus``) never match, pseudo-elements are no elements. One selector that cannot be
read makes the whole list void, as in browsers. Those of names and combinators alone are most, and
are left to `plain_selectors`.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from sanitizer.patterns import lazy_pattern
from sanitizer.segmentation.visibility.attribute_tests import attribute_test
from sanitizer.segmentation.visibility.plain_selectors import (
    MAX_CHARS,
    is_plain,
    split_plain,
)
from sanitizer.segmentation.visibility.pseudo import PSEUDO_CLASSES, UNTOUCHED, nth
from sanitizer.segmentation.visibility.selector_functions import language, logical, never
from sanitizer.segmentation.visibility.selector_text import IDENT, closing, split_commas, unescape
from sanitizer.segmentation.visibility.selectors import Compound, Selector, selector_of

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from sanitizer.segmentation.visibility.elements import Elements

__all__ = ["compile_selectors"]

_TOKEN = lazy_pattern(
    r"\s*(?P<comb>[>+~,])\s*|(?P<space>\s+)|(?P<any>\*)|(?P<mark>[#.])(?P<name>" + IDENT + r")|"
    r"(?P<tag>" + IDENT + r")|\[\s*(?P<attr>" + IDENT + r")\s*(?:(?P<op>[~|^$*]?=)\s*"
    r"(?:\"(?P<dq>[^\"]*)\"|'(?P<sq>[^']*)'|(?P<bare>" + IDENT + r"))\s*(?P<flag>[iIsS])?\s*)?\]|"
    r"(?P<colons>::?)(?P<pseudo>" + IDENT + r")(?P<open>\()?"
)

#: Functions nested deeper than this are not read.
MAX_NESTING: Final = 6

#: 3.6.1: pseudo-elements that may be written with one colon.
_OLD_PSEUDO_ELEMENTS: Final = frozenset({"before", "after", "first-line", "first-letter"})


class _SelectorError(ValueError):
    """The text is no selector list."""


@functools.lru_cache(maxsize=8192)
def compile_selectors(text: str, *, fold: bool = False) -> tuple[Selector, ...]:
    """Compile a selector list; an empty tuple where it is void.

    Parameters
    ----------
    text : str
        The list.
    fold : bool
        Match classes and ids without case (pages in quirks mode).
    """
    if is_plain(text):
        return (split_plain(text.strip(), fold=fold),)
    if len(text) > MAX_CHARS:
        return ()
    try:
        parser = _Parser(text, fold, 0)
        selectors = parser.selector_list()
    except _SelectorError:
        return ()
    return tuple(selector for selector in selectors if selector is not None)


class _Parser:
    """Reads one list; a selector that can match no element comes out as None."""

    def __init__(self, text: str, fold: bool, depth: int) -> None:
        if depth > MAX_NESTING:
            raise _SelectorError(text)
        self.text = text.strip()
        self.fold = fold
        self.depth = depth
        self.leading = ""

    def selector_list(self, *, forgiving: bool = False) -> list[Selector | None]:
        found: list[Selector | None] = []
        for part in split_commas(self.text):
            try:
                found.append(_Parser(part, self.fold, self.depth).complex())
            except _SelectorError:
                if not forgiving:
                    raise
        return found

    def complex(self) -> Selector | None:
        text, position = self.text, 0
        if not text:
            raise _SelectorError(text)
        compounds: list[Compound] = []
        combinators: list[str] = []
        self.start_compound()
        self.dead = False
        total = [0, 0, 0]
        while position < len(text):
            found = _TOKEN.match(text, position)
            if found is None:
                raise _SelectorError(text)
            position = found.end()
            combinator = found["comb"] or (" " if found["space"] else None)
            if combinator is None:
                position = self.simple(found, position, total)
                continue
            if self.empty and not (combinator in ">+~" and not compounds and self.depth):
                raise _SelectorError(text)
            compounds.append(self.end_compound())
            combinators.append(combinator)
            self.start_compound()
        if self.empty:
            raise _SelectorError(text)
        compounds.append(self.end_compound())
        if self.dead:
            return None
        return selector_of(compounds, combinators, (total[0], total[1], total[2]))

    def start_compound(self) -> None:
        self.tag: str | None = None
        self.ids: list[str] = []
        self.classes: list[str] = []
        self.tests: list[Callable[[Elements, int], bool]] = []
        self.attribute = ""
        self.is_root = False
        self.empty = True

    def end_compound(self) -> Compound:
        names = [*(f"#{name}" for name in self.ids), *(f".{name}" for name in self.classes)]
        if self.tag is not None:
            names.append(self.tag)
        if self.is_root:
            names.append("html")
        key = names[0] if names else f"[{self.attribute}" if self.attribute else "*"
        return Compound(frozenset(names), key, tuple(self.tests))

    def simple(self, found: re.Match[str], position: int, total: list[int]) -> int:
        if found["tag"] is not None and not self.empty:
            raise _SelectorError(self.text)
        self.empty = False
        if found["tag"] is not None:
            self.tag = unescape(found["tag"]).lower()
            total[2] += 1
        elif found["mark"] is not None:
            self.marked(found["mark"], unescape(found["name"]), total)
        elif found["attr"] is not None:
            self.tests.append(attribute_test(found))
            self.attribute = unescape(found["attr"]).lower()
            total[1] += 1
        elif found["pseudo"] is not None:
            return self.pseudo(found, position, total)
        return position

    def marked(self, mark: str, name: str, total: list[int]) -> None:
        if self.fold:
            name = name.lower()
        if mark == "#":
            self.ids.append(name)
            total[0] += 1
        else:
            self.classes.append(name)
            total[1] += 1

    def pseudo(self, found: re.Match[str], position: int, total: list[int]) -> int:
        name = unescape(found["pseudo"]).lower()
        inside = None
        if found["open"]:
            end = closing(self.text, position)
            inside, position = self.text[position:end], end + 1
        if found["colons"] == "::" or name in _OLD_PSEUDO_ELEMENTS:
            self.dead = True
            return position
        if inside is None:
            total[1] += 1
            if name in UNTOUCHED:
                self.dead = True
            elif name == "root":
                self.is_root = True
            elif name in PSEUDO_CLASSES:
                self.tests.append(PSEUDO_CLASSES[name])
            else:
                raise _SelectorError(self.text)
        else:
            self.function(name, inside, total)
        return position

    def function(self, name: str, inside: str, total: list[int]) -> None:
        if name in {"not", "is", "where", "matches", "-webkit-any", "has"}:
            parser = _Parser(inside, self.fold, self.depth + 1)
            read = parser.selector_list(forgiving=name in {"is", "where"})
            inner = tuple(selector for selector in read if selector is not None)
            if name != "where" and inner:
                best = max(selector.specificity for selector in inner)
                total[:] = [have + more for have, more in zip(total, best, strict=True)]
            self.tests.append(logical(name, inner))
        elif name.startswith("nth-"):
            test, extra = nth(name, inside)
            if test is None:
                raise _SelectorError(self.text)
            total[1] += 1
            self.tests.append(test)
            if extra:
                self.function("is", extra, total)
        elif name in {"lang", "dir", "host", "host-context", "state", "-webkit-any-link"}:
            total[1] += 1
            self.tests.append(language(inside) if name == "lang" else never)
        else:
            raise _SelectorError(self.text)
