"""The ways of hiding, as a table; each makes a box that goes around any content.

A way is a set of declarations (put into a ``style`` attribute, into a rule, or set by a script),
an attribute, an element that browsers do not show, or markup that a script writes. Honest boxes
(menus, dialogs, skip links) are hidden with the same functions.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from sanitizer.training.generator.hiding import STYLES, hiding_style, small_size
from sanitizer.training.generator.names import identifier
from sanitizer.training.generator.packing import as_digits
from sanitizer.training.generator.spelling import (
    attribute,
    javascript,
    open_tag,
    percent,
    style_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

__all__ = ["CONCEALMENTS", "Box", "Concealment", "box_tag", "conceal"]


@dataclasses.dataclass(frozen=True, slots=True)
class Box:
    """What stands around hidden content.

    Attributes
    ----------
    opening, closing : str
        Around the content; ``closing`` may be dropped where the page ends.
    style : str
        A ``<style>`` element that the box needs, or nothing.
    style_in_head : bool
        Where that element stands: in the head, or just before the box.
    script : str
        A script after the box that hides it, or nothing.
    """

    opening: str
    closing: str
    style: str = ""
    style_in_head: bool = False
    script: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Concealment:
    """A way of hiding: its name (the label), how often it is used, how it is made, and why."""

    name: str
    weight: int
    make: Callable[[Random, str], Box]
    reason: str


def conceal(rng: Random, name: str, tag: str | None = None) -> Box:
    """Return a box that hides by the way called ``name``; ``tag`` names the box's element."""
    return _BY_NAME[name].make(rng, tag or "div")


def box_tag(rng: Random, inner: str) -> str:
    """Return an element that can hold ``inner``: blocks would close a paragraph and show."""
    tag = rng.choices(_TAGS, _TAG_WEIGHTS)[0]
    return "div" if tag in _PHRASING_ONLY and _BLOCKS.search(inner) else tag


_TAGS: Final = ("div", "p", "span", "b", "font", "section", "ul", "h2", "marquee", "center")
_PHRASING_ONLY: Final = frozenset({"p", "h2", "b", "font", "span"})
_BLOCKS: Final = re.compile(r"<(?:p|div|ul|ol|table|h\d|li|dl)\b", re.IGNORECASE)
_TAG_WEIGHTS: Final = (60, 8, 8, 3, 4, 3, 3, 3, 2, 2)


_SAME_COLOURS: Final = (
    ("#fff", "#ffffff", "white", "rgb(255,255,255)", "#FFFFFE", "#fefefe"),
    ("#000", "#000000", "black", "rgb(0, 0, 0)", "#010101"),
    ("#333333", "#333", "rgb(51,51,51)"),
    ("#eee", "#eeeeee", "rgb(238,238,238)"),
)


def _inline(name: str) -> Callable[[Random, str], Box]:
    def make(rng: Random, tag: str) -> Box:
        attributes = [("style", hiding_style(rng, name, tag))]
        if rng.random() < 0.2:
            attributes.append((rng.choice(("id", "class")), identifier(rng)))
        return Box(open_tag(rng, tag, attributes), f"</{tag}>")

    return make


def _none(rng: Random, tag: str) -> Box:
    if rng.random() < 0.3:
        return Box("", "")
    extras = [("class", identifier(rng))] if rng.random() < 0.4 else []
    return Box(open_tag(rng, tag, extras), f"</{tag}>")


def _colour(rng: Random, tag: str) -> Box:
    """Write in the colour of the background: white on the page's white, or both of them set."""
    colours = rng.choice(_SAME_COLOURS)
    ink, ground = rng.choice(colours), rng.choice(colours)
    white = colours is _SAME_COLOURS[0]
    manner = rng.random()
    if manner < 0.25 and white:
        return Box(f"<font{attribute(rng, 'color', ink)}>", "</font>")
    if manner < 0.5 and white:
        return Box(open_tag(rng, tag, [("style", style_text(rng, [("color", ink)]))]), f"</{tag}>")
    back = rng.choice(("background", "background-color"))
    if manner < 0.75:
        rows = [("color", ink), (back, ground)]
        return Box(open_tag(rng, tag, [("style", style_text(rng, rows))]), f"</{tag}>")
    outer = open_tag(rng, "div", [("style", style_text(rng, [(back, ground)]))])
    inner = open_tag(rng, tag, [("style", style_text(rng, [("color", ink)]))])
    return Box(outer + inner, f"</{tag}></div>")


def _any_style(rng: Random, tag: str) -> str:
    names = list(STYLES)
    weights = [6 if name in {"display", "offscreen"} else 1 for name in names]
    return hiding_style(rng, rng.choices(names, weights)[0], tag)


def _rule(rng: Random, tag: str) -> Box:
    name = identifier(rng, 3, 9)
    by_id = rng.random() < 0.6
    selector = ("#" if by_id else ".") + name
    if rng.random() < 0.2:
        selector = tag + selector
    rule = f"{selector}{rng.choice(('', ' '))}{{{_any_style(rng, tag)}}}"
    kind = attribute(rng, "type", "text/css") if rng.random() < 0.4 else ""
    opening = open_tag(rng, tag, [("id" if by_id else "class", name)])
    return Box(opening, f"</{tag}>", f"<style{kind}>{rule}</style>", rng.random() < 0.35)


