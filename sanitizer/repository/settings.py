"""What the owner of a repository has decided: a table of a TOML file, then flags of the same names.

Comes in: the nearest ``sanitizer.toml`` or ``[tool.sanitizer]`` of ``pyproject.toml``, going up
from the folder that holds all paths of a run; and flags. Goes out: one frozen `Settings`. What is
wrong is a :class:`~sanitizer.errors.ConfigError` that names file, key and what is allowed.
"""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sanitizer.codes import RULE_CODES
from sanitizer.errors import ConfigError
from sanitizer.repository.globs import matches, matches_file
from sanitizer.repository.keys import KEYS, read_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sanitizer.config import Config

__all__ = ["FILE_NAMES", "Settings", "find_settings", "read_settings", "with_flags"]

#: In the order of trust: a file of our own says more than one that many tools share.
FILE_NAMES: Final = ("sanitizer.toml", "pyproject.toml")


class Settings(NamedTuple):
    """What is searched, judged and reported.

    Attributes
    ----------
    root : pathlib.Path
        The folder of the file, or the current one: patterns of paths start here.
    select, ignore : tuple of str
        Codes of rules, or how they begin. The longer one decides; of two alike, `ignore`. All
        rules by default: each of them speaks only when the classifier does.
    threshold : float or None
        As in `Config`.
    include : tuple of str
        Patterns of the files that folders are searched for, instead of the suffixes of pages.
    exclude : tuple of str
        Patterns of what is left out, even when it was named: a hook names all that is staged.
    as_html : tuple of str
        Patterns of files that are something else and carry HTML (`Config.as_html`). Folders are
        searched for them, too: nobody names a kind of file that he does not want scanned.
    per_file_ignores : tuple of (str, tuple of str)
        Codes that are ignored in files that fit a pattern.
    allowed_hosts : tuple of str
        As in `Config`.
    respect_gitignore : bool
        Leave out of folders what git ignores, as it does itself: such files are made anew from
        others, and nobody commits them.
    """

    root: Path
    select: tuple[str, ...] = ("SAN",)
    ignore: tuple[str, ...] = ()
    threshold: float | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    as_html: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    allowed_hosts: tuple[str, ...] = ()
    respect_gitignore: bool = True

    def place(self, path: str) -> str:
        """Return a path as patterns see it: from the root where it lies there, with slashes."""
        whole, root = os.path.abspath(path), os.path.join(self.root, "")  # noqa: PTH100, PTH118
        return whole.removeprefix(root).replace(os.sep, "/")

    def is_excluded(self, path: str) -> bool:
        """Tell whether a file or folder is left out."""
        return bool(self.exclude) and matches(self.exclude, self.place(path))

    def config_for(self, path: str, config: Config) -> Config:
        """Return how a page is judged: as `config` says, but for what its file is."""
        if config.as_html or not self.as_html:
            return config
        is_carrier = matches_file(self.as_html, self.place(path))
        return dataclasses.replace(config, as_html=True) if is_carrier else config

    def ignored_rules(self, path: str) -> tuple[str, ...]:
        """Return the codes of the rules whose findings in a file are not wanted."""
        if self.select == ("SAN",) and not self.ignore and not self.per_file_ignores:
            return ()
        here = [
            code
            for pattern, codes in self.per_file_ignores
            if matches([pattern], self.place(path))
            for code in codes
        ]
        return tuple(
            code
            for code in RULE_CODES
            if _longest(code, self.select) <= _longest(code, self.ignore)
            or code.startswith(tuple(here))
        )


def _longest(code: str, prefixes: Sequence[str]) -> int:
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=0)


def find_settings(paths: Sequence[str]) -> Settings:
    """Return the settings of the nearest file, or the defaults.

    Parameters
    ----------
    paths : sequence of str
        Of the run; the search goes up from the deepest folder that holds them all, so that their
        order does not matter. Without any it starts in the current folder.

    Raises
    ------
    ConfigError
        When the file is wrong.
    """
    start = _common_folder(paths)
    for folder in (start, *start.parents):
        for name in FILE_NAMES:
            table = _table_in(folder / name)
            if table is not None:
                return _settings(folder / name, table)
    return Settings(Path.cwd())


def read_settings(file: Path) -> Settings:
    """Return the settings of a file that was named.

    Raises
    ------
    ConfigError
        When it cannot be read, has no settings, or wrong ones.
    """
    if not file.is_file():
        raise ConfigError(f"'{file}' is no file; name a sanitizer.toml or a pyproject.toml")
    table = _table_in(file.absolute())
    if table is None:
        raise ConfigError(f"'{file}' has no table [tool.sanitizer]")
    return _settings(file.absolute(), table)


def with_flags(settings: Settings, flags: Mapping[str, object]) -> Settings:
    """Return the settings with some keys replaced by what flags say.

    Raises
    ------
    ConfigError
        When a flag's value is wrong.
    """
    changed = {
        key.field: read_value(key, flags[key.name], f"--{key.name}")
        for key in KEYS
        if key.name in flags
    }
    return settings._replace(**changed)


def _common_folder(paths: Sequence[str]) -> Path:
    if not paths:
        return Path.cwd()
    folders = [path if os.path.isdir(path) else os.path.dirname(path) for path in paths]  # noqa: PTH112, PTH120
    return Path(os.path.commonpath([os.path.abspath(folder) for folder in folders]))  # noqa: PTH100


def _table_in(file: Path) -> dict[str, Any] | None:
    try:
        data = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except OSError as error:
        raise ConfigError(f"'{file}' cannot be read: {error.strerror or error}") from error
    is_shared = file.name == FILE_NAMES[1]
    if is_shared and b"sanitizer" not in data:  # most projects: no need to wait for the parser
        return None
    import tomllib  # noqa: PLC0415

    try:
        table: Any = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:  # of the decoding too
        raise ConfigError(f"'{file}' is not TOML: {error}") from error
    for name in ("tool", "sanitizer") if is_shared else ():
        table = table.get(name) if isinstance(table, dict) else None
    if table is None or isinstance(table, dict):
        return table
    raise ConfigError(f"'{file}': [tool.sanitizer] must be a table, got {table!r}")


def _settings(file: Path, table: Mapping[str, object]) -> Settings:
    where = f"'{file}'" + (", [tool.sanitizer]" if file.name == FILE_NAMES[1] else "")
    known = {key.name: key for key in KEYS}
    for name in table:
        if name not in known:
            raise ConfigError(f"{where}: unknown key '{name}'; allowed are {', '.join(known)}")
    values = {
        known[name].field: read_value(known[name], value, f"{where}, key '{name}'")
        for name, value in table.items()
    }
    return Settings(file.parent, **values)
