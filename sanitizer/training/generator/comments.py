"""Comments on a page: honest ones, and those that only carry a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanitizer.training.generator.markup import keyword_text, links
from sanitizer.training.generator.names import host, page_path, word
from sanitizer.training.generator.payload import SLOT, Payload, contact, plain_sentence
from sanitizer.training.generator.spelling import anchor, escape

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from sanitizer.training.generator.lexicon import Lexicon

__all__ = ["comment_list", "honest_comment", "spam_comment"]


def spam_comment(rng: Random, payload: Payload) -> str:
    """Return a list item that advertises: a keyword for a name, praise for a text, links."""
    kind = rng.random()
    if kind < 0.2:
        return _item(rng, *_unlinked(rng, payload), payload.lexicon)
    if kind < 0.3:
        return _pingback(rng, payload)
    made = links(rng, payload, rng.choice((1, 1, 1, 2, 3, 8, 25)))
    manner = rng.random()
    if manner < 0.4:
        praise = rng.choice((*payload.lexicon.honest["opinion"], *payload.lexicon.honest["opinion"],
                             plain_sentence(rng, payload.lexicon)))  # fmt: skip
        author, text = made[0], escape(praise) + rng.choice(("", " " + " ".join(made[1:])))
    elif manner < 0.75:
        sentences = rng.choices(payload.sentences, k=len(made))
        text = payload.lexicon.stop.join(
            escape(s).replace(SLOT, link) for s, link in zip(sentences, made, strict=True)
        )
        author = escape(rng.choice((rng.choice(payload.phrases), word(rng).title())))
    else:
        text = " ".join(made) + " " + escape(keyword_text(rng, payload, rng.randint(1, 8)))
        author = escape(rng.choice((word(rng).title(), rng.choice(payload.phrases))))
    return _item(rng, author, text, payload.lexicon)


def _unlinked(rng: Random, payload: Payload) -> tuple[str, str]:
    """Return the name and text of a comment that sells by telephone or mail."""
    sentences = [
        escape(rng.choice(payload.sentences).replace(SLOT, rng.choice(payload.phrases)))
        for _ in range(rng.randint(1, 4))
    ]
    sentences.insert(rng.choice((len(sentences), len(sentences), 0)), escape(contact(rng)))
    name = rng.choice((rng.choice(payload.phrases), word(rng, 2, 3).title()))
    author = f'<a href="">{escape(name)}</a>' if rng.random() < 0.2 else escape(name)
    return author, payload.lexicon.stop.join(sentences)


def _pingback(rng: Random, payload: Payload) -> str:
    """Return what a system writes down of a page that claims to link here."""
    made = links(rng, payload, rng.choice((1, 1, 2, 3)))
    sentence = escape(rng.choice(payload.sentences).replace(SLOT, rng.choice(payload.phrases)))
    kind = rng.choice(("Trackback", "Pingback", "TRACKBACK"))
    text = rng.choice((
        f"{kind}: {made[0]}", f"[{kind}] {sentence} {made[0]}", f"[...] {sentence} [...] {made[0]}",
        f"... [{kind}] [...] {sentence}: {page_path(rng)} [...] {made[0]}",
        f"<strong>{made[0]}</strong> <p>[…] {sentence} […]</p>",
    ))  # fmt: skip
    rest = " ".join(made[1:])
    return f'<li class="pingback" id="comment-{rng.randint(1, 99999)}">{text} {rest}</li>'


def honest_comment(rng: Random, lexicon: Lexicon, fillers: Sequence[str] = ()) -> str:
    """Return a comment by a reader; some link their name, or one page that they speak of."""
    if rng.random() < 0.08:
        return _honest_pingback(rng, lexicon, fillers)
    name = word(rng, 2, 3).title()
    author = anchor(rng, f"http://{host(rng)}", name) if rng.random() < 0.4 else name
    sentences = [rng.choice(lexicon.honest["opinion"])]
    sentences += [plain_sentence(rng, lexicon, fillers) for _ in range(rng.randint(0, 3))]
    text = escape(lexicon.stop.join(sentences))
    if rng.random() < 0.3:
        address = f"https://{host(rng)}{page_path(rng)}"
        text += " " + anchor(rng, address, escape(rng.choice((address, name))))
    return _item(rng, author, text, lexicon)


def _honest_pingback(rng: Random, lexicon: Lexicon, fillers: Sequence[str]) -> str:
    kind = rng.choice(("Trackback", "Pingback"))
    title = escape(plain_sentence(rng, lexicon, fillers)[:60])
    link = anchor(rng, f"https://{host(rng)}{page_path(rng)}", title)
    said = escape(plain_sentence(rng, lexicon, fillers))
    text = rng.choice((f"{kind}: {link}", f"{link}<p>[…] {said} […]</p>"))
    return f'<li class="pingback" id="comment-{rng.randint(1, 99999)}">{text}</li>'


def comment_list(rng: Random, items: Sequence[str]) -> str:
    """Return a list for a page that has none yet."""
    opening = rng.choice(
        ('<ol class="commentlist">', '<ul id="comments">', '<ol class="comment-list">')
    )
    closing = "</ol>" if opening.startswith("<ol") else "</ul>"
    return f"{opening}\n" + "\n".join(items) + f"\n{closing}"


def _item(rng: Random, author: str, text: str, lexicon: Lexicon) -> str:
    number = rng.randint(1, 99999)
    date = f"{rng.randint(2006, 2025)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    reply = escape(lexicon.honest["labels"][5])
    button = f' <a href="#respond">{reply}</a>' if rng.random() < 0.5 else ""
    manner = rng.random()
    if manner < 0.5:
        head = f'<cite class="fn">{author}</cite> <span class="date">{date}</span>'
        return (
            f'<li class="comment" id="comment-{number}"><div>{head}</div><p>{text}</p>{button}</li>'
        )
    if manner < 0.8:
        return f'<li id="comment-{number}"><b>{author}</b> ({date}): {text}{button}</li>'
    meta = f'<div class="meta">{author}, {date}{button}</div>'
    return f'<li class="comment even"><p>{text}</p>{meta}</li>'
