"""The causes for which a reader does not see a text, as short stable names."""

from __future__ import annotations

import enum
from typing import NamedTuple

__all__ = ["Cause", "Hiding"]


class Cause(enum.StrEnum):
    """Why a text is not seen; the values are part of the public output."""

    DISPLAY_NONE = "display-none"
    VISIBILITY = "visibility"
    OPACITY = "opacity"
    OFF_SCREEN = "off-screen"
    CLIP = "clip"
    TINY_BOX = "tiny-box"
    FONT_SIZE = "font-size"
    SAME_COLOUR = "same-colour"
    ZERO_SCALE = "zero-scale"
    CONTENT_VISIBILITY = "content-visibility"
    HIDDEN_ATTRIBUTE = "hidden-attribute"
    HIDDEN_ELEMENT = "hidden-element"
    NOSCRIPT = "noscript"
    COLLAPSED_DETAILS = "collapsed-details"
    BEHIND_BODY = "behind-body"
    BY_SCRIPT = "by-script"
    FRAMEWORK_CLASS = "framework-class"


class Hiding(NamedTuple):
    """What hides an element.

    Attributes
    ----------
    cause : Cause
        In which way.
    words : str
        The same in words with the value, such as ``left:-9000px``.
    inherited : bool
        True where an element inside may be seen again by what it declares itself
        (``visibility``, colours, font sizes); a box that is not drawn holds nothing that is.
    escapes : bool
        True where absolutely positioned boxes inside are not cut off with the rest.
    """

    cause: Cause
    words: str
    inherited: bool = False
    escapes: bool = False