def _script(rng: Random, tag: str) -> Box:
    name = identifier(rng, 3, 9)
    element = f"document.getElementById({rng.choice(_QUOTES).format(name)})"
    name_value = rng.choice((("display", "none"), ("display", "none"), ("visibility", "hidden")))
    code = f"{element}.style.{name_value[0]}={rng.choice(_QUOTES).format(name_value[1])}"
    manner = rng.random()
    if manner < 0.2:
        code = f"if({element} != null){{{code};}}"
    elif manner < 0.4:
        code = f'eval(unescape("{percent(code)}"))'
    elif manner < 0.5:
        code = f"eval({javascript(rng, code)})"
    elif manner < 0.65:
        rule = f"<style>#{name}{{{_any_style(rng, tag)}}}</style>"
        code = as_digits(rng, rule) if rng.random() < 0.7 else _write(rng, rule)
    kind = attribute(rng, "type", "text/javascript") if rng.random() < 0.4 else ""
    end = rng.choice((";", ""))
    opening = open_tag(rng, tag, [("id", name)])
    return Box(opening, f"</{tag}>", script=f"<script{kind}>{code}{end}</script>")


_QUOTES: Final = ("'{}'", '"{}"')


def _written(rng: Random, tag: str) -> Box:
    opening = open_tag(rng, tag, [("style", _any_style(rng, tag))])
    first = f"<script>{_write(rng, opening)};</script>"
    if rng.random() < 0.5:
        return Box(first, f"</{tag}>")
    return Box(first, f"<script>{_write(rng, f'</{tag}>')};</script>")


def _write(rng: Random, markup: str) -> str:
    return f"document.write({javascript(rng, markup)})"


def _marquee(rng: Random, _tag: str) -> Box:
    rows = [("height", small_size(rng)), ("width", small_size(rng, 5)), ("scrollamount", "3000")]
    if rng.random() < 0.5:
        rows.append(("behavior", rng.choice(("scroll", "alternate"))))
    return Box(open_tag(rng, "marquee", rows), "</marquee>")


def _hidden_attribute(rng: Random, tag: str) -> Box:
    written = rng.choice(("hidden", "hidden", 'hidden=""', 'hidden="hidden"', "HIDDEN"))
    return Box(f"<{tag} {written}>", f"</{tag}>")


def _element(name: str) -> Callable[[Random, str], Box]:
    def make(rng: Random, _tag: str) -> Box:
        extras = [("id", identifier(rng))] if rng.random() < 0.3 else []
        return Box(open_tag(rng, name, extras), f"</{name}>")

    return make


def _comment(rng: Random, _tag: str) -> Box:
    gap = rng.choice(("", " ", "\n"))
    return Box(f"<!--{gap}", f"{gap}-->")


def _details(rng: Random, _tag: str) -> Box:
    summary = f"<summary>{rng.choice(('', '.', '+', '…'))}</summary>"
    return Box(f"<details>{summary}", "</details>")


def _textarea(rng: Random, tag: str) -> Box:
    return Box(open_tag(rng, "textarea", [("style", _any_style(rng, tag))]), "</textarea>")


CONCEALMENTS: Final = (
    Concealment("none", 22, _none, "footers, comments and stuffed paragraphs hide nothing"),
    Concealment("display", 14, _inline("display"), "the most common by far"),
    Concealment("offscreen", 9, _inline("offscreen"), "second: survives naive display checks"),
    Concealment("tiny-box", 6, _inline("tiny-box"), "one or two pixels with the rest cut off"),
    Concealment("rule", 6, _rule, "kits name a box and hide it in a rule near or far"),
    Concealment("script", 9, _script, "the box is hidden after crawlers have read it"),
    Concealment("visibility", 4, _inline("visibility"), "kept in the layout, not painted"),
    Concealment("opacity", 4, _inline("opacity"), "painted, but transparent"),
    Concealment("font-size", 4, _inline("font-size"), "letters of no height"),
    Concealment("colour", 4, _colour, "ink on ink, the oldest of all"),
    Concealment("indent", 3, _inline("indent"), "borrowed from image replacement"),
    Concealment("margin", 3, _inline("margin"), "pulled off the page"),
    Concealment("transform", 3, _inline("transform"), "scaled to nothing or moved away"),
    Concealment("clip", 3, _inline("clip"), "borrowed from sr-only labels"),
    Concealment("clip-path", 3, _inline("clip-path"), "the modern clip"),
    Concealment("marquee", 3, _marquee, "Turkish link kits"),
    Concealment("hidden-attribute", 3, _hidden_attribute, "the standard's own way"),
    Concealment("noscript", 3, _element("noscript"), "read by crawlers, not by browsers"),
    Concealment("noframes", 2, _element("noframes"), "the same for very old pages"),
    Concealment("template", 2, _element("template"), "parsed, never shown"),
    Concealment("comment", 3, _comment, "disabled by an owner, or meant for greps"),
    Concealment("details", 2, _details, "closed by default"),
    Concealment("textarea", 2, _textarea, "a field that is itself hidden"),
    Concealment("written", 3, _written, "the opening tag is written by a script"),
)

_BY_NAME: Final = {way.name: way for way in CONCEALMENTS}
