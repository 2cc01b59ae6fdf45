"""Text in the colour of its background.

Colours are declared everywhere, so the page's text colours and backgrounds are first held against
each other as sets. Only elements that declare one which has its like on the other side are judged.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Final

from sanitizer.segmentation.visibility.cause import Cause, Hiding
from sanitizer.segmentation.visibility.declarations import parse_declarations
from sanitizer.segmentation.visibility.defaults import presentational
from sanitizer.segmentation.visibility.descent import from_above
from sanitizer.segmentation.visibility.values import Colour, parse_colour

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sanitizer.parsing.tree import Tree
    from sanitizer.segmentation.visibility.cascade import Style
    from sanitizer.segmentation.visibility.sheets import Sheet

__all__ = ["colour_suspects", "same_colour"]

#: Colours that differ by no more than this in red, green and blue (of 255) cannot be told apart.
ALIKE: Final = 6
#: Different colours of a page that are told apart; honest pages have up to 400.
MAX_COLOURS: Final = 2_000
#: Values that are looked for in sheets.
MAX_SEARCHED: Final = 200
#: Text more transparent than this is not seen on anything.
FAINTEST: Final = 0.05

_WHITE: Final = Colour(255, 255, 255)
_BLACK: Final = Colour(0, 0, 0)
_DARK: Final = Colour(18, 18, 18)  # Chromium's canvas where only dark colours are asked for
_LINK: Final = Colour(0, 0, 238)

_DECLARED = re.compile(r":(?<=(?:or:|nd:|r :|d :))([^;}!]++)")
#: Elements of which attributes set colours.
_COLOURED_TAGS: Final = frozenset(
    ["font", "body", "table", "tr", "td", "th", "tbody", "thead", "tfoot", "marquee"]
)


def _alike(one: Colour, other: Colour) -> bool:
    return (
        abs(one.red - other.red) <= ALIKE
        and abs(one.green - other.green) <= ALIKE
        and abs(one.blue - other.blue) <= ALIKE
    )


# --- which elements to look at


class _Palette:
    """Declared values of text colours and backgrounds, and which of them have their like."""

    def __init__(self, style: Style) -> None:
        self.quirks = style.quirks
        self.texts: dict[str, Colour] = {}
        self.backs: dict[str, Colour] = {}

    def add(self, name: str, value: str) -> None:
        colour = parse_colour(value, quirks=self.quirks)
        if colour is not None and len(self.texts) + len(self.backs) < MAX_COLOURS:
            (self.texts if name == "color" else self.backs)[value] = colour

    def dangerous(self) -> tuple[set[str], set[str]]:
        """Return the values of text colours and of backgrounds that meet their like."""
        backs = _sorted([_WHITE, _DARK, *self.backs.values()])
        texts = _sorted([_BLACK, _LINK, *self.texts.values()])
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
        if _alike(colour, others[place][1]) or others[place][1].alpha < 1:
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
        The elements with ``style`` or a colour in their start tag.
    """
    palette = _Palette(style)
    declared: list[tuple[int, str, str]] = []
    for element in tagged:
        declared += _declared_on(style, element)
    for _, name, value in declared:
        palette.add(name, value)
    for sheet in style.sheets:
        for name, value in _sheet_colours(sheet):
            palette.add(name, value)
    texts, backs = palette.dangerous()
    if not texts and not backs:
        return set()
    found = {
        element for element, name, value in declared
        if value in (texts if name == "color" else backs)
    }  # fmt: skip
    for sheet in style.sheets:
        found |= _matched(style, sheet, texts, backs)
    return found


def _declared_on(style: Style, element: int) -> list[tuple[int, str, str]]:
    found = []
    declared = style.inline(element)
    for name in ("color", "background-color"):
        found += [(element, name, one.value) for one in declared.get(name, ())]
        if style.tree.tags[element] in _COLOURED_TAGS:
            hint = presentational(style.tree, element, name)
            if hint is not None:
                found.append((element, name, hint))
    return found


def _sheet_colours(sheet: Sheet) -> frozenset[tuple[str, str]]:
    """Return the colours that a sheet declares, as written; kept with the sheet."""
    if sheet.colours is None:
        low = sheet.low
        found = set()
        for match in _DECLARED.finditer(low):
            start = match.start()
            name = low[max(0, start - 17) : start].rstrip()
            if name.endswith("color"):
                bare = name[-6:-5]
                if bare != "-":
                    found.add(("color", match[1].strip()))
                elif name.endswith("background-color"):
                    found.add(("background-color", match[1].strip()))
            elif name.endswith("background"):
                found.add(("background", match[1].strip()))
        sheet.colours = frozenset(_taken_apart(found))
    return sheet.colours


