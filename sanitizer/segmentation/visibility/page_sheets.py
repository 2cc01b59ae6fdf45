"""The style sheets of a page that browsers read, and the order of their layers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sanitizer.parsing.tree import Tree
    from sanitizer.segmentation.visibility.sheets import Sheet

__all__ = ["layer_ranks", "read_sheets"]

#: Sheets that are read; honest pages have up to 200.
MAX_SHEETS: Final = 1_000


def read_sheets(tree: Tree, styles: list[int]) -> list[Sheet]:
    """Return the sheets of those ``<style>`` elements that browsers with scripts on read."""
    if not styles:  # what reads sheets is only imported for those who have some
        return []
    from sanitizer.segmentation.visibility.media import media_matches  # noqa: PLC0415
    from sanitizer.segmentation.visibility.sheets import read_sheet  # noqa: PLC0415

    sheets: list[Sheet] = []
    for element in styles:
        if len(sheets) >= MAX_SHEETS:
            break
        if tree.opens[element] == tree.closes[element]:
            continue
        is_bare = tree.opens[element] - tree.starts[element] == len("<style>")
        attributes = {} if is_bare else tree.attributes(element)
        kind = attributes.get("type", "").strip().lower()
        holds = kind in {"", "text/css"} and media_matches(attributes.get("media", ""))
        if holds and not _is_inert(tree, element):
            sheets.append(read_sheet(tree.source[tree.opens[element] : tree.closes[element]]))
    return sheets


def _is_inert(tree: Tree, element: int) -> bool:
    """Tell whether a style stands where browsers with scripts on do not read it."""
    return any(tree.tags[holder] in {"noscript", "template"} for holder in tree.ancestors(element))


def layer_ranks(sheets: list[Sheet]) -> dict[str, int]:
    """Return the layers by name with their rank; a later one wins."""
    names: dict[str, None] = {}
    for sheet in sheets:
        for name in sheet.layers:
            names.setdefault(name)
    return {name: rank for rank, name in enumerate(names)}
