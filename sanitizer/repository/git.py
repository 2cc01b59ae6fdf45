"""Git, asked whether it has a page as it is: what it has, it can bring back.

Comes in: a file. Goes out: its `State`. The real git is asked, once a file: only pages with
findings are, and there are few of them. Nothing of the repository is changed or locked.
"""

from __future__ import annotations

import enum
import os
import subprocess
from pathlib import Path

from sanitizer.errors import SanitizerError

__all__ = ["GitError", "State", "state_of"]


class GitError(SanitizerError):
    """Git is there to be asked, and does not answer."""


class State(enum.Enum):
    """What git knows of a file; the value ends the sentence "it ..."."""

    OUTSIDE = "is in no repository"
    COMMITTED = "is committed as it is"
    STAGED = "is staged as it is, and not committed"
    CHANGED = "has changes that git does not have"
    UNTRACKED = "is not tracked by git"
    IGNORED = "is ignored by git"


def state_of(path: Path) -> State:
    """Ask git for the state of a file; of a link, for that of the file that it leads to.

    Raises
    ------
    GitError
        When the file lies in a repository and git cannot be asked, or does not answer.
    """
    real = path.resolve()
    root = _root_of(real.parent)
    if root is None:
        return State.OUTSIDE
    command = ["git", "--literal-pathspecs", "status", "--porcelain", "-z"]
    command += ["--ignored=matching", "--untracked-files=all", "--", str(real)]
    folder, environment = _whereabouts(real, root)
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd=folder, env=environment, capture_output=True, check=False
        )
    except OSError as error:
        raise GitError(f"git cannot be asked: {error.strerror or error}") from error
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise GitError(f"git does not answer: {reason}")
    return _read_status(done.stdout)


def _root_of(folder: Path) -> Path | None:
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), None)


def _whereabouts(real: Path, root: Path) -> tuple[Path, dict[str, str]]:
    """Return where to ask, and in what environment.

    Git starts hooks with names relative to the current folder in its variables (the index of
    the commit in the making): they hold for that repository, and from that folder only.
    """
    here = Path.cwd()
    unlocked = {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    if _root_of(here.resolve()) == root:
        return here, {**os.environ, **unlocked}
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return real.parent, {**kept, **unlocked}


def _read_status(told: bytes) -> State:
    """Read one entry of ``git status --porcelain``: two letters, index and work tree."""
    if not told:
        return State.COMMITTED
    entry = told[:2].decode("ascii", "replace")
    if entry == "??":
        return State.UNTRACKED
    if entry == "!!":
        return State.IGNORED
    return State.STAGED if entry[1] == " " else State.CHANGED
