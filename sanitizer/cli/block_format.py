"""Text blocks as lines: ``file:line:col: cause excerpt`` for people, or JSON with every field.

Comes in: a listing. Goes out: lines without their ends. What is shown comes from strangers' pages,
so a line for people holds nothing that a terminal would obey.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sanitizer.batch.outputs import json_line
from sanitizer.cli.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sanitizer.batch.listing import Listing

__all__ = ["BLOCK_FORMATS", "render_unlisted"]

#: More would not fit into a line of a terminal; the JSON lines have the whole text.
_MAX_EXCERPT_CHARS: Final = 80


def _as_text(listing: Listing) -> Iterator[str]:
    path = printable(listing.path)
    for block in listing.blocks:
        text = block.text
        if len(text) > _MAX_EXCERPT_CHARS:
            text = text[: _MAX_EXCERPT_CHARS - 1] + "…"
        sight = block.visibility or "seen"
        yield f"{path}:{block.line}:{block.column}: {sight} {printable(text)}".rstrip()


def _as_json_lines(listing: Listing) -> Iterator[str]:
    for record in listing.as_dicts():
        yield json_line(record).rstrip("\n")


#: A format turns the blocks of one page into lines.
BLOCK_FORMATS: Final[dict[str, Callable[[Listing], Iterator[str]]]] = {
    "text": _as_text,
    "jsonl": _as_json_lines,
}


def render_unlisted(listing: Listing) -> str:
    """Return the line of a page that has no blocks to list."""
    return f"{printable(listing.path)}: unreadable: {printable(listing.trouble or '')}"
