"""Honest pages of little text: what repositories and old sites are full of.

Pages of newspapers are long, and most of what was broken into is short, so that being short came to
look like junk. Each kind is a row of a table: pages that only send their reader on, lists without a
word around them, shells of applications, notices, letters, frames, pages about the innocent things
that spam has its words from.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from sanitizer.training.generator.honest_text import innocent_links
from sanitizer.training.generator.lexicon import Lexicon
from sanitizer.training.generator.names import host as new_host
from sanitizer.training.generator.names import identifier, page_path, word
from sanitizer.training.generator.payload import plain_sentence
from sanitizer.training.generator.spelling import anchor, attribute, escape, new_line

__all__ = ["SMALL_PAGES", "SmallPage", "small_page"]

Maker = Callable[[Random, Lexicon, Sequence[str]], str]


@dataclasses.dataclass(frozen=True, slots=True)
class SmallPage:
    """A kind of honest small page: its name, how often, its maker, and what it teaches."""

    name: str
    weight: int
    make: Maker
    reason: str


def small_page(rng: Random, lexicon: Lexicon, fillers: Sequence[str]) -> str:
    """Return a whole honest page of little text."""
    row = rng.choices(SMALL_PAGES, [one.weight for one in SMALL_PAGES])[0]
    return row.make(rng, lexicon, fillers)


def _page(rng: Random, lexicon: Lexicon, title: str, body: str, head: str = "") -> str:
    """Wrap a body as careful and careless hands do; some pages have no wrapping at all."""
    if rng.random() < 0.08:
        return f"{head}{body}"
    parts = [rng.choice(('<meta charset="utf-8">', "", "")), f"<title>{escape(title)}</title>"]
    if rng.random() < 0.25:
        said = rng.choice((title, plain_sentence(rng, lexicon)))
        parts.append(f'<meta name="description"{attribute(rng, "content", said)}>')
    if rng.random() < 0.15:
        tags = [*rng.sample(lexicon.honest["tags"], k=3), rng.choice(lexicon.honest["innocent"])]
        parts.append(f'<meta name="keywords"{attribute(rng, "content", ", ".join(tags))}>')
    if rng.random() < 0.3:
        parts.append(f"<style>body{{margin:{rng.randint(0, 40)}px}}</style>")
    joint = new_line(rng)
    doctype = rng.choice(("<!DOCTYPE html>", "<!doctype html>", ""))
    language = attribute(rng, "lang", lexicon.code) if rng.random() < 0.5 else ""
    parts = [part for part in (*parts, head) if part]
    return (
        f"{doctype}{joint}<html{language}><head>{joint}{joint.join(parts)}{joint}</head>{joint}"
        f"<body>{joint}{body}{joint}</body></html>\n"
    )


def _title(rng: Random, lexicon: Lexicon) -> str:
    name = rng.choice((*lexicon.honest["menu"], *lexicon.honest["innocent"]))
    return rng.choice((name, f"{name} - {word(rng, 2, 3).title()}", plain_sentence(rng, lexicon)))


def _prose(rng: Random, lexicon: Lexicon, fillers: Sequence[str], low: int, high: int) -> str:
    """Return some sentences, of which one or another says something innocent."""
    said = [plain_sentence(rng, lexicon, fillers) for _ in range(rng.randint(low, high))]
    if rng.random() < 0.4:
        said.insert(rng.randint(0, len(said)), rng.choice(lexicon.honest["innocent"]))
    return escape(lexicon.stop.join(said) + lexicon.stop.rstrip())


def _listed(rng: Random, items: Sequence[str]) -> str:
    manner = rng.random()
    if manner < 0.6:
        tag = rng.choice(("ul", "ul", "ol"))
        return f"<{tag}>{new_line(rng).join(f'<li>{item}</li>' for item in items)}</{tag}>"
    if manner < 0.7:
        rows = "".join(f"<tr><td>{item}</td></tr>" for item in items)
        return f"<table>{rows}</table>"
    return rng.choice(("<br>", "<br/>\n", " | ", "\n", " ")).join(items)


# --- pages that send their readers on


def _moved(rng: Random, lexicon: Lexicon, fillers: Sequence[str]) -> str:
    """Send the reader to where the page is now, with a word about it or without."""
    address = f"{rng.choice(('http', 'https', 'https'))}://{_new_home(rng)}"
    quoted = _quoted(rng, address)
    refresh = f'<meta http-equiv="refresh" content="{rng.choice((0, 0, 3, 5, 10))}; url={address}">'
    go = rng.choice(("window.location.replace({})", "location={}", "window.location.href={}",
                     "location.replace({} + location.hash)", "top.location={}"))  # fmt: skip
    script = f"<script>{go.format(quoted)};</script>"
    if rng.random() < 0.2:
        script = f"<script>setTimeout(function(){{{go.format(quoted)}}},{rng.choice((0, 3000))});</script>"  # noqa: E501
    head = rng.choice((refresh, script, refresh + script))
    if rng.random() < 0.4:
        head = f'<link rel="canonical" href="{address}">{head}'
    if rng.random() < 0.3:
        head += '<meta name="robots" content="noindex">'
    if rng.random() < 0.25:
        return head if rng.random() < 0.5 else f"<html><head>{head}</head><body></body></html>"
    title = rng.choice(("Redirecting...", "Redirect", "Moved", "302 Found", _title(rng, lexicon)))
    told = rng.choice((title, _prose(rng, lexicon, fillers, 1, 2), address))
    there = anchor(rng, address, rng.choice((address, escape(title), _label(rng, lexicon))))
    body = rng.choice((f"<p>{told}</p>", f"<p>{told} {there}</p>", f"<h1>{title}</h1>{there}", ""))
    return _page(rng, lexicon, title, body, head)


def _quoted(rng: Random, address: str) -> str:
    """Return an address as a string of a script; nobody honest codes where he moved to."""
    quote = rng.choice("'\"")
    return f"{quote}{address}{quote}"


def _new_home(rng: Random) -> str:
    docs = f"{word(rng)}.{rng.choice(('github.io', 'readthedocs.io', 'gitlab.io', 'netlify.app'))}"
    host = rng.choice((new_host(rng), new_host(rng), docs))
    return f"{host}{rng.choice(('', '/', '/en/latest/', page_path(rng)))}"


def _guarded(rng: Random, lexicon: Lexicon, fillers: Sequence[str]) -> str:
    """Write a page that will not be framed, or read without encryption, under its full address."""
    home = f"{rng.choice(('http', 'https'))}://{new_host(rng)}"
    quoted = _quoted(rng, home + rng.choice(("", "/", page_path(rng))))
    script = rng.choice(
        (
            f"if (parent.frames.length == 0) {{ top.location.href = {quoted}; }}",
            f"if(top!=self)top.location={quoted};",
            f"if (window.top !== window.self) {{ window.top.location.replace({quoted}); }}",
            f"if (location.protocol != 'https:') {{ location.href = {quoted} + location.pathname; }}",  # noqa: E501
            f"if(location.hostname!='{home.split('//')[1]}'){{location.replace({quoted}+location.pathname)}}",
            f"if (!document.cookie.match(/session=/)) {{ window.location = {quoted}; }}",
        )
    )
    body = f"<h1>{escape(_title(rng, lexicon))}</h1><p>{_prose(rng, lexicon, fillers, 1, 6)}</p>"
    if rng.random() < 0.5:
        body += _form(rng, lexicon)
    return _page(rng, lexicon, _title(rng, lexicon), body, f"<script>{script}</script>")


# --- lists


def _index(rng: Random, lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """List files or packages, and nothing else."""
    names = [_name(rng) for _ in range(rng.randint(4, 150))]
    names.sort()
    base = rng.choice(("", "", "/simple/", "/pub/", f"https://{new_host(rng)}/"))
    ending = rng.choice(("", "/", ".html", ".tar.gz", ".zip", ".iso", ".txt", ".jpg", ".pdf"))
    shown = ending if rng.random() < 0.7 else ""
    made = [anchor(rng, f"{base}{name}{ending}", f"{name}{shown}") for name in names]
    if rng.random() < 0.4:
        made = [
            f"{link} {rng.randint(10, 28)}-Mar-20{rng.randint(10, 26)} {rng.randint(1, 9999)}K"
            for link in made
        ]
    title = rng.choice(("Index of /", "Simple index", "Directory listing", _label(rng, lexicon)))
    heading = f"<h1>{escape(title)}</h1>" if rng.random() < 0.6 else ""
    opening, joint, closing = rng.choice(
        (
            ("<pre>", "\n", "</pre>"),
            ("", "<br>\n", ""),
            ("", "\n", ""),
            ("<ul><li>", "</li>\n<li>", "</li></ul>"),
        )
    )
    return _page(rng, lexicon, title, f"{heading}{opening}{joint.join(made)}{closing}")


def _name(rng: Random) -> str:
    tail = rng.choice(("", "", f"-{word(rng, 1, 1)}", f"_{rng.randint(1, 99)}", word(rng, 1, 1)))
    return word(rng, 1, 3) + tail


def _links(rng: Random, lexicon: Lexicon, fillers: Sequence[str]) -> str:
    """List links, each with a word about it, or under headings."""
    parts = [f"<h1>{escape(_title(rng, lexicon))}</h1>"]
    for _ in range(rng.choice((1, 1, 2, 4))):
        items = []
        for _ in range(rng.randint(2, 12)):
            name = rng.choice((word(rng, 2, 3).title(), rng.choice(lexicon.honest["tags"])))
            link = anchor(rng, f"http://{new_host(rng)}/", escape(name))
            told = escape(plain_sentence(rng, lexicon, fillers)) if rng.random() < 0.5 else ""
            items.append(f"{link} - {told}" if told else link)
        if rng.random() < 0.4:
            parts.append(f"<h2>{escape(rng.choice(lexicon.honest['tags']))}</h2>")
        parts.append(_listed(rng, items))
    return _page(rng, lexicon, _title(rng, lexicon), new_line(rng).join(parts))


def _innocent(rng: Random, lexicon: Lexicon, fillers: Sequence[str]) -> str:
    """Speak of what spam has its words from: slots of a database, loans of a library."""
    subject = rng.choice(lexicon.honest["innocent"])
    said = (_prose(rng, lexicon, fillers, 1, 4) for _ in range(rng.choice((0, 1, 1, 2))))
    parts = [f"<h1>{escape(subject)}</h1>", *(f"<p>{text}</p>" for text in said)]
    if rng.random() < 0.8:
        parts.append(_listed(rng, innocent_links(rng, lexicon)))
    if rng.random() < 0.3:
        parts.append(
            f"<p>{escape(lexicon.comma.join(rng.sample(lexicon.honest['innocent'], k=3)))}</p>"
        )
    title = subject if rng.random() < 0.7 else _title(rng, lexicon)
    return _page(rng, lexicon, title, new_line(rng).join(parts))


def _goods(rng: Random, lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Offer a shop's goods, with old and new prices."""
    rows = []
    for _ in range(rng.randint(3, 24)):
        price = rng.randint(300, 30000) / 100
        name = f"{word(rng, 2, 3).title()} {rng.choice((word(rng), rng.randint(2, 900)))}"
        link = anchor(rng, f"/{rng.choice(('p', 'shop', 'item'))}/{identifier(rng)}", name)
        old = f"<del>{price * 1.2:.2f}</del> " if rng.random() < 0.4 else ""
        rows.append(f"{link} {old}{price:.2f} {rng.choice('€$£')}")
    said = rng.choice(lexicon.honest["innocent"])
    body = f"<h1>{escape(said)}</h1>{_listed(rng, rows)}"
    return _page(rng, lexicon, _title(rng, lexicon), body)


