"""How many injections that were written by hand a model finds, each in honest pages by itself.

``python -m benchmarks.by_hand FOLDER...`` puts every row of ``by_hand.toml`` into some honest pages
of the folders, and into some of the small ones that stand in it as well, and prints which of them
are not cut (85 % of their characters). Of honest things that look like injections, and of the small
pages themselves, none may be reported. Pages that a model was trained on are known to it as honest;
what is put into them is not, nor are the small ones.
"""

from __future__ import annotations

import argparse
import pathlib
import random
import re
import sys
import tomllib
from typing import Final

from sanitizer import Config, scan
from sanitizer.training.corpus import read_corpus

__all__ = ["main"]

_ROWS: Final = pathlib.Path(__file__).with_suffix(".toml")
#: The sets of whole honest pages, those of injections, and those of honest things in pages.
_PAGES: Final = ("pages", "later_pages", "third_pages")
_INJECTIONS: Final = ("first", "second", "third", "fourth", "fifth", "sixth")
_HONEST: Final = ("honest", "honest_scripts", "fifth_honest", "sixth_honest")
#: A row counts as cut from this share of its characters on, as labelled spans do.
_CUT_SHARE: Final = 0.85
_TITLE: Final = re.compile(r"(?<=<title>).*?(?=</title>)", re.IGNORECASE | re.DOTALL)


def main(arguments: list[str] | None = None) -> int:
    """Print what was not cut of each set, what was reported of honest ones, and sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=pathlib.Path, metavar="FOLDER")
    parser.add_argument("--pages", type=int, default=4, help="honest pages for each row")
    parser.add_argument("--model", type=pathlib.Path, help="default: the one that is shipped")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    pages = [page for folder in options.folders for page in read_corpus(folder)]
    honest = [page.source for page in pages if page.label == "clean" and _TITLE.search(page.source)]
    rows = tomllib.loads(_ROWS.read_text(encoding="utf-8"))
    small = [row["html"] for name in _PAGES for row in rows[name] if _TITLE.search(row["html"])]
    config = Config(model=options.model)
    for name in _PAGES:
        _report_pages(name, rows[name], config)
    for name in (*_INJECTIONS, *_HONEST):
        for where, hosts in (("pages of the folders", honest), ("small pages", small)):
            rng = random.Random(options.seed)
            drawn = [(row, rng.sample(hosts, options.pages)) for row in rows[name]]
            report = _report_honest if name in _HONEST else _report
            report(f"{name}, in {where}", drawn, config)
    return 0


_Drawn = list[tuple[dict[str, str], list[str]]]


def _report(name: str, drawn: _Drawn, config: Config) -> None:
    shares = [(row["name"], [_share(page, row, config) for page in pages]) for row, pages in drawn]
    for row_name, found in shares:
        if min(found) < _CUT_SHARE:
            print(f"  {row_name:28}", *(f"{share:4.0%}" for share in found))
    everything = [share for _, found in shares for share in found]
    n_cut = sum(share >= _CUT_SHARE for share in everything)
    n_found = sum(share > 0 for share in everything)
    print(f"{name}: {n_found} of {len(everything)} found, {n_cut} cut", flush=True)


def _report_honest(name: str, drawn: _Drawn, config: Config) -> None:
    n_reported = 0
    for row, pages in drawn:
        made = (_put(page, row["place"], row["html"])[0] for page in pages)
        reported = [bool(scan(source, config=config).findings) for source in made]
        n_reported += sum(reported)
        if any(reported):
            print(f"  {row['name']:28} {sum(reported)}")
    print(f"{name}: {n_reported} of {sum(len(pages) for _, pages in drawn)} reported", flush=True)


def _report_pages(name: str, rows: list[dict[str, str]], config: Config) -> None:
    n_reported = 0
    for row in rows:
        findings = scan(row["html"], config=config).findings
        n_reported += bool(findings)
        if findings:
            said = ", ".join(
                f"{one.rule} {one.score:.2f} {one.excerpt[:50]}" for one in findings[:3]
            )
            print(f"  {row['name']:28} {said}")
    print(f"{name}: {n_reported} of {len(rows)} reported", flush=True)


def _share(page: str, row: dict[str, str], config: Config) -> float:
    """Return which share of a row's characters is found when it stands in a page."""
    source, start, end = _put(page, row["place"], row["html"])
    findings = scan(source, config=config).findings
    n_cut = sum(max(0, min(end, one.end) - max(start, one.start)) for one in findings)
    return n_cut / (end - start)


def _put(source: str, place: str, html: str) -> tuple[str, int, int]:
    """Return a page with something in it, and from where to where it stands there."""
    title = _TITLE.search(source)
    if place == "title" and title is not None:
        page = source[: title.start()] + html + source[title.end() :]
        return page, title.start(), title.start() + len(html)
    offset = _offset(source.lower(), place)
    return source[:offset] + html + source[offset:], offset, offset + len(html)


def _offset(lowered: str, place: str) -> int:
    paragraphs = [found.end() for found in re.finditer("</p>", lowered)]
    end = lowered.rfind("</body>")
    body = re.search(r"<body\b[^>]*>", lowered)
    head = lowered.find("</head>")
    start = body.end() if body else max(head, 0)
    places = {
        "first": 0,
        "head": max(head, 0),
        "start": start,
        "middle": paragraphs[len(paragraphs) // 2] if paragraphs else start,
        "end": end if end >= start else len(lowered),
        "last": len(lowered),
    }
    return places[place]


if __name__ == "__main__":
    sys.exit(main())
