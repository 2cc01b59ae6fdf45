"""Hijacked heads: titles, metas and JSON-LD that sell, and the script that restores a title."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sanitizer.training.generator.composition import Edit, Piece
from sanitizer.training.generator.markup import keyword_text
from sanitizer.training.generator.names import brand, host, word
from sanitizer.training.generator.payload import SLOT, Payload, contact
from sanitizer.training.generator.spelling import attribute, entities, escape

if TYPE_CHECKING:
    from random import Random

    from sanitizer.training.generator.place import Host

__all__ = ["head_edits", "json_ld", "spam_meta", "spam_title"]


def spam_title(rng: Random, payload: Payload, *, coded: bool) -> str:
    """Return a title of a few phrases with the delimiters that search pages show."""
    joint = rng.choice(("-", " - ", "_", " | ", "·", ",", "，", " » ", " ⭐ "))
    phrases = rng.sample(payload.phrases, k=min(len(payload.phrases), rng.randint(1, 4)))
    text = joint.join(phrases)
    if rng.random() < 0.1:
        text = rng.choice(("【{}】{}", "{1} {0}", "{} {}")).format(contact(rng), text)
    elif rng.random() < 0.3:
        text = rng.choice(("【{}】{}", "[{}] {}", "{1} ({0})")).format(brand(rng, True), text)
    return f"<title>{entities(rng, text) if coded else escape(text)}</title>"


def spam_meta(rng: Random, payload: Payload, name: str, *, coded: bool) -> str:
    """Return a ``description`` (sentences) or ``keywords`` (a list) element."""
    if name == "keywords":
        text = keyword_text(rng, payload, rng.randint(3, 25))
    else:
        chosen = rng.sample(payload.sentences, k=min(3, len(payload.sentences)))
        text = payload.lexicon.stop.join(
            s.replace(SLOT, rng.choice(payload.phrases)) for s in chosen
        )
    plain = attribute(rng, "content", text)
    written = f' content="{entities(rng, text)}"' if coded else plain
    end = rng.choice((">", ">", " />", "/>"))
    return f"<meta{attribute(rng, 'name', name)}{written}{end}"


def json_ld(rng: Random, payload: Payload) -> str:
    """Return JSON-LD of a product, an organisation or a trail that the page does not have."""
    joint = rng.choice((" ", " - ", " | ", ": "))
    name = joint.join(rng.choices(payload.phrases, k=rng.choice((1, 1, 2, 3))))
    name = rng.choice((str, str, str.upper))(name)
    if rng.random() < 0.2:
        rows = enumerate(rng.choices(payload.phrases, k=rng.randint(1, 4)), 1)
        trail = [{"@type": "ListItem", "position": place, "name": text} for place, text in rows]
        return _as_data(rng, {"@type": "BreadcrumbList", "itemListElement": trail})
    kind = rng.choice(("Product", "Product", "Organization", "Game", "Article", "WebSite"))
    data: dict[str, object] = {"@type": kind, "name": name}
    if kind == "Product" and rng.random() < 0.5:
        data["brand"] = {"@type": "Brand", "name": rng.choice((name, brand(rng, True)))}
    if rng.random() < 0.7:
        data["description"] = rng.choice(payload.sentences).replace(SLOT, name)
    if rng.random() < 0.6:
        data["url"] = f"https://{host(rng, name)}/"
    if rng.random() < 0.6:
        count = str(rng.randint(90, 99999))
        data["aggregateRating"] = {"ratingValue": "4.9", "reviewCount": count}
    return _as_data(rng, data)


def _as_data(rng: Random, data: dict[str, object]) -> str:
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=rng.random() < 0.5)
    return f'<script type="application/ld+json">{text}</script>'


def head_edits(rng: Random, host_page: Host, payload: Payload) -> list[Edit]:
    """Replace the title and some metas (or put new ones first), and now and then restore them."""
    coded = rng.random() < 0.5
    parts = host_page.head_parts
    edits: list[Edit] = []
    if rng.random() < 0.2:  # data alone
        offset = host_page.places["head"][0]
        return [Edit(offset, offset, json_ld(rng, payload), "script")]
    if rng.random() < 0.25:  # one of them alone
        parts = parts[: rng.randint(1, 2)]
    put_in = "".join(_new_parts(rng, payload, coded=coded))
    if parts and rng.random() < 0.8:
        for start, end in parts:
            edits.append(
                Edit(
                    start,
                    end,
                    _replacement(rng, payload, host_page.source[start:end], coded),
                    "title_meta",
                )
            )
    else:
        offset = host_page.places["head start"][0]
        edits.append(Edit(offset, offset, put_in, "title_meta"))
    after = edits[-1].end
    edits += [Edit(after, after, piece.text, piece.kind) for piece in _companions(rng, payload)]
    return edits


def _new_parts(rng: Random, payload: Payload, *, coded: bool) -> list[str]:
    parts = [spam_title(rng, payload, coded=coded)]
    parts += [
        "\n" + spam_meta(rng, payload, name, coded=coded)
        for name in ("description", "keywords")
        if rng.random() < 0.8
    ]
    return parts


def _replacement(rng: Random, payload: Payload, old: str, coded: bool) -> str:
    if old[:6].lower() == "<title":
        return spam_title(rng, payload, coded=coded)
    name = "keywords" if "keywords" in old.lower() else "description"
    return spam_meta(rng, payload, name, coded=coded)


def _companions(rng: Random, payload: Payload) -> list[Piece]:
    """Return the script that shows readers the old title, and JSON-LD: each only sometimes."""
    pieces = []
    if rng.random() < 0.35:
        engine = rng.choice(("baidu", "google", "bot", "yandex", "sogou"))
        call = rng.choice(("toLowerCase", "toLocaleLowerCase"))
        old = f"{word(rng).title()} {word(rng)}"
        code = (
            f'if(navigator.userAgent.{call}().indexOf("{engine}") == -1){{document.title ="{old}"}}'
        )
        pieces.append(Piece(f"\n<script>{code}</script>", "script"))
    if rng.random() < 0.2:
        pieces.append(Piece("\n" + json_ld(rng, payload), "script"))
    return pieces