# --- notices, letters, forms


def _notice(rng: Random, lexicon: Lexicon, fillers: Sequence[str]) -> str:
    """Tell something in a few sentences, with a link or two to where there is more."""
    text = _prose(rng, lexicon, fillers, 1, 5)
    links = [link for link in innocent_links(rng, lexicon)[:2] if rng.random() < 0.7]
    joint = rng.choice((" ", "<br>", "</p><p>"))
    body = f"<h1>{escape(_title(rng, lexicon))}</h1><p>{joint.join((text, *links))}</p>"
    return _page(rng, lexicon, _title(rng, lexicon), body)


def _letter(rng: Random, lexicon: Lexicon, fillers: Sequence[str]) -> str:
    """Write a newsletter: its first line hidden for mailboxes, links that count, a pixel."""
    mailer = f"https://{rng.choice(('click', 'links', 'email', 'go'))}.{new_host(rng)}"
    first = escape(plain_sentence(rng, lexicon, fillers))
    hidden = rng.choice(
        ("display:none", "display:none;max-height:0;overflow:hidden", "font-size:1px;color:#fff",
         "mso-hide:all;opacity:0;height:0")
    )  # fmt: skip
    rows = []
    for _ in range(rng.randint(1, 5)):
        code = f"{rng.getrandbits(50):x}"
        link = anchor(rng, f"{mailer}/u/{code}", _label(rng, lexicon))
        rows.append(f"<tr><td><p>{_prose(rng, lexicon, fillers, 1, 3)}</p>{link}</td></tr>")
    leave = anchor(rng, f"{mailer}/unsub/{rng.randint(1, 99999)}", _label(rng, lexicon))
    pixel = f'<img src="{mailer}/o/{rng.randint(1, 99999)}.gif" width="1" height="1">'
    body = (
        f'<div style="{hidden}">{first}</div><table width="600">{"".join(rows)}'
        f'<tr><td style="font-size:10px">{leave}</td></tr></table>{pixel}'
    )
    return _page(rng, lexicon, _title(rng, lexicon), body)


