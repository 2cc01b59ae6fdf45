"""What the columns on scripts and frames read of them: their start, and what is coded in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanitizer.features.rows import SCRIPT_HEAD_CHARS
from sanitizer.features.unpacking import MAX_PACKED_CHARS, plain_script
from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from sanitizer.features.rows import Rows

__all__ = ["active_rows", "all_scripts", "head_chars", "plain_scripts", "script_heads"]


def active_rows(rows: Rows) -> list[int]:
    """Return which rows are scripts and frames: first all scripts, then all frames."""
    return rows.places[Kind.SCRIPT] + rows.places[Kind.FRAME]


def script_heads(rows: Rows) -> dict[int, str]:
    """Return the start of the source of each script and frame."""

    def find() -> dict[int, str]:
        source, starts, ends = rows.tree.source, rows.blocks.starts, rows.blocks.ends
        found = {}
        for row in active_rows(rows):
            start, end = starts[rows.block_of[row]], ends[rows.block_of[row]]
            found[row] = source[start : min(end, start + SCRIPT_HEAD_CHARS)]
        return found

    return rows.shared("heads", find)


def head_chars(rows: Rows, row: int) -> int:
    """Return how much of a plain script is its source; what was decoded stands behind that."""
    return min(len(rows.sources[row]), SCRIPT_HEAD_CHARS)


def plain_scripts(rows: Rows) -> dict[int, tuple[str, str]]:
    """Return the start of each script with what is coded in it behind it, and that in lower case.

    Kits write ``document`` as escapes or in pieces, so that nobody finds it by its name.
    """

    def find() -> dict[int, tuple[str, str]]:
        blocks, source = rows.blocks, rows.tree.source
        found = {}
        for row in rows.places[Kind.SCRIPT]:
            block = rows.block_of[row]
            end = min(blocks.ends[block], blocks.starts[block] + MAX_PACKED_CHARS)
            plain = plain_script(source[blocks.starts[block] : end], SCRIPT_HEAD_CHARS)
            found[row] = plain, plain.lower()
        return found

    return rows.shared("plain scripts", find)


def all_scripts(rows: Rows) -> str:
    """Return all scripts of a page in lower case: most pages have hardly any of the words."""
    scripts = plain_scripts(rows)
    return rows.shared("all scripts", lambda: "\n".join(low for _, low in scripts.values()))
