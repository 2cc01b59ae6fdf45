"""The tree of a source that is not HTML but carries it.

Comes in: the source. Goes out: a tree whose places are those of the source, and whose own source is
a mask of it, of the same length: what is opaque is blank, escapes of a dump are read. A dump is as
many fragments as it has strings. Pages that are HTML never come here.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Final

from sanitizer.parsing import vocabulary as names
from sanitizer.parsing.dumps import escapes_in, is_dump, strings_of
from sanitizer.parsing.records import Mark, Tree
from sanitizer.parsing.templates import has_branches, opaque_runs, show_components, united
from sanitizer.parsing.tree import MAX_TAGS, build_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["build_carrier_tree", "build_fragments"]

_Range = tuple[int, int]

#: Elements whose end tag is left out by custom, or that have none.
_MAY_STAY_OPEN: Final = frozenset(names.CLOSED_BY) | names.VOID | names.RAW_TEXT | {"html", "p"}

#: Reads as the white space that it is: neither a text of its own nor a part of one.
_BLANK: Final = " "


def build_carrier_tree(source: str) -> Tree:
    """Parse a template, Markdown, a component or a dump; nothing in it raises."""
    if is_dump(source):
        return _dump_tree(source)
    opaque = opaque_runs(source)
    tree = build_tree(show_components(_masked(source, opaque)))
    tree.opaque = opaque
    doubtful = united(_doubtful(tree)) if has_branches(source) else []
    if doubtful:
        tree = build_tree(_masked(tree.source, doubtful))
        tree.opaque = opaque
    return tree


def _doubtful(tree: Tree) -> Iterator[_Range]:
    """Yield what of start tags may hold in one branch of a template only, so that it hides nothing.

    Between two template tags inside of a tag stands what one of them decides on. And of
    ``{% if a %}<div>{% else %}<div hidden>{% endif %}`` only one is closed: of an element that is
    left open, and of one that starts right behind it, the attributes may not hold.
    """
    last = -1
    for start, end in tree.opaque:
        element = bisect.bisect_right(tree.starts, start) - 1
        if element >= 0 and tree.opens[element] > start:
            if tree.starts[element] < last < start:
                yield last, start
            last = end
    is_behind = False
    for element, tag in enumerate(tree.tags):
        is_open = tree.closes[element] == tree.ends[element] and tag not in _MAY_STAY_OPEN
        if is_open or is_behind:
            yield tree.starts[element] + 1 + len(tag), tree.opens[element] - 1
        is_behind = is_open and _is_next(tree, element)


def _is_next(tree: Tree, element: int) -> bool:
    """Tell whether nothing but template tags stands between a start tag and the next one."""
    if element + 1 == len(tree.tags):
        return False
    start, end = tree.opens[element], tree.starts[element + 1]
    return tree.source[start:end].isspace() and tree.has_opaque(start, end)


def _masked(source: str, opaque: list[_Range]) -> str:
    pieces, last = [], 0
    for start, end in opaque:
        pieces += [source[last:start], _BLANK * (end - start)]
        last = end
    return "".join([*pieces, source[last:]])


def _dump_tree(source: str) -> Tree:
    strings = strings_of(source)
    opaque, pieces, last = [], [], 0
    escapes: dict[int, str] = {}
    for start, end in [*strings, (len(source), len(source))]:
        if start > last:
            opaque.append((last, start))
        found = escapes_in(source, start, end)
        escapes |= found
        read = _read(source, start, end, found) if found else source[start:end]
        pieces += [_BLANK * (start - last), read]
        last = end
    tree = build_fragments("".join(pieces), strings)
    tree.opaque, tree.escapes = opaque, sorted(escapes)
    return tree


def build_fragments(source: str, fragments: list[_Range]) -> Tree:
    """Parse parts of a source each for itself; what is open ends with its part."""
    tree = Tree(source, fragments=fragments)
    for start, end in fragments:
        text = source[start:end]
        if "<" in text:
            _add(tree, build_tree(text), start)
        elif text and not text.isspace():  # most fields of a table need no parser
            tree.text_starts.append(start)
            tree.text_ends.append(end)
            tree.text_parents.append(-1)
            tree.text_runs.append(_next_run(tree))
    tree.complete = tree.complete and len(tree.tags) + len(tree.marks) <= MAX_TAGS
    return tree


def _read(source: str, start: int, end: int, escapes: dict[int, str]) -> str:
    return re.sub(
        r"\\.|''", lambda found: escapes[start + found.start()], source[start:end], flags=re.DOTALL
    )


def _next_run(tree: Tree) -> int:
    return tree.text_runs[-1] + 1 if tree.text_runs else 0


def _add(tree: Tree, fragment: Tree, shift: int) -> None:
    """Add a fragment that starts at an offset; runs of text do not go on from one to the next."""
    n_elements, run = len(tree.tags), _next_run(tree)

    def moved(places: list[int]) -> list[int]:
        return [place + shift for place in places]

    def inside(parents: list[int]) -> list[int]:
        return [parent + n_elements if parent >= 0 else -1 for parent in parents]

    tree.tags += fragment.tags
    tree.parents += inside(fragment.parents)
    tree.starts += moved(fragment.starts)
    tree.opens += moved(fragment.opens)
    tree.closes += moved(fragment.closes)
    tree.ends += moved(fragment.ends)
    tree.text_starts += moved(fragment.text_starts)
    tree.text_ends += moved(fragment.text_ends)
    tree.text_parents += inside(fragment.text_parents)
    tree.text_runs += [number + run for number in fragment.text_runs]
    tree.marks += [
        Mark(mark.kind, mark.start + shift, mark.end + shift, *inside([mark.parent]))
        for mark in fragment.marks
    ]
    tree.complete = tree.complete and fragment.complete