def _taken_apart(found: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for name, value in found:
        if name == "background":
            for one in parse_declarations(f"background:{value}").get("background-color", ()):
                yield "background-color", one.value
        else:
            yield name, value


def _matched(style: Style, sheet: Sheet, texts: set[str], backs: set[str]) -> set[int]:
    found: set[int] = set()
    elements = style.elements
    for rule in sheet.with_values(sorted(texts | backs)[:MAX_SEARCHED]):
        selectors = style.selectors_of(rule)
        if not selectors:
            continue
        declared = rule.declarations
        if any(one.value in texts for one in declared.get("color", ())) or any(
            one.value in backs for one in declared.get("background-color", ())
        ):
            for selector in selectors:
                if elements.budget < 0:
                    return found
                for element in selector.candidates(elements):
                    if element not in found and selector.matches(elements, element):
                        found.add(element)
    return found


# --- the comparison


def same_colour(style: Style, element: int) -> Hiding | None:
    """Compare an element's colour with what it stands on; images and shadows leave it seen."""
    text = style.text(element, "color")
    own = parse_colour(text, quirks=style.quirks) if text else None
    if own is None:
        # Nothing set, and so readable by default; or a colour like no other.
        own = None if text else _default_text(style)
    if own is None:
        return None
    words = "nothing"
    if own.alpha > FAINTEST:
        under, words = _under(style, element)
        if under is None or not _alike(_over(own, under), under):
            return None
    if _is_painted(style, element):
        return None
    return Hiding(Cause.SAME_COLOUR, f"color:{text} on {words}", inherited=True)


def _is_dark(style: Style) -> bool:
    """Tell whether the page asks for the browser's own dark colours (CSS Color Adjust 1)."""
    if style.is_dark is None:
        style.is_dark = "color-scheme" in style.tree.source and _asks_for_dark(style.tree)
    return style.is_dark


def _asks_for_dark(tree: Tree) -> bool:
    for element, tag in enumerate(tree.tags):
        if tag == "meta":
            attributes = tree.attributes(element)
            if attributes.get("name", "").lower() == "color-scheme":
                return "light" not in attributes.get("content", "light").lower()
    return False


def _default_text(style: Style) -> Colour:
    return _WHITE if _is_dark(style) else _BLACK


def _canvas(style: Style) -> Colour:
    return _DARK if _is_dark(style) else _WHITE


def _is_painted(style: Style, element: int) -> bool:
    """Tell whether something else than the colour draws the letters."""
    if style.text(element, "text-shadow") not in {"", "none"}:
        return True
    if style.text(element, "-webkit-text-stroke") or style.text(element, "-webkit-text-fill-color"):
        return True
    clips = (style.text(element, "background-clip"), style.text(element, "-webkit-background-clip"))
    return "text" in clips


def _under(style: Style, element: int) -> tuple[Colour | None, str]:
    """Return the colour behind an element's text (None where an image is), and in words."""

    def step(holder: int, above: tuple[Colour | None, str]) -> tuple[Colour | None, str]:
        return _with_own_background(style, holder, above)

    top = (_canvas(style), "the bare page")
    return from_above(style.tree, element, style.backgrounds, top, step)


def _with_own_background(
    style: Style, element: int, above: tuple[Colour | None, str]
) -> tuple[Colour | None, str]:
    if style.text(element, "background-image") not in {"", "none"}:
        return None, ""
    text = style.text(element, "background-color")
    own = parse_colour(text, quirks=style.quirks) if text else None
    if own is None:
        return above if text in {"", "none"} else (None, "")
    if own.alpha == 0:
        return above
    words = f"background {text}"
    if own.alpha >= 1:
        return own, words
    return (None, "") if above[0] is None else (_over(own, above[0]), words)


def _over(top: Colour, under: Colour) -> Colour:
    share = top.alpha
    red, green, blue = (
        one * share + other * (1 - share) for one, other in zip(top[:3], under[:3], strict=True)
    )
    return Colour(red, green, blue)
