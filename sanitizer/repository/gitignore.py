"""Which files git ignores, as the real git says.

Comes in: paths. Goes out: those of them that are ignored; none where there is no git or no
repository. Git is asked once for each repository, with nothing of the repository's own settings
that could run a program: whoever scans a folder may not know who made it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ignored_by_git"]


def ignored_by_git(paths: Iterable[str]) -> set[str]:
    """Return the paths that git ignores; what is committed is never ignored.

    Parameters
    ----------
    paths : iterable of str
        Files and folders.
    """
    known: dict[str, str | None] = {}
    by_repository: dict[str, list[str]] = {}
    for path in paths:
        repository = _repository_of(os.path.dirname(os.path.abspath(path)), known)  # noqa: PTH100, PTH120
        if repository is not None:
            by_repository.setdefault(repository, []).append(path)
    return {
        path for repository, inside in by_repository.items() for path in _asked(repository, inside)
    }


def _repository_of(folder: str, known: dict[str, str | None]) -> str | None:
    """Return the innermost repository around a folder: a submodule has rules of its own."""
    on_the_way = []
    while folder not in known:
        on_the_way.append(folder)
        above = os.path.dirname(folder)  # noqa: PTH120
        if os.path.exists(os.path.join(folder, ".git")):  # noqa: PTH110, PTH118
            known[folder] = folder
        elif above == folder:
            known[folder] = None
        else:
            folder = above
    found = known[folder]
    known.update(dict.fromkeys(on_the_way, found))
    return found


def _asked(repository: str, paths: list[str]) -> list[str]:
    import subprocess  # noqa: PLC0415  a hook names its files, and need not wait for the import

    # A hook runs with git's own variables set, which speak of the repository that it is in.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    by_whole_path = {os.fsencode(os.path.abspath(path)): path for path in paths}  # noqa: PTH100
    command = ["git", "-c", "core.fsmonitor=false", "check-ignore", "--stdin", "-z"]
    try:
        done = subprocess.run(  # noqa: S603  fixed words; the paths go through stdin
            command,
            cwd=repository,
            env=environment,
            input=b"".join(path + b"\0" for path in by_whole_path),
            capture_output=True,
            check=False,
        )
    except OSError:  # there is no git
        return []
    return [by_whole_path[path] for path in done.stdout.split(b"\0") if path in by_whole_path]
