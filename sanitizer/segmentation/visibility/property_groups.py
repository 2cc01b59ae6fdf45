"""Which properties are asked about together, and the words by which rules for them are found."""

from __future__ import annotations

from typing import Final

__all__ = ["group_of", "words_of_group", "words_of_property"]

#: Properties that are asked about together, and the words of which a rule that sets one of them has
#: one. Of ancestors only one group is asked, so that no others are matched there.
_GROUPS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "display": (("display",), ("display",)),
    "colour": (("color", "background"), ("color", "background-color", "background-image")),
    "paint": (
        ("text-", "background-clip"),
        ("text-shadow", "-webkit-text-stroke", "-webkit-text-fill-color", "background-clip",
         "-webkit-background-clip"),
    ),
    "place": (("position", "transform"), ("position", "transform")),
    "opacity": (("opacity",), ("opacity",)),
    "font": (("font",), ("font-size",)),
    "box": (
        ("width", "height", "-size", "overflow", "padding", "float"),
        ("width", "height", "min-width", "min-height", "max-width", "max-height", "overflow-x",
         "overflow-y", "padding-right", "padding-bottom", "float"),
    ),
    "offset": (
        ("left", "right", "top", "bottom", "inset", "margin", "indent", "translate"),
        ("left", "right", "top", "bottom", "margin-left", "margin-top", "text-indent", "translate"),
    ),
    "variable": (("--",), ()),
    "other": (("",), ()),
}  # fmt: skip
_GROUP_OF: Final = {name: group for group, (_, names) in _GROUPS.items() for name in names}


#: Property → two words of which one stands in every block that sets it.
_WORDS: Final = {
    **dict.fromkeys(("left", "right", "top", "bottom"), "inset"),
    "width": "inline-size",
    "height": "block-size",
    "max-width": "max-inline-size",
    "max-height": "max-block-size",
}
_SHORTHANDS: Final = {
    **dict.fromkeys(("margin-left", "margin-right", "margin-top", "margin-bottom"), "margin"),
    **dict.fromkeys(("padding-left", "padding-right", "padding-top", "padding-bottom"), "padding"),
    "overflow-x": "overflow",
    "overflow-y": "overflow",
    "font-size": "font",
    "background-color": "background",
    "background-image": "background",
}


def group_of(name: str) -> str:
    """Return the group of a property."""
    return "variable" if name[:2] == "--" else _GROUP_OF.get(name, "other")


def words_of_group(group: str) -> tuple[str, ...]:
    """Return the words of which every rule that sets a property of a group has one."""
    return _GROUPS[group][0]


def words_of_property(name: str) -> tuple[str, str]:
    """Return two words of which every rule that sets a property has one.

    >>> words_of_property("margin-left"), words_of_property("width")
    (('margin', 'margin'), ('width', 'inline-size'))
    """
    word = _SHORTHANDS.get(name, name)
    return word, _WORDS.get(name, word)
