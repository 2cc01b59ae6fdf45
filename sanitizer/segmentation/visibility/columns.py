"""What is known of one property on a page: the rules that may set it, and the values so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sanitizer.segmentation.visibility.defaults import hinted_tags

if TYPE_CHECKING:
    from sanitizer.segmentation.visibility.page_rules import Filed
    from sanitizer.segmentation.visibility.rules import Rule

__all__ = ["UNKNOWN", "Column", "Value"]

#: CSS Values 4: these go down to what the element holds. All others start anew.
_INHERITED: Final = frozenset(
    {"visibility", "color", "font-size", "text-indent", "white-space", "direction", "text-shadow"}
)


class Value(NamedTuple):
    """The value that wins, and the rule that it is from; or ``style``, or nothing."""

    text: str
    source: Rule | str

    @property
    def origin(self) -> str:
        """Where it is from: ``style``, the rule's text, or nothing."""
        source = self.source
        if isinstance(source, str):
            return source
        return f"{_shown(source.selectors)}{{{_shown(source.block)}}}"


#: In place of a value that has not been asked for.
UNKNOWN: Final = Value("", "unknown")


class Column:
    """All that is known of one property on one page.

    Attributes
    ----------
    filed : Filed
        The rules that may set it.
    hinted : frozenset of str
        Tags that the browser's own sheet or attributes set it on.
    inherits : bool
        Whether it goes down to what an element holds.
    values, texts : dict
        Of elements asked about: the value that wins; what it comes to.
    """

    __slots__ = ("filed", "hinted", "inherits", "texts", "values")

    def __init__(self, name: str, filed: Filed) -> None:
        self.filed = filed
        self.hinted = hinted_tags(name)
        self.inherits = name in _INHERITED
        self.values: dict[int, Value | None] = {}
        self.texts: dict[int, str] = {}


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:57]}..."