def _form(rng: Random, lexicon: Lexicon) -> str:
    fields = "".join(
        f"<label>{_label(rng, lexicon)} <input name={identifier(rng)}></label>"
        for _ in range(rng.randint(1, 4))
    )
    return f'<form method="post" action="/{identifier(rng)}">{fields}<button>{_label(rng, lexicon)}</button></form>'  # noqa: E501


def _sign_in(rng: Random, lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    body = f"{_form(rng, lexicon)}<p>{anchor(rng, '/forgot', _label(rng, lexicon))}</p>"
    return _page(rng, lexicon, _label(rng, lexicon), body)


def _error(rng: Random, lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    number, said = rng.choice(((404, "Not Found"), (403, "Forbidden"), (502, "Bad Gateway")))
    title = f"{number} {said}"
    body = rng.choice(
        (
            f"<center><h1>{title}</h1></center><hr><center>nginx/1.{rng.randint(2, 24)}</center>",
            f"<h1>{said}</h1><p>{escape(rng.choice(lexicon.honest['labels']))}</p>",
        )
    )
    return _page(rng, lexicon, title, body)


def _label(rng: Random, lexicon: Lexicon) -> str:
    return escape(rng.choice((*lexicon.honest["labels"], *lexicon.honest["menu"])))


# --- pages that others fill


def _shell(rng: Random, lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Leave the page to an application: settings, a bundle, an empty box."""
    site = rng.choice(("", "", f"https://cdn.{new_host(rng)}"))
    head = (
        f'<script>window.__{identifier(rng)}={{"api":"https://api.{new_host(rng)}"}}</script>'
        f'<script defer src="{site}/static/js/main.{rng.getrandbits(32):x}.js"></script>'
    )
    body = (
        f'<noscript>{_label(rng, lexicon)}</noscript><div id="{rng.choice(("root", "app"))}"></div>'
    )
    return _page(rng, lexicon, _title(rng, lexicon), body, head)


def _embedding(rng: Random, lexicon: Lexicon, fillers: Sequence[str]) -> str:
    """Show what another site offers in a frame: a film, a map, a timetable, a form."""
    front = rng.choice(("player", "maps", "widget", "embed", "app", "www", "stats", "forms"))
    site = rng.choice(
        (f"{front}.{new_host(rng).removeprefix('www.')}", "www.youtube.com/embed",
         "player.vimeo.com/video", "www.google.com/maps/embed")
    )  # fmt: skip
    address = f"https://{site}/{rng.choice(('live', 'v', 'e', 'w', 'index.php'))}?id={rng.randint(1, 9999)}"  # noqa: E501
    size = rng.choice(
        ('width="640" height="360" allowfullscreen', 'style="border:0;height:200px;width:100%"',
         'width="100%" height="900" frameborder="0"', "")
    )  # fmt: skip
    frame = f'<iframe src="{address}" {size}></iframe>'
    said = f"<p>{_prose(rng, lexicon, fillers, 1, 3)}</p>" if rng.random() < 0.5 else ""
    heading = f"<h1>{escape(_title(rng, lexicon))}</h1>" if rng.random() < 0.5 else ""
    return _page(rng, lexicon, _title(rng, lexicon), f"{heading}{frame}{said}")


def _frames(rng: Random, lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Put pages side by side as sites of the nineties do, one of them from another host."""
    away = f"http://{new_host(rng)}/~{word(rng)}/"
    pages = rng.choice((("menu.htm", "start.htm"), ("nav.html", away), (away,), ("top.htm", away)))
    frames = "".join(f'<frame src="{one}" name="{identifier(rng)}">' for one in pages)
    other = f"<noframes><body>{anchor(rng, pages[-1], _label(rng, lexicon))}</body></noframes>"
    split = rng.choice(("180,*", "*,0", "20%,80%", "100%,*"))
    title = escape(_title(rng, lexicon))
    return (
        f'<html><head><title>{title}</title></head><frameset cols="{split}">'
        f"{frames}{other if rng.random() < 0.6 else ''}</frameset></html>"
    )


def _counted(rng: Random, lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Write a table of results, and who counts its readers."""
    rows = "".join(
        f"<tr><td>{word(rng, 2, 3).title()}</td><td>{rng.randint(0, 99)}</td></tr>"
        for _ in range(rng.randint(2, 12))
    )
    site, name = new_host(rng), word(rng)
    counter = (
        f'<a href="http://{site}/stats?u={name}"><img src="http://{site}/c.gif?u={name}" '
        'width="1" height="1" border="0"></a>'
    )
    script = f'<script src="http://{site}/js/{name}.js"></script>'
    title = _title(rng, lexicon)
    body = f"<h1>{escape(title)}</h1><table>{rows}</table>"
    return _page(rng, lexicon, title, body + rng.choice((counter, script, counter + script)))


SMALL_PAGES: Final = (
    SmallPage("moved", 16, _moved, "sends away, and nobody is wronged"),
    SmallPage("guarded", 8, _guarded, "sends away to its own address, which nothing else tells"),
    SmallPage("index", 10, _index, "a list of links without a word around it"),
    SmallPage("links", 8, _links, "links to many hosts, chosen by somebody"),
    SmallPage("innocent", 14, _innocent, "spam has its words from somewhere"),
    SmallPage("goods", 5, _goods, "prices and names without sentences"),
    SmallPage("notice", 10, _notice, "a few sentences and a link away"),
    SmallPage("letter", 5, _letter, "hidden first lines, links that count"),
    SmallPage("sign in", 2, _sign_in, "next to no words"),
    SmallPage("error", 2, _error, "next to no words"),
    SmallPage("shell", 4, _shell, "scripts and no text"),
    SmallPage("embedding", 6, _embedding, "frames of other hosts that are to be seen"),
    SmallPage("frames", 4, _frames, "pages in frames, from other hosts, too"),
    SmallPage("counted", 4, _counted, "a counter's link and script beside little text"),
)
