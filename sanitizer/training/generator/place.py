"""A host page seen as a map: where something may be put in, and what it offers to build with.

Positions come from simple patterns over the source with scripts, styles, comments and other raw
text blanked out, so that nothing is ever put inside them or inside a tag.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from sanitizer.training.generator.lexicon import lexicons

if TYPE_CHECKING:
    from random import Random

__all__ = ["PLACES", "Host", "map_host", "pick_place"]

_RAW: Final = re.compile(
    r"<!--.*?-->|<(script|style|textarea|title|noscript|template|select|svg|iframe|noframes|object"
    r"|xmp|button|math)\b.*?</\1\s*>",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK: Final = "p|div|ul|ol|table|h[1-6]|section|article|form|header|blockquote|dl"
_BETWEEN: Final = re.compile(
    rf"</(?:{_BLOCK})\s*>(?=\s*<(?:{_BLOCK}|footer|aside)\b)", re.IGNORECASE
)
_PARAGRAPHS: Final = re.compile(r"</p\s*>(?=\s*<p\b)", re.IGNORECASE)
_ITEMS: Final = re.compile(r"</li\s*>(?=\s*<li\b)", re.IGNORECASE)
_COMMENTS: Final = re.compile(
    r"<li\b[^>]*(?:class|id)\s*=\s*[\"']?[^\"'>]*comment[^>]*>", re.IGNORECASE
)
_SENTENCES: Final = re.compile(r"<p\b[^>]*>([^<]{60,1500})", re.IGNORECASE)
_LINKS: Final = re.compile(
    r"<a\b[^>]*?\bhref\s*=\s*[\"']([^\"'\s<>]{1,120})[\"'][^>]*>([^<>]{2,60})</a>",
    re.IGNORECASE,
)
_TITLE: Final = re.compile(r"<title\b[^>]*>.*?</title\s*>", re.IGNORECASE | re.DOTALL)
_META: Final = re.compile(
    r"<meta\b[^>]*\bname\s*=\s*[\"']?(?:description|keywords)\b[^>]*>", re.IGNORECASE
)
_LANGUAGE: Final = re.compile(r"<html\b[^>]*?\blang\s*=\s*[\"']?([a-zA-Z-]{2,12})", re.IGNORECASE)
_TEXTS: Final = re.compile(r">\s*([^<>\s][^<>]{1,400})")
#: Enough pieces of text to tell a page's language by.
_N_TEXTS: Final = 200
_STOP: Final = re.compile(r"(?<=[.!?。！？।])\s*")
_FULL_STOPS: Final = ".!?。！？। "

#: Letters that only one of our languages writes, or that name a script; the first row wins that
#: holds a fiftieth of a page's letters.
_SCRIPTS: Final = (
    ("ja", re.compile(r"[ぁ-ヿ]")),
    ("ko", re.compile(r"[가-힣]")),
    ("th", re.compile(r"[฀-๿]")),
    ("el", re.compile(r"[Ͱ-Ͽ]")),
    ("hi", re.compile(r"[ऀ-ॿ]")),
    ("fa", re.compile(r"[پچژگ]")),
    ("ar", re.compile(r"[؀-ۿ]")),
    ("ru", re.compile(r"[Ѐ-ӿ]")),
    ("zh-Hans", re.compile(r"[们这个说国时对会过发业务网联关电产车页门]")),
    ("zh-Hant", re.compile(r"[們這個說國時對會過發業務網聯關電產車頁門]")),
    ("zh-Hans", re.compile(r"[一-鿿]")),
)

#: Where junk stands, with weights: the edges of a page first, then its middle.
PLACES: Final = (
    ("before doctype", 4),
    ("head start", 2),
    ("head", 4),
    ("body start", 16),
    ("middle", 16),
    ("article", 14),
    ("body end", 28),
    ("after body", 6),
    ("after html", 8),
)


@dataclasses.dataclass(frozen=True, slots=True)
class Host:
    """The map of an honest page; every position is an offset of ``source``.

    Attributes
    ----------
    source : str
        The page.
    language : str
        Code of a lexicon: declared, or guessed from the letters, else ``en``.
    places : dict of str to tuple of int
        Offsets by the names of ``PLACES``, and of list items, comments; never empty for the
        places, which fall back to the start or the end.
    sentences : tuple of tuple of int
        Start and end of running text inside paragraphs.
    links : tuple of (address, text)
        The page's own links, to build menus from.
    head_parts : tuple of tuple of int
        Start and end of the title and of the description and keywords.
    fillers : tuple of str
        Plain sentences of the page, without end marks.
    """

    source: str
    language: str
    places: dict[str, tuple[int, ...]]
    sentences: tuple[tuple[int, int], ...]
    links: tuple[tuple[str, str], ...]
    head_parts: tuple[tuple[int, int], ...]
    fillers: tuple[str, ...]


def map_host(source: str) -> Host:
    """Map an honest page."""
    masked = _RAW.sub(lambda match: " " * len(match.group()), source)
    head_end = _first(re.compile(r"</head\s*>", re.IGNORECASE), masked, after=False)
    body = _first(re.compile(r"<body\b[^>]*>", re.IGNORECASE), masked, after=True)
    start = body if body is not None else (head_end or 0)
    spans = [m.span(1) for m in _SENTENCES.finditer(masked, start)][:80]
    return Host(
        source=source,
        language=_language(source, masked, start),
        places=_places(source, masked, start, head_end),
        sentences=tuple(spans),
        links=tuple(match.groups() for match in _limited(_LINKS, masked, start, 150)),  # type: ignore[misc]
        head_parts=_head_parts(source, start),
        fillers=_fillers(source, spans),
    )


def pick_place(rng: Random, host: Host, name: str) -> int:
    """Return an offset of the place called ``name``; falls back to the end of the body."""
    offsets = host.places.get(name) or host.places["body end"]
    return rng.choice(offsets)


def _places(
    source: str, masked: str, start: int, head_end: int | None
) -> dict[str, tuple[int, ...]]:
    bom = 1 if source.startswith("\ufeff") else 0
    head_start = _first(re.compile(r"<head\b[^>]*>", re.IGNORECASE), masked, after=True)
    ends = [match.start() for match in re.finditer(r"</body\s*>", masked, re.IGNORECASE)]
    body_end = ends[-1] if ends else len(source)
    inner = max(start, min(body_end, len(source)))
    blocks = [m.end() for m in _BETWEEN.finditer(masked, start, inner)]
    paragraphs = [m.end() for m in _PARAGRAPHS.finditer(masked, start, inner)]
    first_head = head_start if head_start is not None else bom
    return {
        "before doctype": (bom,),
        "head start": (first_head,),
        "head": (head_end if head_end is not None else first_head,),
        "body start": (max(start, bom),),
        "middle": tuple(blocks or [inner]),
        "article": tuple(paragraphs or blocks or [inner]),
        "body end": (body_end,),
        "after body": (_after(r"</body\s*>", masked),),
        "after html": (_after(r"</html\s*>", masked),),
        "items": tuple(m.end() for m in _ITEMS.finditer(masked, start, inner)),
        "comments": tuple(m.start() for m in _COMMENTS.finditer(masked, start, inner)),
    }


def _first(pattern: re.Pattern[str], masked: str, *, after: bool) -> int | None:
    match = pattern.search(masked)
    if match is None:
        return None
    return match.end() if after else match.start()


def _after(pattern: str, masked: str) -> int:
    ends = [match.end() for match in re.finditer(pattern, masked, re.IGNORECASE)]
    return ends[-1] if ends else len(masked)


def _limited(pattern: re.Pattern[str], masked: str, start: int, most: int) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    for match in pattern.finditer(masked, start):
        found.append(match)
        if len(found) == most:
            break
    return found


def _head_parts(source: str, body: int) -> tuple[tuple[int, int], ...]:
    """Return the first title and the named metas before the body, outside comments and scripts."""
    raw = [m.span() for m in _RAW.finditer(source, 0, body) if m.group(1) != "title"]
    parts = [m.span() for m in _TITLE.finditer(source, 0, body)][:1]
    parts += [m.span() for m in _META.finditer(source, 0, body)]
    free = (
        part
        for part in parts
        if not any(low <= part[0] < high for low, high in raw if (low, high) != part)
    )
    return tuple(sorted(free))


def _fillers(source: str, spans: list[tuple[int, int]]) -> tuple[str, ...]:
    """Sentences that can stand by themselves: no entities, neither very short nor long."""
    found: list[str] = []
    for start, end in spans[:12]:
        for sentence in _STOP.split(source[start:end]):
            plain = " ".join(sentence.split()).rstrip(_FULL_STOPS)
            if 12 < len(plain) < 160 and "&" not in plain and "<" not in plain:
                found.append(plain)
    return tuple(found[:12])


def _language(source: str, masked: str, start: int) -> str:
    """Return the lexicon for a page: letters first, since many declare a language at random."""
    text = "".join(match.group(1) for match in _limited(_TEXTS, masked, start, _N_TEXTS))
    letters = sum(map(str.isalpha, text)) or 1
    for code, pattern in _SCRIPTS:
        if len(pattern.findall(text)) > letters / 50:
            return code
    declared = _LANGUAGE.search(source)
    code = declared.group(1).lower().split("-")[0] if declared else "en"
    return code if code in lexicons() else "en"
