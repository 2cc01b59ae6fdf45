"""The matrix of hiding: ways in which a text is hidden, and look-alikes in which it is seen.

A way that is a list of declarations is spelled in several manners (attribute, sheet, case, spaces,
comments, ``!important``); the others are pages of their own. Every page holds the words of `TARGET`
once, and the table says whether a reader sees them. `tests/browser` asks Chromium the same.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["HIDDEN", "SEEN", "TARGET", "Case", "page_of"]

TARGET = "quartz lamp"


class Case(NamedTuple):
    """One page: the way it is made, how that is spelled, and its source."""

    way: str
    spelling: str
    source: str


def page_of(body: str, head: str = "", root: str = "<!doctype html><html>") -> str:
    """Return a page of three paragraphs of which `body` is the middle one."""
    return (
        f'{root}<head><meta charset="utf-8"><title>Page</title>{head}</head>'
        f"<body><p>First paragraph.</p>{body}<p>Last paragraph.</p></body></html>"
    )


#: Way → declarations on a ``<div>`` that hide it.
_HIDING_DECLARATIONS = {
    "display none": "display:none",
    "visibility hidden": "visibility:hidden",
    "visibility collapse": "visibility:collapse",
    "opacity zero": "opacity:0",
    "opacity one percent": "opacity:0.01",
    "opacity zero percent": "opacity:0%",
    "opacity without leading zero": "opacity:.0",
    "opacity by filter": "filter:opacity(0)",
    "opacity by filter in percent": "filter:opacity(0%)",
    "absolute far left": "position:absolute;left:-9999px",
    "absolute far up": "position:absolute;top:-9999px",
    "fixed far left and up": "position:fixed;left:-9000px;top:-9000px",
    "absolute from far right": "position:absolute;right:9999px",
    "absolute from far below": "position:absolute;bottom:9999px",
    "absolute far left in em": "position:absolute;left:-999em",
    "absolute far left in points": "position:absolute;left:-5000pt",
    "absolute far left in inches": "position:absolute;left:-100in",
    "absolute far left by calc": "position:absolute;left:calc(-100vw - 2000px)",
    "absolute far left by inset": "position:absolute;inset:auto auto auto -9999px",
    "absolute by its own width": "position:absolute;left:-300px;width:300px",
    "absolute far right": "position:absolute;left:9999px",
    "relative far left": "position:relative;left:-5000px",
    "relative from far right": "position:relative;right:5000px",
    "relative far up": "position:relative;top:-5000px",
    "fixed below the window": "position:fixed;top:200vh",
    "fixed right of the window": "position:fixed;left:150vw",
    "margin far left": "margin-left:-9999px",
    "margin far left as shorthand": "margin:0 0 0 -9999px",
    "margin far left, logical": "margin-inline-start:-9999px",
    "margin far up": "margin-top:-9999px",
    "indent far left": "text-indent:-9999px",
    "indent far left in em": "text-indent:-999em",
    "indent out of the box": "text-indent:100%;white-space:nowrap;overflow:hidden",
    "moved far left": "transform:translateX(-9999px)",
    "moved far left and up": "transform:translate(-9999px,-9999px)",
    "moved far left in space": "transform:translate3d(-9999px,0,0)",
    "moved far up": "transform:translateY(-9999px)",
    "moved by matrix": "transform:matrix(1,0,0,1,-9999,0)",
    "moved by translate": "translate:-9999px",
    "clip rect of nothing": "position:absolute;clip:rect(0,0,0,0)",
    "clip rect of nothing, old form": "position:absolute;clip:rect(0 0 0 0)",
    "clip rect of one point": "position:absolute;clip:rect(1px,1px,1px,1px)",
    "clip rect, fixed": "position:fixed;clip:rect(0px,0px,0px,0px)",
    "clip path inset half": "clip-path:inset(50%)",
    "clip path inset all": "clip-path:inset(100%)",
    "clip path circle": "clip-path:circle(0)",
    "clip path circle with place": "clip-path:circle(0px at 50% 50%)",
    "clip path ellipse": "clip-path:ellipse(0 0)",
    "clip path polygon": "clip-path:polygon(0 0,0 0,0 0)",
    "height zero": "height:0;overflow:hidden",
    "height zero in points": "height:0pt;overflow:hidden",
    "height zero, scrolled": "height:0;overflow:auto",
    "height zero, clipped": "height:0;overflow:clip",
    "height of one pixel": "height:1px;overflow-y:hidden",
    "width zero": "width:0;overflow:hidden",
    "one pixel box": "width:1px;height:1px;overflow:hidden",
    "box of two pixels": "width:2px;height:2px;overflow:hidden",
    "height of three pixels": "height:3px;overflow:hidden",
    "width of three pixels": "max-width:3px;overflow:clip",
    "largest height zero": "max-height:0;overflow:hidden",
    "largest width zero": "max-width:0;overflow:hidden",
    "for screen readers only": (
        "position:absolute;width:1px;height:1px;margin:-1px;padding:0;overflow:hidden;"
        "clip:rect(0,0,0,0);border:0"
    ),
    "font size zero": "font-size:0",
    "font size one pixel": "font-size:1px",
    "font size of less than a point": "font-size:.5pt",
    "font size two pixels": "font-size:2px",
    "font shorthand of size zero": "font:0/0 a",
    "white on the white page": "color:#fff",
    "nearly white on the white page": "color:#fefefe",
    "white by name": "color:white",
    "transparent colour": "color:transparent",
    "colour without alpha": "color:rgba(0,0,0,0)",
    "own background in hex": "color:#123456;background:#123456",
    "own background by name": "color:black;background-color:black",
    "own background in two notations": "color:rgb(18,52,86);background:#123456",
    "own background in hsl": "color:hsl(0,0%,50%);background:#808080",
    "scale zero": "transform:scale(0)",
    "scale zero across": "transform:scaleX(0)",
    "scale zero down": "transform:scaleY(0)",
    "scale property zero": "scale:0",
    "turned on its edge": "transform:rotateY(90deg)",
    "matrix of nothing": "transform:matrix(0,0,0,0,0,0)",
    "content visibility hidden": "content-visibility:hidden",
}

#: Way → whole body, and style sheet. All hidden.
_HIDING_PAGES = {
    "attribute hidden": (f"<div hidden>{TARGET}</div>", ""),
    "attribute hidden with value": (f'<p HIDDEN="hidden">{TARGET}</p>', ""),
    "attribute hidden until found": (f'<div hidden="until-found">{TARGET}</div>', ""),
    "popover": (f"<div popover>{TARGET}</div>", ""),
    "template": (f"<template><p>{TARGET}</p></template>", ""),
    "noscript": (f"<noscript><p>{TARGET}</p></noscript>", ""),
    "closed details": (f"<details><summary>More</summary><p>{TARGET}</p></details>", ""),
    "bare text of closed details": (f"<details><summary>More</summary>{TARGET}</details>", ""),
    "closed dialog": (f"<dialog><p>{TARGET}</p></dialog>", ""),
    "data list": (f"<datalist><option>{TARGET}</option></datalist>", ""),
    "fallback of a canvas": (f"<canvas><p>{TARGET}</p></canvas>", ""),
    "fallback of a video": (f"<video><p>{TARGET}</p></video>", ""),
    "fallback of an audio": (f"<audio controls><p>{TARGET}</p></audio>", ""),
    "fallback of a meter": (f'<meter value=".5">{TARGET}</meter>', ""),
    "fallback of a progress bar": (f"<progress>{TARGET}</progress>", ""),
    "ruby parenthesis": (f"<ruby>a<rp>{TARGET}</rp><rt>b</rt></ruby>", ""),
    "option of a drop-down list": (
        f"<select><option>One</option><option>{TARGET}</option></select>", "",
    ),
    "definitions of a drawing": (
        f"<svg><defs><text>{TARGET}</text></defs></svg>", "",
    ),
    "white font element": (f'<font color="#FFFFFF">{TARGET}</font>', ""),
    "font element on a table's background": (
        f'<table bgcolor="#000000"><tr><td><font color="black">{TARGET}</font></td></tr></table>',
        "",
    ),
    "moving text of one pixel": (
        f'<marquee width="1" height="1">{TARGET}</marquee>', "",
    ),
    "behind the body": (
        f'<div style="position:relative;z-index:-1">{TARGET}</div>',
        "html{background:#fff}body{background:#eee}",
    ),
    "behind a wrapper": (
        f'<div class="w"><div style="position:absolute;z-index:-5">{TARGET}</div></div>',
        ".w{background:#eee;height:200px}",
    ),
    "inside a hidden parent": (f'<div style="display:none"><p><b>{TARGET}</b></p></div>', ""),
    "visible inside a box that is none": (
        f'<div style="display:none"><p style="display:block;visibility:visible">{TARGET}</p></div>',
        "",
    ),
    "inherited visibility": (f'<div style="visibility:hidden"><p><i>{TARGET}</i></p></div>', ""),
    "inherited font size": (f'<div style="font-size:0"><h2>{TARGET}</h2></div>', ""),
    "relative size of nothing": (
        f'<div style="font-size:0"><p style="font-size:2em">{TARGET}</p></div>', "",
    ),
    "product of opacities": (
        f'<div style="opacity:.1"><p style="opacity:.1">{TARGET}</p></div>', "",
    ),
    "child combinator": (f'<div id="a"><p>{TARGET}</p></div>', "#a>p{display:none}"),
    "descendant": (f'<div class="a"><div><p>{TARGET}</p></div></div>', ".a p{display:none}"),
    "next sibling": (f'<h2>Head</h2><p>{TARGET}</p>', "h2+p{display:none}"),
    "later sibling": (f'<h2>Head</h2><p>a</p><div>{TARGET}</div>', "h2~div{display:none}"),
    "attribute selector": (f'<p data-x="ab">{TARGET}</p>', '[data-x^="a"]{display:none}'),
    "attribute that contains": (f'<p class="xyz">{TARGET}</p>', "[class*=y]{display:none}"),
    "attribute without case": (f'<p data-x="AB">{TARGET}</p>', "[data-x=ab i]{display:none}"),
    "negation": (f'<p class="b">{TARGET}</p>', "body>p:not(:first-child,:last-child){display:none}"),  # noqa: E501
    "nth child": (f"<p>{TARGET}</p>", "p:nth-child(2){display:none}"),
    "nth last child": (f"<p>{TARGET}</p>", "p:nth-last-child(2n){display:none}"),
    "last of its type": (f"<section>{TARGET}</section>", "section:last-of-type{display:none}"),
    "one of a list": (f'<p class="b">{TARGET}</p>', "h1,.a,.b,.c{display:none}"),
    "is": (f'<p class="b">{TARGET}</p>', ":is(.a,.b){display:none}"),
    "has": (f'<p class="b">{TARGET}<b></b></p>', "p:has(>b){display:none}"),
    "escaped class": (f'<p class="md:x">{TARGET}</p>', ".md\\:x{display:none}"),
    "escaped property": (f'<p class="b">{TARGET}</p>', ".b{d\\69splay:n\\6fne}"),
    "nested rule": (f'<div class="a"><p>{TARGET}</p></div>', ".a{color:#111;p{display:none}}"),
    "nested rule with ampersand": (f'<p class="a b">{TARGET}</p>', ".a{&.b{display:none}}"),
    "screen media": (f'<p class="b">{TARGET}</p>', "@media screen{.b{display:none}}"),
    "wide media": (f'<p class="b">{TARGET}</p>', "@media (min-width:64em){.b{display:none}}"),
    "range media": (f'<p class="b">{TARGET}</p>', "@media (width>=1000px){.b{display:none}}"),
    "supports": (f'<p class="b">{TARGET}</p>', "@supports(display:grid){.b{display:none}}"),
    "layer": (f'<p class="b">{TARGET}</p>', "@layer base{.b{display:none}}"),
    "later layer": (
        f'<p class="b">{TARGET}</p>',
        ("@layer one,two;@layer two{.b{display:none}}" "@layer one{.b{display:block}}"),
    ),
    "important in the earlier layer": (
        f'<p class="b">{TARGET}</p>',
        ("@layer one,two;@layer one{.b{display:none!important}}" ".b{display:block!important}"),
    ),
    "later rule": (f'<p class="b">{TARGET}</p>', ".b{display:block}.b{display:none}"),
    "stronger rule": (f'<p id="c" class="b">{TARGET}</p>', "#c{display:none}.b{display:block}"),
    "important rule": (
        f'<p class="b" style="display:block">{TARGET}</p>', ".b{display:none!important}",
    ),
    "variable": (f'<p class="b">{TARGET}</p>', ":root{--d:none}.b{display:var(--d)}"),
    "variable that is missing": (f'<p class="b">{TARGET}</p>', ".b{display:var(--e,none)}"),
    "string with a brace before": (
        f'<p class="b">{TARGET}</p>', '.q{content:"}"}.b{display:none}',
    ),
    "string with a comment before": (
        f'<p class="b">{TARGET}</p>', '.q{content:"/*"}.b{display:none}',
    ),
    "sheet that is not closed": (f'<p class="b">{TARGET}</p>', ".b{display:none"),
    "broken declaration before": (f'<p class="b">{TARGET}</p>', ".b{color:;;foo;display:none}"),
    "statement before": (
        f'<p class="b">{TARGET}</p>', '@charset "utf-8";@import "x.css";.b{display:none}',
    ),
    "invalid value after": (f'<p class="b">{TARGET}</p>', ".b{display:none;display:blck}"),
    "entity in the attribute": (f'<p style="display&#58;none">{TARGET}</p>', ""),
    "attribute without quotes": (f"<p style=display:none>{TARGET}</p>", ""),
    "first of two style attributes": (
        f'<p style="display:none" style="display:block">{TARGET}</p>', "",
    ),
    "frames end that hide": (
        f'<p class="b">{TARGET}</p>', "@keyframes k{to{opacity:1}}.b{opacity:0;animation:k 1s}",
    ),
}  # fmt: skip

#: Way → declarations on a ``<div>`` that look like hiding and are not.
_SEEN_DECLARATIONS = {
    "overflow hidden alone": "overflow:hidden",
    "faint": "opacity:.3",
    "a little to the left": "position:relative;left:-5px",
    "left without position": "left:-9999px",
    "left without unit": "position:absolute;left:-9999",
    "below the fold": "position:absolute;top:5000px",
    "small negative margin": "margin-left:-8px;margin-top:-4px",
    "first-line indent": "text-indent:2em",
    "hanging indent": "text-indent:-5px;padding-left:10px",
    "centred by half of itself": (
        "position:absolute;left:50%;top:50%;transform:translate(-50%,-50%)"
    ),
    "mirrored": "transform:scaleX(-1)",
    "upside down": "transform:rotate(180deg)",
    "half size": "transform:scale(.5)",
    "clip without position": "clip:rect(0,0,0,0)",
    "clip of auto": "position:absolute;clip:rect(auto,auto,auto,auto)",
    "clip path none": "clip-path:none",
    "clip path of little": "clip-path:inset(2px)",
    "clip path circle of half": "clip-path:circle(90%)",
    "clip path polygon of all": "clip-path:polygon(0 0,100% 0,100% 100%,0 100%)",
    "height zero that flows over": "height:0",
    "width zero that flows over": "width:0",
    "height of a line": "height:14px;overflow:hidden",
    "three pixels that flow over": "width:3px;height:3px",
    "one pixel box that flows over": "width:1px;height:1px",
    "height zero with padding": "height:0;overflow:hidden;padding-bottom:60px",
    "least height": "height:0;min-height:40px;overflow:hidden",
    "small font": "font-size:11px",
    "tiny in em": "font-size:.01em",
    "white on black": "color:#fff;background:#000",
    "white on an image": "color:#fff;background:url(x.png)",
    "white on a gradient": "color:#fff;background:linear-gradient(#000,#333)",
    "white with a shadow": "color:#fff;text-shadow:0 0 3px #000",
    "grey on white": "color:#999",
    "content visibility auto": "content-visibility:auto",
    "negative z-index over nothing": "position:relative;z-index:-1",
    "value that does not exist": "display:nonee",
    "none that is overridden": "display:none;display:block",
    "property that does not exist": "displays:none",
    "visible": "visibility:visible",
    "indent on a flexible line": "text-indent:0;overflow:hidden",
}

_SEEN_PAGES = {
    "class hidden without sheets": (f'<div class="hidden md:block">{TARGET}</div>', ""),
    "name that says hidden": (f'<div id="hidden-gems">{TARGET}</div>', ""),
    "class d-none without sheets": (f'<div class="d-none">{TARGET}</div>', ""),
    "hidden to screen readers": (f'<div aria-hidden="true">{TARGET}</div>', ""),
    "style in another attribute": (f'<div data-style="display:none">{TARGET}</div>', ""),
    "open details": (f"<details open><summary>More</summary><p>{TARGET}</p></details>", ""),
    "summary of closed details": (f"<details><summary>{TARGET}</summary>x</details>", ""),
    "open dialog": (f"<dialog open>{TARGET}</dialog>", ""),
    "hidden that is shown by a sheet": (f"<div hidden>{TARGET}</div>", "div{display:block}"),
    "visible in a hidden parent": (
        f'<div style="visibility:hidden"><p style="visibility:visible">{TARGET}</p></div>', "",
    ),
    "font size in a parent of none": (
        f'<div style="font-size:0"><span style="font-size:16px">{TARGET}</span></div>', "",
    ),
    "black in a white parent": (
        f'<div style="color:#fff"><p style="color:#000">{TARGET}</p></div>', "",
    ),
    "white parent with a dark child": (
        f'<div style="color:#fff"><p style="background:#222">{TARGET}</p></div>', "",
    ),
    "black page": (f'<p style="color:#fff">{TARGET}</p>', "body{background:#000}"),
    "black page by attribute": (f'<font color="white">{TARGET}</font>', "html{background:#111}"),
    "indent on an inline box": (f'<p><span style="text-indent:-9999px">{TARGET}</span></p>', ""),
    "transform on an inline box": (f'<p><b style="transform:scale(0)">{TARGET}</b></p>', ""),
    "size on an inline box": (
        f'<p><b style="width:0;height:0;overflow:hidden">{TARGET}</b></p>', "",
    ),
    "height on a table cell": (
        f'<table><tr><td style="height:1px;overflow:hidden">{TARGET}</td></tr></table>', "",
    ),
    "positioned out of a flat box": (
        f'<div style="height:0;overflow:hidden"><p style="position:absolute">{TARGET}</p></div>', "",  # noqa: E501
    ),
    "moved and moved back": (
        f'<div style="position:relative;left:-2000px;transform:translateX(2000px)">{TARGET}</div>',
        "",
    ),
    "other class": (f'<p class="bb">{TARGET}</p>', ".b{display:none}"),
    "other case of a class": (f'<p class="B">{TARGET}</p>', ".b{display:none}"),
    "print media": (f'<p class="b">{TARGET}</p>', "@media print{.b{display:none}}"),
    "narrow media": (f'<p class="b">{TARGET}</p>', "@media(max-width:600px){.b{display:none}}"),
    "not screen": (f'<p class="b">{TARGET}</p>', "@media not screen{.b{display:none}}"),
    "supports not": (
        f'<p class="b">{TARGET}</p>', "@supports not (display:grid){.b{display:none}}",
    ),
    "hover": (f'<p class="b">{TARGET}</p>', ".b:hover{display:none}"),
    "before": (f'<p class="b">{TARGET}</p>', ".b::before,.b:after{display:none}"),
    "void list": (f'<p class="b">{TARGET}</p>', ".b,.b:-moz-foo{display:none}"),
    "weaker rule": (f'<p id="c" class="b">{TARGET}</p>', "#c{display:block}.b{display:none}"),
    "earlier rule": (f'<p class="b">{TARGET}</p>', ".b{display:none}p.b{display:block}"),
    "attribute over rule": (f'<p class="b" style="display:block">{TARGET}</p>', ".b{display:none}"),
    "layer under the rest": (
        f'<p class="b">{TARGET}</p>', ".b{display:block}@layer x{p.b{display:none}}",
    ),
    "commented rule": (f'<p class="b">{TARGET}</p>', "/*.b{display:none}*/"),
    "sheet of frames": (f'<p class="b">{TARGET}</p>', "@keyframes b{to{display:none}}"),
    "animation that ends seen": (
        f'<p class="b">{TARGET}</p>', "@keyframes k{to{opacity:1}}.b{opacity:0;animation:k 1s both}",  # noqa: E501
    ),
    "nth child of another": (f"<p>{TARGET}</p>", "p:nth-child(2n+1){color:#fff}p:nth-child(2){color:red}"),  # noqa: E501
    "sibling of another": (f"<p>{TARGET}</p>", "div+p{display:none}"),
    "variable that is set": (f'<p class="b">{TARGET}</p>', ".b{--d:block;display:var(--d,none)}"),
    "sheet of another type": (f'<style type="text/plain">p{{display:none}}</style><p>{TARGET}</p>', ""),  # noqa: E501
    "sheet for print": (f'<style media="print">p{{display:none}}</style><p>{TARGET}</p>', ""),
    "sheet in noscript": (f"<noscript><style>p{{display:none}}</style></noscript><p>{TARGET}</p>", ""),  # noqa: E501
    "sheet in a template": (f"<template><style>p{{display:none}}</style></template><p>{TARGET}</p>", ""),  # noqa: E501
    "sheet in a comment": (f"<!--<style>p{{display:none}}</style>--><p>{TARGET}</p>", ""),
    "text area": (f"<textarea>{TARGET}</textarea>", ""),
    "button": (f"<button>{TARGET}</button>", ""),
    "unknown element": (f"<x-y>{TARGET}</x-y>", ""),
    "text of a drawing": (f'<svg><text y="20">{TARGET}</text></svg>', ""),
    "list box": (f'<select size="3"><option>One</option><option>{TARGET}</option></select>', ""),
}  # fmt: skip


def _spellings(way: str, declarations: str) -> list[Case]:
    shouted = "; ".join(f"{name.upper()} :  {value}" for name, value in _pairs(declarations))
    urgent = ";".join(f"{name}:{value} !important" for name, value in _pairs(declarations))
    commented = ";".join(
        f"/* a */{name}/**/:/* b */{value}" for name, value in _pairs(declarations)
    )
    element = f'<div class="box" id="box">{TARGET}</div>'
    return [
        Case(way, "attribute", page_of(f'<div style="{declarations}">{TARGET}</div>')),
        Case(way, "shouted", page_of(f"<DIV STYLE=' {shouted} ; '>{TARGET}</DIV>")),
        Case(way, "important", page_of(f'<div style="{urgent}">{TARGET}</div>')),
        Case(way, "comments", page_of(f'<div style="{commented}">{TARGET}</div>')),
        Case(way, "rule by class", page_of(element, f"<style>.box{{{declarations}}}</style>")),
        Case(
            way, "rule by id",
            page_of(element, f"<style>\n/* x */\nbody  #box {{\n  {commented};\n}}\n</style>"),
        ),
    ]  # fmt: skip


def _pairs(declarations: str) -> list[tuple[str, str]]:
    pairs = []
    for declaration in declarations.split(";"):
        name, _, value = declaration.partition(":")
        pairs.append((name, value))
    return pairs


def _cases(declared: dict[str, str], pages: dict[str, tuple[str, str]]) -> list[Case]:
    cases = []
    for way, declarations in declared.items():
        cases += _spellings(way, declarations)
    for way, (body, css) in pages.items():
        cases.append(Case(way, "page", page_of(body, f"<style>{css}</style>" if css else "")))
    return cases


HIDDEN = _cases(_HIDING_DECLARATIONS, _HIDING_PAGES)
SEEN = _cases(_SEEN_DECLARATIONS, _SEEN_PAGES)
