"""Which elements may have text in the colour of its background.

Colours are declared everywhere. An element has to be judged only if it declares a text colour that
has its like among the backgrounds of what it stands in, or a background that has its like among the
text colours there. Both are told from where the declarations may hold, before any is matched.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from sanitizer.segmentation.visibility.colours import (
    ALIKE,
    LINK,
    alike,
    canvas_of,
    default_text_of,
)
from sanitizer.segmentation.visibility.defaults import DEFAULT_BACKGROUNDS, presentational
from sanitizer.segmentation.visibility.element_sets import members
from sanitizer.segmentation.visibility.values import Colour, parse_colour

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sanitizer.segmentation.visibility.cascade import Style
    from sanitizer.segmentation.visibility.live_rules import LiveRule

__all__ = ["COLOURED_TAGS", "colour_suspects"]

#: Different colours of a page that are told apart, since each is held against each; honest pages
#: have up to 400. All further ones may be any colour.
MAX_COLOURS: Final = 600

#: Elements of which attributes set colours.
COLOURED_TAGS: Final = frozenset(
    ["font", "body", "table", "tr", "td", "th", "tbody", "thead", "tfoot", "marquee"]
)
_NAMES: Final = ("color", "background-color")
_DECLARED = re.compile(r"(?<![\w-])(color|background-color)\s*+:\s*+([^;!}]++)")
_VAR = re.compile(r"var\(\s*(--[\w-]+)[^()]*\)")
#: The shorthand, which has to be taken apart.
_BACKGROUND = re.compile(r"background(?!-)")


@dataclasses.dataclass(slots=True)
class _Paint:
    """One colour of text or background, and where it may be: declared there, or by rules.

    Attributes
    ----------
    colour : Colour or None
        The colour; None for what a variable holds.
    elements, rules : list
        The elements that declare it themselves, and the rules that do.
    among : int or None
        The set of all elements that may have it declared, once that has been asked.
    """

    colour: Colour | None
    elements: list[int] = dataclasses.field(default_factory=list)
    rules: list[LiveRule] = dataclasses.field(default_factory=list)
    among: int | None = None

    @property
    def is_plain(self) -> bool:
        """Whether nothing shines through and the colour is known."""
        return self.colour is not None and self.colour.alpha >= 1


class _Palette:
    """All paints of a page: those of texts and those of backgrounds."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.elements = style.elements
        self.texts: dict[Colour | None, _Paint] = {}
        self.backs: dict[Colour | None, _Paint] = {}

    def paint(self, name: str, value: str) -> _Paint | None:
        """Return the paint of a declaration; None where it sets no colour that stands by itself."""
        colour = parse_colour(value, quirks=self.style.quirks)
        if colour is None and "var(" not in value:
            return None
        paints = self.texts if name == "color" else self.backs
        if colour not in paints and len(self.texts) + len(self.backs) >= MAX_COLOURS:
            colour = None
        found = paints.get(colour)
        if found is None:
            found = paints[colour] = _Paint(colour)
        return found

    def add_element(self, element: int) -> None:
        """Take the colours in an element's own style and attributes."""
        declared = self.style.inline(element)
        has_hints = self.style.tree.tags[element] in COLOURED_TAGS
        for name in _NAMES:
            values = [one.value for one in declared.get(name, ())]
            hint = presentational(self.style.tree, element, name) if has_hints else None
            for value in values if hint is None else [*values, hint]:
                paint = self.paint(name, value)
                if paint is not None:
                    paint.elements.append(element)

    def add_rules(self) -> None:
        """Take the colours of the page's rules."""
        for live in self.style.rules.live:
            if "color" in live.low or "background" in live.low or live.has_escapes:
                paints = [self.paint(name, value) for name, value in _colours_in(live)]
                for paint in paints:
                    if paint is not None:
                        paint.rules.append(live)

    def add_defaults(self) -> None:
        """Take the backgrounds that the browser itself gives to some elements."""
        for tag in DEFAULT_BACKGROUNDS.keys() & self.elements.by_tag.keys():
            paint = self.paint("background-color", DEFAULT_BACKGROUNDS[tag])
            if paint is not None:
                paint.elements += self.elements.by_tag[tag]

    # --- which of them meet

    def suspects(self) -> set[int]:
        """Return the elements of which the text may be like what is behind it."""
        found = 0
        canvas, default = canvas_of(self.style), default_text_of(self.style)
        texts, backs = list(self.texts.values()), list(self.backs.values())
        # What lets all through is like nothing.
        painted = [paint for paint in backs if paint.colour is None or paint.colour.alpha > 0]
        behind = self._within(paint for paint in painted if not paint.is_plain)
        for paint in texts:
            if paint.colour is not None:
                anywhere = paint.colour.alpha < 1 or alike(paint.colour, canvas)
                found |= self._part(paint, painted, None if anywhere else behind)
        before = self._within(paint for paint in texts if not paint.is_plain)
        for paint in painted:
            if paint.colour is not None:
                anywhere = (
                    alike(paint.colour, default) or alike(paint.colour, LINK) or not paint.is_plain
                )
                found |= self._part(paint, texts, None if anywhere else before)
        return set(members(found))

    def _part(self, paint: _Paint, others: list[_Paint], within: int | None) -> int:
        """Return the elements with a paint that stand in its like or in a set; None for all."""
        if within is None:
            return self._painted(paint)
        within |= self._within(_like(paint, others))
        # Most paints have no element there: told without asking more than keys.
        is_there = within and within & self._among(paint)
        return within & self._painted(paint) if is_there else 0

    def _among(self, paint: _Paint) -> int:
        """Return the elements that a paint may be declared on."""
        if paint.among is None:
            among = self.elements.sets.set_of(paint.elements)
            for live in paint.rules:
                among |= live.among(self.elements)
            paint.among = among
        return paint.among

    def _painted(self, paint: _Paint) -> int:
        """Return the elements that a paint is declared on."""
        painted = self.elements.sets.set_of(paint.elements)
        for live in paint.rules:
            painted |= live.meant(self.elements)
        return painted

    def _within(self, paints: Iterable[_Paint]) -> int:
        """Return the elements that may have one of the paints or stand in something that has."""
        holders = 0
        for paint in paints:
            holders |= self._among(paint)
        return holders | self.elements.sets.inside(holders) if holders else 0


def _like(paint: _Paint, others: list[_Paint]) -> Iterator[_Paint]:
    """Yield those of the plain paints that cannot be told from one."""
    colour = paint.colour
    if colour is None:
        return
    for other in others:
        found = other.colour
        # Each is held against each, and red alone tells most apart.
        if found is None or abs(found[0] - colour[0]) > ALIKE:
            continue
        if other.is_plain and alike(colour, found):
            yield other


def _colours_in(live: LiveRule) -> Iterator[tuple[str, str]]:
    """Yield the colours that a rule sets, as written; what is not plain is read in full."""
    low = live.low
    if "var(" in low or "\\" in low or "/*" in low or _BACKGROUND.search(low):
        for name in _NAMES:
            for one in live.declarations.get(name, ()):
                yield name, one.value
                if "var(" in one.value:
                    yield name, _VAR.sub(lambda found: _own_variable(live, found), one.value)
        return
    for name, value in _DECLARED.findall(low):
        yield name, " ".join(value.split())


def _own_variable(live: LiveRule, found: re.Match[str]) -> str:
    """Return what a variable comes to where the rule that uses it sets it, too."""
    declared = live.declarations.get(found[1])
    return declared[-1].value if declared else found[0]


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
    for element in tagged:
        palette.add_element(element)
    palette.add_rules()
    palette.add_defaults()
    return palette.suspects()
