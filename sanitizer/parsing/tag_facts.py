"""What the reader has to know of a tag by its name alone, looked up once a page.

Comes in: a tag's name as it is written. Goes out: the name in lower case, and which of the reader's
steps it takes. Nothing here knows about what is open.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from sanitizer.parsing import vocabulary as names
from sanitizer.parsing.tokens import ascii_lower

__all__ = ["FACTS", "TagFact", "fact_of"]

#: Start tag → what it may end where that is open, or None where more has to be thought of. A name
#: that is not in it ends nothing.
_MAY_END: Final[dict[str, tuple[str, ...] | None]] = {
    **dict.fromkeys(names.CLOSES_PARAGRAPH, ("p",)),
    **{
        name: (*(["p"] if name in names.CLOSES_PARAGRAPH else []), *sorted(ended))
        for name, (ended, _) in names.CLOSED_BY.items()
    },
    **{name: (name,) for name in names.CLOSES_ITSELF},
    **dict.fromkeys(names.HEADINGS, ("p", *sorted(names.HEADINGS))),
    **dict.fromkeys(names.RAW_TEXT),
    **dict.fromkeys(("html", "head", "body", "form", "plaintext", "svg", "math")),
}


class TagFact(NamedTuple):
    """What a tag's name says.

    Attributes
    ----------
    name : str
        The name in lower case; the same object for the same name.
    may_end : tuple of str or None
        What its start tag may end where that is open; None where more has to be thought of.
    is_block : bool
        Whether the texts before and behind the tag stand in two lines.
    is_void : bool
        Whether the element has a start tag only.
    """

    name: str
    may_end: tuple[str, ...] | None
    is_block: bool
    is_void: bool


def fact_of(written: str) -> TagFact:
    """Return what a tag's name, as it is written, says."""
    name = ascii_lower(written)
    return FACTS.get(name) or _fact(name)


def _fact(name: str) -> TagFact:
    is_block = name not in names.DISPLAYED_INLINE
    return TagFact(name, _MAY_END.get(name, ()), is_block, name in names.VOID)


#: The names that the parser goes by, in lower case. Others are of pages.
FACTS: Final = {name: _fact(name) for name in _MAY_END.keys() | names.DISPLAYED_INLINE | names.VOID}
