"""A campaign's block in its box: content, concealment and place become edits of the host."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from sanitizer.training.generator.composition import Edit
from sanitizer.training.generator.concealment import Box, box_tag, conceal
from sanitizer.training.generator.hiding import STYLES, hiding_style
from sanitizer.training.generator.markup import MARKUPS, links
from sanitizer.training.generator.place import PLACES, Host, pick_place
from sanitizer.training.generator.spelling import new_line

if TYPE_CHECKING:
    from random import Random

    from sanitizer.training.generator.payload import Payload

__all__ = ["block_edits", "boxed_edits", "pick_name", "span_kind"]

#: After these places nothing honest follows, so a box that is never closed holds only its own.
_LAST: Final = frozenset({"body end", "after html"})


def span_kind(way: str, *, linked: bool) -> str:
    """Return the kind of span for content hidden by ``way`` (``none`` for visible content)."""
    if way == "comment":
        return "comment"
    if way == "none":
        return "links" if linked else "keyword_footer"
    return "hidden_links" if linked else "hidden_text"


@dataclasses.dataclass(frozen=True, slots=True)
class Boxed:
    """Content in its box, with the kind of span that it will be."""

    box: Box
    inner: str
    kind: str

    def edits(self, rng: Random, host: Host, offset: int) -> list[Edit]:
        """Return the edits that put it at ``offset``, its style and script beside it."""
        box = self.box
        edits = []
        if box.style:
            at = host.places["head"][0] if box.style_in_head else offset
            edits.append(Edit(at, at, box.style, "other"))
        text = f"{box.opening}{self.inner}{box.closing}{new_line(rng)}"
        edits.append(Edit(offset, offset, text, self.kind))
        if box.script:
            edits.append(Edit(offset, offset, box.script, "script"))
        return edits


def block_edits(rng: Random, host: Host, payload: Payload, way: str) -> list[Edit]:
    """Put a block of the campaign into one place, or the same one into several."""
    if way != "none" and rng.random() < 0.1:
        return _box_each(rng, host, payload, way)
    markup = rng.choices(MARKUPS, [row.weight for row in MARKUPS])[0]
    high = min(markup.high, max(markup.low, len(payload.phrases)))
    inner = markup.make(rng, payload, rng.randint(markup.low, high))
    kind = span_kind(way, linked=markup.linked)
    edits = boxed_edits(rng, host, inner, way, kind)
    # A script finds only the first element of its name: its copies would show.
    if way != "script" and rng.random() < 0.12:
        edits += _copies(rng, host, edits)
    return edits


def boxed_edits(rng: Random, host: Host, inner: str, way: str, kind: str) -> list[Edit]:
    """Hide ``inner`` by ``way`` and put it into one place."""
    place = pick_name(rng, visible=way == "none")
    box = conceal(rng, way, box_tag(rng, inner))
    if way in STYLES and place in _LAST and rng.random() < 0.08:
        box = dataclasses.replace(box, closing="")
    return Boxed(box, inner, kind).edits(rng, host, pick_place(rng, host, place))


def pick_name(rng: Random, *, visible: bool) -> str:
    """Return the name of a place; what is meant to be seen does not stand in the head."""
    rows = [row for row in PLACES if not (visible and row[0].startswith("head"))]
    return rng.choices([row[0] for row in rows], [row[1] for row in rows])[0]


def _copies(rng: Random, host: Host, edits: list[Edit]) -> list[Edit]:
    """Repeat a block, with what hides it, in other places of the page."""
    copies = []
    for _ in range(rng.choice((1, 1, 2, 2, 3, 4, rng.randint(5, 14)))):
        offset = pick_place(rng, host, rng.choice(("middle", "article", "body end")))
        copies += [dataclasses.replace(edit, start=offset, end=offset) for edit in edits]
    return copies


def _box_each(rng: Random, host: Host, payload: Payload, way: str) -> list[Edit]:
    """Hide every link in a box or by a style of its own, as some kits do."""
    n_links = rng.randint(2, min(25, max(2, len(payload.phrases))))
    if way in STYLES and rng.random() < 0.5:
        made = links(rng, payload, n_links, hiding_style(rng, way, "a"))
        box, inner = Box("", ""), new_line(rng).join(made)
    else:
        made = links(rng, payload, n_links)
        box = conceal(rng, way, "div")
        inner = f"{box.closing}{new_line(rng)}{box.opening}".join(made)
        if box.script:
            # A script finds the first element of its name only: one box must hold them all.
            inner = new_line(rng).join(made)
    boxed = Boxed(box, inner, span_kind(way, linked=True))
    return boxed.edits(rng, host, pick_place(rng, host, pick_name(rng, visible=False)))
