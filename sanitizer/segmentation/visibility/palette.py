"""Which elements may have text in the colour of its background.

Colours are declared everywhere, so the page's text colours and backgrounds are first held against
each other as sets. Only elements that declare one which has its like on the other side are judged,
by `colours`.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, Final

from sanitizer.segmentation.visibility.colours import (
    ALIKE,
    BLACK,
    DARK,
    LINK,
    WHITE,
    alike,
)
from sanitizer.segmentation.visibility.defaults import presentational
from sanitizer.segmentation.visibility.values import Colour, parse_colour

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sanitizer.segmentation.visibility.cascade import Style
    from sanitizer.segmentation.visibility.page_rules import LiveRule

__all__ = ["COLOURED_TAGS", "colour_suspects"]

#: Different colours of a page that are told apart; honest pages have up to 400.
MAX_COLOURS: Final = 2_000

#: Elements of which attributes set colours.
COLOURED_TAGS: Final = frozenset(
    ["font", "body", "table", "tr", "td", "th", "tbody", "thead", "tfoot", "marquee"]
)
_NAMES: Final = ("color", "background-color")


class _Palette:
    """Declared values of text colours and backgrounds, and which of them have their like."""

    def __init__(self, style: Style) -> None:
        self.quirks = style.quirks
        self.texts: dict[str, Colour] = {}
        self.backs: dict[str, Colour] = {}
        #: What variables hold, which may be put in on either side.
        self.either: list[Colour] = []

    def add(self, name: str, value: str) -> None:
        colour = parse_colour(value, quirks=self.quirks)
        if colour is None or len(self.texts) + len(self.backs) + len(self.either) >= MAX_COLOURS:
            return
        if name == "color":
            self.texts[value] = colour
        elif name == "background-color":
            self.backs[value] = colour
        else:
            self.either.append(colour)

    def dangerous(self) -> tuple[set[str], set[str]]:
        """Return the values of text colours and of backgrounds that meet their like."""
        # What lets all through is like nothing; what does in part may be like anything near.
        painted = (colour for colour in (*self.backs.values(), *self.either) if colour.alpha > 0)
        backs = _sorted([WHITE, DARK, *painted])
        texts = _sorted([BLACK, LINK, *self.texts.values(), *self.either])
        return (
            {value for value, colour in self.texts.items()
             if colour.alpha < 1 or _has_like(colour, backs)},
            {value for value, colour in self.backs.items()
             if colour.alpha > 0 and _has_like(colour, texts)},
        )  # fmt: skip


def _sorted(colours: list[Colour]) -> list[tuple[float, Colour]]:
    return sorted((sum(colour[:3]), colour) for colour in set(colours))


def _has_like(colour: Colour, others: list[tuple[float, Colour]]) -> bool:
    total = sum(colour[:3])
    place = bisect.bisect_left(others, (total - 3 * ALIKE,))
    while place < len(others) and others[place][0] <= total + 3 * ALIKE:
        if alike(colour, others[place][1]) or others[place][1].alpha < 1:
            return True
        place += 1
    return False


def colour_suspects(style: Style, tagged: Iterable[int]) -> set[int]:
    """Return the elements where colour and background have to be compared.

    Parameters
    ----------
    style : Style
        The page's styles.
    tagged : iterable of int
        The elements with a colour in their start tag.
    """
    palette = _Palette(style)
    declared = [row for element in tagged for row in _declared_on(style, element)]
    for _, name, value in declared:
        palette.add(name, value)
    coloured = [live for live in style.rules.live if _sets_colours(live, palette)]
    texts, backs = palette.dangerous()
    if not texts and not backs:
        return set()
    found = {
        element for element, name, value in declared
        if value in (texts if name == "color" else backs)
    }  # fmt: skip
    for live in coloured:
        declarations = live.rule.declarations
        if any(one.value in texts for one in declarations.get("color", ())) or any(
            one.value in backs for one in declarations.get("background-color", ())
        ):
            found |= style.rules.matched(live)
    return found


def _declared_on(style: Style, element: int) -> list[tuple[int, str, str]]:
    found = []
    declared = style.inline(element)
    for name in _NAMES:
        found += [(element, name, one.value) for one in declared.get(name, ())]
        if style.tree.tags[element] in COLOURED_TAGS:
            hint = presentational(style.tree, element, name)
            if hint is not None:
                found.append((element, name, hint))
    return found


def _sets_colours(live: LiveRule, palette: _Palette) -> bool:
    """Tell whether a rule sets colours, and add them to the palette."""
    if not live.names_any(("color", "background", "--")):
        return False
    found = False
    for name, values in live.rule.declarations.items():
        if name in _NAMES or name[:2] == "--":
            for one in values:
                palette.add(name, one.value)
            found = found or name in _NAMES
    return found
