"""JSON lines: a record for each page, clean ones too, as soon as it is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanitizer.batch.outputs import json_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sanitizer.batch.run import Outcome
    from sanitizer.cli.formats import View

__all__ = ["render"]


def render(outcomes: Iterator[Outcome], view: View) -> Iterator[str]:  # noqa: ARG001
    """Yield the line of each page."""
    for outcome in outcomes:
        yield json_line(outcome.as_dict())
