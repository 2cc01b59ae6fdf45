"""Declarations in text → names with values.

What most style attributes hold is plain: names, words and numbers. It is split here; whatever has
comments, escapes, strings or blocks in it goes through tinycss2, which reads by the standard. Both
ways give the same (a test compares them), the first in a twentieth of the time. Values come out in
lower case with single spaces; shorthands are taken apart where a part of them can hide.
"""

from __future__ import annotations

import functools
import re
from typing import Final, NamedTuple

from sanitizer.patterns import lazy_pattern

__all__ = ["Declaration", "Declarations", "parse_declarations"]

#: CSS longer than this in one attribute or rule is not read: nothing honest comes near.
MAX_CHARS: Final = 20_000

_NOT_PLAIN = lazy_pattern(r"[\"'\\{}\[\]@<]|/\*|\([^)]*[;(]")
_STRING = r"\"[^\"\\\n]*+\"|'[^'\"\\\n]*+'"
_INNER = rf"[^()\"'\\{{}}\[\]]++|{_STRING}"
_IN_BRACKETS = rf"\((?:{_INNER}|\((?:{_INNER}|\((?:{_INNER})*+\))*+\))*+\)"
#: Declarations with strings and brackets in them, all of them closed, and what old Internet
#: Explorers were told at the end of a value (``\9``).
_PIECE = lazy_pattern(
    rf"(?:[^;\"'\\{{}}\[\]@<()/]++|/(?!\*)|{_STRING}|{_IN_BRACKETS}|\\[09](?=\s*(?:[;!]|$)))++"
)
_QUOTED = lazy_pattern(rf"(?:{_PIECE.pattern}|;)*+")
_IMPORTANT = lazy_pattern(r"\s*!\s*important\s*$", re.IGNORECASE)
_NAME = lazy_pattern(r"-?-?[a-zA-Z_][\w-]*$|--[\w-]*$")


class Declaration(NamedTuple):
    """The value of one property, and whether it is ``!important``."""

    value: str
    important: bool


Declarations = dict[str, tuple[Declaration, ...]]
"""Property → its declarations in order (more than one only where a later one may be invalid)."""


@functools.lru_cache(maxsize=4096)
def parse_declarations(text: str) -> Declarations:
    """Return the declarations of a style attribute or of a rule's block.

    >>> parse_declarations("DISPLAY : none !important")["display"]
    (Declaration(value='none', important=True),)
    """
    found: dict[str, list[Declaration]] = {}
    if len(text) > MAX_CHARS:
        return {}
    if not _NOT_PLAIN.search(text):
        pairs = _plain(text.split(";"))
    elif _QUOTED.fullmatch(text):
        pairs = _plain(_PIECE.findall(text))
    else:
        pairs = _by_tinycss2(text)
    for name, value, important in pairs:
        for longhand, part in _longhands(name, value):
            found.setdefault(longhand, []).append(Declaration(part, important))
    return {name: tuple(values) for name, values in found.items()}


def _plain(pieces: list[str]) -> list[tuple[str, str, bool]]:
    pairs = []
    for piece in pieces:
        name, colon, value = piece.partition(":")
        name = name.strip()
        if not colon or not _NAME.match(name):
            continue
        important = False
        if "!" in value:
            bare = _IMPORTANT.sub("", value)
            if "!" in bare:
                continue
            important = bare != value
            value = bare
        value = " ".join(value.split())
        if value:
            pairs.append((_name(name), value.lower(), important))
    return pairs


def _by_tinycss2(text: str) -> list[tuple[str, str, bool]]:
    import tinycss2  # type: ignore[import-untyped]  # noqa: PLC0415 - takes longer than a page, and few pages need it

    pairs = []
    for node in tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            tokens = [token for token in node.value if token.type != "comment"]
            value = " ".join(tinycss2.serialize(tokens).replace("/**/", "").split())
            if value:
                pairs.append((_name(node.name), value.lower(), node.important))
    return pairs


def _name(name: str) -> str:
    return name if name.startswith("--") else name.lower()


# --- shorthands

