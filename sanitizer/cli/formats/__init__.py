"""The formats of ``scan``: outcomes, as they come → pieces of output.

Comes in: one outcome a page, in the order of the paths. Goes out: text for stdout. A format is a
module with ``render(outcomes, view)``, named in `FORMATS` and imported only when it is asked for.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sanitizer.batch.run import Outcome
    from sanitizer.config import Config

__all__ = ["FORMATS", "Format", "View", "renderer"]


class Format(NamedTuple):
    """One row of the table of formats."""

    module: str
    summary: str


#: The first is the default.
FORMATS: Final = {
    "text": Format("sanitizer.cli.formats.text", "a line for each finding"),
    "json": Format("sanitizer.cli.formats.json_array", "one array with a record for each page"),
    "jsonl": Format("sanitizer.cli.formats.json_lines", "a JSON line for each page"),
    "sarif": Format("sanitizer.cli.formats.sarif", "one SARIF 2.1.0 log, with fixes"),
    "github": Format("sanitizer.cli.formats.github", "annotations of GitHub's workflows"),
}


class View(NamedTuple):
    """How the outcomes are to be shown.

    Attributes
    ----------
    explain : bool
        Say why, and show the source.
    has_colours : bool
        May the text be coloured?
    read : callable or None
        Returns the bytes of a page by its path, or raises an ``UnreadableFileError``. ``None``:
        there is no source to show.
    config_for : callable or None
        Returns by the path of a page the settings of the judge. ``None``: nobody has said any.
    """

    explain: bool = False
    has_colours: bool = False
    read: Callable[[str], bytes] | None = None
    config_for: Callable[[str], Config] | None = None


def renderer(name: str) -> Callable[[Iterator[Outcome], View], Iterator[str]]:
    """Return what renders outcomes in a format of `FORMATS`."""
    module: Any = importlib.import_module(FORMATS[name].module)
    render: Callable[[Iterator[Outcome], View], Iterator[str]] = module.render
    return render
