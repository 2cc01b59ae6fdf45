"""Sets of tag names that the parser goes by, each with the clause of the HTML standard.

Section numbers are those of the WHATWG HTML standard, chapter "Parsing HTML documents".
"""

from __future__ import annotations

__all__ = [
    "BREAKOUT",
    "CLOSED_BY",
    "CLOSES_ITSELF",
    "CLOSES_PARAGRAPH",
    "DISPLAYED_INLINE",
    "FORMATTING",
    "HEADINGS",
    "HEAD_CONTENT",
    "INTEGRATION_POINTS",
    "RAW_TEXT",
    "RUBY_PARTS",
    "SCOPE_BARRIERS",
    "SPECIAL",
    "TABLE_PARTS",
    "VOID",
]

#: 13.1.2: void elements have a start tag only.
VOID = frozenset(
    "area base basefont bgsound br col command embed frame hr image img input keygen link meta "
    "param source track wbr".split()
)

#: 13.2.5 / 13.2.6: what stands in them is text up to their own end tag. ``noscript`` is missing on
#: purpose: its content is markup to everybody who runs no scripts, crawlers and lxml among them.
RAW_TEXT = frozenset("script style textarea title xmp iframe noembed noframes".split())

#: 13.2.6.4.7: start tags that close an open ``<p>``.
CLOSES_PARAGRAPH = frozenset(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure "
    "footer header hgroup main menu nav ol p search section summary ul h1 h2 h3 h4 h5 h6 pre "
    "listing form li dd dt plaintext table hr xmp".split()
)

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())

#: 13.2.6.4.9-15: parts of a table; they are matched inside their own table only.
TABLE_PARTS = frozenset("caption colgroup tbody thead tfoot tr td th".split())

#: 13.2.4.2: elements in which an end tag looks for its start tag no further.
SCOPE_BARRIERS = frozenset("applet caption html table td th marquee object template".split())

#: 13.2.4.3: formatting elements; their end tags may cross block boundaries (adoption agency).
FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())

#: 13.2.4.2: special elements: an unknown end tag does not close them.
SPECIAL = (
    CLOSES_PARAGRAPH
    | VOID
    | RAW_TEXT
    | SCOPE_BARRIERS
    | TABLE_PARTS
    | frozenset("body button head select noscript frameset".split())
)

_ITEM_BARRIERS = SPECIAL - {"address", "div", "p"}

#: 13.2.6.4.7: formatting elements that do not nest: a second start tag ends the first.
CLOSES_ITSELF = frozenset({"a", "nobr"})

#: 13.2.6.4.7: they end one another inside ``<ruby>`` only.
RUBY_PARTS = frozenset({"rt", "rp"})


def _ending(ended: str, kept: frozenset[str] | set[str]) -> tuple[frozenset[str], frozenset[str]]:
    names = frozenset(ended.split())
    return names, frozenset(kept) | (SCOPE_BARRIERS - names)


_CELL = _ending("td th caption colgroup", {"table", "tr"})
_TABLE_GROUP = _ending("tbody thead tfoot tr td th caption colgroup", {"table"})
_RUBY_PART = _ending("rt rp", {"ruby"})

#: Start tag → (open elements that it ends, elements that it does not look past). 13.2.6.4.7
#: (li, dd, dt, button, option) and 13.2.6.4.9-15 (tables).
CLOSED_BY: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": _ending("li", _ITEM_BARRIERS),
    "dd": _ending("dd dt", _ITEM_BARRIERS),
    "dt": _ending("dd dt", _ITEM_BARRIERS),
    "option": _ending("option", {"select", "datalist", "optgroup"}),
    "optgroup": _ending("option optgroup", {"select"}),
    "tr": _ending("tr td th caption colgroup", {"table"}),
    "td": _CELL,
    "th": _CELL,
    "tbody": _TABLE_GROUP,
    "thead": _TABLE_GROUP,
    "tfoot": _TABLE_GROUP,
    "caption": _TABLE_GROUP,
    "colgroup": _TABLE_GROUP,
    "button": _ending("button", set()),
    "rt": _RUBY_PART,
    "rp": _RUBY_PART,
}

#: 13.2.6.4.4: what may stand in ``<head>``; anything else ends it.
HEAD_CONTENT = frozenset(
    "base basefont bgsound link meta title noscript noframes style script template".split()
)

#: 13.2.6.5: HTML start tags that end SVG or MathML.
BREAKOUT = frozenset(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li "
    "listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul "
    "var".split()
)

#: 13.2.6.5: HTML goes on inside these children of SVG and MathML.
INTEGRATION_POINTS = frozenset("foreignobject desc title annotation-xml mtext mi mo mn ms".split())

#: 15.3: elements that the user-agent sheet lays out inline. All others start a new text block.
#: Buttons, options and fallback holders are left out: what they hold is read by itself.
DISPLAYED_INLINE = frozenset(
    "a abbr acronym area audio b basefont bdi bdo bgsound big blink br canvas cite code data del "
    "dfn em embed font i image img input ins kbd label link map mark meta meter nobr object output "
    "param picture progress q rb rp rt rtc ruby s samp script slot small source span strike strong "
    "style sub sup svg time track tt u var video wbr".split()
)
