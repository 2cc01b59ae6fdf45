"""The table of settings: what they are called, how a value is read, and what is allowed.

Comes in: a value as a TOML file or a flag has it. Goes out: that of a field of the settings, or a
:class:`~sanitizer.errors.ConfigError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sanitizer.codes import RULE_CODES, is_code_prefix
from sanitizer.config import Config
from sanitizer.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["KEYS", "Key", "read_value"]


class Key(NamedTuple):
    """One row of the table of settings: its name, how a value is read, and what is allowed."""

    name: str
    read: Callable[[object], Any]
    allowed: str

    @property
    def field(self) -> str:
        """The field of `Settings`."""
        return self.name.replace("-", "_")


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise ValueError
    return tuple(value)


def _codes(value: object) -> tuple[str, ...]:
    codes = _strings(value)
    unknown = [code for code in codes if not is_code_prefix(code)]
    if unknown:
        raise ValueError(f"no rule is called {', '.join(unknown)}")
    return codes


def _codes_by_pattern(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, dict) or "" in value:
        raise ValueError
    return tuple((pattern, _codes(codes)) for pattern, codes in value.items())


def _threshold(value: object) -> Any:
    return Config(threshold=value).threshold  # type: ignore[arg-type]  # it checks


def _hosts(value: object) -> tuple[str, ...]:
    return Config(allowed_hosts=_strings(value)).allowed_hosts


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


_CODES: Final = (
    "a list of codes of rules, or how they begin, such as 'SAN2'; "
    f"rules are {', '.join(RULE_CODES)}"
)
_FILES: Final = "a list of patterns of files, such as '*.html' or 'docs/**/*.html'"
_PATTERNS: Final = "a list of patterns of paths, such as 'vendor' or 'docs/**/*.html'"

#: Every setting that a file may have; flags have the same names.
KEYS: Final = (
    Key("select", _codes, _CODES),
    Key("ignore", _codes, _CODES),
    Key("threshold", _threshold, "a number over 0 and up to 1"),
    Key("include", _strings, _FILES),
    Key("exclude", _strings, _PATTERNS),
    Key("as-html", _strings, _FILES),
    Key("per-file-ignores", _codes_by_pattern, "a table of patterns of paths, each with " + _CODES),
    Key("allowed-hosts", _hosts, "a list of hosts such as 'shop.example', without scheme or path"),
    Key("respect-gitignore", _truth, "true or false"),
)


def read_value(key: Key, value: object, where: str) -> Any:
    """Return what a value stands for.

    Parameters
    ----------
    key : Key
    value : object
        As a TOML file or a flag has it.
    where : str
        Names the place, for the message.

    Raises
    ------
    ConfigError
        When it is wrong; with what is allowed, and what was got.
    """
    try:
        return key.read(value)
    except ValueError as error:
        why = f" ({error})" if str(error) and not isinstance(error, ConfigError) else ""
        raise ConfigError(f"{where}: takes {key.allowed}, got {value!r}{why}") from None
