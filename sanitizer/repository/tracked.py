"""Whether git tracks what lies in a folder, as its index says.

Comes in: a folder. Goes out: yes or no. The index is read without asking git, in a millisecond or
less: a hook that knows all its pages from the cache would wait longer for git than for them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

__all__ = ["is_tracked"]

#: From version 4 on an entry of the index has only that part of its name in which it differs from
#: the one before it (gitformat-index).
_SHORTENED_FROM: Final = 4

#: Of the flags before a name: its length, as far as twelve bits go; and whether more flags follow.
_LONGEST: Final = 0xFFF
_EXTENDED: Final = 0x4000


def is_tracked(folder: Path) -> bool:
    """Tell whether git tracks a file in a folder; without a repository it tracks none.

    Parameters
    ----------
    folder : pathlib.Path
        It need not be there.
    """
    real = Path(os.path.realpath(folder))
    root = next((above for above in real.parents if (above / ".git").exists()), None)
    if root is None:
        return False
    try:
        index = (_git_folder(root / ".git") / "index").read_bytes()
    except OSError:  # nothing was ever added
        return False
    if int.from_bytes(index[4:8]) >= _SHORTENED_FROM or _is_split(index):
        return _ask_git(root, real)
    return _has_entry(index, os.fsencode(real.relative_to(root).as_posix()))


def _is_split(index: bytes) -> bool:
    """Tell whether entries lie in another file: the index has the extension ``link``."""
    place = index.rfind(b"link")
    # A name may hold the word; an extension's length stands behind it, and ends before the hash.
    return place > 0 and place + 8 + int.from_bytes(index[place + 4 : place + 8]) < len(index)


def _has_entry(index: bytes, name: bytes) -> bool:
    """Tell whether a name, or one below it, is that of an entry of the index."""
    place = index.find(name)
    while place >= 0:
        end = index.find(b"\0", place)
        n_bytes = min(end - place, _LONGEST)
        # Its length stands before it: elsewhere it is a part of another name.
        flags = [int.from_bytes(index[place - at : place - at + 2]) for at in (2, 4)]
        is_whole = flags[0] & _LONGEST == n_bytes
        is_extended = flags[1] & _EXTENDED != 0 and flags[1] & _LONGEST == n_bytes
        after = place + len(name)
        if index[after : after + 1] in {b"/", b"\0"} and (is_whole or is_extended):
            return True
        place = index.find(name, after)
    return False


def _git_folder(dot_git: Path) -> Path:
    """Return where git keeps its files: of a worktree, ``.git`` is a file that says where."""
    if dot_git.is_dir():
        return dot_git
    said = dot_git.read_text(encoding="utf-8", errors="surrogateescape")
    return dot_git.parent / said.removeprefix("gitdir:").strip()


def _ask_git(root: Path, folder: Path) -> bool:
    import subprocess  # noqa: PLC0415  for few repositories

    # A hook runs with git's own variables set, which speak of the repository that it is in.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    command = ["git", "-c", "core.fsmonitor=false", "--literal-pathspecs", "ls-files", "-z", "--"]
    try:
        done = subprocess.run(  # noqa: S603  fixed words, and a path behind them
            [*command, str(folder)], cwd=root, env=environment, capture_output=True, check=False
        )
    except OSError:  # there is no git, and so nobody who could have added it here
        return False
    return bool(done.stdout)
