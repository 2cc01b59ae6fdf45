"""At-rules that hold other rules: ``@media``, ``@supports``, ``@layer``, ``@keyframes``."""

from __future__ import annotations

from typing import NamedTuple

from sanitizer.segmentation.visibility.media import media_matches, supports_matches

__all__ = ["Group", "Layers", "after_statements", "name_layer", "open_group"]

Layers = list[str]


class Group(NamedTuple):
    """An open at-rule: do the rules in it hold, in which layer, of which animation are they."""

    holds: bool
    layer: str | None
    frames: str = ""


def open_group(head: str, outer: list[Group], layers: Layers) -> Group | None:
    """Return the group that ``head {`` opens, or None where it is no at-rule but a selector."""
    head = after_statements(head, layers).strip()
    if not head.startswith("@"):
        return None
    layer = outer[-1].layer if outer else None
    holds = not outer or outer[-1].holds
    name, _, condition = head[1:].replace("(", " (", 1).partition(" ")
    name = name.lower()
    if name.endswith("keyframes"):
        return Group(holds, layer, condition.strip().strip("\"'").lower() or "-")
    if name == "layer":
        return Group(holds, name_layer(layer, condition, layers))
    if name == "media":
        holds = holds and media_matches(condition)
    elif name == "supports":
        holds = holds and supports_matches(condition)
    elif name == "container":
        holds = holds and media_matches(condition[condition.find("(") :])
    else:  # @scope, @starting-style, @page, @document and what is unknown
        holds = False
    return Group(holds, layer)


def after_statements(head: str, layers: Layers) -> str:
    """Drop ``@import …;`` and the like from before a selector; note the layers they name."""
    if ";" not in head:
        return head
    before, _, head = head.rpartition(";")
    for statement in before.split(";"):
        words = statement.strip()
        if words[:7].lower() == "@layer ":
            for name in words[7:].split(","):
                if name.strip() not in layers:
                    layers.append(name.strip())
    return head


def name_layer(outer: str | None, name: str, layers: Layers) -> str:
    """Return a layer's full name and note it where it is new."""
    name = name.strip() or f"(anonymous {len(layers)})"
    full = f"{outer}.{name}" if outer else name
    if full not in layers:
        layers.append(full)
    return full
