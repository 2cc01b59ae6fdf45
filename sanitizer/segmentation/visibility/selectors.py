"""A selector list's text → compiled selectors, matched against the flat tree from right to left.

The grammar is that of Selectors 4, as far as a page without a user uses it: states that need one
(``:hover``, ``:focus``) never match, pseudo-elements are no elements. One selector that cannot be
read makes the whole list void, as in browsers.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sanitizer.segmentation.visibility.pseudo import PSEUDO_CLASSES, UNTOUCHED, nth

if TYPE_CHECKING:
    from collections.abc import Callable

    from sanitizer.segmentation.visibility.elements import Elements

__all__ = ["Selector", "compile_selectors", "split_commas"]

_IDENT = r"(?:[\w-]|[^\x00-\x7f]|\\(?:[0-9a-fA-F]{1,6}[ \t\n\f\r]?|[^\n]))+"
_TOKEN = re.compile(
    r"\s*(?P<comb>[>+~,])\s*|(?P<space>\s+)|(?P<any>\*)|(?P<mark>[#.])(?P<name>" + _IDENT + r")|"
    r"(?P<tag>" + _IDENT + r")|\[\s*(?P<attr>" + _IDENT + r")\s*(?:(?P<op>[~|^$*]?=)\s*"
    r"(?:\"(?P<dq>[^\"]*)\"|'(?P<sq>[^']*)'|(?P<bare>" + _IDENT + r"))\s*(?P<flag>[iIsS])?\s*)?\]|"
    r"(?P<colons>::?)(?P<pseudo>" + _IDENT + r")(?P<open>\()?"
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n\f\r]?|(.))", re.DOTALL)

#: Lists longer than this, and functions nested deeper, are not read.
MAX_CHARS: Final = 20_000
MAX_NESTING: Final = 6

Specificity = tuple[int, int, int]

#: 3.6.1: pseudo-elements that may be written with one colon.
_OLD_PSEUDO_ELEMENTS: Final = frozenset({"before", "after", "first-line", "first-letter"})


class _SelectorError(ValueError):
    """The text is no selector list."""


class Compound(NamedTuple):
    """What is asked of one element."""

    tag: str | None
    ids: tuple[str, ...]
    classes: tuple[str, ...]
    tests: tuple[Callable[[Elements, int], bool], ...]
    attribute: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Selector:
    """A complex selector, rightmost compound first.

    Attributes
    ----------
    steps : tuple
        ``(combinator, compound)``: the combinator that leads to the compound from the one before.
    key : str
        ``#id``, ``.class``, tag, ``[attribute`` or ``*``: what the element must have at least.
    specificity : tuple of int
        Ids, classes, types.
    holder : str
        Key (id or class) of an ancestor that the element must stand in, or nothing.
    above : frozenset of str
        Keys that its ancestors must have between them.
    """

    steps: tuple[tuple[str, Compound], ...]
    key: str
    specificity: Specificity
    holder: str = ""
    above: frozenset[str] = frozenset()

    def candidates(self, elements: Elements) -> list[int]:
        """Return the elements of a page that may be meant."""
        found = elements.with_key(self.key)
        if self.holder and len(found) > 8:
            return elements.inside(self.holder, found)
        return found

    def matches(self, elements: Elements, element: int) -> bool:
        """Tell whether an element is meant; counts its work against the page's budget."""
        steps = self.steps
        if not _compound_matches(elements, element, steps[0][1]):
            return False
        if len(steps) == 1:
            return True
        # Most selectors name an ancestor that is not there: told by one look at a set.
        if self.above and not elements.stands_in(element, self.above):
            return False
        return _rest_matches(elements, element, steps, 1)


def _compound_matches(elements: Elements, element: int, compound: Compound) -> bool:
    elements.budget -= 1
    if elements.budget < 0:
        return False
    tag, ids, classes, tests, _ = compound
    if tag is not None and elements.tags[element] != tag:
        return False
    if classes:
        have = elements.classes_of(element)
        for wanted in classes:
            if wanted not in have:
                return False
    if ids and any(wanted != elements.id_of(element) for wanted in ids):
        return False
    return not tests or all(test(elements, element) for test in tests)


