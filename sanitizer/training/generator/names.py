"""Invented names: syllables, brands, ids, hosts and addresses, all made when they are asked for.

Honest pages and spam draw their hosts from the same well, so that no syllable tells them apart;
what differs are paths, hacked hosts and numbered brands, as it does on the web.
"""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from random import Random

__all__ = ["brand", "hacked_host", "host", "identifier", "link_targets", "page_path", "word"]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_ONSETS: Final = _words("b br c ch d dr f fl g gr h j k kl l m n p pr qu r s sh st t tr v w y z")
_NUCLEI: Final = _words("a e i o u ai ea io ou ee")
_CODAS: Final = ("", "", "", "n", "r", "s", "l", "x", "nd", "rt", "m")

#: Endings seen on the web, the common ones more often.
_TLDS: Final = _words(
    "com com com com net org info biz co shop xyz top site online club vip me io cc ws us uk "
    "co.uk de fr it es pt nl pl ru su com.tr com.br in id co.id ir cn com.cn tw jp co.jp kr "
    "co.kr th vn com.vn gr cz se ch at be ro hu ua eu to tk blogspot.com weebly.com "
    "wordpress.com"
)
#: Schools and offices: their hosts are broken into because search engines trust them.
_TRUSTED: Final = _words(
    "edu ac.id go.id sch.id desa.id edu.in gov.in ac.in edu.pe edu.kz edu.krd gov.br edu.br "
    "edu.tr gov.tr ac.th go.th edu.vn gov.vn ac.uk edu.au gob.mx edu.ng edu.pk ac.ir gov.co "
    "edu.cn"
)
_HACKED_PATHS: Final = _words(
    "wp-content/uploads wp-includes/fonts wp-content/themes/x images/kute public/assets/demo - "
    "store tinymce amp/s login/home media/news components/com_x cgi-bin tmp user galeri.php mis"
)
#: Where the links of one campaign lead. *Own pages*: a doorway laid out on the broken site itself;
#: *firms*: folders on the sites of ordinary firms that were broken into like this one.
_MANNERS: Final = ("roots", "hacked", "firms", "one host", "mixed", "bare ip", "own pages")
_MANNER_WEIGHTS: Final = (38, 20, 14, 12, 12, 3, 4)
#: Parts of names that people give to their sites, whatever these are about.
_STEMS: Final = _words(
    "art blue book city club cloud data east farm first food free garden global gold green "
    "group health home house info inter kids land lab life light line local media metro mind my "
    "new news next north one open park photo pro radio red school sea shop smart sport star "
    "studio sun tech the time top travel uni urban web west wood world your zen"
)
#: Initials of syllables, as firms are called whose names are not written in Latin letters.
_INITIALS: Final = "bcdfghjklmnpqrstwxyz"
_NUMBERED: Final = _words("88 77 777 4d 138 303 99 168 365 bet win toto vip club play 1x")
_PATHS: Final = _words("news about products archive blog category posts page events team")
_SLUG: Final = re.compile(r"[^a-z0-9]+")


def word(rng: Random, low: int = 1, high: int = 3) -> str:
    """Return a pronounceable word of ``low`` to ``high`` syllables."""
    return "".join(
        rng.choice(_ONSETS) + rng.choice(_NUCLEI) + rng.choice(_CODAS)
        for _ in range(rng.randint(low, high))
    )


def identifier(rng: Random, low: int = 2, high: int = 8) -> str:
    """Return a random ``id`` or class: letters, now and then with digits."""
    letters = string.ascii_lowercase + (string.digits if rng.random() < 0.2 else "")
    tail = "".join(rng.choices(letters, k=rng.randint(low, high) - 1))
    return rng.choice(string.ascii_lowercase) + tail


def brand(rng: Random, numbered: bool) -> str:
    """Return an invented brand; gambling brands carry a number or a tail more often than not."""
    name = word(rng, 1, 2)
    if numbered and rng.random() < 0.7:
        name += rng.choice(_NUMBERED)
    return rng.choice((name, name.title(), name.upper()))


def host(rng: Random, phrase: str = "") -> str:
    """Return a host, made of the ``phrase`` when that can be spelt in ASCII and luck wants it."""
    slug = _SLUG.sub("-", phrase.lower()).strip("-") if phrase.isascii() else ""
    glued = slug.replace("-", rng.choice(("", "-")))
    name = glued if 3 < len(glued) < 40 and rng.random() < 0.4 else _plain_name(rng)
    front = "www." if rng.random() < 0.4 else ""
    return f"{front}{name}.{rng.choice(_TLDS)}"


