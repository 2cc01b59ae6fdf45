"""Options that several commands share, and the settings they make.

Comes in: a parser, later its result. Goes out: a :class:`~sanitizer.config.Config`, and for pages
the :class:`~sanitizer.repository.settings.Settings` of the place where they lie, over which flags
of the same names win. A wrong value is refused with what was given and what is allowed; the rules
for that are those of the two records.
"""

from __future__ import annotations

import argparse
import dataclasses
import functools
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sanitizer.batch.reading import read_stream
from sanitizer.config import Config
from sanitizer.errors import ConfigError, PathError
from sanitizer.repository.settings import Settings, find_settings, read_settings, with_flags

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "STDIN",
    "add_common_options",
    "add_jobs_option",
    "add_model_options",
    "add_settings_options",
    "config_from",
    "configs_from",
    "is_stdin",
    "read_stdin",
    "settings_from",
]

#: The path that stands for standard input.
STDIN = "-"


def add_common_options(parser: argparse.ArgumentParser) -> None:
    """Add the paths and what every command on pages understands."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        help="pages, and folders to search for *.html *.htm *.xhtml, also with .gz; - is stdin",
    )
    add_jobs_option(parser)
    add_model_options(parser)
    parser.add_argument(
        "--encoding",
        type=_encoding,
        metavar="NAME",
        help="charset that the server named; a byte order mark beats it (default: none)",
    )


#: Settings that take lists: name, word for a value, help. A flag replaces what the file says.
_LISTS = (
    ("select", "CODES", "rules whose findings count, or how their codes begin (default: all)"),
    ("ignore", "CODES", "rules whose findings do not count; the longer code wins over --select"),
    ("include", "GLOBS", "what folders are searched for (default: *.html *.htm *.xhtml, also .gz)"),
    ("exclude", "GLOBS", "files and folders that are left out, even when they are named"),
    ("as-html", "GLOBS", "files that are something else and carry HTML; searched for, too"),
    ("per-file-ignores", "GLOB:CODE", "rules that do not count in some files"),
    ("allowed-hosts", "HOSTS", "hosts to which pages may link, each with all hosts below it"),
)


def add_settings_options(parser: argparse.ArgumentParser) -> None:
    """Add the file of settings, and the flags that win over it."""
    group = parser.add_argument_group(
        "settings",
        "From the nearest sanitizer.toml or [tool.sanitizer] of pyproject.toml; these flags win."
        " Lists are parted by commas.",
    )
    files = group.add_mutually_exclusive_group()
    files.add_argument("--config", type=Path, metavar="FILE", help="take the settings of this file")
    files.add_argument("--isolated", action="store_true", help="look for no file of settings")
    for name, word, text in _LISTS:
        group.add_argument(f"--{name}", action="append", metavar=word, help=text)


def add_jobs_option(parser: argparse.ArgumentParser) -> None:
    """Add the number of processes."""
    parser.add_argument(
        "--jobs",
        type=_jobs,
        default=1,
        metavar="N",
        help="processes to spread the pages over; -1: one on each core (default: 1)",
    )


def add_model_options(parser: argparse.ArgumentParser) -> None:
    """Add what settings of the judge there are."""
    parser.add_argument(
        "--threshold",
        type=_threshold,
        metavar="X",
        help="score over 0 and up to 1 from which a block is junk (default: the model's own)",
    )
    parser.add_argument(
        "--model",
        type=Path,
        metavar="DIR",
        help="folder of another model than the one that is shipped",
    )


def config_from(args: argparse.Namespace, settings: Settings | None = None) -> Config:
    """Return what concerns the judging: of the settings, where there are some, and of options."""
    encoding = getattr(args, "encoding", None)  # labelled pages are decoded already
    as_html = getattr(args, "read_as", None) == "html"  # only `scan` reads anything else
    config = Config(args.threshold, encoding, args.model, as_html)
    if settings is None:
        return config
    return dataclasses.replace(
        config, threshold=settings.threshold, allowed_hosts=settings.allowed_hosts
    )


def configs_from(args: argparse.Namespace, settings: Settings) -> Callable[[str], Config]:
    """Return what gives by the path of a page what concerns its judging; it can be pickled."""
    return functools.partial(settings.config_for, config=config_from(args, settings))


def settings_from(args: argparse.Namespace) -> Settings:
    """Return what holds for the paths: the settings of their place, then flags.

    Raises
    ------
    ConfigError
        When something in them is wrong.
    """
    if args.config is not None:
        settings = read_settings(args.config)
    elif args.isolated:
        settings = Settings(Path.cwd())
    else:
        settings = find_settings([] if args.paths == [STDIN] else args.paths)
    flags = {name: _listed(name, vars(args)[name.replace("-", "_")]) for name, *_ in _LISTS}
    given: dict[str, object] = {name: value for name, value in flags.items() if value is not None}
    if args.threshold is not None:
        given["threshold"] = args.threshold
    return with_flags(settings, given)


def _listed(name: str, values: list[str] | None) -> object:
    """Return what a flag says in the types of a file."""
    if values is None:
        return None
    parts = [part for value in values for part in value.split(",")]
    if name != "per-file-ignores":
        return parts
    table: dict[str, list[str]] = {}
    for part in parts:
        pattern, _, code = part.rpartition(":")
        if not pattern:
            raise ConfigError(
                f"--{name}: takes a pattern of paths and a code of a rule, as in 'docs/*:SAN2',"
                f" got {part!r}"
            )
        table.setdefault(pattern, []).append(code)
    return table


def is_stdin(paths: list[str]) -> bool:
    """Tell whether the page comes from standard input.

    Raises
    ------
    PathError
        When ``-`` stands beside other paths.
    """
    if STDIN in paths and len(paths) > 1:
        raise PathError("- reads one page from stdin and cannot stand beside other paths")
    return paths == [STDIN]


def read_stdin() -> bytes:
    """Read the page from standard input."""
    return read_stream(sys.stdin.buffer)


def _jobs(text: str) -> int:
    try:
        n_jobs = int(text)
    except ValueError:
        n_jobs = 0
    if n_jobs < -1 or n_jobs == 0:
        raise argparse.ArgumentTypeError(
            f"takes a number of processes from 1, or -1 for one on each core, got {text!r}"
        )
    return n_jobs


def _threshold(text: str) -> float:
    try:
        number = float(text)
        Config(threshold=number)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"takes a number over 0 and up to 1, got {text!r}"
        ) from None
    return number


def _encoding(text: str) -> str:
    try:
        Config(encoding=text)
    except ConfigError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text
