"""Honest things that a reader does not see: menus, dialogs, tabs, labels, traps for robots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanitizer.training.generator.concealment import conceal
from sanitizer.training.generator.names import identifier, page_path, word
from sanitizer.training.generator.payload import plain_sentence
from sanitizer.training.generator.spelling import (
    anchor,
    attribute,
    escape,
    new_line,
    open_tag,
    style_text,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from sanitizer.training.generator.lexicon import Lexicon
    from sanitizer.training.generator.place import Host

__all__ = [
    "cookie_banner",
    "custom_elements",
    "dialog",
    "empty_elements",
    "hidden_menu",
    "hidden_value",
    "honeypot",
    "screen_reader_label",
    "skip_link",
    "tabs",
]

#: How honest pages hide their parts; the other ways are left to spam and to ``skip_link``.
_WAYS = ("display", "display", "display", "hidden-attribute", "rule", "script", "visibility",
         "offscreen", "template", "noscript", "details", "tiny-box", "opacity")  # fmt: skip


def hidden_menu(rng: Random, host: Host, lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return a hidden menu of 5 to 80 of the page's own links."""
    n_links = rng.choice((rng.randint(5, 15), rng.randint(10, 40), rng.randint(40, 80)))
    made = [_menu_link(rng, host, lexicon) for _ in range(n_links)]
    gap = new_line(rng)
    if rng.random() < 0.7:
        opening = open_tag(
            rng, "ul", [("class", rng.choice(("menu", "sub-menu", identifier(rng))))]
        )
        inner = opening + gap.join(f"<li>{link}</li>" for link in made) + "</ul>"
    elif rng.random() < 0.5:
        inner = gap.join(f"<div>{link}</div>" for link in made)
    else:
        inner = rng.choice((" ", " | ", "\n")).join(made)
    return _boxed(rng, inner, rng.choice(("nav", "div", "div")))


def dialog(rng: Random, host: Host, lexicon: Lexicon, fillers: Sequence[str]) -> str:
    """Return a hidden sign-in form or notice."""
    labels = [escape(label) for label in lexicon.honest["labels"]]
    text = escape(
        lexicon.stop.join(plain_sentence(rng, lexicon, fillers) for _ in range(rng.randint(1, 4)))
    )
    fields = (
        f'<form action="{page_path(rng)}" method="post"><input name="user">'
        f'<input type="password" name="word"><button>{labels[4]}</button></form>'
    )
    form = fields if rng.random() < 0.6 else ""
    inner = f"<h3>{labels[4]}</h3><p>{text}</p>{form}<a href='#'>{labels[3]}</a>"
    if rng.random() < 0.3:
        inner += "".join(f"<p>{_menu_link(rng, host, lexicon)}</p>" for _ in range(3))
    if rng.random() < 0.3:
        hidden = 'role="dialog" aria-hidden="true" style="display: none"'
        return f'<div class="modal fade" {hidden}>{inner}</div>'
    return _boxed(rng, inner, "div")


def tabs(rng: Random, _host: Host, lexicon: Lexicon, fillers: Sequence[str]) -> str:
    """Return two to five panels of which one is shown."""
    panels = []
    for i in range(rng.randint(2, 5)):
        text = lexicon.stop.join(
            plain_sentence(rng, lexicon, fillers) for _ in range(rng.randint(2, 7))
        )
        style = attribute(rng, "style", style_text(rng, [("display", "none")])) if i else ""
        title = escape(rng.choice(lexicon.honest["tags"]))
        panels.append(f'<div class="tab-pane"{style}><h4>{title}</h4><p>{escape(text)}</p></div>')
    return new_line(rng).join(panels)


