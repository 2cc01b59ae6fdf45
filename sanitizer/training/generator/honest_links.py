"""Honest links to other sites that look like planted ones: hidden, at edges, without words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sanitizer.training.generator.concealment import conceal
from sanitizer.training.generator.names import host as new_host
from sanitizer.training.generator.names import identifier, page_path, word
from sanitizer.training.generator.payload import plain_sentence
from sanitizer.training.generator.spelling import anchor, escape, new_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from sanitizer.training.generator.lexicon import Lexicon
    from sanitizer.training.generator.place import Host

__all__ = ["embedded_fallback", "platform_links", "social_links", "written_out_links"]

#: Where nearly every site has an account; the names are what people read.
_NETWORKS: Final = {
    "Facebook": "www.facebook.com", "Instagram": "www.instagram.com", "X": "x.com",
    "Twitter": "twitter.com", "YouTube": "www.youtube.com", "Pinterest": "www.pinterest.com",
    "LinkedIn": "www.linkedin.com", "TikTok": "www.tiktok.com", "Telegram": "t.me",
    "WhatsApp": "wa.me", "VK": "vk.com", "Mastodon": "mastodon.social", "GitHub": "github.com",
}  # fmt: skip
#: Where things are to be had that spam names as well, or their makers; what follows is a name.
_PLATFORMS: Final = {
    "Netflix": "www.netflix.com/title/", "YouTube": "www.youtube.com/watch?v=",
    "Spotify": "open.spotify.com/album/", "Apple Podcasts": "podcasts.apple.com/podcast/",
    "Amazon": "www.amazon.com/dp/", "Disney+": "www.disneyplus.com/movies/",
    "Prime Video": "www.primevideo.com/detail/", "Hulu": "www.hulu.com/movie/",
    "IMDb": "imdb.com/title/", "Google Play": "play.google.com/store/apps/details?id=",
    "App Store": "apps.apple.com/app/", "SoundCloud": "soundcloud.com/",
    "Deezer": "www.deezer.com/album/", "Steam": "store.steampowered.com/app/",
    "Windows": "www.microsoft.com/windows/", "Photoshop": "www.adobe.com/products/photoshop/",
    "PayPal": "www.paypal.me/", "Binance": "www.binance.com/", "Rolex": "www.rolex.com/",
    "Nike": "www.nike.com/",
}  # fmt: skip
_SHORTENERS: Final = ("bit.ly", "t.co", "goo.gl", "ow.ly", "youtu.be", "flic.kr/p", "amzn.to")
#: How menus with such links wait until they are opened.
_WAYS: Final = ("none", "none", "display", "offscreen", "opacity", "visibility", "tiny-box", "rule",
                "clip", "indent", "hidden-attribute")  # fmt: skip


def social_links(rng: Random, _host: Host, lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return the site's accounts elsewhere, mostly in a menu that opens on a click."""
    account = identifier(rng, 5, 14)
    chosen = rng.sample(sorted(_NETWORKS), k=rng.randint(2, 7))
    label = rng.choice(("{}", "{}", f"{escape(lexicon.honest['labels'][9])} {{}}", ""))
    rows = [
        anchor(rng, f"https://{_NETWORKS[name]}/{account}", label.format(name)) for name in chosen
    ]
    if rng.random() < 0.5:
        inner = "<ul>" + new_line(rng).join(f"<li>{row}</li>" for row in rows) + "</ul>"
    else:
        inner = rng.choice((" ", " | ", "\n")).join(rows)
    box = conceal(rng, rng.choice(_WAYS), rng.choice(("div", "nav")))
    return f"{box.style}{box.opening}{inner}{box.closing}{box.script}"


def platform_links(rng: Random, _host: Host, lexicon: Lexicon, fillers: Sequence[str]) -> str:
    """Return where something is to be had, in a row or in sentences."""
    chosen = rng.sample(sorted(_PLATFORMS), k=rng.randint(1, 5))
    made = []
    for name in chosen:
        address = f"https://{_PLATFORMS[name]}{identifier(rng, 5, 11)}"
        about = rng.choice(
            ("", "", f"{word(rng).title()} – ", f"{rng.choice(lexicon.honest['tags'])} ")
        )
        made.append(anchor(rng, address, escape(about) + name))
    if rng.random() < 0.4:
        return f"<p>{rng.choice((' | ', ' · ', ', ', ' ')).join(made)}</p>"
    sentences = (f"{escape(plain_sentence(rng, lexicon, fillers))}: {link}" for link in made)
    return f"<p>{lexicon.stop.join(sentences)}</p>"


def embedded_fallback(rng: Random, _host: Host, _lexicon: Lexicon, _fillers: Sequence[str]) -> str:
    """Return a film or sound with the link for browsers that cannot play it."""
    code = f"{rng.getrandbits(60):x}"
    address = rng.choice(
        (
            f"https://www.youtube.com/watch?v={code}",
            f"https://youtu.be/{code}",
            f"https://vimeo.com/{rng.randint(10**6, 10**9)}",
            f"https://{new_host(rng)}/media/{code}.mp4",
        )
    )
    link = anchor(rng, address, rng.choice((address, address, word(rng).title())))
    tag, frame = rng.choice(
        (
            ("video", "<video controls>"),
            ("audio", "<audio controls>"),
            ("object", f'<object data="{address}" type="video/mp4">'),
            ("iframe", f'<iframe src="{address}" width="560" height="315">'),
        )
    )
    return f"<div>{frame}{link}</{tag}></div>"


def written_out_links(rng: Random, _host: Host, lexicon: Lexicon, fillers: Sequence[str]) -> str:
    """Return links whose text is their address: sources, short links, credits of pictures."""
    rows = []
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        if rng.random() < 0.6:
            address = f"https://{rng.choice(_SHORTENERS)}/{rng.getrandbits(36):x}"
        else:
            address = f"https://{new_host(rng)}{page_path(rng)}"
        shown = address if rng.random() < 0.7 else address.removeprefix("https://")
        link = anchor(rng, address, escape(shown))
        before = rng.choice(("", "cc ", f"{escape(plain_sentence(rng, lexicon, fillers))}: ", "↳ "))
        rows.append(f"{before}{link}")
    tag = rng.choice(("p", "li", "div", "small", "td"))
    inner = new_line(rng).join(f"<{tag}>{row}</{tag}>" for row in rows)
    opening, closing = {"li": ("<ul>", "</ul>"), "td": ("<table><tr>", "</tr></table>")}.get(
        tag, ("", "")
    )
    return f"{opening}{inner}{closing}"
