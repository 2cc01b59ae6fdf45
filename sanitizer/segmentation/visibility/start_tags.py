"""Start tags as text, searched before anything in them is read.

Most start tags have nothing that matters here, and reading the attributes of all would take longer
than lxml's parse. The page is searched as one text in lower case; whatever is found outside of a
start tag leads on to the next one, and a word that is not in a tag is no attribute of it either.
Where an attribute stands as most do (``<p class="a">``), its value is taken out of the source as it
is; any other spelling is read by the parser's own rules.
"""

from __future__ import annotations

import bisect
import html
from typing import TYPE_CHECKING, Final

from sanitizer.patterns import lazy_pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Set

    from sanitizer.parsing.tree import Tree

__all__ = ["StartTags", "as_searched"]

#: What stands before an attribute where all attributes before it are plain.
_BEFORE = lazy_pattern(
    r"<[^\s/>\"'=]++(?:\s++[^\s\"'=<>/]++(?:=(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?)*+\s++"
)
#: What stands before and after the name of an attribute; all else only looks like it.
_NAME_FOLLOWS: Final = frozenset(" \t\n\f\r\"'/=")
_ENDS_NAME: Final = frozenset(" \t\n\f\r=>/")
_VALUE = r"\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]++))"
# The name comes first, since the search for fixed characters is the fastest there is.
# The value is only looked at: what looks like one may hold the start of the true one.
_CLASS = lazy_pattern(rf"class(?={_VALUE})")
_ID = lazy_pattern(rf"id(?<=[\s\"'/=]id)(?={_VALUE})")


class StartTags:
    """The start tags of one page.

    Parameters
    ----------
    tree : Tree
        The page.

    Attributes
    ----------
    low : str
        The source in lower case, each character at its place, all but ASCII as ``?``.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.low = as_searched(tree.source)
        self._places_of_class: dict[str, list[int]] | None = None
        self._class_places: dict[str, list[int]] | None = None
        self._id_places: dict[str, list[int]] | None = None

    def having(self, word: str) -> list[int]:
        """Return the elements with a word (as it is in `low`) in their start tag, in order."""
        low, starts, opens = self.low, self.tree.starts, self.tree.opens
        n_elements = len(starts)
        found = []
        after = 0  # the first element that starts after what has been searched
        place = low.find(word)
        while place >= 0:
            after = bisect.bisect_right(starts, place, after)
            if after and place < opens[after - 1]:
                found.append(after - 1)
                place = opens[after - 1]
            elif after < n_elements:
                place = starts[after]
            else:
                break
            place = low.find(word, place)
        later = [one for one in self.tree.later_tags if one not in found]
        return sorted([*found, *self._later_with(word, later)]) if later else found

    def _later_with(self, word: str, elements: Iterable[int]) -> list[int]:
        """Return those of the elements that have a word in a further start tag."""
        low, later_tags = self.low, self.tree.later_tags
        return [
            element for element in elements
            if any(low.find(word, start, end) >= 0 for start, end in later_tags[element])
        ]  # fmt: skip

    def mentions(self, element: int, word: str) -> bool:
        """Tell whether a word (in lower case) is somewhere in an element's start tag."""
        if self.low.find(word, self.tree.starts[element], self.tree.opens[element]) >= 0:
            return True
        return element in self.tree.later_tags and bool(self._later_with(word, [element]))

    def has(self, element: int, name: str) -> bool:
        """Tell whether an element has an attribute (its name in lower case)."""
        return self.mentions(element, name) and name in self.tree.attributes(element)

    def value(self, element: int, name: str) -> str | None:
        """Return the value of an attribute (its name in lower case), or None without it."""
        tree, low = self.tree, self.low
        if element in tree.later_tags:
            return tree.attributes(element).get(name)
        start, end = tree.starts[element], tree.opens[element]
        place = low.find(name, start, end)
        while place >= 0:
            begin = place + len(name)
            if low[place - 1] in _NAME_FOLLOWS and low[begin] in _ENDS_NAME:
                break
            place = low.find(name, begin, end)
        else:
            return None
        if low.startswith(('="', "='"), begin) and low[place - 1].isspace():
            first = place == start + len(tree.tags[element]) + 2
            if first or _BEFORE.fullmatch(low, start, place):
                begin += 2
                text = tree.source[begin : low.index(low[begin - 1], begin, end)]
                if "&" not in text:
                    return text
        return tree.attributes(element).get(name)

    def class_names(self) -> set[str]:
        """Return all classes of the page as they are in `low`, and maybe some words more."""
        return set(self._class_index())

    def with_class(self, name: str) -> list[int]:
        """Return the elements that may have a class, however it is written, in order."""
        name = as_searched(name)
        return self._at(self._class_index().get(name, ()), name)

    def _class_index(self) -> dict[str, list[int]]:
        """Return every class with the places where it is."""
        found = self._places_of_class
        if found is None:
            found = self._places_of_class = {}
            for text, places in self._classes().items():
                for name in text.split():
                    found.setdefault(name, []).extend(places)
        return found

    def id_names(self) -> Set[str]:
        """Return all ids of the page as they are in `low`, and maybe some words more."""
        return self._ids().keys()

    def with_id(self, name: str) -> list[int]:
        """Return the elements that may have an id, however it is written, in order."""
        name = as_searched(name)
        return self._at(self._ids().get(name, ()), name)

    def _at(self, places: Iterable[int], name: str) -> list[int]:
        """Return the elements in whose start tags a name is at one of the places."""
        starts, opens = self.tree.starts, self.tree.opens
        found = []
        for place in sorted(places):
            element = bisect.bisect_right(starts, place) - 1
            if element >= 0 and place < opens[element]:
                found.append(element)
        later = [one for one in self.tree.later_tags if one not in found]
        return sorted([*found, *self._later_with(name, later)]) if later else found

    def _classes(self) -> dict[str, list[int]]:
        """Return what ``class`` is set to, with the places where it is."""
        if self._class_places is None:
            self._class_places = _values(_CLASS, self.low)
        return self._class_places

    def _ids(self) -> dict[str, list[int]]:
        """Return what ``id`` is set to, with the places where it is."""
        if self._id_places is None:
            self._id_places = _values(_ID, self.low)
        return self._id_places


def as_searched(text: str) -> str:
    """Return a text in lower case, each character at its place, all but ASCII as ``?``.

    >>> as_searched("<P Class='İx'>")
    "<p class='?x'>"
    """
    if text.isascii():
        return text.lower()
    # Lowering any other letters takes as long as lxml's parse.
    return text.encode("ascii", "replace").lower().decode("ascii")


def _values(attribute: re.Pattern[str], text: str) -> dict[str, list[int]]:
    """Return the values of an attribute with their places; some may be in other values or text."""
    found: dict[str, list[int]] = {}
    for match in attribute.finditer(text):
        value = match[match.lastindex or 0]
        if "&" in value:
            value = as_searched(html.unescape(value))
        if value in found:
            found[value].append(match.start())
        else:
            found[value] = [match.start()]
    return found
