"""The caches of what is read of style sheets, which pages of one site have in common."""

from __future__ import annotations

from sanitizer.segmentation.visibility.declarations import parse_declarations
from sanitizer.segmentation.visibility.media import media_matches, supports_matches
from sanitizer.segmentation.visibility.plain_selectors import plain_compound
from sanitizer.segmentation.visibility.selector_parser import compile_selectors
from sanitizer.segmentation.visibility.sheets import read_sheet
from sanitizer.segmentation.visibility.values import parse_colour, parse_length

__all__ = ["forget_sheets"]


def forget_sheets() -> None:
    """Empty the caches of all that is read of style sheets, for measuring."""
    for cached in (
        read_sheet, parse_declarations, compile_selectors, plain_compound, media_matches,
        supports_matches, parse_colour, parse_length,
    ):  # fmt: skip
        cached.cache_clear()
