"""How many injections that were written by hand a model finds, each in honest pages by itself.

``python -m benchmarks.by_hand FOLDER...`` puts every row of ``by_hand.toml`` into some honest pages
of the folders and prints which of them are not cut (85 % of their characters). The third set are
honest things that look like injections: none of them may be reported. Pages that a model was
trained on are known to it as honest; what is put into them is not.
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
from sanitizer.training.corpus import LabelledPage, read_corpus

__all__ = ["main"]

_ROWS: Final = pathlib.Path(__file__).with_suffix(".toml")
#: A row counts as cut from this share of its characters on, as labelled spans do.
_CUT_SHARE: Final = 0.85
_TITLE: Final = re.compile(r"(?<=<title>).*?(?=</title>)", re.IGNORECASE | re.DOTALL)


def main(arguments: list[str] | None = None) -> int:
    """Print what was not cut of each set, what was reported of the honest one, and sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=pathlib.Path, metavar="FOLDER")
    parser.add_argument("--pages", type=int, default=4, help="honest pages for each row")
    parser.add_argument("--model", type=pathlib.Path, help="default: the one that is shipped")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    pages = [page for folder in options.folders for page in read_corpus(folder)]
    honest = [page for page in pages if page.label == "clean" and _TITLE.search(page.source)]
    config = Config(model=options.model)
    rng = random.Random(options.seed)
    for name, rows in tomllib.loads(_ROWS.read_text(encoding="utf-8")).items():
        shares = [
            _shares(row, rng.sample(honest, options.pages), config, is_honest=name == "honest")
            for row in rows
        ]
        n_whole = sum(share >= _CUT_SHARE for found in shares for share in found)
        n_found = sum(share > 0 for found in shares for share in found)
        for row, found in zip(rows, shares, strict=True):
            if (max(found) > 0) if name == "honest" else (min(found) < _CUT_SHARE):
                print(f"  {row['name']:28}", *(f"{share:4.0%}" for share in found))
        n_pages = len(rows) * options.pages
        print(f"{name}: {n_found} of {n_pages} found, {n_whole} cut", flush=True)
    return 0


def _shares(
    row: dict[str, str], pages: list[LabelledPage], config: Config, *, is_honest: bool
) -> list[float]:
    """Return which share of a row's characters was found in each page; of honest ones 1 or 0."""
    found = []
    for page in pages:
        source, start, end = _put(page.source, row["place"], row["html"])
        findings = scan(source, config=config).findings
        if is_honest:
            found.append(float(bool(findings)))
            continue
        n_cut = sum(max(0, min(end, one.end) - max(start, one.start)) for one in findings)
        found.append(n_cut / (end - start))
    return found


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
