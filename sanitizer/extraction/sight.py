"""What of a page a reader sees: the source without hidden text, and how much of it is hidden.

Only texts are taken out, never markup, so that the rest of the page nests as it did: what the
visibility engine says of an exact place in the source holds whatever parser reads the source next.
Comes in: the source, with its blocks where somebody has already made them. Goes out: a `Sight`.
This module does not know trafilatura.
"""

from __future__ import annotations

import collections
import dataclasses
import functools
import html
import re
from typing import TYPE_CHECKING, Final

from sanitizer.parsing.tree import build_tree
from sanitizer.segmentation.visibility import Cause, causes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sanitizer.parsing.tree import Tree
    from sanitizer.segmentation.records import Blocks

__all__ = ["UNDONE_BY_PAGES", "Sight", "see_source"]

#: Ways of hiding that pages undo for everybody, so that what they hide may be the main content;
#: the engine runs no script and fetches no sheet. Text in a font of nothing, behind the body, in
#: ``<noscript>`` or an element that is never drawn is not on the page by any script's doing. What
#: a script hides or what is moved off the screen is not in the table although honest pages do
#: that, too: of 341 articles none had its main content so, of 71 injected pages five their junk.
UNDONE_BY_PAGES: Final[dict[str, str]] = {
    Cause.OPACITY: "the page fades in: body{opacity:0} until a script has run",
    Cause.VISIBILITY: "the page is kept back until its sheets are there",
    Cause.DISPLAY_NONE: "tabs, galleries, the rest of an article behind a button",
    Cause.HIDDEN_ATTRIBUTE: "the same, by attribute",
    Cause.FRAMEWORK_CLASS: "the same, by class",
    Cause.COLLAPSED_DETAILS: "one click opens it",
    Cause.SAME_COLOUR: "white text on a dark ground that a sheet elsewhere paints",
    Cause.TINY_BOX: "accordions: max-height:0 until they are opened",
    Cause.CLIP: "reveals that grow while the page is scrolled",
    Cause.ZERO_SCALE: "the same, by scale",
    Cause.CONTENT_VISIBILITY: "drawn when it is needed",
}

_ROOTS: Final = frozenset({"html", "body"})

#: The first of two style attributes counts, and nothing in a sheet beats it.
_SHOW: Final = ' style="display:block!important;visibility:visible!important;opacity:1!important"'

#: Text to a browser that shows frames, and no text at all in our tree.
_NEVER_DRAWN: Final = frozenset({"iframe", "noembed", "noframes"})

#: Shorter texts are labels, menus and parts of sentences, which say little about the main content.
_MIN_PROSE_CHARS: Final = 40

_NOT_WORD = re.compile(r"[\W_]+")
_LINK_TARGET = re.compile(r"\]\([^()\s]*\)")

#: Start and end of a text, and why it is not seen.
_Text = tuple[int, int, str | None]


@dataclasses.dataclass(frozen=True)
class Sight:
    """A page's source, with what hides its elements.

    Attributes
    ----------
    tree : Tree
        The page.
    causes : list of (str or None)
        Of every element: why text in it is not seen.
    """

    tree: Tree
    causes: list[str | None]

    @property
    def source(self) -> str:
        """The whole page."""
        return self.tree.source

    def shown(self, *kept: str) -> str:
        """Return the source without the texts that are hidden, but for causes to be `kept`."""
        pieces, last = [], 0
        for start, end, cause in self._texts:
            if cause is not None and cause not in kept and start >= last:
                pieces.append(self.source[last:start])
                last = end
        pieces.append(self.source[last:])
        return "".join(pieces)

    @functools.cached_property
    def page_cause(self) -> str | None:
        """Why nothing of the page is seen, where its root or body is hidden itself."""
        hidden = [self.causes[element] for element in self._roots]
        return next((cause for cause in hidden if cause in UNDONE_BY_PAGES), None)

    def unveil_page(self) -> Sight:
        """Return the page as it is when its root and body are no longer hidden."""
        if self.page_cause == Cause.SAME_COLOUR:
            # Somewhere there is a ground that we do not know, so colours say nothing on this page.
            seen = [None if cause == Cause.SAME_COLOUR else cause for cause in self.causes]
            return Sight(self.tree, seen)
        pieces, last = [], 0
        for element in self._roots:
            place = self.tree.starts[element] + 1 + len(self.tree.tags[element])
            pieces += [self.source[last:place], _SHOW]
            last = place
        pieces.append(self.source[last:])
        return see_source("".join(pieces))

    @functools.cached_property
    def _roots(self) -> list[int]:
        """The elements that everything on the page is in."""
        return [element for element, tag in enumerate(self.tree.tags) if tag in _ROOTS]

    @functools.cached_property
    def n_seen_chars(self) -> int:
        """Characters of prose, a rough measure, that are seen."""
        return self._n_prose_chars[None]

    @functools.cached_property
    def n_hidden_chars(self) -> dict[str, int]:
        """Characters of prose by what hides them; the most comes first."""
        counts = self._n_prose_chars.most_common()
        return {cause: count for cause, count in counts if cause is not None}

    @functools.cached_property
    def hides(self) -> bool:
        """Whether any text is hidden."""
        return any(cause is not None for _, _, cause in self._texts)

    def seen_lines(self, text: str) -> str:
        """Return the lines of a text whose words readers see in one piece on the page.

        Empty where no words are left, but perhaps the rules of a table.
        """
        lines = [line for line in text.split("\n") if _words(line) in self._seen_words]
        return "\n".join(lines) if any(_words(line) for line in lines) else ""

    @functools.cached_property
    def _texts(self) -> list[_Text]:
        found = [(start, end, cause) for start, end, cause, _ in self._tree_texts()]
        tree = self.tree
        for element, tag in enumerate(tree.tags):
            if tag in _NEVER_DRAWN and tree.opens[element] < tree.closes[element]:
                place = tree.opens[element], tree.closes[element]
                found.append((*place, Cause.HIDDEN_ELEMENT.value))
        return sorted(found, key=lambda text: text[0])

    def _tree_texts(self) -> Iterator[tuple[int, int, str | None, int]]:
        tree = self.tree
        for start, end, parent in zip(
            tree.text_starts, tree.text_ends, tree.text_parents, strict=True
        ):
            yield start, end, self.causes[parent] if parent >= 0 else None, parent

    @functools.cached_property
    def _n_prose_chars(self) -> collections.Counter[str | None]:
        counts: collections.Counter[str | None] = collections.Counter()
        for start, end, cause, parent in self._tree_texts():
            if end - start >= _MIN_PROSE_CHARS and not (
                parent >= 0 and self.tree.tags[parent] == "a"
            ):
                counts[cause] += end - start
        return counts

    @functools.cached_property
    def _seen_words(self) -> str:
        seen = [self.source[start:end] for start, end, cause in self._texts if cause is None]
        return _words(html.unescape(" ".join(seen)))


def see_source(source: str, blocks: Blocks | None = None) -> Sight:
    """Return what is seen of a page.

    Parameters
    ----------
    source : str
        The page.
    blocks : Blocks or None
        The page's blocks; made of another source they are of no use, and the page is read again.
    """
    if blocks is not None and blocks.page.source == source:
        return Sight(blocks.page.tree, blocks.element_causes)
    tree = build_tree(source)
    return Sight(tree, causes(tree))


def _words(text: str) -> str:
    """Return the letters and digits of a text: marks of Markdown and white space make no text."""
    return _NOT_WORD.sub("", _LINK_TARGET.sub("", text))
