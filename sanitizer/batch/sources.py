"""Which pages a run is about: paths in, one record a page out, in a stable order.

A file that was named is always taken. A folder is searched for the suffixes of pages; its
entries come sorted by name, so that two runs report alike. Links to folders inside a folder are
not followed: that is what git and ripgrep do, and no loop of links can then go on for ever. What
has the name of a page there and is no file (a link to nothing, a pipe on which a reader would wait
for ever) is listed with its trouble: nobody has looked at it, and nobody should think so.

Each page also gets its place in a mirrored tree. One PATH: relative to it. Several: relative to
the deepest folder that holds them all, so that no two pages ever get the same place.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from sanitizer.errors import PathError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = [
    "PAGE_SUFFIXES",
    "PUBLIC_HIDDEN_FOLDERS",
    "Search",
    "Source",
    "find_pages",
    "is_page_name",
]

#: What a folder is searched for, in any case, each also followed by ``.gz``.
PAGE_SUFFIXES = (".html", ".htm", ".xhtml")

#: Folders with a leading dot are skipped (``.git``), but for what web servers do serve
#: (RFC 8615): a place where doorway pages are put because few look there.
PUBLIC_HIDDEN_FOLDERS = frozenset({".well-known"})


class Source(NamedTuple):
    """One page of a run.

    Attributes
    ----------
    path : str
        Where it lies, in the caller's own terms: this is what reports print.
    place : str
        Where it belongs in a mirrored tree: relative, with ``/``, never with ``..``.
    trouble : str or None
        Why reading cannot even be tried (a folder that cannot be listed, a link to nothing), or
        ``None``.
    """

    path: str
    place: str
    trouble: str | None = None


def is_page_name(name: str) -> bool:
    """Tell whether a file in a folder counts as a page, by its name or path.

    Examples
    --------
    >>> is_page_name("INDEX.HTM"), is_page_name("a.xhtml.gz"), is_page_name("a.css")
    (True, True, False)
    """
    return name.lower().removesuffix(".gz").endswith(PAGE_SUFFIXES)


class Search(NamedTuple):
    """What is looked for in folders.

    Attributes
    ----------
    takes : callable
        Tells by the path of a file in a folder whether it is a page.
    enters : callable
        Tells by the path of a folder whether it is searched; hidden ones never are.
    looked_for : str
        In words, for who has searched in vain.
    """

    takes: Callable[[str], bool]
    enters: Callable[[str], bool]
    looked_for: str


#: Everything that looks like a page.
BY_SUFFIX: Final = Search(
    is_page_name,
    lambda _: True,
    f"{' '.join(f'*{suffix}' for suffix in PAGE_SUFFIXES)}, each also with .gz",
)


def find_pages(paths: Sequence[str], search: Search = BY_SUFFIX) -> list[Source]:
    """List the pages that lie at or below the paths, each once.

    Parameters
    ----------
    paths : sequence of str
        Files and folders; a folder inside another one is listed at its own turn.
    search : Search
        What to take of folders; a file that was named is always taken.

    Returns
    -------
    list of Source
        In the order of `paths`, folders sorted by name.

    Raises
    ------
    PathError
        When a path is missing or cannot be read, or when there is no page below a folder.
    """
    named: dict[Path, Path] = {}
    if "" in paths:  # a variable that is not set; Path("") would be the current folder
        raise PathError("a path is empty; give a page, a folder of pages, or - for stdin")
    for path in map(Path, paths):
        _check_readable(path)
        named.setdefault(_absolute(path), path)
    base = _common_base(list(named))
    places = {absolute.relative_to(base).as_posix(): path for absolute, path in named.items()}
    found: list[Source] = []
    for place, path in places.items():
        if path.is_dir():
            found += _pages_below(path, place, places.keys() - {place}, search)
        else:
            found.append(Source(str(path), place))
    return found


def _absolute(path: Path) -> Path:
    """Return the one name of a path; the last part stays, link or not, for it names the output."""
    if path.name in {"", ".."}:
        return path.resolve()
    return path.parent.resolve() / path.name


def _common_base(absolute: list[Path]) -> Path:
    if len(absolute) == 1 and absolute[0].is_dir():
        return absolute[0]
    return Path(os.path.commonpath([path.parent for path in absolute]))


def _check_readable(path: Path) -> None:
    try:
        trouble = _trouble_with(path)
    except OSError as error:  # a folder on the way is locked, or a name is too long
        trouble = f"cannot be read: {error.strerror or error}"
    if trouble is not None:
        raise PathError(f"'{path}' {trouble}")


def _trouble_with(path: Path) -> str | None:
    if path.is_symlink() and not path.exists():
        return "is a link to something that is not there"
    if not path.exists():
        return "does not exist; give a page, a folder of pages, or - for stdin"
    if not os.access(path, os.R_OK | os.X_OK if path.is_dir() else os.R_OK):
        return "cannot be read: permission denied"
    return None


def _pages_below(folder: Path, place: str, others: set[str], search: Search) -> list[Source]:
    pages = list(_walk(str(folder), place, others, search))
    elsewhere = any(place == "." or other.startswith(f"{place}/") for other in others)
    if not pages and not elsewhere:
        raise PathError(
            f"no pages below '{folder}': looked for {search.looked_for};"
            " a file with another suffix can be named itself"
        )
    return pages


def _walk(folder: str, place: str, others: set[str], search: Search) -> Iterator[Source]:
    """Yield the pages below a folder, without what was named by a path of its own.

    A stack, not recursion: a tree may be deeper than Python's own stack.
    """
    waiting = [(folder, place, True)]
    while waiting:
        path, place, is_folder = waiting.pop()
        if not is_folder:
            yield Source(path, place, _trouble_in_folder(path))
            continue
        try:
            entries = _entries(path, search)
        except OSError as error:
            yield Source(path, place, f"the folder cannot be listed: {error.strerror or error}")
            continue
        below = "" if place == "." else f"{place}/"
        waiting += [
            (entry.path.removeprefix("./"), below + entry.name, entry.is_dir(follow_symlinks=False))
            for entry in reversed(entries)
            if below + entry.name not in others
        ]


def _entries(folder: str, search: Search) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        wanted = [entry for entry in entries if _is_wanted(entry, search)]
    return sorted(wanted, key=lambda entry: entry.name)


def _is_wanted(entry: os.DirEntry[str], search: Search) -> bool:
    if entry.is_dir(follow_symlinks=False):
        is_open = not entry.name.startswith(".") or entry.name in PUBLIC_HIDDEN_FOLDERS
        return is_open and search.enters(entry.path)
    # Not entry.is_dir(): it raises on a link to itself, where Path says no.
    is_linked_folder = entry.is_symlink() and Path(entry.path).is_dir()
    return search.takes(entry.path) and not is_linked_folder


def _trouble_in_folder(path: str) -> str | None:
    """Say why what has the name of a page is not to be opened; a file that was named is."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116  once a page, and a Path takes longer than it
    except OSError as error:
        if os.path.islink(path):  # noqa: PTH114
            return f"the link cannot be followed: {error.strerror or error}"
        return None  # gone or locked by now: whoever reads it says so
    return None if stat.S_ISREG(mode) else "the file is a pipe, a socket or a device"