def _rest_matches(
    elements: Elements, element: int, steps: tuple[tuple[str, Compound], ...], place: int
) -> bool:
    if place == len(steps):
        return True
    combinator, compound = steps[place]
    for candidate in elements.related(element, combinator):
        if _compound_matches(elements, candidate, compound) and _rest_matches(
            elements, candidate, steps, place + 1
        ):
            return True
    return False


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
        compounds.reverse()
        combinators.reverse()
        steps = tuple(zip(["", *combinators], compounds, strict=True))
        specificity = (total[0], total[1], total[2])
        return Selector(steps, _key(compounds[0]), specificity, _holder(steps), _above(steps))

    def start_compound(self) -> None:
        self.tag: str | None = None
        self.ids: list[str] = []
        self.classes: list[str] = []
        self.tests: list[Callable[[Elements, int], bool]] = []
        self.attribute = ""
        self.empty = True

    def end_compound(self) -> Compound:
        return Compound(
            self.tag, tuple(self.ids), tuple(self.classes), tuple(self.tests), self.attribute
        )

    def simple(self, found: re.Match[str], position: int, total: list[int]) -> int:
        if found["tag"] is not None and not self.empty:
            raise _SelectorError(self.text)
        self.empty = False
        if found["tag"] is not None:
            self.tag = _unescape(found["tag"]).lower()
            total[2] += 1
        elif found["mark"] is not None:
            self.marked(found["mark"], _unescape(found["name"]), total)
        elif found["attr"] is not None:
            self.tests.append(_attribute_test(found))
            self.attribute = _unescape(found["attr"]).lower()
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
        name = _unescape(found["pseudo"]).lower()
        inside = None
        if found["open"]:
            end = _closing(self.text, position)
            inside, position = self.text[position:end], end + 1
        if found["colons"] == "::" or name in _OLD_PSEUDO_ELEMENTS:
            self.dead = True
            return position
        if inside is None:
            total[1] += 1
            if name in UNTOUCHED:
                self.dead = True
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
            self.tests.append(_logical(name, inner))
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
            self.tests.append(_language(inside) if name == "lang" else _never)
        else:
            raise _SelectorError(self.text)


def _never(elements: Elements, element: int) -> bool:  # noqa: ARG001
    return False


def _logical(name: str, inner: tuple[Selector, ...]) -> Callable[[Elements, int], bool]:
    if name == "not":
        return lambda elements, element: (
            not any(selector.matches(elements, element) for selector in inner)
        )
    if name == "has":
        return lambda elements, element: any(
            _has(elements, element, selector) for selector in inner
        )
    return lambda elements, element: any(selector.matches(elements, element) for selector in inner)


def _has(elements: Elements, element: int, selector: Selector) -> bool:
    """Tell whether something below (or, with ``+`` and ``~``, after) an element is meant."""
    first = selector.steps[-1]
    relative = not _asks(first[1])
    leading = selector.steps[-1][0] if relative and len(selector.steps) > 1 else " "
    beside = leading in {"+", "~"}
    for candidate in elements.following(element) if beside else elements.below(element):
        if relative:
            if _reaches(elements, candidate, selector, element):
                return True
        elif selector.matches(elements, candidate):
            return True
        if elements.budget < 0:
            return False
    return False


def _asks(compound: Compound) -> bool:
    return bool(compound.tag or compound.ids or compound.classes or compound.tests)


def _reaches(elements: Elements, candidate: int, selector: Selector, scope: int) -> bool:
    """Match ``> a b``, where the first compound is the element that ``:has`` stands on."""
    here = selector.steps[:-1]
    if not _compound_matches(elements, candidate, here[0][1]):
        return False
    reached = [candidate]
    for combinator, compound in here[1:]:
        reached = [
            other
            for one in reached
            for other in elements.related(one, combinator)
            if _compound_matches(elements, other, compound)
        ]
    return any(scope in elements.related(one, selector.steps[-1][0]) for one in reached)


def _language(inside: str) -> Callable[[Elements, int], bool]:
    wanted = [part.strip().strip("\"'").lower() for part in inside.split(",")]

    def test(elements: Elements, element: int) -> bool:
        language = elements.language_of(element)
        return any(language == name or language.startswith(f"{name}-") for name in wanted if name)

    return test


