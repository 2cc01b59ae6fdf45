"""Which ``@media``, ``@supports`` and ``@container`` blocks hold on a desktop screen.

The screen is the one that everything is measured on: 1280 × 900 CSS pixels, a mouse, light colours.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from sanitizer.patterns import lazy_pattern
from sanitizer.segmentation.visibility.values import (
    VIEWPORT_HEIGHT,
    VIEWPORT_WIDTH,
    parse_length,
)

__all__ = ["media_matches", "supports_matches"]

_COMMENT = lazy_pattern(r"/\*.*?\*/", re.DOTALL)
_FEATURE = lazy_pattern(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_RANGE = lazy_pattern(r"\s*(<=|>=|<|>|=)\s*")
_SPACE = lazy_pattern(r"\s+")

_SIZES: Final = {
    "width": VIEWPORT_WIDTH,
    "device-width": VIEWPORT_WIDTH,
    "inline-size": VIEWPORT_WIDTH,
    "height": VIEWPORT_HEIGHT,
    "device-height": VIEWPORT_HEIGHT,
    "block-size": VIEWPORT_HEIGHT,
}

#: Feature → its values that hold; a feature that is named without a value holds if the list has
#: something other than ``none`` and ``0`` in it. Media Queries 4 and 5, a desktop with a mouse.
_KEYWORDS: Final = {
    "orientation": {"landscape"},
    "hover": {"hover"},
    "any-hover": {"hover"},
    "pointer": {"fine"},
    "any-pointer": {"fine"},
    "prefers-color-scheme": {"light"},
    "prefers-reduced-motion": {"no-preference"},
    "prefers-reduced-data": {"no-preference"},
    "prefers-reduced-transparency": {"no-preference"},
    "prefers-contrast": {"no-preference"},
    "forced-colors": {"none"},
    "inverted-colors": {"none"},
    "scripting": {"enabled"},
    "update": {"fast"},
    "grid": {"0"},
    "monochrome": {"0"},
    "color": {"8"},
    "display-mode": {"browser"},
    "overflow-block": {"scroll"},
    "overflow-inline": {"scroll"},
    "color-gamut": {"srgb"},
    "scan": set(),
    "-webkit-transform-3d": {"1"},
}
_NOTHING: Final = {
    "prefers-reduced-motion",
    "prefers-contrast",
    "forced-colors",
    "inverted-colors",
    "grid",
    "monochrome",
    "scan",
    "prefers-reduced-data",
    "prefers-reduced-transparency",
}


@functools.lru_cache(maxsize=2048)
def media_matches(query: str) -> bool:
    """Tell whether a media query list holds on the desktop screen; an empty one does.

    >>> media_matches("screen and (max-width: 600px)"), media_matches("print, (min-width:40em)")
    (False, True)
    """
    query = _SPACE.sub(" ", _COMMENT.sub(" ", query)).strip().lower()
    if not query:
        return True
    return any(_one_query(part.strip()) for part in _split(query, ","))


def _one_query(query: str) -> bool:
    negated = query.startswith("not ") and not query.startswith("not (")
    if negated:
        query = query[4:]
    holds = _condition(query.removeprefix("only "), _feature)
    return False if holds is None else holds != negated


def _condition(text: str, feature: object) -> bool | None:  # noqa: PLR0911 - one a case
    """Evaluate ``a and b``, ``a or b``, ``not a``; None where it cannot be read."""
    text = text.strip()
    for word, all_of in ((" and ", True), (" or ", False)):
        parts = _split(text, word)
        if len(parts) > 1:
            results = [_condition(part, feature) for part in parts]
            if all_of:
                return all(bool(result) for result in results)
            return any(bool(result) for result in results)
    if text.startswith(("not ", "not(")):
        inner = _condition(text[3:], feature)
        return None if inner is None else not inner
    if text in {"all", "screen"}:
        return True
    if not text.startswith("("):
        found = feature(text) if callable(feature) and "(" in text else False
        return bool(found)
    inside = text[1:-1].strip() if text.endswith(")") else text[1:].strip()
    if inside.startswith(("(", "not ", "not(")) or _split(inside, " and ")[1:]:
        return _condition(inside, feature)
    result = feature(inside) if callable(feature) else None
    return None if result is None else bool(result)


def _split(text: str, separator: str) -> list[str]:
    """Split outside of brackets."""
    if separator not in text:
        return [text]
    parts: list[str] = []
    depth = 0
    for piece in text.split(separator):
        if depth:
            parts[-1] += separator + piece
        else:
            parts.append(piece)
        depth += piece.count("(") - piece.count(")")
    return parts


def _feature(text: str) -> bool | None:
    if ":" in text:
        name, _, value = text.partition(":")
        return _named(name.strip(), value.strip())
    parts = _RANGE.split(text)
    if len(parts) in {3, 5}:
        return _range(parts)
    name = text.strip()
    if name in _SIZES:
        return True
    if name in _KEYWORDS:
        return name not in _NOTHING
    return name in {"resolution", "aspect-ratio", "-webkit-device-pixel-ratio"} or None


def _named(name: str, value: str) -> bool | None:
    for prefix in ("min-", "max-", ""):
        bare = name.replace("-webkit-min-", "min-webkit-").replace("-webkit-max-", "max-webkit-")
        if bare.startswith(prefix) and (prefix or not bare.startswith(("min-", "max-"))):
            actual, wanted = _measure(bare.removeprefix(prefix), value)
            if actual is None:
                break
            if wanted is None:
                return None
            return {"min-": actual >= wanted, "max-": actual <= wanted}.get(
                prefix, abs(actual - wanted) < 1e-6
            )
    allowed = _KEYWORDS.get(name)
    return None if allowed is None else value in allowed


def _measure(name: str, value: str) -> tuple[float | None, float | None]:
    """Return the screen's figure for a feature and the one that the query names."""
    if name in _SIZES:
        length = parse_length(value)
        return _SIZES[name], None if length is None else length.pixels
    if name.endswith("aspect-ratio"):
        return VIEWPORT_WIDTH / VIEWPORT_HEIGHT, _ratio(value)
    if name in {"resolution", "webkit-device-pixel-ratio", "-webkit-device-pixel-ratio"}:
        return 1.0, _resolution(value)
    if name in {"color", "monochrome", "color-index"}:
        return {"color": 8.0}.get(name, 0.0), _ratio(value)
    return None, None


