"""Columns on scripts, frames and other things that act: where they lead, what they write, hide."""

from __future__ import annotations

import functools
import math
import re
from typing import TYPE_CHECKING, Final

import numpy as np

from sanitizer.features.idioms import ATTACKS, IDIOMS
from sanitizer.features.links import host_of, site_of
from sanitizer.features.ngrams import is_address
from sanitizer.features.rows import SCRIPT_HEAD_CHARS, SCRIPT_TAIL_CHARS
from sanitizer.features.unpacking import MAX_PACKED_CHARS, plain_script
from sanitizer.patterns import lazy_pattern
from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows

__all__ = [
    "attacks",
    "coded_address",
    "escape_share",
    "foreign_source",
    "hidden_elements",
    "hides_foreign_links",
    "host_entropy",
    "idiom",
    "is_zero_sized",
    "script_score",
    "sends_away",
    "source_chars_log",
    "written_score",
]

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
#: Words between tags that a script writes, and what data says that readers and crawlers read.
_WRITTEN_TEXT = lazy_pattern(r"(?<=[^=]>)\s*+([^<>{}()=;\"'\\]{4,200}+)<\\?/")
_SAID = lazy_pattern(
    r"\"(?:name|alternateName|headline|description|keywords|text)\"\s*:\s*\"((?:[^\"\\]|\\.){4,300})",
)
_MOST_WRITTEN: Final = 12
#: Letters as JSON may write them; quotation marks and backslashes stay what they are.
_JSON_ESCAPE = lazy_pattern(r"\\u(?!00(?:22|5[cC]))([0-9a-fA-F]{4})")

_ESCAPE = lazy_pattern(r"\\x[0-9a-fA-F]{2}|%u?[0-9a-fA-F]{2,4}|\\u[0-9a-fA-F]{4}|&#\d+;")
_SIZE = lazy_pattern(
    r"\b(width|height)\s*[=:]\s*[\"']?\s*([01])(?:px|pt|em|%)?\s*(?=[\"';\s>])", re.IGNORECASE
)
#: The start tag of a frame in a script's strings; with ``>`` behind quotes that may be escaped.
_WRITTEN_FRAME = lazy_pattern(r"<iframe\b[^<>]{0,1000}>", re.IGNORECASE)
_SHOWS_BY_ID = lazy_pattern(
    r"getElementById\(\s*[\"']([\w:.-]+)[\"']\s*\)\s*\.style", re.IGNORECASE
)


#: The usual way of naming a script's address; without ``&`` nothing in it is coded.
_PLAIN_SOURCE = lazy_pattern(
    r"<script(?:\s+(?!(?i:src)[\s=/>])[a-z-]+(?:=\"[^\"]*\")?)*?\s+src=\"([^\"&]*)\"", re.ASCII
)


def _active(rows: Rows) -> list[int]:
    return rows.places[Kind.SCRIPT] + rows.places[Kind.FRAME]


def _heads(rows: Rows) -> dict[int, str]:
    """Return the start of the source of each script and frame."""

    def find() -> dict[int, str]:
        source, starts, ends = rows.tree.source, rows.blocks.starts, rows.blocks.ends
        found = {}
        for row in _active(rows):
            start, end = starts[rows.block_of[row]], ends[rows.block_of[row]]
            found[row] = source[start : min(end, start + SCRIPT_HEAD_CHARS)]
        return found

    return rows.shared("heads", find)


def _head_chars(rows: Rows, row: int) -> int:
    """Return how much of a plain script is its source; what was decoded stands behind that."""
    return min(len(rows.sources[row]), SCRIPT_HEAD_CHARS)


def _plain_scripts(rows: Rows) -> dict[int, tuple[str, str]]:
    """Return the start of each script with what is coded in it behind it, and that in lower case.

    Kits write ``document`` as escapes or in pieces, so that nobody finds it by its name.
    """

    def find() -> dict[int, tuple[str, str]]:
        blocks, source = rows.blocks, rows.tree.source
        found = {}
        for row in rows.places[Kind.SCRIPT]:
            block = rows.block_of[row]
            end = min(blocks.ends[block], blocks.starts[block] + MAX_PACKED_CHARS)
            plain = plain_script(source[blocks.starts[block] : end], SCRIPT_HEAD_CHARS)
            found[row] = plain, plain.lower()
        return found

    return rows.shared("plain scripts", find)


def _all_scripts(rows: Rows) -> str:
    """Return all scripts of a page in lower case: most pages have hardly any of the words."""
    scripts = _plain_scripts(rows)
    return rows.shared("all scripts", lambda: "\n".join(low for _, low in scripts.values()))


