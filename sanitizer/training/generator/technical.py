"""Honest lines that are no prose: code, commands, tables of numbers, paths, credits.

They are short, without sentences, full of marks and of words that repeat, as keywords are. Whoever
has read none takes an ``INSERT`` with eight names for an advertisement.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from sanitizer.training.generator.lexicon import lexicons
from sanitizer.training.generator.names import identifier

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

__all__ = ["listing_rows", "technical_text"]


def technical_text(rng: Random) -> str:
    """Return one line or a few of something that is not written in sentences."""
    make = rng.choices([row[0] for row in _KINDS], [row[1] for row in _KINDS])[0]
    lines = [make(rng) for _ in range(rng.choice((1, 1, 1, 2, 4, 9)))]
    return rng.choice((" ", "\n")).join(lines)


def listing_rows(rng: Random, n_rows: int) -> list[str]:
    """Return lines that belong together: of all kinds, or of one command again and again."""
    if rng.random() < 0.4:
        return technical_text(rng).splitlines() + [technical_text(rng) for _ in range(n_rows // 3)]
    names = _names(rng, 3, 9)
    prompt = rng.choice(("", "", "# ", "$ ", "> ", "sudo "))
    front = " ".join((names[0], *rng.choices(names, k=rng.randint(0, 2))))
    rows = []
    for _ in range(n_rows):
        tail = [rng.choice((rng.choice(names), rng.choice(names), str(rng.randint(0, 9999))))
                for _ in range(rng.randint(1, 8))]  # fmt: skip
        rows.append(f"{prompt}{front} {' '.join(tail)}")
    return rows


@functools.cache
def _known_words() -> tuple[str, ...]:
    """Return the words of the English news: identifiers are made of them."""
    words = re.findall(r"[a-z]{3,12}", " ".join(lexicons()["en"].honest["news"]).lower())
    return tuple(sorted(set(words)))


def _word(rng: Random) -> str:
    return rng.choice(_known_words())


def _names(rng: Random, least: int, most: int) -> list[str]:
    join = rng.choice(("", "_", "-"))
    return [
        join.join(_word(rng) for _ in range(rng.choice((1, 1, 2))))
        for _ in range(rng.randint(least, most))
    ]


_QUERIES: Final = (
    "SELECT {columns} FROM {table} WHERE {first} = {number} ORDER BY {first};",
    "INSERT INTO {table} ({columns}) VALUES ({number}, '{word}');",
    "CREATE TABLE {table} ({columns} integer);",
    "SELECT count(*), {first} FROM {table} GROUP BY {first} HAVING count(*) > {number};",
    "UPDATE {table} SET {first} = {number} WHERE {first} IS NOT NULL",
)


def _query(rng: Random) -> str:
    names = _names(rng, 2, 8)
    return rng.choice(_QUERIES).format(
        table=names[0],
        first=names[1],
        columns=rng.choice((", ", " text, ")).join(names[1:]),
        number=rng.randint(0, 9999),
        word=_word(rng),
    )


def _code(rng: Random) -> str:
    names = _names(rng, 3, 3)
    one, two, three = (name.replace("-", "_") for name in names)
    number = rng.randint(0, 999)
    return rng.choice(
        (
            f"def {one}({two}, {three}={number}): return {two}.{three}",
            f"for {one} in range({number}): print({one}, {two})",
            f"if ({one} == NULL) {{ free({two}); return {number}; }}",
            f"const {one} = await {two}.{three}({{ limit: {number} }});",
            f"import {one}.{two} as {three}",
            f"public static void {one}(String[] {two}) throws {three.title()}Exception",
            f"#define {one.upper()}_{two.upper()} 0x{number:04X}",
            f"{one}->{two}[{number}] = &{three};",
            f"raise {one.title()}Error('{two} must not be {three}')",
            f"{one}: {two}: [{three}, {number}]",
        )
    )


def _command(rng: Random) -> str:
    one, two = (_word(rng), _word(rng))
    return rng.choice(
        (
            f"$ sudo apt install {one} {two}-dev",
            f"git clone https://{one}.example/{two}.git && cd {two}",
            f"tar xzf {one}-{rng.randint(0, 9)}.{rng.randint(0, 30)}.tar.gz",
            f"{one} [-hv] [--{two}=FILE] [--{_word(rng)}] FILE...",
            f"-{one[0]}, --{one}  {two} {_word(rng)} {_word(rng)}",
            f"make {one} {two.upper()}={rng.randint(0, 64)}",
        )
    )


def _path(rng: Random) -> str:
    names = [identifier(rng) for _ in range(rng.randint(1, 4))]
    ending = rng.choice(("c", "py", "html", "conf", "txt", "png", "js", "md", "pdf"))
    return rng.choice(("/", "", "../", "C:/")) + "/".join(names) + f".{ending}"


def _numbers(rng: Random) -> str:
    cells = [f"{rng.uniform(0, 5000):.{rng.randint(0, 3)}f}" for _ in range(rng.randint(3, 12))]
    label = _word(rng).title()
    return rng.choice(("  ", " | ", "\t", ", ")).join([label, *cells])


def _date(rng: Random) -> str:
    year, month, day = rng.randint(1850, 2026), rng.randint(1, 12), rng.randint(1, 28)
    return rng.choice(
        (
            f"{year}-{month:02}-{day:02} {rng.randint(0, 23):02}:{rng.randint(0, 59):02}",
            f"{day}.{month}.{year}",
            f"{month}/{day}/{year} | {rng.randint(1, 400)} views",
            f"Vol. {rng.randint(1, 90)}, No. {rng.randint(1, 12)}, pp. {day}-{day + month}",
            f"© {year} {_word(rng).title()} {_word(rng).title()}",
            f"ISBN 978-{rng.randint(0, 9)}-{rng.randint(1000, 9999)}-{rng.randint(1000, 9999)}-0",
            f"[{day}] {_word(rng).title()} {_word(rng)[0].upper()}. et al. ({year})",
        )
    )


def _people(rng: Random) -> str:
    names = [f"{_word(rng).title()} {_word(rng).title()}" for _ in range(rng.randint(1, 12))]
    return rng.choice((", ", "; ", " and ", " · ")).join(names)


def _address(rng: Random) -> str:
    """Return an address that is written out, as in credits, footnotes and posts."""
    host = f"{_word(rng)}{rng.choice(('', '-', ''))}{_word(rng)}.{rng.choice(_ENDINGS)}"
    path = rng.choice(
        (
            "",
            f"/{_word(rng)}",
            f"/p/{rng.getrandbits(36):x}",
            f"/watch?v={rng.getrandbits(60):x}",
            f"/{rng.randint(2000, 2026)}/{_word(rng)}-{_word(rng)}",
            f"/~{_word(rng)}/{_word(rng)}.html",
        )
    )
    address = f"{rng.choice(('https://', 'http://', 'https://www.', 'www.', ''))}{host}{path}"
    return rng.choice(
        (
            address,
            address,
            f"cc {_word(rng)} {address}",
            f"{rng.choice(('Source', 'Photo', 'via', 'See', 'Link'))}: {address}",
            f"{_word(rng)}@{host}",
            f"@{_word(rng)}_{_word(rng)}",
            f"doi:10.{rng.randint(1000, 9999)}/{_word(rng)}.{rng.randint(1, 99999)}",
        )
    )


_ENDINGS: Final = ("com", "org", "net", "de", "co.uk", "edu", "gov", "fr", "kr", "be", "ly", "io")

_KINDS: Final[tuple[tuple[Callable[[Random], str], int], ...]] = (
    (_query, 12),
    (_code, 25),
    (_command, 15),
    (_path, 8),
    (_numbers, 12),
    (_date, 14),
    (_people, 14),
    (_address, 25),
)