#: HTML 4.16.2: attributes whose values are compared without case in every selector.
_CASELESS: Final = frozenset(
    [
        "align",
        "alink",
        "axis",
        "bgcolor",
        "charset",
        "checked",
        "clear",
        "codetype",
        "color",
        "compact",
        "declare",
        "defer",
        "dir",
        "direction",
        "disabled",
        "enctype",
        "face",
        "frame",
        "hreflang",
        "http-equiv",
        "lang",
        "language",
        "link",
        "media",
        "method",
        "multiple",
        "nohref",
        "noresize",
        "noshade",
        "nowrap",
        "readonly",
        "rel",
        "rev",
        "rules",
        "scope",
        "scrolling",
        "selected",
        "shape",
        "target",
        "text",
        "type",
        "valign",
        "valuetype",
        "vlink",
        "accept",
        "accept-charset",
    ]
)


def _attribute_test(found: re.Match[str]) -> Callable[[Elements, int], bool]:
    name, operator = _unescape(found["attr"]).lower(), found["op"]
    if operator is None:
        return lambda elements, element: name in elements.attributes(element)
    quoted = found["dq"] if found["dq"] is not None else found["sq"]
    wanted = _unescape(found["bare"] if quoted is None else quoted)
    flag = (found["flag"] or "").lower()
    caseless = flag == "i" or (name in _CASELESS and flag != "s")
    if caseless:
        wanted = wanted.lower()
    compare = _COMPARE[operator]

    def test(elements: Elements, element: int) -> bool:
        value = elements.attributes(element).get(name)
        if value is None:
            return False
        return compare(value.lower() if caseless else value, wanted)

    return test


_COMPARE: Final[dict[str, Callable[[str, str], bool]]] = {
    "=": lambda value, wanted: value == wanted,
    "~=": lambda value, wanted: wanted in value.split(),
    "|=": lambda value, wanted: value == wanted or value.startswith(f"{wanted}-"),
    "^=": lambda value, wanted: bool(wanted) and value.startswith(wanted),
    "$=": lambda value, wanted: bool(wanted) and value.endswith(wanted),
    "*=": lambda value, wanted: bool(wanted) and wanted in value,
}


def _key(compound: Compound) -> str:
    if compound.ids:
        return f"#{compound.ids[0]}"
    if compound.classes:
        return f".{compound.classes[0]}"
    if compound.tag is None and compound.attribute:
        return f"[{compound.attribute}"
    return compound.tag or "*"


def _holder(steps: tuple[tuple[str, Compound], ...]) -> str:
    """Return the key of the nearest ancestor that is asked for by id or class."""
    best = ""
    for combinator, compound in steps[1:]:
        if combinator in {"+", "~"}:
            break
        key = _key(compound)
        if key[0] == "#":
            return key
        if key[0] == "." and not best:
            best = key
    return best


def _above(steps: tuple[tuple[str, Compound], ...]) -> frozenset[str]:
    found: set[str] = set()
    for combinator, compound in steps[1:]:
        if combinator in {"+", "~"}:
            break
        found.update(f"#{name}" for name in compound.ids)
        found.update(f".{name}" for name in compound.classes)
        if compound.tag is not None:
            found.add(compound.tag)
    return frozenset(found)


def _unescape(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    if found[1] is None:
        return found[2]
    code = int(found[1], 16)
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd"


_COMMA = re.compile(r"\\.|[()\[\],]|\"[^\"]*\"|'[^']*'", re.DOTALL)


def split_commas(text: str) -> list[str]:
    """Split a selector list at the commas outside of brackets and strings."""
    if "," not in text:
        return [text]
    parts, depth, last = [], 0, 0
    for found in _COMMA.finditer(text):
        mark = found[0]
        if mark in "([":
            depth += 1
        elif mark in ")]":
            depth -= 1
        elif mark == "," and depth == 0:
            parts.append(text[last : found.start()])
            last = found.end()
    parts.append(text[last:])
    return parts


def _closing(text: str, position: int) -> int:
    depth = 0
    for found in _COMMA.finditer(text, position):
        if found[0] in {"(", "["}:
            depth += 1
        elif found[0] in {")", "]"}:
            if depth == 0:
                return found.start()
            depth -= 1
    return len(text)