def idiom(rows: Rows, name: str) -> NDArray[np.float32]:
    """Return 1 where a script uses an idiom, be it in escapes."""
    row = IDIOMS[name]
    scripts, everything = _plain_scripts(rows), _all_scripts(rows)
    for word in row.words:
        if word in everything:
            return rows.sparse_column(scripts, lambda place: row.is_in(*scripts[place]))
    return np.zeros(len(rows), np.float32)


def attacks(rows: Rows) -> NDArray[np.float32]:
    """Return 1 where a script does what only attacks on readers need, be it in escapes."""
    scripts, sources = _plain_scripts(rows), rows.sources
    ends = {
        place: sources[place][-SCRIPT_TAIL_CHARS:]
        for place in scripts if len(sources[place]) > SCRIPT_HEAD_CHARS
    }  # fmt: skip
    everything = _all_scripts(rows) + "\n".join(ends.values()).lower()
    likely = [row for row in ATTACKS if any(word in everything for word in row.words)]
    if not likely:
        return np.zeros(len(rows), np.float32)

    def does(place: int) -> bool:
        plain = scripts[place][0] + ends.get(place, "")
        return any(row.is_in(plain, plain.lower()) for row in likely)

    return rows.sparse_column(scripts, does)


def sends_away(rows: Rows) -> NDArray[np.float32]:
    """Return 1 where a script sets the page's address to one of another site, be it coded.

    Search engines do not count: age gates send there whoever is too young. 0.5 where nothing tells
    which site the page is of, where the script asks whether the page is framed, and where it may
    wait for somebody to call it: before it stands a function with a name, or one that is assigned
    or given to an event.
    """
    links, scripts = rows.links, _plain_scripts(rows)

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
        n_head = _head_chars(rows, row)
        starts = (n_head if place > n_head else 0 for place in places)
        waits = (
            _FUNCTION.search(plain, start, place) is not None
            for start, place in zip(starts, places, strict=True)
        )
        return 0.5 if all(waits) else 1.0

    return rows.sparse_column(scripts, away)


def written_score(rows: Rows) -> NDArray[np.float32]:
    """Return the highest n-gram score of what a script writes or data says; -4 for all others.

    Of scripts that is the text between tags in their strings, of data its names and descriptions.
    """
    found = np.full(len(rows), -4.0, np.float32)
    owners: list[int] = []
    texts: list[str] = []
    for row, (plain, _) in _plain_scripts(rows).items():
        if "</" not in plain and "<\\/" not in plain:
            continue
        n_head = _head_chars(rows, row)
        written = _WRITTEN_TEXT.findall(plain, n_head if len(plain) > n_head else 0)
        written = written[:_MOST_WRITTEN]
        owners += [row] * len(written)
        texts += written
    for row in rows.places[Kind.DATA]:
        data = rows.sources[row][:SCRIPT_HEAD_CHARS]
        if "\\u" in data:
            data = _JSON_ESCAPE.sub(_json_character, data)
        said = [found[1] for found in _SAID.finditer(data)]
        said = [text for text in said if not is_address(text)][:_MOST_WRITTEN]
        owners += [row] * len(said)
        texts += said
    if texts:
        np.maximum.at(found, owners, rows.tables.text.score(texts))
    return found


def _is_windows(script: str, place: int) -> bool:
    """Tell whether the location at a place of a script is that of the window."""
    return _OF_WINDOW.search(script, max(0, place - _MAX_OWNER_CHARS), place) is not None


def _json_character(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def source_chars_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + characters of source) of a structural block."""
    sizes = np.where(rows.kinds == int(Kind.TEXT), 0, rows.ends - rows.starts)
    return np.log1p(sizes.astype(np.float32))


def escape_share(rows: Rows) -> NDArray[np.float32]:
    """Return the share of a script's source that is escapes."""
    heads = _heads(rows)

    def share(row: int) -> float:
        head = heads[row]
        if "\\" not in head and "%" not in head and "&#" not in head:
            return 0.0
        return sum(len(found) for found in _ESCAPE.findall(head)) / max(len(head), 1)

    return rows.sparse_column(_active(rows), share)


def _source_hosts(rows: Rows) -> dict[int, str]:
    """Return the host of each script and frame that comes from one."""

    def find() -> dict[int, str]:
        hosts = {row: _source_host(rows, row) for row in _active(rows)}
        return {row: host for row, host in hosts.items() if host}

    return rows.shared("source hosts", find)


