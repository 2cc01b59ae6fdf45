"""Honest scripts and frames: tag managers, counters, trackers, advertising of no size.

The vendors' own hosts stand beside invented ones, so that their *shape* is learnt and not a list.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Final

from sanitizer.training.generator.names import host as new_host
from sanitizer.training.generator.names import identifier, word
from sanitizer.training.generator.packing import as_data, as_digits, pack, run_decoded, scatter
from sanitizer.training.generator.spelling import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from sanitizer.training.generator.lexicon import Lexicon
    from sanitizer.training.generator.place import Host

__all__ = [
    "advertising_frame",
    "async_loader",
    "counter",
    "mail_protection",
    "packed_script",
    "site_script",
    "tag_manager",
    "written_tracker",
]


def _vendor(rng: Random, *known: str) -> str:
    front = rng.choice(("cdn", "static", "tags", "stats", "js", "pixel", "analytics"))
    return rng.choice((*known, f"{front}.{new_host(rng).removeprefix('www.')}"))


def tag_manager(rng: Random, _host: Host, _lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return the frame that a tag manager puts into ``noscript``."""
    site = _vendor(rng, "www.googletagmanager.com")
    address = f"https://{site}/ns.html?id=GTM-{identifier(rng, 5, 7).upper()}"
    hidden = 'height="0" width="0" style="display:none;visibility:hidden"'
    return f'<noscript><iframe src="{address}" {hidden}></iframe></noscript>'


