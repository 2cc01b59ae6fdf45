"""Edits of a page, and the one place where they are applied and become labels.

An edit with a span kind is junk, one without is honest. Offsets always mean the host page; the
spans that come out mean the new page.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from sanitizer.training.corpus import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Edit", "Piece", "apply_edits"]


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """A fragment before its place is known.

    Attributes
    ----------
    text : str
        HTML source.
    kind : str or None
        Span kind; ``None`` for honest text.
    in_head : bool
        Whether it goes into the head, wherever its injection stands.
    """

    text: str
    kind: str | None
    in_head: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Edit:
    """Put ``text`` in the place of the host's characters ``start`` to ``end``."""

    start: int
    end: int
    text: str
    kind: str | None


def apply_edits(source: str, edits: Iterable[Edit]) -> tuple[str, tuple[Span, ...]]:
    """Return the edited page and the spans of its junk.

    Insertions at one offset keep their order. An edit that would start inside characters already
    replaced is left out: two edits cannot both have them.
    """
    parts: list[str] = []
    spans: list[Span] = []
    last = length = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < last or not edit.text:
            continue
        parts += (source[last : edit.start], edit.text)
        length += edit.start - last
        if edit.kind is not None:
            spans.append(Span(edit.kind, length, length + len(edit.text)))
        length += len(edit.text)
        last = edit.end
    parts.append(source[last:])
    return "".join(parts), tuple(spans)