def _source_host(rows: Rows, row: int) -> str:
    block = rows.block_of[row]
    if rows.blocks.kinds[block] is Kind.FRAME:
        return host_of(rows.texts[row])
    tree, element = rows.tree, rows.blocks.spans[block][0]
    start, end = tree.starts[element], tree.opens[element]
    if end - start == len("<script>"):
        return ""
    plain = _PLAIN_SOURCE.match(tree.source, start, end)
    if plain is not None:
        return host_of(plain[1])
    if "src" not in tree.source[start:end].lower():
        return ""
    return host_of(tree.attributes(element).get("src", ""))


def foreign_source(rows: Rows) -> NDArray[np.float32]:
    """Return 1 where a script or frame comes from another host."""
    own, hosts, is_allowed = rows.links.own_site, _source_hosts(rows), rows.links.is_allowed
    return rows.sparse_column(
        hosts, lambda row: site_of(hosts[row]) != own and not is_allowed(hosts[row])
    )


def host_entropy(rows: Rows) -> NDArray[np.float32]:
    """Return the bits per character of the source host's name; 0 without one."""
    hosts = _source_hosts(rows)
    return rows.sparse_column(hosts, lambda row: _entropy(hosts[row]))


@functools.lru_cache(maxsize=1024)
def _entropy(name: str) -> float:
    # In order: a sum of floats depends on it.
    counts = [name.count(char) for char in sorted(set(name))]
    return -sum(n / len(name) * math.log2(n / len(name)) for n in counts)


def is_zero_sized(rows: Rows) -> NDArray[np.float32]:
    """Return 1 where a frame, or one that a script writes, is 0 or 1 pixel wide or high."""
    scripts = _plain_scripts(rows)

    def is_small(row: int) -> bool:
        if row not in scripts:
            source = rows.sources[row]
            return _SIZE.search(source, 0, source.find(">") + 1) is not None
        written = _WRITTEN_FRAME.search(scripts[row][0]) if "frame" in scripts[row][1] else None
        return written is not None and _SIZE.search(written[0].replace("\\", "")) is not None

    return rows.sparse_column([*rows.places[Kind.FRAME], *scripts], is_small)


def coded_address(rows: Rows) -> NDArray[np.float32]:
    """Return 1 where a script names another site, but only in what is coded in it."""
    links, scripts = rows.links, _plain_scripts(rows)

    def is_coded(row: int) -> bool:
        addresses = _ADDRESS.finditer(scripts[row][0], _head_chars(rows, row))
        coded = {host_of(found[0].replace("\\", "")) for found in addresses}
        if not coded:
            return False
        source = rows.sources[row].lower()
        return any(links.is_foreign_host(host) and host not in source for host in coded)

    return rows.sparse_column(scripts, is_coded)


def hidden_elements(rows: Rows) -> dict[int, int]:
    """Return of each script that sets the style of an element by its id: that element."""

    def find() -> dict[int, int]:
        named = {
            row: names[0]
            for row, (source, _) in _plain_scripts(rows).items()
            if "getElementById" in source and (names := _SHOWS_BY_ID.findall(source))
        }
        elements = _with_ids(rows, set(named.values())) if named else {}
        return {row: elements[name] for row, name in named.items() if name in elements}

    return rows.shared("hidden elements", find)


def hides_foreign_links(rows: Rows) -> NDArray[np.float32]:
    """Return the foreign share of the links in the element whose style a script sets."""
    tree, links = rows.tree, rows.links
    hidden = hidden_elements(rows)

    def share(row: int) -> float:
        inside = range(hidden[row], tree.subtree_end(hidden[row]))
        found = [links.by_element[e] for e in inside if e in links.by_element]
        return sum(map(links.is_foreign, found)) / max(len(found), 1)

    return rows.sparse_column(hidden, share)


#: Of more names, reading the attributes of every element is quicker than asking for each.
_FEW_NAMES: Final = 20


def _with_ids(rows: Rows, names: set[str]) -> dict[str, int]:
    """Return the first element with each of some ids."""
    found: dict[str, int] = {}
    for element in range(len(rows.tree.tags)):
        start_tag = rows.tree.start_tag(element)
        # Reading all attributes costs; an id that is none of these may be written in any way.
        if "id" in start_tag and (
            "&" in start_tag
            or element in rows.tree.later_tags
            or len(names) > _FEW_NAMES
            or any(name in start_tag for name in names)
        ):
            name = rows.tree.attributes(element).get("id")
            if name in names:
                found.setdefault(name, element)
    return found


def script_score(rows: Rows) -> NDArray[np.float32]:
    """Return the n-gram score of a script's source or a frame's address; -4 for all others."""
    found = np.full(len(rows), -4.0, np.float32)
    heads = _heads(rows)
    found[list(heads)] = rows.tables.script.score(list(heads.values()))
    return found
