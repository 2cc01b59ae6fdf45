"""Columns on what scripts hide: the elements whose style they set by their ids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sanitizer.features.script_texts import plain_scripts
from sanitizer.patterns import lazy_pattern

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows

__all__ = ["hidden_elements", "hides_foreign_links"]

_SHOWS_BY_ID = lazy_pattern(
    r"getElementById\(\s*[\"']([\w:.-]+)[\"']\s*\)\s*\.style", re.IGNORECASE
)

#: Of more names, reading the attributes of every element is quicker than asking for each.
_FEW_NAMES: Final = 20


def hidden_elements(rows: Rows) -> dict[int, int]:
    """Return of each script that sets the style of an element by its id: that element."""

    def find() -> dict[int, int]:
        named = {
            row: names[0]
            for row, (source, _) in plain_scripts(rows).items()
            if "getElementById" in source and (names := _SHOWS_BY_ID.findall(source))
        }
        elements = _with_ids(rows, set(named.values())) if named else {}
        return {row: elements[name] for row, name in named.items() if name in elements}

    return rows.shared("hidden elements", find)


def hides_foreign_links(rows: Rows) -> NDArray[np.float32]:
    """Return the foreign share of the links in the element whose style a script sets."""
    tree, links = rows.tree, rows.links
    hidden = hidden_elements(rows)

    def share(row: int) -> float:
        inside = range(hidden[row], tree.subtree_end(hidden[row]))
        found = [links.by_element[e] for e in inside if e in links.by_element]
        return sum(map(links.is_foreign, found)) / max(len(found), 1)

    return rows.sparse_column(hidden, share)


def _with_ids(rows: Rows, names: set[str]) -> dict[str, int]:
    """Return the first element with each of some ids."""
    found: dict[str, int] = {}
    for element in range(len(rows.tree.tags)):
        start_tag = rows.tree.start_tag(element)
        # Reading all attributes costs; an id that is none of these may be written in any way.
        if "id" in start_tag and (
            "&" in start_tag
            or element in rows.tree.later_tags
            or len(names) > _FEW_NAMES
            or any(name in start_tag for name in names)
        ):
            name = rows.tree.attributes(element).get("id")
            if name in names:
                found.setdefault(name, element)
    return found