def skip_link(rng: Random, _host: Host, lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return a link past the menu, off the screen or clipped."""
    text = escape(lexicon.honest["labels"][0])
    target = f"#{rng.choice(('content', 'main', 'top', identifier(rng)))}"
    if rng.random() < 0.5:
        return anchor(rng, target, text, extras=[("class", "skip-link screen-reader-text")])
    box = conceal(rng, rng.choice(("offscreen", "clip", "tiny-box", "indent")), "div")
    return box.opening + anchor(rng, target, text) + box.closing


def screen_reader_label(rng: Random, _host: Host, lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return a label that only a screen reader says."""
    text = escape(rng.choice(lexicon.honest["labels"]))
    if rng.random() < 0.5:
        name = rng.choice(("sr-only", "visually-hidden", "assistive-text"))
        return f'<span class="{name}">{text}</span>'
    box = conceal(
        rng,
        rng.choice(("clip", "clip-path", "offscreen", "indent", "tiny-box", "font-size")),
        "span",
    )
    return box.opening + text + box.closing


def cookie_banner(rng: Random, _host: Host, lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return a banner, shown or waiting for its script."""
    text = escape(lexicon.stop.join(rng.sample(lexicon.honest["cookie"], k=rng.randint(1, 3))))
    accept, more = escape(lexicon.honest["labels"][2]), escape(lexicon.honest["menu"][7])
    inner = f'<p>{text} <a href="{page_path(rng)}">{more}</a></p><button>{accept}</button>'
    if rng.random() < 0.5:
        return f'<div id="cookie-{identifier(rng)}" class="cookie-banner">{inner}</div>'
    return _boxed(rng, inner, "div")


def honeypot(rng: Random, _host: Host, lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return a field or a link that only robots fill in or follow."""
    box = conceal(rng, rng.choice(("display", "offscreen", "tiny-box", "visibility")), "div")
    if rng.random() < 0.6:
        label = rng.choice(("E-mail", "Website", escape(lexicon.honest["menu"][3])))
        name = rng.choice(("url", "website", "email2", identifier(rng)))
        field = f'<input type="text" name="{name}" tabindex="-1" autocomplete="off">'
        inner = f"<label>{label}{field}</label>"
    else:
        path = f"/{identifier(rng)}/{rng.choice(('trap.php', 'index.php', ''))}"
        inner = anchor(
            rng, path, rng.choice(("", escape(rng.choice(lexicon.honest["menu"])), word(rng)))
        )
    return box.opening + inner + box.closing


def empty_elements(rng: Random, _host: Host, _lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return empty elements with short ids that scripts fill later."""
    n_elements = rng.randint(1, 12)
    gap = new_line(rng)
    return gap.join(
        f'<{tag} {rng.choice(("id", "id", "class"))}="{identifier(rng, 2, 8)}"></{tag}>'
        for tag in rng.choices(("div", "span", "i", "p", "section", "b", "a", "ul"), k=n_elements)
    )


def hidden_value(rng: Random, _host: Host, _lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return numbers, names of things or tokens that a script reads out of the page."""
    rows = []
    for _ in range(rng.choice((1, 1, 2, 5))):
        value = rng.choice((
            str(rng.randint(0, 99999999)), f"{rng.random() * 90:.6f}", identifier(rng, 6, 32),
            f"{identifier(rng, 2, 8)}-{rng.randint(1, 9999)}", f"{rng.randrange(16**16):016x}",
            f"{rng.randint(2004, 2026)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        ))  # fmt: skip
        box = conceal(rng, rng.choice(("display", "display", "hidden-attribute", "tiny-box")),
                      rng.choice(("span", "div", "i")))  # fmt: skip
        rows.append(f"{box.opening}{value}{box.closing}")
    return new_line(rng).join(rows)


def custom_elements(rng: Random, _host: Host, _lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return elements with names of their own: parts of formulas, icons, what a script fills."""
    prefix = rng.choice((identifier(rng, 2, 5), word(rng), "mjx", "app"))
    names = [f"{prefix}-{rng.choice((identifier(rng, 1, 4), word(rng)))}" for _ in range(5)]
    classes = [f"{prefix}-{identifier(rng, 2, 6)}" for _ in range(4)]
    hidden = ' aria-hidden="true"' if rng.random() < 0.5 else ""

    def element(n_levels: int) -> str:
        name = rng.choice(names)
        given = f' class="{rng.choice(classes)}"' if rng.random() < 0.7 else ""
        inner = "" if n_levels == 0 else "".join(
            element(n_levels - 1) for _ in range(rng.randint(1, 3))
        )  # fmt: skip
        return f"<{name}{given}>{inner}</{name}>"

    rows = (element(rng.choice((0, 0, 1, 2))) for _ in range(rng.choice((3, 8, 20))))
    return f"<span{hidden}>{''.join(rows)}</span>"


def _menu_link(rng: Random, host: Host, lexicon: Lexicon) -> str:
    """One of the page's own links as it stands in the source, else one with a word of a menu."""
    if host.links and rng.random() < 0.85:
        address, text = rng.choice(host.links)
        return f'<a href="{address.replace(chr(34), "")}">{text}</a>'
    return anchor(
        rng, page_path(rng), escape(rng.choice((*lexicon.honest["menu"], *lexicon.honest["tags"])))
    )


def _boxed(rng: Random, inner: str, tag: str) -> str:
    box = conceal(rng, rng.choice(_WAYS), tag)
    return f"{box.style}{box.opening}{inner}{box.closing}{box.script}"
