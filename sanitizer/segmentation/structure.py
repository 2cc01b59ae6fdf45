"""Structural blocks: what holds no text of its own but may still be junk."""

from __future__ import annotations

import html
import itertools
import re
from typing import TYPE_CHECKING

from sanitizer.parsing.tree import MarkKind
from sanitizer.parsing.vocabulary import VOID
from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from sanitizer.parsing.tree import Tree
    from sanitizer.segmentation.records import BlockRow

__all__ = ["CONTENT_TAGS", "KNOWN_TAGS", "structural_blocks"]

#: Elements that are something to a reader or a browser although they hold no text.
CONTENT_TAGS = (VOID - {"wbr", "basefont", "bgsound", "keygen", "command"}) | frozenset(
    "audio button canvas head html body iframe frameset math object picture select svg template "
    "textarea video".split()
)

#: All names of the HTML standard, obsolete ones (section 16.2) among them.
KNOWN_TAGS = (
    VOID
    | CONTENT_TAGS
    | frozenset(
        "a abbr acronym address applet article aside b bdi bdo big blink blockquote caption center "
        "cite code colgroup data datalist dd del details dfn dialog dir div dl dt em fieldset "
        "figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hgroup i ins kbd label legend "
        "li listing main map mark marquee menu menuitem meter nav nobr noembed noframes noscript "
        "optgroup option output p plaintext pre q rb rp rt rtc ruby s samp script search section "
        "small span strike strong style sub summary sup tbody td tfoot th thead time title tr tt u "
        "var xmp".split()
    )
)

#: Never empty. A script without source loads another.
_FILLED_TAGS = CONTENT_TAGS | {"script"}
#: What stands in them is no text of the tree.
_UNPARSED_TAGS = frozenset({"style", "title", "noembed", "noframes", "xmp"})

#: A smaller run is an icon, a clearing element or a mount point on nearly every page.
_MIN_DECOYS = 3

#: A comment below it is a mark such as ``<!-- end of menu -->``.
_MIN_COMMENT_CHARS = 40

#: Names and properties of the metas that say what a page is about.
_DESCRIBING_META = frozenset(
    "keywords description title subject abstract og:title og:description twitter:title "
    "twitter:description dc.title dc.description".split()
)

#: One of them stands in each meta that matters.
_META_WORDS = ("description", "keywords", "title", "refresh", "subject", "abstract")

_WORDS_OR_LINKS = re.compile(r"<a\s|https?:|//\w", re.IGNORECASE)
#: An unterminated comment has no end, and ``--!>`` ends one too.
_COMMENT_ENDS = re.compile(r"--!?>\Z")
#: Up to the next ``<`` only: looking on for a ``>`` from each of 100,000 would take for ever.
_TAG = re.compile(r"<[^<>]*+>")
_REFRESH_URL = re.compile(r"url\s*=\s*['\"]?\s*(\S+)", re.IGNORECASE)


def structural_blocks(tree: Tree) -> list[BlockRow]:
    """Return the structural blocks of a page, not yet in order."""
    return [*_elements(tree), *_comments(tree), *_decoys(tree)]


def _elements(tree: Tree) -> list[BlockRow]:
    rows, by_tag = [], tree.by_tag()
    for tag, reader in _READERS.items():
        for element in by_tag.get(tag, ()):
            found = reader(tree, element)
            if found is not None:
                kind, text = found
                start, end = tree.starts[element], tree.ends[element]
                rows.append((kind, start, end, tree.parents[element], text, (element, element)))
    return rows


def _script(tree: Tree, element: int) -> tuple[Kind, str] | None:
    text = tree.source[tree.opens[element] : tree.closes[element]].strip()
    start_tag = tree.start_tag(element)
    kind = Kind.DATA if "ld+json" in start_tag.lower() else Kind.SCRIPT
    if not text and "src" not in start_tag.lower():
        return None
    return kind, text


def _frame(tree: Tree, element: int) -> tuple[Kind, str] | None:
    attributes = tree.attributes(element)
    target = attributes.get("src") or attributes.get("data") or ""
    return (Kind.FRAME, target.strip()) if target.strip() else None


def _title(tree: Tree, element: int) -> tuple[Kind, str] | None:
    text = tree.source[tree.opens[element] : tree.closes[element]]
    text = " ".join(html.unescape(text).split())
    if not text or any(tree.tags[holder] == "svg" for holder in tree.ancestors(element)):
        return None
    return Kind.TITLE, text


