"""``sanitizer rule``: what a rule means.

Comes in: a code or a name, or nothing. Goes out: the page of the rule, or a list of all of them;
with ``-o`` all pages as files. Exit code 0; 2 for a rule that does not exist.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sanitizer.cli.terminal import prepare_stdout
from sanitizer.errors import ConfigError, PathError

if TYPE_CHECKING:
    import argparse

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``rule``."""
    parser.add_argument(
        "rule",
        metavar="CODE",
        nargs="?",
        help="code or name of a rule, such as SAN201 or hidden-links; without it all are listed",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DIR",
        help="write the pages of all rules into a folder, as Markdown, instead of printing",
    )


def run(args: argparse.Namespace) -> int:
    """Print what a rule means, or which rules there are."""
    from sanitizer.findings.rule_pages import (  # noqa: PLC0415  long texts that no scan needs
        find_rule,
        list_rules,
        rule_page,
    )

    prepare_stdout(for_programs=False)  # examples are written in every script
    if args.output is not None:
        if args.rule is not None:
            raise ConfigError(f"-o writes the pages of all rules; leave {args.rule!r} out")
        _write_files(args.output)
    elif args.rule is None:
        for rule in list_rules():
            print(f"{rule.code}  {rule.name:20} {rule.summary}")
    else:
        found = find_rule(args.rule)
        if found is None:
            known = ", ".join(rule.code for rule in list_rules())
            raise ConfigError(f"there is no rule {args.rule!r}; there are {known}")
        print(rule_page(found), end="")
    return 0


def _write_files(folder: Path) -> None:
    from sanitizer.findings.rule_pages import rule_files  # noqa: PLC0415  as in `run`

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in rule_files().items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise PathError(f"'{folder}' cannot be written: {error.strerror or error}") from error
