"""Text in the colour of its background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanitizer.segmentation.visibility.cause import Hiding

if TYPE_CHECKING:
    from sanitizer.segmentation.visibility.cascade import Style

__all__ = ["colour_suspects", "same_colour"]


def colour_suspects(style: Style) -> set[int]:
    """Return the elements where colour and background have to be compared."""
    return set()


def same_colour(style: Style, element: int) -> Hiding | None:
    """Compare an element's colour with what it stands on."""
    return None
