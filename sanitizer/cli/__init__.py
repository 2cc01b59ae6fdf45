"""The command line: which commands there are, and what becomes of their errors.

Comes in: arguments. Goes out: an exit code; 0 all well, 1 findings, 2 could not run. A command is
a module with ``add_arguments(parser)`` and ``run(args) -> int``, named in `COMMANDS` and imported
only when it is asked for: a hook starts this program for every commit.

Python itself ends with 1 on what nobody caught, which here would mean findings: so what a system
can do to a program (a full disk, a closed stream, a signal, no memory) is caught here, all of it,
and a mistake of ours ends with its traceback and 2.
"""

from __future__ import annotations

import argparse
import atexit
import contextlib
import functools
import gc
import importlib
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sanitizer.errors import SanitizerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

__all__ = ["COMMANDS", "Command", "main"]

EXIT_COULD_NOT_RUN = 2
#: As a shell reports a program that a signal ended: 128 and the signal's number.
EXIT_BROKEN_PIPE = 141
EXIT_INTERRUPTED = 130
EXIT_TERMINATED = 143


class Command(NamedTuple):
    """One row of the table of commands."""

    name: str
    module: str
    summary: str


COMMANDS = (
    Command("scan", "sanitizer.cli.scan", "find the junk in pages and say where it is"),
    Command("clean", "sanitizer.cli.clean", "write the pages without their junk, or their text"),
    Command("train", "sanitizer.cli.train", "make a model from labelled pages"),
    Command("evaluate", "sanitizer.cli.evaluate", "measure a model on labelled pages"),
    Command("label", "sanitizer.cli.label", "propose labels for pages, for a person to correct"),
    Command("rule", "sanitizer.cli.rule", "say what a rule finds, and what only looks like it"),
)


class _ShowVersion(argparse.Action):
    """``--version``, looked up only when asked for: the look-up costs a scan 20 ms."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

        try:
            print(f"sanitizer {version('sanitizer')}")
        except PackageNotFoundError:
            print("sanitizer, not installed: running from a checkout")
        parser.exit()


class _Help(argparse.HelpFormatter):
    """Help as wide as the terminal, without the modules that argparse imports to ask for that.

    It makes a formatter for each option that it is told of; with the width known, it asks nobody.
    """

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_terminal_width() - 2)  # as argparse has it


@functools.cache
def _terminal_width() -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1).columns or 80
    except (OSError, ValueError):  # no terminal
        return 80


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments after the program's name; those of the process by default.

    Returns
    -------
    int
        0 all well, 1 findings (``scan`` only), 2 could not run.
    """
    _replace_closed_streams()
    arguments = list(sys.argv[1:] if argv is None else argv)
    with _rare_garbage_collection():
        try:
            args = _build_parser(arguments).parse_args(arguments)
        except SystemExit as stop:  # argparse has printed its message, or the help
            return stop.code if isinstance(stop.code, int) else EXIT_COULD_NOT_RUN
        with _sigterm_as_exception(), _MistakeEndsWith2():
            return _run(args)


def _run(args: argparse.Namespace) -> int:
    try:
        code: int = args.run(args)
        sys.stdout.flush()
    except (SanitizerError, MemoryError) as error:
        print(f"sanitizer: error: {_told(error)}", file=sys.stderr)
        return EXIT_COULD_NOT_RUN
    except BrokenPipeError:
        _forget_stdout()
        return EXIT_BROKEN_PIPE
    except OSError as error:  # files have been tried for before: it is stdout, on a full disk
        _forget_stdout()
        reason = error.strerror or error
        print(f"sanitizer: error: the output cannot be written: {reason}", file=sys.stderr)
        return EXIT_COULD_NOT_RUN
    except KeyboardInterrupt:
        print("sanitizer: interrupted", file=sys.stderr)
        return EXIT_INTERRUPTED
    except _Terminated:
        print("sanitizer: terminated", file=sys.stderr)
        return EXIT_TERMINATED
    return code


def _build_parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser, with the options of only that command which the arguments name."""
    parser = argparse.ArgumentParser(
        prog="sanitizer",
        description="Finds the junk that was injected into web pages, cuts it, keeps the rest.",
        allow_abbrev=False,
        formatter_class=_Help,
    )
    parser.add_argument("--version", nargs=0, action=_ShowVersion, help="show the version")
    subparsers = parser.add_subparsers(metavar="COMMAND", dest="command", required=True)
    chosen = next((word for word in arguments if not word.startswith("-")), None)
    for command in COMMANDS:
        subparser = subparsers.add_parser(
            command.name,
            help=command.summary,
            description=command.summary.capitalize() + ".",
            allow_abbrev=False,
            formatter_class=_Help,
        )
        if command.name == chosen:
            module: Any = importlib.import_module(command.module)
            module.add_arguments(subparser)
            subparser.set_defaults(run=module.run)
    return parser


class _Terminated(BaseException):
    """SIGTERM came: like Ctrl-C, nothing but the end of the program may catch it."""


def _told(error: SanitizerError | MemoryError) -> str:
    if isinstance(error, SanitizerError):
        return str(error)
    return " ".join(["there is not enough memory", *getattr(error, "__notes__", ())])


class _MistakeEndsWith2(contextlib.AbstractContextManager[None]):
    """Print the traceback of what nobody has caught, as Python would, and end with 2."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, Exception):
            sys.excepthook(type(error), error, trace)
            raise SystemExit(EXIT_COULD_NOT_RUN)


@contextlib.contextmanager
def _rare_garbage_collection() -> Iterator[None]:
    """Look for garbage once for so many new objects, not for every 700, and not at the exit.

    Imports make objects by the ten thousand, none of which is garbage. The looks for it took a
    twentieth of a start; those of Python's exit, which go through all there is, another tenth.
    """
    atexit.unregister(gc.freeze)  # once is enough, however often this is called
    atexit.register(gc.freeze)
    before = gc.get_threshold()
    gc.set_threshold(50_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextlib.contextmanager
def _sigterm_as_exception() -> Iterator[None]:
    """Let the run tidy up (its workers, its unfinished files) when a service or a job ends it."""

    def stop(*_: object) -> None:
        raise _Terminated

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # only the main thread may, and only it gets signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _replace_closed_streams() -> None:
    """Open nothing in the place of standard streams that the caller has closed."""
    # Python has None for them, and their numbers would go to the next files that are opened.
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115


def _forget_stdout() -> None:
    """Point stdout nowhere: its reader is gone, and Python would complain again at the exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
