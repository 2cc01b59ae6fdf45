"""Columns on where scripts lead: to which site they send the page, and which they name in code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sanitizer.features.links import host_of, site_of
from sanitizer.features.script_texts import head_chars, plain_scripts
from sanitizer.patterns import lazy_pattern

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows

__all__ = ["coded_address", "sends_away"]

#: An address that the page's is set to, by assignment or call, in lower case. The search goes by
#: the first word, which is many times as quick; what stands before that is asked afterwards.
_SENT_TO = lazy_pattern(
    r"location(?:\.href|\.replace|\.assign)?\s*(?:=|\()\s*[\"'](?:https?:)?//(?:[^/\"'@]*@)?([\w.-]+)"
)
#: It is the window's location, not that of anything else, nor one in the address of a link.
_OF_WINDOW = lazy_pattern(
    r"(?<![\w$.])(?<!javascript:)(?:(?:window|self|top|parent|document|this)\.){0,2}\Z"
)
_MAX_OWNER_CHARS: Final = 40
#: What is called by somebody: the page's own functions, and those that wait for an event.
_FUNCTION = lazy_pattern(
    r"\bfunction\s+[\w$]+\s*\(|\.on\w*\(|addEventListener"
    r"|(?<!onload)(?<!\s)\s*+[=:]\s*+function\b"
)
#: The same by the name of a variable, and what stands under which name.
_SENT_BY_NAME = lazy_pattern(
    r"location(?:\.href|\.replace|\.assign)?\s*(?:=|\()\s*([A-Za-z_$][\w$]*)\s*(?:[;)}\n]|$)",
    re.ASCII,
)
_NAMED = lazy_pattern(r"(?<![\w$])([\w$]++)\s*+=\s*+[\"'](?:https?:)?//([\w.-]+)", re.ASCII)
#: The page asks whether it stands in somebody's frame: where it goes then is its own address.
_FRAMED = lazy_pattern(
    r"\b(?:parent|top)\.frames\b|\b(?:top|self|parent)(?:\.location(?:\.href)?)?\s*[!=]==?\s*"
    r"(?:window\.)?(?:self|top|parent|window|document|location)\b"
)
#: Where pages send those who do not want to stay, or may not: nobody gains from it.
_ENGINES: Final = frozenset({"google", "bing", "yahoo", "yandex", "duckduckgo", "baidu", "ask"})

_ADDRESS = lazy_pattern(r"https?:\\?/\\?/[\w.-]+\.[a-z]{2,}", re.IGNORECASE)


def sends_away(rows: Rows) -> NDArray[np.float32]:
    """Return 1 where a script sets the page's address to one of another site, be it coded.

    Search engines do not count: age gates send there whoever is too young. 0.5 where nothing tells
    which site the page is of, where the script asks whether the page is framed, and where it may
    wait for somebody to call it: before it stands a function with a name, or one that is assigned
    or given to an event.
    """
    links, scripts = rows.links, plain_scripts(rows)

    def away(row: int) -> float:
        plain, lowered = scripts[row]
        if "location" not in lowered:
            return 0.0
        sent = [
            (found.start(), found[1])
            for found in _SENT_TO.finditer(lowered)
            if _is_windows(lowered, found.start())
        ]
        by_name: dict[str, int] = {}
        for found in _SENT_BY_NAME.finditer(plain):
            if _is_windows(plain, found.start()):
                by_name.setdefault(found[1], found.start())
        if by_name:
            named = (found for found in _NAMED.finditer(plain) if found[1] in by_name)
            sent += [(by_name[found[1]], found[2]) for found in named]
        hosts = ((place, host.lower()) for place, host in sent)
        places = [
            place for place, host in hosts
            if links.is_foreign_host(host) and site_of(host).partition(".")[0] not in _ENGINES
        ]  # fmt: skip
        if not places:
            return 0.0
        if not links.own_site or _FRAMED.search(lowered):
            return 0.5
        n_head = head_chars(rows, row)
        starts = (n_head if place > n_head else 0 for place in places)
        waits = (
            _FUNCTION.search(plain, start, place) is not None
            for start, place in zip(starts, places, strict=True)
        )
        return 0.5 if all(waits) else 1.0

    return rows.sparse_column(scripts, away)


def _is_windows(script: str, place: int) -> bool:
    """Tell whether the location at a place of a script is that of the window."""
    return _OF_WINDOW.search(script, max(0, place - _MAX_OWNER_CHARS), place) is not None


def coded_address(rows: Rows) -> NDArray[np.float32]:
    """Return 1 where a script names another site, but only in what is coded in it."""
    links, scripts = rows.links, plain_scripts(rows)

    def is_coded(row: int) -> bool:
        addresses = _ADDRESS.finditer(scripts[row][0], head_chars(rows, row))
        coded = {host_of(found[0].replace("\\", "")) for found in addresses}
        if not coded:
            return False
        source = rows.sources[row].lower()
        return any(links.is_foreign_host(host) and host not in source for host in coded)

    return rows.sparse_column(scripts, is_coded)
