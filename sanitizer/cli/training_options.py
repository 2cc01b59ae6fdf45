"""What ``train`` and ``evaluate`` share: labelled pages, and a folder for what is made of them.

Comes in: a parser, or what was given. Goes out: arguments, or a refusal before the work begins.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sanitizer.errors import PathError

if TYPE_CHECKING:
    import argparse

__all__ = ["add_folders_argument", "check_output_folder"]


def add_folders_argument(parser: argparse.ArgumentParser) -> None:
    """Add the folders of labelled pages."""
    parser.add_argument(
        "folders",
        metavar="DIR",
        nargs="+",
        type=Path,
        help="labelled pages: a folder with manifest.jsonl (see samples/README.md)",
    )


def check_output_folder(folder: Path, what: str) -> None:
    """Refuse a folder that cannot be written, before the work and not after it.

    Parameters
    ----------
    folder : pathlib.Path
        It need not be there.
    what : str
        What is to be written into it, in words.

    Raises
    ------
    PathError
        When it is a file, or cannot be made, or may not be written.
    """
    if folder.exists() and not folder.is_dir():
        raise PathError(f"{folder} is a file; name a folder for {what}")
    nearest = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not nearest.is_dir():
        raise PathError(f"{folder} cannot be made: {nearest} is a file")
    if not os.access(nearest, os.W_OK):
        raise PathError(f"{folder} cannot be written: no permission in {nearest}")
