"""CSS values → numbers: lengths in pixels, colours as red, green, blue, alpha.

Nothing is laid out here, so a share of an unknown length stays a share; `Length` carries both.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, NamedTuple

from sanitizer.patterns import lazy_pattern

if TYPE_CHECKING:
    import re

__all__ = ["Colour", "Length", "parse_colour", "parse_length", "parse_number"]

#: The desktop screen that all is judged for.
VIEWPORT_WIDTH: Final = 1280
VIEWPORT_HEIGHT: Final = 900

_EM: Final = 16.0
_UNITS: Final = {
    "px": 1.0,
    "em": _EM,
    "rem": _EM,
    "ex": _EM / 2,
    "ch": _EM / 2,
    "lh": _EM * 1.2,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 9.6 / 2.54,
    "q": 2.4 / 2.54,
    "vw": VIEWPORT_WIDTH / 100,
    "vh": VIEWPORT_HEIGHT / 100,
    "vmin": VIEWPORT_HEIGHT / 100,
    "vmax": VIEWPORT_WIDTH / 100,
    **{
        f"{kind}{axis}": size / 100
        for kind in "sld"
        for axis, size in (("vw", VIEWPORT_WIDTH), ("vh", VIEWPORT_HEIGHT))
    },
}
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"
_DIMENSION = lazy_pattern(rf"({_NUMBER})([a-z]+|%)?$")
_TERM = lazy_pattern(rf"\s*([+-]\s)?\s*({_NUMBER})([a-z]+|%)?")


class Length(NamedTuple):
    """A length: pixels, a share of what it refers to (1.0 is all of it), and em where relative."""

    pixels: float
    share: float = 0.0
    ems: float = 0.0

    def of(self, whole: float) -> float:
        """Return the length in pixels where the whole has `whole` pixels."""
        return self.pixels + self.share * whole


@functools.lru_cache(maxsize=4096)
def parse_length(value: str, *, quirks: bool = False) -> Length | None:
    """Return a length, or None where the value is none (``auto``, invalid, a keyword).

    A number without unit is a length only if it is 0, or on a page in quirks mode.

    >>> parse_length("-9000px")
    Length(pixels=-9000.0, share=0.0, ems=0.0)
    """
    found = _DIMENSION.match(value)
    if found is None:
        return _calculation(value)
    number, unit = float(found[1]), found[2]
    if unit is None:
        return Length(number) if number == 0 or quirks else None
    return _dimension(number, unit)


def _dimension(number: float, unit: str) -> Length | None:
    if abs(number) > 1e9:  # browsers clamp too; keeps sums finite
        number = 1e9 if number > 0 else -1e9
    if unit == "%":
        return Length(0.0, number / 100)
    pixels = _UNITS.get(unit)
    if pixels is None:
        return None
    return Length(number * pixels, 0.0, number if unit == "em" else 0.0)


def _calculation(value: str) -> Length | None:
    """Read sums inside ``calc()``; what has products or functions in it is not judged."""
    if not value.startswith("calc(") or not value.endswith(")"):
        return None
    inside, position = value[5:-1].strip(), 0
    pixels = share = 0.0
    while position < len(inside):
        found = _TERM.match(inside, position)
        if found is None:
            return None
        part = _dimension(float(found[2]), found[3]) if found[3] else None
        if part is None:
            return None
        sign = -1 if (found[1] or "").strip() == "-" else 1
        pixels += sign * part.pixels
        share += sign * part.share
        position = found.end()
        while position < len(inside) and inside[position] == " ":
            position += 1
    return Length(pixels, share)


def parse_number(value: str) -> float | None:
    """Return a number or percentage (as a share), or None."""
    found = _DIMENSION.match(value)
    if found is None or found[2] not in {None, "%"}:
        return None
    return float(found[1]) / 100 if found[2] else float(found[1])


class Colour(NamedTuple):
    """A colour; red, green and blue 0 to 255, alpha 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0


_HEX = lazy_pattern(r"#(?:([0-9a-f]{3,4})|([0-9a-f]{6})([0-9a-f]{2})?)$")
_FUNCTION = lazy_pattern(r"(rgb|hsl)a?\(([^)]*)\)?$")
_BARE_HEX = lazy_pattern(r"[0-9a-f]{3}(?:[0-9a-f]{3})?$")


@functools.lru_cache(maxsize=4096)
def parse_colour(value: str, *, quirks: bool = False) -> Colour | None:
    """Return a colour, or None where the value is none that stands by itself."""
    found = _HEX.match(value)
    if found is not None:
        return _hex(found)
    found = _FUNCTION.match(value)
    if found is not None:
        return _function(found[1], found[2])
    if value == "transparent":
        return Colour(0, 0, 0, 0)
    if quirks and _BARE_HEX.match(value):
        return parse_colour(f"#{value}")
    named = _NAMED.get(value)
    return None if named is None else parse_colour(named)


