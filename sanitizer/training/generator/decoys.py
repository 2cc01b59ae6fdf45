"""The decoy tags of cloning kits: runs of empty pairs, whose names or ids mean nothing.

Older kits invent tag names and ids and hide the run off the screen; newer ones repeat one random id
on real elements, in places where the content model forbids them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sanitizer.training.generator.concealment import conceal
from sanitizer.training.generator.names import identifier
from sanitizer.training.generator.spelling import new_line

if TYPE_CHECKING:
    from random import Random

__all__ = ["decoy_run"]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_REAL: Final = _words(
    "th pre strike rp tbody meter noscript style p font tt acronym option small sup sub samp "
    "center code legend menuitem thead optgroup nav dfn fieldset label td tr li rt ins big cite "
    "em strong address abbr bdo blockquote del dir dl dt dd form i kbd q s span u ul var video "
    "source track"
)


def decoy_run(rng: Random) -> tuple[str, str]:
    """Return a run of decoys and the name of its concealment."""
    if rng.random() < 0.45:
        return _invented(rng)
    return _repeated(rng)


def _invented(rng: Random) -> tuple[str, str]:
    n_pairs = rng.choice((rng.randint(20, 60), rng.randint(80, 300)))
    attributes = rng.choice(("id", "class", "both"))
    pairs = "".join(_pair(rng, attributes) for _ in range(n_pairs))
    manner = rng.random()
    if manner < 0.6:
        name = (
            f"{rng.choice(('body_jx', 'b_jx', identifier(rng, 4, 6)))}_{rng.randint(1000, 999999)}"
        )
        opening = f'<div id="{name}" style="position:fixed;left:-9000px;top:-9000px;">'
        return f"{opening}{pairs}</div>", "offscreen"
    if manner < 0.85:
        box = conceal(rng, "display", "div")
        return box.opening + pairs + box.closing, "display"
    return pairs, "none"


def _pair(rng: Random, attributes: str) -> str:
    tag = identifier(rng, 2, 5)
    first = f' id="{identifier(rng, 3, 7)}"' if attributes != "class" else ""
    second = f' class="{identifier(rng, 3, 7)}"' if attributes != "id" else ""
    if rng.random() < 0.1:
        inner = identifier(rng, 2, 5)
        return f"<{tag}{first}{second}><{inner}></{inner}></{tag}>"
    return f"<{tag}{first}{second}></{tag}>"


def _repeated(rng: Random) -> tuple[str, str]:
    name = identifier(rng, 5, 5)
    gap = new_line(rng)
    n_pairs = rng.choice((rng.randint(3, 8), rng.randint(10, 60)))
    key = rng.choice(("id", "id", "id", "class"))
    parts = []
    for _ in range(n_pairs):
        tags = rng.choices(_REAL, k=rng.choice((1, 1, 2, 3)))
        # Now and then each element has an id of its own.
        parts.append(
            "".join(f'<{tag} {key}="{name}">' for tag in tags)
            + "".join(f"</{tag}>" for tag in reversed(tags))
        )
        if rng.random() < 0.02:
            name = identifier(rng, 5, 5)
    run = gap.join(parts)
    if rng.random() < 0.4:
        box = conceal(rng, "display", "div")
        return box.opening + run + box.closing, "display"
    return run, "none"
