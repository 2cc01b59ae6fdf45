"""Our tree agrees with an HTML5 parser's: each text stands in the elements it puts it in."""

from __future__ import annotations

import collections
import gzip
import html
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from selectolax.lexbor import LexborHTMLParser

from sanitizer.parsing.encoding import decode
from sanitizer.parsing.tree import build_tree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborNode

ROOT: Final = Path(__file__).parents[2]
SAMPLES: Final = sorted((ROOT / "samples" / "pages").glob("*.html"))
ARTICLES: Final = ROOT.parent / "shared" / "corpora" / "articles"
N_ARTICLES: Final = 60
#: What is missing to all is what browsers move: foster parents, reopened formatting elements.
FLOOR: Final = 0.99

#: Elements that the standard puts in without a tag.
_IMPLIED: Final = frozenset({"html", "body", "tbody", "head", "colgroup"})
#: What they hold is no text in our tree.
_NOT_READ: Final = frozenset(
    {"script", "style", "title", "iframe", "noembed", "noframes", "template"}
)

Texts = collections.Counter[tuple[str, tuple[str, ...]]]


def _row(text: str, path: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    return "".join(text.split()), tuple(name for name in path if name not in _IMPLIED)


def _theirs(source: str) -> Texts:
    found: Texts = collections.Counter()
    pending: list[tuple[LexborNode, tuple[str, ...]]] = []
    root = LexborHTMLParser(source).root
    if root is not None:
        pending.append((root, ()))
    while pending:
        node, path = pending.pop()
        child = node.first_child
        while child is not None:
            tag = child.tag or ""
            if tag == "-text":
                found[_row(child.text_content or "", path)] += 1
            elif tag and tag[0] not in "-!_" and tag not in _NOT_READ:
                pending.append((child, (*path, tag)))
            child = child.next
    return found


def _ours(source: str) -> Texts:
    tree = build_tree(source)
    found: Texts = collections.Counter()
    for start, end, parent in zip(tree.text_starts, tree.text_ends, tree.text_parents, strict=True):
        path = [tree.tags[element] for element in reversed(tree.ancestors(parent))]
        if "template" not in path:
            found[_row(html.unescape(source[start:end]).replace("\0", ""), path)] += 1
    return found


def _agreement(sources: Iterable[str]) -> float:
    n_all = n_missing = 0
    for source in sources:
        theirs = collections.Counter({row: n for row, n in _theirs(source).items() if row[0]})
        n_all += theirs.total()
        n_missing += (theirs - _ours(source)).total()
    return 1 - n_missing / n_all


def test_the_texts_of_the_samples_stand_where_an_html5_parser_puts_them() -> None:
    assert _agreement(decode(path.read_bytes()).text for path in SAMPLES) >= FLOOR


def test_the_texts_of_real_articles_stand_where_an_html5_parser_puts_them() -> None:
    paths = sorted(ARTICLES.glob("*.html.gz"))
    if not paths:
        pytest.skip("needs ../shared/corpora/articles beside the project")
    chosen = paths[:: max(len(paths) // N_ARTICLES, 1)][:N_ARTICLES]
    assert _agreement(decode(gzip.decompress(p.read_bytes())).text for p in chosen) >= FLOOR
