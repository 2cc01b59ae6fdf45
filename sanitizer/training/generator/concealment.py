"""The ways of hiding, as a table; each makes a box that goes around any content.

A way is a set of declarations (put into a ``style`` attribute, into a rule, or set by a script),
an attribute, an element that browsers do not show, or markup that a script writes. Honest boxes
(menus, dialogs, skip links) are hidden with the same functions.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from sanitizer.training.generator.names import identifier
from sanitizer.training.generator.spelling import (
    Declaration,
    attribute,
    javascript,
    open_tag,
    percent,
    style_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

__all__ = ["CONCEALMENTS", "STYLES", "Box", "Concealment", "box_tag", "conceal"]

Declarations = list[Declaration]


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


def _far(rng: Random) -> str:
    number = rng.choice((rng.randint(500, 20000), 9999, 999, 5000, 9000))
    return f"-{number}{rng.choice(('px', 'px', 'px', 'px', 'em', 'pt'))}"


def _small(rng: Random, largest: int = 2) -> str:
    return f"{rng.randint(0, largest)}{rng.choice(('px', 'px', 'px', 'pt', 'em', ''))}"


def _display(_rng: Random) -> Declarations:
    return [("display", "none")]


def _visibility(rng: Random) -> Declarations:
    rows = [("visibility", rng.choice(("hidden", "hidden", "collapse")))]
    return rows + ([("height", "0")] if rng.random() < 0.3 else [])


def _opacity(rng: Random) -> Declarations:
    rows = [("opacity", rng.choice(("0", "0", "0.0", "0.01", ".001")))]
    if rng.random() < 0.4:
        rows.insert(0, ("filter", "alpha(opacity=0)"))
    if rng.random() < 0.5:
        rows += [("position", "absolute"), ("top", _far(rng))]
    return rows


def _offscreen(rng: Random) -> Declarations:
    rows = [("position", rng.choice(("absolute", "absolute", "fixed")))]
    sides = rng.choice((("left",), ("top",), ("left", "top"), ("right",), ("top", "left")))
    rows += [(side, _far(rng)) for side in sides]
    return rows + ([("overflow", "hidden")] if rng.random() < 0.2 else [])


def _margin(rng: Random) -> Declarations:
    return [(rng.choice(("margin-left", "margin-top", "margin-right")), _far(rng))]


def _indent(rng: Random) -> Declarations:
    rows = [("text-indent", _far(rng))]
    if rng.random() < 0.5:
        rows += [("overflow", "hidden"), ("height", _small(rng))]
    return rows


def _transform(rng: Random) -> Declarations:
    value = rng.choice(
        ("scale(0)", "scale(0,0)", f"translateX({_far(rng)})", f"translate({_far(rng)},0)")
    )
    return [("transform", value)]


def _clip(rng: Random) -> Declarations:
    comma = rng.choice((",", ", ", " "))
    corners = comma.join(
        rng.choice(("0", "0px", "1px")) if rng.random() < 0.3 else "0" for _ in "1234"
    )
    return [("position", "absolute"), ("clip", f"rect({corners})")]


def _clip_path(rng: Random) -> Declarations:
    value = rng.choice(("inset(100%)", "inset(50%)", "circle(0)", "polygon(0 0,0 0,0 0)"))
    return [("clip-path", value), ("position", "absolute")]


def _tiny_box(rng: Random) -> Declarations:
    sides = rng.choice((("height", "width"), ("height",), ("width", "height"), ("max-height",)))
    rows = [(side, _small(rng)) for side in sides]
    rows.insert(rng.choice((0, len(rows))), ("overflow", rng.choice(("hidden", "hidden", "auto"))))
    if rng.random() < 0.4:
        rows.append(("position", rng.choice(("fixed", "absolute"))))
    return rows


def _font(rng: Random) -> Declarations:
    rows = [("font-size", _small(rng))]
    return rows + ([("line-height", _small(rng))] if rng.random() < 0.4 else [])


_SAME_COLOURS: Final = (
    ("#fff", "#ffffff", "white", "rgb(255,255,255)", "#FFFFFE", "#fefefe"),
    ("#000", "#000000", "black", "rgb(0, 0, 0)", "#010101"),
    ("#333333", "#333", "rgb(51,51,51)"),
    ("#eee", "#eeeeee", "rgb(238,238,238)"),
)

STYLES: Final[dict[str, Callable[[Random], Declarations]]] = {
    "display": _display,
    "visibility": _visibility,
    "opacity": _opacity,
    "offscreen": _offscreen,
    "margin": _margin,
    "indent": _indent,
    "transform": _transform,
    "clip": _clip,
    "clip-path": _clip_path,
    "tiny-box": _tiny_box,
    "font-size": _font,
}


def _inline(way: Callable[[Random], Declarations]) -> Callable[[Random, str], Box]:
    def make(rng: Random, tag: str) -> Box:
        attributes = [("style", style_text(rng, way(rng)))]
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


def _any_style(rng: Random) -> Declarations:
    names = list(STYLES)
    weights = [6 if name in {"display", "offscreen"} else 1 for name in names]
    return STYLES[rng.choices(names, weights)[0]](rng)


def _rule(rng: Random, tag: str) -> Box:
    name = identifier(rng, 3, 9)
    by_id = rng.random() < 0.6
    selector = ("#" if by_id else ".") + name
    if rng.random() < 0.2:
        selector = tag + selector
    rule = f"{selector}{rng.choice(('', ' '))}{{{style_text(rng, _any_style(rng))}}}"
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
    kind = attribute(rng, "type", "text/javascript") if rng.random() < 0.4 else ""
    end = rng.choice((";", ""))
    opening = open_tag(rng, tag, [("id", name)])
    return Box(opening, f"</{tag}>", script=f"<script{kind}>{code}{end}</script>")


_QUOTES: Final = ("'{}'", '"{}"')


def _written(rng: Random, tag: str) -> Box:
    opening = open_tag(rng, tag, [("style", style_text(rng, _any_style(rng)))])
    first = f"<script>document.write({javascript(rng, opening)});</script>"
    if rng.random() < 0.5:
        return Box(first, f"</{tag}>")
    return Box(first, f"<script>document.write({javascript(rng, f'</{tag}>')});</script>")


def _marquee(rng: Random, _tag: str) -> Box:
    rows = [("height", _small(rng)), ("width", _small(rng, 5)), ("scrollamount", "3000")]
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


def _textarea(rng: Random, _tag: str) -> Box:
    return Box(
        open_tag(rng, "textarea", [("style", style_text(rng, _any_style(rng)))]), "</textarea>"
    )


CONCEALMENTS: Final = (
    Concealment("none", 26, _none, "footers, comments and stuffed paragraphs hide nothing"),
    Concealment("display", 16, _inline(_display), "the most common by far"),
    Concealment("offscreen", 10, _inline(_offscreen), "second: survives naive display checks"),
    Concealment("tiny-box", 6, _inline(_tiny_box), "one or two pixels with the rest cut off"),
    Concealment("rule", 6, _rule, "kits name a box and hide it in a rule near or far"),
    Concealment("script", 6, _script, "the box is hidden after crawlers have read it"),
    Concealment("visibility", 3, _inline(_visibility), "kept in the layout, not painted"),
    Concealment("opacity", 3, _inline(_opacity), "painted, but transparent"),
    Concealment("font-size", 3, _inline(_font), "letters of no height"),
    Concealment("colour", 4, _colour, "ink on ink, the oldest of all"),
    Concealment("indent", 3, _inline(_indent), "borrowed from image replacement"),
    Concealment("margin", 2, _inline(_margin), "pulled off the page"),
    Concealment("transform", 2, _inline(_transform), "scaled to nothing or moved away"),
    Concealment("clip", 2, _inline(_clip), "borrowed from sr-only labels"),
    Concealment("clip-path", 2, _inline(_clip_path), "the modern clip"),
    Concealment("marquee", 2, _marquee, "Turkish link kits"),
    Concealment("hidden-attribute", 2, _hidden_attribute, "the standard's own way"),
    Concealment("noscript", 3, _element("noscript"), "read by crawlers, not by browsers"),
    Concealment("noframes", 1, _element("noframes"), "the same for very old pages"),
    Concealment("template", 1, _element("template"), "parsed, never shown"),
    Concealment("comment", 2, _comment, "disabled by an owner, or meant for greps"),
    Concealment("details", 1, _details, "closed by default"),
    Concealment("textarea", 1, _textarea, "a field that is itself hidden"),
    Concealment("written", 3, _written, "the opening tag is written by a script"),
)

_BY_NAME: Final = {way.name: way for way in CONCEALMENTS}
