"""Hiding by the plain idioms of scripts; nothing is run.

``document.getElementById('x').style.display='none'`` hides ``#x`` once the page is loaded;
``document.write('<div style="display:none">')`` opens a box that holds all that the source has up
to the script that writes the end tag.
"""

from __future__ import annotations

import bisect
import itertools
from typing import TYPE_CHECKING, Final

from sanitizer.parsing.tree import read_attributes
from sanitizer.patterns import lazy_pattern
from sanitizer.segmentation.visibility.triggers import may_hide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sanitizer.parsing.tree import Tree

__all__ = ["Written", "styles_set", "written_boxes"]

#: Statements of one script that are looked at, and characters of a function before them.
MAX_STATEMENTS: Final = 200
MAX_FUNCTION_CHARS: Final = 20_000

_SET = lazy_pattern(
    r"getElementById\(\s*(['\"])([^'\"]{1,100})\1\s*\)\s*\.\s*style\s*\.\s*"
    r"(display|visibility|left|top|opacity|position|textIndent|marginLeft|height|width|overflow|"
    r"fontSize|cssText)\s*=\s*(['\"])([^'\"]{0,300})\4"
)
_ATTRIBUTE = lazy_pattern(
    r"getElementById\(\s*(['\"])([^'\"]{1,100})\1\s*\)\s*\.\s*setAttribute\(\s*['\"]style['\"]\s*,"
    r"\s*(['\"])([^'\"]{0,300})\3"
)
_CAPITAL = lazy_pattern(r"([A-Z])")
_WRITE = lazy_pattern(
    r"document\s*\.\s*write(?:ln)?\s*\(\s*(?:\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)')"
)
_TAG = lazy_pattern(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_VOID = frozenset(["br", "img", "input", "hr", "link", "meta", "wbr", "iframe"])
#: Statements that only run when something is done to the page stand in functions.
_FUNCTION = lazy_pattern(r"function\b[^{]{0,200}\{|=>\s*\{")


class Written:
    """A box that a script opens: source range and style."""

    __slots__ = ("end", "start", "style")

    def __init__(self, start: int, end: int, style: str) -> None:
        self.start, self.end, self.style = start, end, style


def _scripts(tree: Tree, scripts: Iterable[int], word: str) -> Iterator[tuple[int, str]]:
    source = tree.source
    for element in scripts:
        if source.find(word, tree.opens[element], tree.closes[element]) >= 0:
            yield element, source[tree.opens[element] : tree.closes[element]]


def styles_set(tree: Tree, scripts: Iterable[int]) -> list[tuple[str, str]]:
    """Return ``(id, declarations)`` of the elements that scripts restyle at load."""
    found = []
    for _, text in _scripts(tree, scripts, "getElementById"):
        functions = [opening.start() for opening in _FUNCTION.finditer(text)]
        for match in itertools.islice(_SET.finditer(text), MAX_STATEMENTS):
            if not _is_called(text, functions, match.start()):
                name = _CAPITAL.sub(r"-\1", match[3]).lower()
                value = match[5]
                found.append((match[2], value if name == "css-text" else f"{name}:{value}"))
        found += [
            (match[2], match[4])
            for match in itertools.islice(_ATTRIBUTE.finditer(text), MAX_STATEMENTS)
            if not _is_called(text, functions, match.start())
        ]
    return found


def _is_called(text: str, functions: list[int], place: int) -> bool:
    """Tell whether a statement stands in a function that something else has to call."""
    before = bisect.bisect_left(functions, place)
    if not before:
        return False
    start = functions[before - 1]
    if place - start > MAX_FUNCTION_CHARS:
        return False
    depth = text.count("{", start, place) - text.count("}", start, place)
    return depth > 0 and not text[:start].rstrip().endswith(("(", "!", "onload ="))


def written_boxes(tree: Tree, scripts: Iterable[int]) -> list[Written]:
    """Return the boxes with a hiding style that scripts open, with what the source has in them."""
    boxes: list[Written] = []
    open_boxes: list[tuple[str, int, str]] = []
    for element, text in _scripts(tree, scripts, "document.write"):
        for match in itertools.islice(_WRITE.finditer(text), MAX_STATEMENTS):
            written = (match[1] if match[1] is not None else match[2]).replace("\\", "")
            for slash, tag, rest in _TAG.findall(written):
                name = tag.lower()
                if slash:
                    _close(boxes, open_boxes, name, tree.starts[element])
                elif name not in _VOID:
                    style = read_attributes(rest).get("style", "")
                    open_boxes.append((name, tree.ends[element], style))
    return boxes


def _close(
    boxes: list[Written], open_boxes: list[tuple[str, int, str]], name: str, end: int
) -> None:
    for place in range(len(open_boxes) - 1, -1, -1):
        opened, start, style = open_boxes[place]
        if opened == name:
            del open_boxes[place:]
            if start < end and style and may_hide(style):
                boxes.append(Written(start, end, style))
            return