def counter(rng: Random, _host: Host, _lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return a counter's picture, with a link to its maker, often in a hidden box."""
    site = _vendor(rng, "mc.yandex.ru", "counter.yadro.ru", "sb.scorecardresearch.com")
    number = rng.randint(1000, 99999999)
    away = 'style="position:absolute; left:-9999px"'
    picture = f'<img src="//{site}/hit?{number}" width="1" height="1" alt="" {away}>'
    manner = rng.random()
    if manner < 0.3:
        return f"<noscript><div>{picture}</div></noscript>"
    if manner < 0.5:
        source = f"https://{site}/p?s={number}&amp;t={identifier(rng, 8, 40)}"
        pixel = f'<img width=1 height=1 alt="" src="{source}">'
        return f'<noscript><div style="position:absolute;">{pixel}</div></noscript>'
    name = word(rng, 2, 3).title()
    return f'<div style="display:none"><a href="http://{site}/">{picture}{name} stats</a></div>'


def written_tracker(rng: Random, _host: Host, _lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return ``document.write(unescape(…))`` of an analytics script."""
    site = _vendor(rng, "www.google-analytics.com")
    name = rng.choice(("ga.js", "urchin.js", "piwik.js", "count.js", "stat.php"))
    code = f"<script src='//{site}/{name}' type='text/javascript'></script>"
    if rng.random() < 0.5:
        written = f'document.write(unescape("{percent(code)}"));'
    else:
        split = code.replace("<script", "%3Cscript").replace("></script>", "%3E%3C/script%3E")
        written = f'document.write(unescape("{split}"));'
    return f'<script type="text/javascript">{written}</script>'


def async_loader(rng: Random, _host: Host, _lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return the snippet that loads a vendor's script beside the page."""
    site = _vendor(rng, "connect.facebook.net", "www.googletagmanager.com", "cdn.taboola.com")
    account = f"{rng.choice(('UA', 'G', 'AW'))}-{rng.randint(10000, 9999999)}-{rng.randint(1, 9)}"
    name = rng.choice(("gtag/js", "loader.js", "sdk.js", "tag.min.js"))
    if rng.random() < 0.4:
        return f'<script async src="https://{site}/{name}?id={account}"></script>'
    return (
        "<script>(function(d,t){var s=d.createElement(t),x=d.getElementsByTagName(t)[0];"
        "s.async=true;"
        f"s.src='//{site}/{name}';x.parentNode.insertBefore(s,x);}})(document,'script');"
        f"var _q=_q||[];_q.push(['setAccount','{account}']);</script>"
    )


def advertising_frame(rng: Random, _host: Host, _lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return a frame of no size that counts an advertisement."""
    site = _vendor(rng, "fls.doubleclick.net", "ads.example.com")
    kind, order = identifier(rng, 4, 6), rng.randint(1, 9)
    query = f"activityi;src={rng.randint(100000, 999999)};type={kind};ord={order}"
    hidden = 'width="0" height="0" frameborder="0" style="display:none"'
    return f'<iframe src="//{site}/{query}?" {hidden}></iframe>'


def mail_protection(rng: Random, _host: Host, _lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return a script that writes an address of the site so that no robot can collect it."""
    site = new_host(rng).removeprefix("www.")
    link = f'<a href="mailto:{word(rng)}@{site}">{word(rng)}@{site}</a>'
    makers = [row[0] for row in _MAIL_WRITERS]
    make = rng.choices(makers, [row[1] for row in _MAIL_WRITERS])[0]
    return f"<script>{make(rng, link)}</script>"


def _mail_in_codes(_rng: Random, link: str) -> str:
    return f"document.write(String.fromCharCode({','.join(str(ord(char)) for char in link)}))"


def _mail_in_a_loop(rng: Random, link: str) -> str:
    name = identifier(rng, 3, 12)
    pieces = ",".join(f'"{_coded(rng, char)}"' for char in link)
    return (
        f"var {name}=[{pieces}];for(var i=0;i<{name}.length;i++)document.write('&#'+{name}[i]+';');"
    )


def _mail_in_escapes(_rng: Random, link: str) -> str:
    return f'document.write(unescape("{percent(link)}"));'


def _mail_that_runs(rng: Random, link: str) -> str:
    """Write the address by code that is decoded first, as protectors of the nineties do."""
    quoted = link.replace("'", "\\'")
    return run_decoded(rng, f"document.write('{quoted}')")


def _mail_in_pieces(_rng: Random, link: str) -> str:
    user, rest = link.split("@", 1)
    front = user.replace("'", "\\'")
    return f"document.write('{front}'+'@'+'{rest.replace('/', chr(92) + '/')}');"


def _mail_in_two_lists(rng: Random, link: str) -> str:
    """Write the address and the words under it from a list each, a character at a time."""
    name = identifier(rng, 3, 12)
    address, _, shown = link.partition(">")
    lists = []
    for number, text in enumerate((address[16:-1], shown.removesuffix("</a>"))):
        codes = ",".join(f'"{_coded(rng, char)}"' for char in text)
        lists.append(f"var {name}{number}=[{codes}];")
    loops = "".join(
        f"for(var i=0;i<{name}{number}.length;i++)document.write('&#'+{name}{number}[i]+';');{then}"
        for number, then in enumerate(("document.write('\">');", "document.write('</a>');"))
    )
    scheme = "".join(f"&#{_coded(rng, char)};" for char in "mailto:")
    scheme = scheme if rng.random() < 0.5 else "mailto:"
    return f"{''.join(lists)}document.write('<a href=\"{scheme}');{loops}"


_MAIL_WRITERS: Final[tuple[tuple[Callable[[Random, str], str], int], ...]] = (
    (_mail_in_codes, 30),
    (_mail_in_a_loop, 25),
    (_mail_in_two_lists, 12),
    (as_digits, 7),
    (_mail_in_escapes, 10),
    (_mail_that_runs, 8),
    (_mail_in_pieces, 10),
)


def _coded(rng: Random, char: str) -> str:
    return f"x{ord(char):x}" if rng.random() < 0.5 else str(ord(char))


#: Pages that nobody may put into a frame: hidden until they know that nobody has.
_NOT_FRAMED: Final = (
    "if(self==top)document.documentElement.style.visibility='visible';else top.location=self.location;",  # noqa: E501
    "if(top!=self)top.location.replace(self.location);else document.body.style.display='block';",
)


def site_script(rng: Random, _host: Host, _lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return a script of the page's own: hiding, referrer and user agent for honest reasons."""
    if rng.random() < 0.3:
        return f'<script src="/js/{identifier(rng)}.min.js?v={rng.randint(1, 99)}"></script>'
    return f"<script>{_site_code(rng)}</script>"


def packed_script(rng: Random, _host: Host, _lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return some lines of a library or of the site's own code as its maker packed them."""
    code = "".join(_site_code(rng) for _ in range(rng.choice((1, 2, 5, 12, 40))))
    if rng.random() < 0.5:
        calls = (f"$('.{identifier(rng)}').{word(rng)}({rng.randint(1, 900)});" for _ in range(9))
        code += "jQuery(function($){" + "".join(calls) + "});"
    if rng.random() < 0.3:  # themes guard the link to their maker
        maker = f"http://{new_host(rng)}/"
        code += f"document.getElementById('{word(rng)}').setAttribute('href','{maker}');"
    manner = rng.random()
    if manner < 0.15:
        return f'<script src="{as_data(code)}" defer></script>'
    return f"<script>{pack(rng, code) if manner < 0.65 else scatter(rng, code)}</script>"


_ENGINES: Final = ("google", "bing", "yahoo", "yandex", "duckduckgo", "baidu")


def _settings(rng: Random) -> str:
    """Return settings as caching plug-ins write them."""
    data = {identifier(rng): rng.randint(0, 999), "url": f"https://{new_host(rng)}/wp-json"}
    return base64.b64encode(json.dumps(data).encode("ascii")).decode("ascii")


def _site_code(rng: Random) -> str:
    name = identifier(rng)
    return rng.choice(
        (
            f"document.getElementById('{name}').style.display='none';",
            f"var {name}={{locale:'en',ajax:'/admin/ajax.php',ref:document.referrer}};",
            f"if(/iPad|iPhone/.test(navigator.userAgent)){{document.body.className+=' {name}';}}",
            "document.documentElement.className=document.documentElement.className.replace('no-js','js');",
            f"window.onload=function(){{if(window.top!==window.self)window.top.location=window.self.location;{name}();}};",
            f"document.write('<div id=\"{name}\"></div>');",
            f"if(/Android|iPhone/i.test(navigator.userAgent)){{location.href='/m/?{name}';}}",
            f"if(document.referrer.indexOf('{rng.choice(_ENGINES)}')!=-1){{{name}('search');}}",
            f"if(!confirm('18+'))location.href='https://www.{rng.choice(_ENGINES)}.com/';",
            f"var {name}=JSON.parse(atob('{_settings(rng)}'));",
            f"location.href='/{name}/'+document.referrer;",
            *_like_attacks(rng, name),
            *_NOT_FRAMED,
        )
    )


def _like_attacks(rng: Random, name: str) -> tuple[str, ...]:
    """Return what pages do with the means of those who attack their readers."""
    asked = "Notification.requestPermission().then(function(p){if(p==='granted')"
    share = f"https://{_vendor(rng, 'www.facebook.com')}/sharer?u="
    opened = f"window.open('https://{new_host(rng)}/');"
    copied = "navigator.clipboard.writeText(this.dataset.code);"
    return (
        f"if('Notification' in window){asked}navigator.serviceWorker.register('/sw.js');}});",
        f"document.getElementById('{name}').onclick=function(){{{copied}}};",
        f"window.onbeforeunload=function(){{if({name})return 'Leave without saving?';}};",
        f"function {name}(){{window.open('{share}'+encodeURIComponent(location.href),'');}}",
        f"new Image().src='https://{_vendor(rng)}/p.gif?r='+encodeURIComponent(document.referrer);",
        f"if(/checkout/.test(location.pathname))document.getElementById('{name}').style.top='0';",
        f"alert('{word(rng).title()}: +1-8{rng.randint(0, 99):02}-555-{rng.randint(1000, 9999)}');",
        f"document.addEventListener('click',function(e){{if(e.target.id=='{name}'){opened}}});",
        "navigator.clipboard.writeText('powershell -c \"irm https://get.example/i.ps1 | iex\"');",
    )
