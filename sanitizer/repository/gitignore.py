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
    real: dict[str, str] = {}
    by_repository: dict[str, dict[bytes, list[str]]] = {}
    for path in paths:
        folder, name = os.path.split(os.path.abspath(path))  # noqa: PTH100
        # Git gives no answer at all when it is asked for a path that leads through a link.
        if folder not in real:
            real[folder] = os.path.realpath(folder)
        repository = _repository_of(real[folder], known)
        if repository is not None:
            place = os.fsencode(os.path.join(real[folder], name))  # noqa: PTH118
            by_repository.setdefault(repository, {}).setdefault(place, []).append(path)
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


def _asked(repository: str, paths: dict[bytes, list[str]]) -> list[str]:
    """Return the ignored ones of paths, which are given by the whole names that git knows."""
    import subprocess  # noqa: PLC0415  a hook names its files, and need not wait for the import

    # A hook runs with git's own variables set, which speak of the repository that it is in.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    command = ["git", "-c", "core.fsmonitor=false", "check-ignore", "--stdin", "-z"]
    try:
        done = subprocess.run(  # noqa: S603  fixed words; the paths go through stdin
            command,
            cwd=repository,
            env=environment,
            input=b"".join(place + b"\0" for place in paths),
            capture_output=True,
            check=False,
        )
    except OSError:  # there is no git
        return []
    ignored = done.stdout.split(b"\0")
    return [path for place in ignored for path in paths.get(place, ())]
