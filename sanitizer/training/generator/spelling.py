"""One thing, many spellings: tags, attributes, styles and coded text as careless hands write them.

Spam and honest additions are spelt by the same functions; a spelling alone must not give the
spam away.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

__all__ = [
    "anchor",
    "attribute",
    "entities",
    "escape",
    "javascript",
    "new_line",
    "open_tag",
    "percent",
    "style_text",
]

Declaration = tuple[str, str]

#: Declarations that change nothing here; they stand before and after the one that matters.
_IDLE: Final[tuple[Declaration, ...]] = (
    ("z-index", "1"),
    ("line-height", "20px"),
    ("font-family", "Arial"),
    ("margin-bottom", "20px"),
    ("float", "left"),
    ("color", "#333"),
    ("padding", "0"),
    ("text-align", "center"),
)


def escape(text: str) -> str:
    """Escape text for HTML."""
    return html.escape(text, quote=False)


def attribute(rng: Random, name: str, value: str) -> str:
    """Return `` name="value"`` with one of the quotings that the value allows."""
    value = value.replace("&", "&amp;").replace('"', "&quot;")
    quote = rng.choices(('"', "'", ""), (80, 15, 5))[0]
    if quote == "'" and "'" in value:
        quote = '"'
    if not quote and (not value or any(c in value for c in " \t\n\"'`=<>;")):
        quote = '"'
    return f" {name}={quote}{value}{quote}"


def open_tag(rng: Random, tag: str, attributes: Sequence[Declaration] = ()) -> str:
    """Return an opening tag with its attributes in random order, now and then in capitals."""
    shuffled = rng.sample(list(attributes), k=len(attributes))
    shout = rng.random() < 0.05
    written = "".join(
        attribute(rng, name.upper() if shout else name, value) for name, value in shuffled
    )
    return f"<{tag.upper() if shout else tag}{written}>"


def style_text(rng: Random, declarations: Sequence[Declaration]) -> str:
    """Spell declarations: spaces, case, ``!important``, idle ones around, the last semicolon."""
    rows = list(declarations)
    if rng.random() < 0.3:
        rng.shuffle(rows)
    named = {name for name, _ in rows}
    for idle in rng.sample(_IDLE, k=rng.choices((0, 1, 2), (70, 20, 10))[0]):
        if idle[0] not in named:
            rows.insert(rng.choice((0, len(rows))), idle)
    colon = rng.choice((":", ":", ": ", ": ", " : "))
    gap = rng.choice(("", " ", " ", "  "))
    shout = rng.random()
    important = "!important" if rng.random() < 0.1 else ""
    parts = (f"{name}{colon}{value}{important}" for name, value in rows)
    text = f";{gap}".join(parts) + rng.choice((";", ";", ""))
    if shout < 0.05:
        return text.upper()
    return text.title() if shout < 0.07 else text


def anchor(rng: Random, url: str, inner: str, *, extras: Sequence[Declaration] = ()) -> str:
    """Return a link on inner HTML with one of the attribute sets seen in the wild."""
    attributes = [("href", url), *extras]
    if rng.random() < 0.15:
        attributes.append(("target", "_blank"))
    if rng.random() < 0.1:
        attributes.append(("rel", rng.choice(("dofollow", "nofollow", "noopener", "bookmark"))))
    return f"{open_tag(rng, 'a', attributes)}{inner}</a>"


def entities(rng: Random, text: str) -> str:
    """Code every character as a numeric entity, decimal or hexadecimal."""
    form = rng.choice(("&#{};", "&#{};", "&#x{:x};", "&#x{:X};"))
    return "".join(form.format(ord(char)) for char in text)


def percent(text: str) -> str:
    """Code text for JavaScript's ``unescape``: ``%3C`` and ``%u8D44``."""
    return "".join(f"%{u:02X}" if u < 256 else f"%u{u:04X}" for u in _units(text))


def javascript(rng: Random, text: str) -> str:
    """Write text as a JavaScript expression: plain, in escapes, split, or as character codes."""
    manner = rng.choices(("plain", "hex", "unescape", "split", "codes"), (40, 20, 15, 15, 10))[0]
    if manner == "hex":
        return (
            '"' + "".join(f"\\x{u:02x}" if u < 256 else f"\\u{u:04x}" for u in _units(text)) + '"'
        )
    if manner == "unescape":
        return f"unescape('{percent(text)}')"
    if manner == "codes":
        return f"String.fromCharCode({','.join(str(u) for u in _units(text))})"
    safe = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")
    safe = safe.replace("</", "<\\/")
    if manner == "plain" or len(text) < 12:
        return f"'{safe}'"
    # Only between letters, so that no escape is torn.
    pieces, size = [], rng.randint(4, 9)
    while safe:
        cut = size
        while 0 < cut < len(safe) and safe[cut - 1] == "\\":
            cut += 1
        pieces.append(safe[:cut])
        safe = safe[cut:]
    return "+".join(f"'{piece}'" for piece in pieces)


def new_line(rng: Random) -> str:
    """Return what stands between two tags: nothing, a space, a newline, an indented one."""
    return rng.choice(("", "", " ", "\n", "\n", "\n  ", "\r\n"))


def _units(text: str) -> list[int]:
    """Return the UTF-16 code units that JavaScript counts in."""
    data = text.encode("utf-16-be", "surrogatepass")
    return [data[i] << 8 | data[i + 1] for i in range(0, len(data), 2)]
