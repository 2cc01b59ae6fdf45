"""Regular expressions that are compiled when they are first used.

A command that looks at one small page needs a tenth of all expressions, by the time that they take;
on a busy machine compiling all of them took 62 of 480 ms. Used as ``re.compile`` is, for those that
a small page can do without; after the first use there is nothing between a caller and the compiled
one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, AnyStr, cast

if TYPE_CHECKING:
    from typing import Any

__all__ = ["lazy_pattern"]

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


def lazy_pattern(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    r"""Return what behaves as ``re.compile(pattern, flags)``, and is that from its first use on.

    Examples
    --------
    >>> lazy_pattern(r"\d+").findall("1 and 20")
    ['1', '20']
    """
    return cast("re.Pattern[AnyStr]", _LazyPattern(pattern, flags))


class _LazyPattern:
    def __init__(self, pattern: Any, flags: int) -> None:
        self._arguments = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # of whoever looks into objects: no use of the expression
            raise AttributeError(name)
        compiled = re.compile(*self._arguments)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