def hacked_host(rng: Random) -> str:
    """Return the host of a school or an office that somebody broke into."""
    front = f"{word(rng, 1, 2)}." if rng.random() < 0.6 else ""
    return f"{front}{word(rng, 1, 2)}.{rng.choice(_TRUSTED)}"


def link_targets(rng: Random, phrases: list[str]) -> list[str]:
    """Return one address a phrase, all in the manner of one campaign."""
    manner = rng.choices(_MANNERS, _MANNER_WEIGHTS)[0]
    scheme = rng.choice(("http://", "https://", "https://"))
    own = host(rng, phrases[0] if phrases else "")
    if manner == "firms":
        return _on_firms(rng, len(phrases), scheme)
    return [_target(rng, phrase, manner, scheme, own) for phrase in phrases]


def page_path(rng: Random) -> str:
    """Return the path of an ordinary page, such as ``/news/brelan-2014.html``."""
    tail = rng.choice(("", ".html", ".php", "/", f"?id={rng.randint(1, 9999)}"))
    middle = rng.choice((word(rng), str(rng.randint(1, 40000)), f"{word(rng)}-{word(rng)}"))
    return f"/{rng.choice(_PATHS)}/{middle}{tail}"


def _on_firms(rng: Random, n_links: int, scheme: str) -> list[str]:
    """Return addresses of pages laid out on several sites: a folder each, all named alike."""
    hosts = [host(rng) for _ in range(rng.randint(1, max(1, n_links)))]
    marks = [identifier(rng, 2, 5) for _ in range(rng.randint(1, 6))]
    form = rng.choice(("/a/{}/", "/{}/index.html", "/{}/{}.html", "/{}.php?{}", "/{}/", "{path}"))
    number = str(rng.randint(1, 999)) if rng.random() < 0.4 else ""
    made = []
    for _ in range(n_links):
        mark = rng.choice((f"{rng.choice(marks)}{number}", f"{number}{rng.choice(marks)}"))
        path = form.format(mark, rng.randint(1, 99999), path=page_path(rng))
        made.append(f"{scheme}{rng.choice(hosts)}{path}")
    return made


def _plain_name(rng: Random) -> str:
    if rng.random() < 0.12:
        return _initials(rng)
    joint = "-" if rng.random() < 0.15 else ""
    number = str(rng.randint(1, 999)) if rng.random() < 0.1 else ""
    first = rng.choice(_STEMS) if rng.random() < 0.5 else word(rng, 1, 2)
    last = rng.choice(_STEMS) if rng.random() < 0.5 else word(rng, 1, 2)
    return first + joint + last + number


def _initials(rng: Random) -> str:
    letters = "".join(rng.choices(_INITIALS, k=rng.randint(2, 7)))
    digits = "".join(rng.choices(string.digits, k=rng.randint(2, 6)))
    return rng.choice((letters, letters, letters + digits, digits + letters, digits))


def _target(rng: Random, phrase: str, manner: str, scheme: str, own: str) -> str:
    if manner == "mixed":
        manner = rng.choice(("roots", "hacked"))
    if manner == "bare ip":
        numbers = ".".join(str(rng.randint(11, 250)) for _ in range(4))
        return f"{scheme}{numbers}/"
    if manner == "own pages":
        return f"/{_path(rng, phrase)}"
    if manner == "hacked":
        folder = rng.choice(_HACKED_PATHS)
        return f"{scheme}{hacked_host(rng)}/{folder}/{_path(rng, phrase)}"
    if manner == "one host":
        return f"{scheme}{own}/{_path(rng, phrase)}"
    path = "" if rng.random() < 0.6 else _path(rng, phrase)
    return f"{scheme}{host(rng, phrase)}{rng.choice(('/', '')) if not path else '/' + path}"


def _path(rng: Random, phrase: str) -> str:
    ending = rng.choice(("", "/", ".html", ".php", ".htm"))
    if phrase.isascii():
        return _SLUG.sub(rng.choice(("-", "_", "-")), phrase.lower()).strip("-_") + ending
    if rng.random() < 0.4:
        return quote(phrase) + ending
    return rng.choice((word(rng), str(rng.randint(10, 99999)))) + ending