def _ratio(value: str) -> float | None:
    first, _, second = value.partition("/")
    try:
        return float(first) / float(second or 1)
    except (ValueError, ZeroDivisionError):
        return None


def _resolution(value: str) -> float | None:
    for unit, scale in (("dppx", 1.0), ("dpi", 1 / 96), ("dpcm", 2.54 / 96), ("x", 1.0), ("", 1.0)):
        if value.endswith(unit):
            number = _ratio(value.removesuffix(unit).strip())
            return None if number is None else number * scale
    return None


_MIRRORED: Final = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "="}


def _range(parts: list[str]) -> bool | None:
    if len(parts) == 5:
        first, second = _range(parts[:3]), _range(parts[2:])
        return None if first is None or second is None else first and second
    left, sign, right = parts[0].strip(), parts[1], parts[2].strip()
    if right in _SIZES:
        left, sign, right = right, _MIRRORED[sign], left
    actual, wanted = _measure(left, right)
    if actual is None or wanted is None:
        return None
    return {
        "<": actual < wanted,
        ">": actual > wanted,
        "<=": actual <= wanted,
        ">=": actual >= wanted,
        "=": actual == wanted,
    }[sign]


# --- @supports

#: Vendors' properties that Chromium does not know: a rule that asks for them is not for it.
_FOREIGN = lazy_pattern(
    r"-ms-|-moz-|-o-|-apple-|-webkit-touch-callout|-webkit-overflow-scrolling|-webkit-hyphens|"
    r"font:\s*-apple|-khtml-|-webkit-backdrop-filter"
)


@functools.lru_cache(maxsize=1024)
def supports_matches(condition: str) -> bool:
    """Tell whether an ``@supports`` condition holds in today's Chromium.

    >>> supports_matches("(display: grid)"), supports_matches("not (display: grid)")
    (True, False)
    """
    condition = _SPACE.sub(" ", _COMMENT.sub(" ", condition)).strip().lower()
    return bool(_condition(condition, _supported))


def _supported(text: str) -> bool:
    return ("(" in text or ":" in text) and not _FOREIGN.search(text)
