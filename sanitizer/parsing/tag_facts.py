"""What the reader has to know of a tag by its name alone, looked up once a page.

Comes in: a tag's name as it is written. Goes out: the name in lower case, and which of the reader's
steps it takes. Nothing here knows about what is open.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from sanitizer.parsing import vocabulary as names
from sanitizer.parsing.tokens import ascii_lower

__all__ = [
    "FACTS",
    "OTHER_END",
    "OTHER_START",
    "PLAIN_END",
    "PLAIN_START",
    "VOID",
    "TagFact",
    "TagStep",
    "fact_of",
    "step_of",
]

#: Which step the reader takes at a tag where nothing is foreign and no head is open; in an order
#: by which start tags can be told from end tags, and steps that are written out from the others.
PLAIN_START, VOID, OTHER_START, PLAIN_END, OTHER_END = range(5)

#: The step, the name in lower case, what a start tag may end, whether the tag is a block's. Not
#: named: unpacking a named tuple takes three times as long.
TagStep = tuple[int, str, tuple[str, ...], bool]

#: 13.2.6.4.7: what follows their end tags still goes into them.
_OUTLIVES_END: Final = frozenset({"body", "html"})

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


def step_of(written: str) -> TagStep:
    """Return the step at a tag with a name, as it is written, behind a slash if it is an end tag.

    >>> step_of("/DIV") == (PLAIN_END, "div", ("p",), True)
    True
    """
    name, may_end, is_block, is_void = fact_of(written.removeprefix("/"))
    if written[0] == "/":
        step = OTHER_END if name in _OUTLIVES_END else PLAIN_END
    elif may_end is None:
        step = OTHER_START
    else:
        step = VOID if is_void else PLAIN_START
    return step, name, may_end or (), is_block


def _fact(name: str) -> TagFact:
    is_block = name not in names.DISPLAYED_INLINE
    return TagFact(name, _MAY_END.get(name, ()), is_block, name in names.VOID)


#: The names that the parser goes by, in lower case. Others are of pages.
FACTS: Final = {name: _fact(name) for name in _MAY_END.keys() | names.DISPLAYED_INLINE | names.VOID}
