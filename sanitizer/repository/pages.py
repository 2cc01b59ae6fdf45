"""Which pages a run is about, by its settings.

Comes in: paths. Goes out: sources in a stable order, without what is excluded, and of folders
without what git ignores. A folder that git ignores as a whole, and that was named all the same, is
searched as if there were no git: whoever names it wants it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sanitizer.batch.sources import BY_SUFFIX, Search, Source, find_pages
from sanitizer.errors import PathError
from sanitizer.repository.gitignore import ignored_by_git
from sanitizer.repository.globs import matches_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sanitizer.repository.settings import Settings

__all__ = ["each_file_once", "wanted_pages"]


def wanted_pages(paths: Sequence[str], settings: Settings) -> list[Source]:
    """List the pages that lie at or below the paths and that the settings want.

    Raises
    ------
    PathError
        As :func:`sanitizer.batch.sources.find_pages` does, and where git ignores all that is there.
    """
    found = find_pages(paths, _search(settings))
    if settings.exclude:
        found = [source for source in found if not settings.is_excluded(source.path)]
    return _without_ignored(found, paths) if settings.respect_gitignore else found


def each_file_once(sources: Sequence[Source]) -> list[Source]:
    """Leave out links to files that come by another name as well.

    A finding is told once, and cut once, if a page is there beside links to it; the file's own name
    counts, or that of the first link. A link that leads nowhere stays: somebody should know. Links
    to folders are not looked at: who names a folder twice is told of its pages twice.
    """
    links = {source.path for source in sources if os.path.islink(source.path)}  # noqa: PTH114
    if not links:
        return list(sources)
    taken = {os.path.realpath(source.path) for source in sources if source.path not in links}
    found = []
    for source in sources:
        file = os.path.realpath(source.path)
        if source.path not in links or source.trouble is not None or file not in taken:
            found.append(source)
        taken.add(file)
    return found


def _search(settings: Settings) -> Search:
    patterns = (*settings.include, *settings.as_html)
    if not patterns and not settings.exclude:
        return BY_SUFFIX

    def takes(path: str) -> bool:
        if not settings.include and BY_SUFFIX.takes(path):
            return True
        return matches_file(patterns, settings.place(path))

    looked_for = " ".join(patterns)
    if not settings.include:
        looked_for = ", ".join(filter(None, (BY_SUFFIX.looked_for, looked_for)))
    if settings.exclude:
        looked_for += f", but not {' '.join(settings.exclude)}"
    return Search(
        lambda path: takes(path) and not settings.is_excluded(path),
        lambda path: not settings.is_excluded(path),
        looked_for,
    )


def _without_ignored(found: list[Source], paths: Sequence[str]) -> list[Source]:
    named = {str(Path(path)) for path in paths}
    # The root of a repository is not asked for: it can only be ignored by one around it.
    folders = [path for path in named if Path(path).is_dir() and not Path(path, ".git").exists()]
    searched = [source for source in found if source.path not in named]
    if not searched:
        return found
    ignored = ignored_by_git([*folders, *(source.path for source in searched)])
    wanted_whole = tuple(
        "" if folder == "." else f"{folder}/" for folder in folders if folder in ignored
    )
    kept = [
        source
        for source in found
        if source.path not in ignored
        or source.path in named
        or source.path.startswith(wanted_whole)
    ]
    if not kept:
        raise PathError(
            f"git ignores all {len(found):,} pages below the paths;"
            " name them, or scan with --no-respect-gitignore"
        )
    return kept
