"""Whether a page is laid out as browsers of old did it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sanitizer.parsing.tree import Tree

__all__ = ["is_quirky"]

_OLD_DOCTYPES: Final = ("dtd html 3", "dtd html 2", "//ietf//dtd html", "netscape")


def is_quirky(tree: Tree) -> bool:
    """Tell whether browsers lay the page out in quirks mode (HTML 13.2.6.4.1)."""
    for mark in tree.marks:
        if mark.kind == "doctype":
            text = tree.source[mark.start : mark.end].lower()
            return "html" not in text or any(name in text for name in _OLD_DOCTYPES)
        if mark.kind != "comment":
            break
    return True
