"""Start tags as text, searched before anything in them is read.

Most start tags have nothing that matters here, and reading the attributes of all would take longer
than lxml's parse. All are put together in lower case, since one search through all is faster than
one through each; a word that is not in a tag is no attribute of it either. Where an attribute
stands as most do (``<p class="a">``), its value is taken out of the source as it is; any other
spelling is read by the parser's own rules.
"""

from __future__ import annotations

import bisect
import html
import itertools
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from sanitizer.parsing.tree import Tree

__all__ = ["StartTags"]

#: What stands before an attribute where all attributes before it are plain.
_BEFORE = re.compile(r"<[^\s/>\"'=]++(?:\s++[^\s\"'=<>/]++(?:=\"[^\"]*+\")?)*+\s++")
_VALUE = r"\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]++))"
# The name comes first, since the search for fixed characters is the fastest there is.
# The value is only looked at: what looks like one may hold the start of the true one.
_CLASS = re.compile(rf"class(?={_VALUE})")
_ID = re.compile(rf"id(?<=[\s\"'/=]id)(?={_VALUE})")
#: Classes that are looked for in all values; asked for more, an index of all classes is made. The
#: number is a guess.
MAX_LOOKS: Final = 20
#: A tag of no more characters than this has no attribute: the shortest is ``<p id=a>``.
_BARE_CHARS: Final = 7


class StartTags:
    """The start tags of one page.

    Parameters
    ----------
    tree : Tree
        The page.

    Attributes
    ----------
    lows : list of str
        Of each element its start tag in lower case; empty where it has no attribute.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        source = tree.source
        places = zip(tree.starts, tree.opens, strict=True)
        if source.isascii():  # then the places stay, and lowering all of it takes no time
            source = source.lower()
            self.lows = [
                source[start:end] if end - start > _BARE_CHARS else "" for start, end in places
            ]
        else:
            self.lows = [
                source[start:end].lower() if end - start > _BARE_CHARS else ""
                for start, end in places
            ]
        self._text = "".join(self.lows)
        self._n_asked = 0
        self._places_of_class: dict[str, list[int]] = {}
        self._class_places: dict[str, list[int]] | None = None
        self._id_places: dict[str, list[int]] | None = None
        self._ends = list(itertools.accumulate(map(len, self.lows)))

    def having(self, word: str) -> list[int]:
        """Return the elements with a word somewhere in their start tag, in order."""
        text, ends = self._text, self._ends
        found = []
        place = text.find(word)
        while place >= 0:
            element = bisect.bisect_right(ends, place)
            found.append(element)
            place = text.find(word, ends[element])
        return found

    def has(self, element: int, name: str) -> bool:
        """Tell whether an element has an attribute (its name in lower case)."""
        return name in self.lows[element] and name in self.tree.attributes(element)

    def value(self, element: int, name: str) -> str | None:
        """Return the value of an attribute (its name in lower case), or None without it."""
        low = self.lows[element]
        place = low.find(name)
        if place < 0:
            return None
        tree = self.tree
        begin = place + len(name)
        start, end = tree.starts[element], tree.opens[element]
        if low.startswith('="', begin) and len(low) == end - start and low[place - 1].isspace():
            first = place == len(tree.tags[element]) + 2
            if first or _BEFORE.fullmatch(low, 0, place):
                begin += start + 2
                text = tree.source[begin : tree.source.index('"', begin, end)]
                if "&" not in text:
                    return text
        return tree.attributes(element).get(name)

    def class_names(self) -> set[str]:
        """Return all classes of the page in lower case, and maybe a few words more."""
        return set(" ".join(self._classes()).split())

    def with_class(self, name: str) -> list[int]:
        """Return the elements that may have a class (in lower case), in order."""
        self._n_asked += 1
        if self._n_asked > MAX_LOOKS:
            return self._at(self._class_index().get(name, ()))
        return self._at(
            place for text, places in self._classes().items() if name in text for place in places
        )

    def _class_index(self) -> dict[str, list[int]]:
        """Return every class with the places where it is."""
        found = self._places_of_class
        if not found:
            for text, places in self._classes().items():
                for name in text.split():
                    found.setdefault(name, []).extend(places)
        return found

    def id_names(self) -> Set[str]:
        """Return all ids of the page in lower case, and maybe a few words more."""
        return self._ids().keys()

    def with_id(self, name: str) -> list[int]:
        """Return the elements that may have an id (in lower case), in order."""
        return self._at(self._ids().get(name, ()))

    def _at(self, places: Iterable[int]) -> list[int]:
        return [bisect.bisect_right(self._ends, place) for place in sorted(places)]

    def _classes(self) -> dict[str, list[int]]:
        """Return what ``class`` is set to, with the places where it is."""
        if self._class_places is None:
            self._class_places = _values(_CLASS, self._text)
        return self._class_places

    def _ids(self) -> dict[str, list[int]]:
        """Return what ``id`` is set to, with the places where it is."""
        if self._id_places is None:
            self._id_places = _values(_ID, self._text)
        return self._id_places


def _values(attribute: re.Pattern[str], text: str) -> dict[str, list[int]]:
    """Return the values of an attribute by their places; some may be inside of other values."""
    found: dict[str, list[int]] = {}
    for match in attribute.finditer(text):
        value = match[match.lastindex or 0]
        if "&" in value:
            value = html.unescape(value).lower()
        if value in found:
            found[value].append(match.start())
        else:
            found[value] = [match.start()]
    return found
