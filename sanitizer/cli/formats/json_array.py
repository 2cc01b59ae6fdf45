"""JSON: one array with the record of each page, clean ones too; each record on a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanitizer.batch.outputs import json_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sanitizer.batch.run import Outcome
    from sanitizer.cli.formats import View

__all__ = ["render"]


def render(outcomes: Iterator[Outcome], view: View) -> Iterator[str]:  # noqa: ARG001
    """Yield the array in pieces: however many pages there are, one is held at a time."""
    opening = "[\n"
    for outcome in outcomes:
        yield opening + json_line(outcome.as_dict()).rstrip("\n")
        opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"
