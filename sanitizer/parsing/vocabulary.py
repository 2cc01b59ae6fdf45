"""Sets of tag names that the parser goes by, each with the clause of the HTML standard.

Section numbers are those of the WHATWG HTML standard, chapter "Parsing HTML documents".
"""

from __future__ import annotations

__all__ = [
    "BREAKOUT",
    "CLOSED_BY",
    "CLOSES_PARAGRAPH",
    "DISPLAYED_INLINE",
    "FORMATTING",
    "HEADINGS",
    "HEAD_CONTENT",
    "INTEGRATION_POINTS",
    "RAW_TEXT",
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
SPECIAL = CLOSES_PARAGRAPH | VOID | RAW_TEXT | SCOPE_BARRIERS | TABLE_PARTS | frozenset(
    "body button head select noscript frameset".split()
)

_ITEM_BARRIERS = SPECIAL - {"address", "div", "p"}

#: Start tag → (open elements that it ends, elements that it does not look past). 13.2.6.4.7
#: (li, dd, dt, button, option) and 13.2.6.4.9-15 (tables).
CLOSED_BY: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), _ITEM_BARRIERS),
    "dd": (frozenset({"dd", "dt"}), _ITEM_BARRIERS),
    "dt": (frozenset({"dd", "dt"}), _ITEM_BARRIERS),
    "option": (frozenset({"option"}), frozenset({"select", "datalist", "optgroup"})),
    "optgroup": (frozenset({"option", "optgroup"}), frozenset({"select"})),
    "tr": (frozenset({"tr", "td", "th", "caption", "colgroup"}), frozenset({"table"})),
    "td": (frozenset({"td", "th", "caption", "colgroup"}), frozenset({"table", "tr"})),
    "th": (frozenset({"td", "th", "caption", "colgroup"}), frozenset({"table", "tr"})),
    **{
        name: (
            frozenset({"tbody", "thead", "tfoot", "tr", "td", "th", "caption", "colgroup"}),
            frozenset({"table"}),
        )
        for name in ("tbody", "thead", "tfoot", "caption", "colgroup")
    },
    "button": (frozenset({"button"}), frozenset()),
    "rt": (frozenset({"rt", "rp"}), frozenset({"ruby"})),
    "rp": (frozenset({"rt", "rp"}), frozenset({"ruby"})),
}

#: 13.2.6.4.4: what may stand in ``<head>``; anything else ends it.
HEAD_CONTENT = frozenset(
    "base basefont bgsound link meta title noscript noframes style script template".split()
)

#: 13.2.6.5: HTML start tags that end SVG or MathML.
BREAKOUT = frozenset(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li "
    "listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var".split()
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
