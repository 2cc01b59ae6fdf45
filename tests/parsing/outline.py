"""A tree as text, so that a test can say what it expects on one line."""

from __future__ import annotations

from sanitizer.parsing.tree import Tree, build_tree

__all__ = ["outline", "places", "words_with_paths"]


def outline(source: str) -> str:
    """Return the elements and texts of a page, children in brackets: ``p(one b(two))``."""
    tree = build_tree(source)
    children: dict[int, list[tuple[int, str]]] = {}
    for start, end, parent in zip(tree.text_starts, tree.text_ends, tree.text_parents, strict=True):
        children.setdefault(parent, []).append((start, " ".join(source[start:end].split())))
    for element in range(len(tree.tags) - 1, -1, -1):
        inside = " ".join(text for _, text in sorted(children.get(element, [])))
        written = f"{tree.tags[element]}({inside})" if inside else tree.tags[element]
        children.setdefault(tree.parents[element], []).append((tree.starts[element], written))
    return " ".join(text for _, text in sorted(children.get(-1, [])))


def places(tree: Tree, element: int) -> tuple[str, str, str]:
    """Return the source of an element's start tag, content and end tag."""
    source = tree.source
    return (
        source[tree.starts[element] : tree.opens[element]],
        source[tree.opens[element] : tree.closes[element]],
        source[tree.closes[element] : tree.ends[element]],
    )


def words_with_paths(tree: Tree) -> list[tuple[str, tuple[str, ...]]]:
    """Return each text without white space, with the names of the elements around it."""
    found = []
    for start, end, parent in zip(tree.text_starts, tree.text_ends, tree.text_parents, strict=True):
        path = tuple(tree.tags[element] for element in reversed(tree.ancestors(parent)))
        found.append((tree.source[start:end], path))
    return found
