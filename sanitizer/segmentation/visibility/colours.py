"""Text in the colour of its background: the comparison on one element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sanitizer.segmentation.visibility.cause import Cause, Hiding
from sanitizer.segmentation.visibility.values import Colour, parse_colour

if TYPE_CHECKING:
    from sanitizer.segmentation.visibility.cascade import Style

__all__ = ["ALIKE", "LINK", "alike", "canvas_of", "default_text_of", "same_colour"]

#: Colours that differ by no more than this in red, green and blue (of 255) cannot be told apart.
ALIKE: Final = 6
#: Text more transparent than this is not seen on anything.
FAINTEST: Final = 0.05

_WHITE: Final = Colour(255, 255, 255)
_BLACK: Final = Colour(0, 0, 0)
_DARK: Final = Colour(18, 18, 18)  # Chromium's canvas where only dark colours are asked for
LINK: Final = Colour(0, 0, 238)
_CLEAR: Final = Colour(0, 0, 0, 0)


def alike(one: Colour, other: Colour) -> bool:
    """Tell whether two colours cannot be told apart, whatever their alpha."""
    return (
        abs(one.red - other.red) <= ALIKE
        and abs(one.green - other.green) <= ALIKE
        and abs(one.blue - other.blue) <= ALIKE
    )


def same_colour(style: Style, element: int) -> Hiding | None:
    """Compare an element's colour with what it stands on; images and shadows leave it seen."""
    text = style.text(element, "color")
    own = parse_colour(text, quirks=style.quirks) if text else None
    if own is None:
        # Nothing set, and so readable by default; or a colour like no other.
        own = None if text else default_text_of(style)
    if own is None:
        return None
    words = "nothing"
    if own.alpha > FAINTEST:
        under, words = _under(style, element)
        if under is None or not alike(_over(own, under), under):
            return None
    if _is_painted(style, element):
        return None
    return Hiding(Cause.SAME_COLOUR, f"color:{text} on {words}", inherited=True)


def _is_dark(style: Style) -> bool:
    """Tell whether the page asks for the browser's own dark colours (CSS Color Adjust 1)."""
    if style.is_dark is None:
        style.is_dark = _asks_for_dark(style)
    return style.is_dark


def _asks_for_dark(style: Style) -> bool:
    elements = style.elements
    for element in elements.by_tag.get("meta", ()):
        if elements.start_tags.mentions(element, "color-scheme"):
            attributes = elements.attributes(element)
            if attributes.get("name", "").lower() == "color-scheme":
                return "light" not in attributes.get("content", "light").lower()
    return False


def default_text_of(style: Style) -> Colour:
    """Return the colour of text for which nothing is set."""
    return _WHITE if _is_dark(style) else _BLACK


def canvas_of(style: Style) -> Colour:
    """Return the colour of the bare page."""
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
    """Return the colour behind an element's text (None where an image is), and in words.

    Goes up to what lets nothing through; `style.backgrounds` keeps all that was passed.
    """
    known, parents = style.backgrounds, style.tree.parents
    found: tuple[Colour | None, str] = (canvas_of(style), "the bare page")
    passed = []
    while element >= 0:
        if element in known:
            found = known[element]
            break
        colour, words = _own_background(style, element)
        if colour is None or colour.alpha >= 1:
            found = known[element] = colour, words
            break
        passed.append((element, colour, words))
        element = parents[element]
    for holder, colour, words in reversed(passed):
        if colour.alpha > 0 and found[0] is not None:
            found = _over(colour, found[0]), words
        known[holder] = found
    return found


def _own_background(style: Style, element: int) -> tuple[Colour | None, str]:
    """Return what an element paints behind its text: a colour, or None for what is not known."""
    if style.text(element, "background-image") not in {"", "none"}:
        return None, ""
    text = style.text(element, "background-color")
    if text in {"", "none"}:
        return _CLEAR, ""
    return parse_colour(text, quirks=style.quirks), f"background {text}"


def _over(top: Colour, under: Colour) -> Colour:
    share = top.alpha
    red, green, blue = (
        one * share + other * (1 - share) for one, other in zip(top[:3], under[:3], strict=True)
    )
    return Colour(red, green, blue)