_SIDES = ("top", "right", "bottom", "left")
_LOGICAL: Final = {
    "inset-inline-start": "left",
    "inset-inline-end": "right",
    "inset-block-start": "top",
    "inset-block-end": "bottom",
    "margin-inline-start": "margin-left",
    "margin-inline-end": "margin-right",
    "margin-block-start": "margin-top",
    "margin-block-end": "margin-bottom",
    "inline-size": "width",
    "block-size": "height",
    "max-inline-size": "max-width",
    "max-block-size": "max-height",
    "-webkit-transform": "transform",
    "-webkit-clip-path": "clip-path",
    "-webkit-opacity": "opacity",
    "-webkit-animation": "animation",
    "-webkit-animation-name": "animation-name",
    "-webkit-animation-fill-mode": "animation-fill-mode",
    "-webkit-filter": "filter",
}
_SPLIT = lazy_pattern(r"(?:[^\s(]|\([^)]*\))+")
_FONT_SIZE = lazy_pattern(
    r"(?:^|\s)(\d*\.?\d+(?:[a-z]+|%)?|xx-small|x-small|small|medium|large|x-large|xx-large|"
    r"smaller|larger|calc\([^)]*\))(?:\s*/|\s)"
)
_URL = lazy_pattern(r"url\(|gradient\(|image-set\(|image\(|element\(", re.IGNORECASE)
_BACKGROUND_WORDS = frozenset(
    [
        "repeat",
        "repeat-x",
        "repeat-y",
        "no-repeat",
        "space",
        "round",
        "scroll",
        "fixed",
        "local",
        "left",
        "right",
        "top",
        "bottom",
        "center",
        "cover",
        "contain",
        "auto",
        "border-box",
        "padding-box",
        "content-box",
        "none",
    ]
)


def _longhands(name: str, value: str) -> list[tuple[str, str]]:
    name = _LOGICAL.get(name, name)
    if name in {"margin", "inset"}:
        prefix = "margin-" if name == "margin" else ""
        return [(prefix + side, part) for side, part in _four(value)]
    if name in {"margin-inline", "inset-inline", "margin-block", "inset-block"}:
        return _two(name, value)
    if name == "overflow":
        parts = value.split()
        return [("overflow-x", parts[0]), ("overflow-y", parts[-1])]
    if name == "background":
        return _background(value)
    if name == "font":
        found = _FONT_SIZE.search(value)
        return [("font-size", found[1] if found else _keyword_or(value, "medium"))]
    return [(name, value)]


def _four(value: str) -> list[tuple[str, str]]:
    parts = _SPLIT.findall(value)
    if not 1 <= len(parts) <= 4:
        return []
    top, right, bottom, left = {
        1: (0, 0, 0, 0),
        2: (0, 1, 0, 1),
        3: (0, 1, 2, 1),
        4: (0, 1, 2, 3),
    }[len(parts)]
    return list(zip(_SIDES, (parts[top], parts[right], parts[bottom], parts[left]), strict=True))


def _two(name: str, value: str) -> list[tuple[str, str]]:
    parts = _SPLIT.findall(value)
    if not 1 <= len(parts) <= 2:
        return []
    prefix = "margin-" if name.startswith("margin") else ""
    first, second = ("left", "right") if name.endswith("inline") else ("top", "bottom")
    return [(prefix + first, parts[0]), (prefix + second, parts[-1])]


def _background(value: str) -> list[tuple[str, str]]:
    keyword = _keyword_or(value, "")
    if keyword:
        return [("background-color", keyword), ("background-image", keyword)]
    image = "url()" if _URL.search(value) else "none"
    colour = "transparent"
    for part in _SPLIT.findall(value.rpartition("),")[2] or value):
        word = part.strip(",")
        is_colour = word[:1] == "#" or word[:3] in {"rgb", "hsl"} or word[:4] in {"var(", "oklc"}
        if is_colour or (word.isalpha() and word not in _BACKGROUND_WORDS):
            colour = word
    return [("background-color", colour), ("background-image", image)]


def _keyword_or(value: str, otherwise: str) -> str:
    wide = {"inherit", "initial", "unset", "revert", "revert-layer"}
    return value if value in wide else otherwise