def _hex(found: re.Match[str]) -> Colour:
    digits = "".join(2 * digit for digit in found[1]) if found[1] else found[2] + (found[3] or "")
    parts = [int(digits[place : place + 2], 16) for place in range(0, len(digits), 2)]
    alpha = parts[3] / 255 if len(parts) == 4 else 1.0
    return Colour(parts[0], parts[1], parts[2], alpha)


def _function(name: str, inside: str) -> Colour | None:
    words = inside.replace(",", " ").replace("/", " ").split()
    if len(words) not in {3, 4}:
        return None
    alpha = parse_number(words[3]) if len(words) == 4 else 1.0
    if alpha is None:
        return None
    alpha = min(max(alpha, 0.0), 1.0)
    if name == "hsl":
        return _hsl(words, alpha)
    parts = []
    for word in words[:3]:
        number = parse_number(word)
        if number is None:
            return None
        parts.append(min(max(number * 255 if word.endswith("%") else number, 0), 255))
    return Colour(parts[0], parts[1], parts[2], alpha)


def _hsl(words: list[str], alpha: float) -> Colour | None:
    import colorsys  # noqa: PLC0415 - hardly any page

    hue = parse_number(words[0].removesuffix("deg"))
    saturation, lightness = parse_number(words[1]), parse_number(words[2])
    if hue is None or saturation is None or lightness is None:
        return None
    red, green, blue = colorsys.hls_to_rgb(hue / 360 % 1, lightness, saturation)
    return Colour(red * 255, green * 255, blue * 255, alpha)


#: Names of colours that pages write (CSS Color 4, section 6.1): the greys, whites and basic ones in
#: which text is hidden or which are backgrounds. A name that is missing is a colour unlike others.
_NAMED: Final = {
    "white": "#ffffff",
    "black": "#000000",
    "red": "#ff0000",
    "green": "#008000",
    "blue": "#0000ff",
    "yellow": "#ffff00",
    "gray": "#808080",
    "grey": "#808080",
    "silver": "#c0c0c0",
    "maroon": "#800000",
    "navy": "#000080",
    "purple": "#800080",
    "teal": "#008080",
    "olive": "#808000",
    "lime": "#00ff00",
    "aqua": "#00ffff",
    "cyan": "#00ffff",
    "fuchsia": "#ff00ff",
    "magenta": "#ff00ff",
    "orange": "#ffa500",
    "snow": "#fffafa",
    "ivory": "#fffff0",
    "azure": "#f0ffff",
    "mintcream": "#f5fffa",
    "ghostwhite": "#f8f8ff",
    "whitesmoke": "#f5f5f5",
    "floralwhite": "#fffaf0",
    "aliceblue": "#f0f8ff",
    "honeydew": "#f0fff0",
    "seashell": "#fff5ee",
    "linen": "#faf0e6",
    "oldlace": "#fdf5e6",
    "beige": "#f5f5dc",
    "lavender": "#e6e6fa",
    "lavenderblush": "#fff0f5",
    "cornsilk": "#fff8dc",
    "antiquewhite": "#faebd7",
    "gainsboro": "#dcdcdc",
    "lightgray": "#d3d3d3",
    "lightgrey": "#d3d3d3",
    "darkgray": "#a9a9a9",
    "darkgrey": "#a9a9a9",
    "dimgray": "#696969",
    "dimgrey": "#696969",
    "lightyellow": "#ffffe0",
    "tomato": "#ff6347",
    "darkred": "#8b0000",
    "darkblue": "#00008b",
    "darkgreen": "#006400",
    "crimson": "#dc143c",
    "gold": "#ffd700",
    "pink": "#ffc0cb",
    "brown": "#a52a2a",
    "tan": "#d2b48c",
    "indigo": "#4b0082",
    "violet": "#ee82ee",
    "salmon": "#fa8072",
    "coral": "#ff7f50",
    "khaki": "#f0e68c",
    "wheat": "#f5deb3",
    "lightblue": "#add8e6",
    "skyblue": "#87ceeb",
    "steelblue": "#4682b4",
    "royalblue": "#4169e1",
    "dodgerblue": "#1e90ff",
    "firebrick": "#b22222",
    "orangered": "#ff4500",
    "darkorange": "#ff8c00",
    "chocolate": "#d2691e",
    "forestgreen": "#228b22",
    "seagreen": "#2e8b57",
    "midnightblue": "#191970",
    "slategray": "#708090",
    "slategrey": "#708090",
    "darkslategray": "#2f4f4f",
    "darkslategrey": "#2f4f4f",
    "cornflowerblue": "#6495ed",
}