def _meta(tree: Tree, element: int) -> tuple[Kind, str] | None:
    start_tag = tree.start_tag(element).lower()
    if "&" not in start_tag and not any(word in start_tag for word in _META_WORDS):
        return None  # as most are; reading all attributes costs
    attributes = tree.attributes(element)
    content = " ".join(attributes.get("content", "").split())
    if not content:
        return None
    if attributes.get("http-equiv", "").lower() == "refresh":
        target = _REFRESH_URL.search(content)
        return (Kind.FRAME, target[1].rstrip("'\"")) if target else None
    name = attributes.get("name") or attributes.get("property") or attributes.get("http-equiv", "")
    return (Kind.META, content) if name.lower() in _DESCRIBING_META else None


def _unrendered(tree: Tree, element: int) -> tuple[Kind, str] | None:
    inner = tree.source[tree.opens[element] : tree.closes[element]]
    text = readable(inner)
    return (Kind.COMMENT, text) if text and _WORDS_OR_LINKS.search(inner) else None


_READERS = {
    "script": _script,
    "iframe": _frame,
    "frame": _frame,
    "object": _frame,
    "embed": _frame,
    "title": _title,
    "meta": _meta,
    "noframes": _unrendered,
    "noembed": _unrendered,
}


def readable(markup: str) -> str:
    """Return the text of a piece of markup that is not part of the tree."""
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())


def _comments(tree: Tree) -> list[BlockRow]:
    """Return comments that say something; short ones are notes of whoever wrote the page."""
    rows = []
    for mark in tree.marks:
        if mark.kind != MarkKind.COMMENT or mark.end - mark.start < _MIN_COMMENT_CHARS:
            continue
        text = readable(_COMMENT_ENDS.sub("", tree.source[mark.start + 4 : mark.end]))
        rows.append((Kind.COMMENT, mark.start, mark.end, mark.parent, text, (-1, -1)))
    return rows


# --- runs of empty elements


def _decoys(tree: Tree) -> list[BlockRow]:
    """Return runs of neighbouring elements that hold nothing at all."""
    empty = _empty(tree)
    rows: list[BlockRow] = []
    run: list[int] = []
    for element in itertools.compress(range(len(empty)), empty):
        if not _inside_filled(tree, empty, element):
            continue
        if run and not _adjacent(tree, run[-1], element):
            _add_run(tree, run, rows)
            run = []
        run.append(element)
    _add_run(tree, run, rows)
    return rows


def _empty(tree: Tree) -> list[bool]:
    """Tell of each element whether it neither is nor holds anything: text, media, a script."""
    tags, parents, opens, closes = tree.tags, tree.parents, tree.opens, tree.closes
    empty = [True] * (len(tags) + 1)  # the last place is the document's, whose index is -1
    for parent in tree.text_parents:
        empty[parent] = False
    for mark in tree.marks:
        empty[mark.parent] = False
    if tree.opaque:  # a template will put something there
        for element in range(len(tags)):
            empty[element] &= not tree.has_opaque(tree.starts[element], tree.ends[element])
    for element in range(len(tags) - 1, -1, -1):
        if empty[element]:
            tag = tags[element]
            is_filled = tag in _FILLED_TAGS or (
                tag in _UNPARSED_TAGS and closes[element] > opens[element]
            )
            if not is_filled:
                continue
            empty[element] = False
        empty[parents[element]] = False
    empty.pop()
    return empty


def _inside_filled(tree: Tree, empty: list[bool], element: int) -> bool:
    parent = tree.parents[element]
    return parent < 0 or not empty[parent]


def _adjacent(tree: Tree, one: int, other: int) -> bool:
    """Tell whether only white space stands between two elements of one parent."""
    if tree.parents[one] != tree.parents[other]:
        return False
    start, end = tree.ends[one], tree.starts[other]
    return start == end or (tree.source[start:end].isspace() and not tree.has_opaque(start, end))


def _add_run(tree: Tree, run: list[int], rows: list[BlockRow]) -> None:
    if not run:
        return
    first, last = run[0], run[-1]
    n_elements = tree.subtree_end(last) - first
    known = all(tree.tags[element] in KNOWN_TAGS or "-" in tree.tags[element] for element in run)
    if n_elements < _MIN_DECOYS and known:
        return
    start, end = tree.starts[first], tree.ends[last]
    rows.append((Kind.DECOYS, start, end, tree.parents[first], "", (first, last)))
