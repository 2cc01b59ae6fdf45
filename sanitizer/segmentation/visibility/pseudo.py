"""Pseudo-classes of a page that nobody has touched yet: name → test of an element."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sanitizer.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from sanitizer.segmentation.visibility.elements import Elements

__all__ = ["PSEUDO_CLASSES", "UNTOUCHED", "nth"]


def _always(elements: Elements, element: int) -> bool:  # noqa: ARG001
    return True


def _is_root(elements: Elements, element: int) -> bool:
    return elements.tags[element] == "html"


def _is_link(elements: Elements, element: int) -> bool:
    return elements.tags[element] in {"a", "area"} and "href" in elements.attributes(element)


def _is_checked(elements: Elements, element: int) -> bool:
    tag = elements.tags[element]
    return (tag == "input" and "checked" in elements.attributes(element)) or (
        tag == "option" and "selected" in elements.attributes(element)
    )


_CONTROLS: Final = frozenset({"input", "button", "select", "textarea", "option", "fieldset"})


def _is_disabled(elements: Elements, element: int) -> bool:
    return elements.tags[element] in _CONTROLS and "disabled" in elements.attributes(element)


def _is_enabled(elements: Elements, element: int) -> bool:
    return elements.tags[element] in _CONTROLS and not _is_disabled(elements, element)


def _is_empty(elements: Elements, element: int) -> bool:
    return elements.is_empty(element)


def _is_defined(elements: Elements, element: int) -> bool:
    # No script has run, so no custom element is defined (HTML 4.13.2).
    return "-" not in elements.tags[element]


def _is_open(elements: Elements, element: int) -> bool:
    return elements.tags[element] in {"details", "dialog"} and "open" in elements.attributes(
        element
    )


def _is_first(elements: Elements, element: int) -> bool:
    return elements.place(element, same_tag=False, from_end=False) == 1


def _is_last(elements: Elements, element: int) -> bool:
    return elements.place(element, same_tag=False, from_end=True) == 1


def _is_first_of_type(elements: Elements, element: int) -> bool:
    return elements.place(element, same_tag=True, from_end=False) == 1


def _is_last_of_type(elements: Elements, element: int) -> bool:
    return elements.place(element, same_tag=True, from_end=True) == 1


def _is_required(elements: Elements, element: int) -> bool:
    return "required" in elements.attributes(element)


#: States that an element only gets by being used, and media that plays: they never hold.
UNTOUCHED: Final = frozenset(
    [
        "hover",
        "active",
        "focus",
        "focus-within",
        "focus-visible",
        "visited",
        "target",
        "target-within",
        "current",
        "past",
        "future",
        "playing",
        "paused",
        "seeking",
        "muted",
        "fullscreen",
        "-webkit-full-screen",
        "picture-in-picture",
        "modal",
        "popover-open",
        "invalid",
        "user-invalid",
        "user-valid",
        "out-of-range",
        "indeterminate",
        "default",
        "autofill",
        "-webkit-autofill",
        "blank",
        "placeholder-shown",
        "read-write",
        "host",
        "-webkit-drag",
        "window-inactive",
    ]
)

#: Selectors 4 and HTML 4.16.3. What is in neither table makes a selector void.
PSEUDO_CLASSES: Final[dict[str, Callable[[Elements, int], bool]]] = {
    "root": _is_root,
    "scope": _is_root,
    "link": _is_link,
    "any-link": _is_link,
    "-webkit-any-link": _is_link,
    "checked": _is_checked,
    "disabled": _is_disabled,
    "enabled": _is_enabled,
    "required": _is_required,
    "empty": _is_empty,
    "defined": _is_defined,
    "open": _is_open,
    "first-child": _is_first,
    "last-child": _is_last,
    "only-child": lambda elements, element: (
        _is_first(elements, element) and _is_last(elements, element)
    ),
    "first-of-type": _is_first_of_type,
    "last-of-type": _is_last_of_type,
    "only-of-type": lambda elements, element: (
        _is_first_of_type(elements, element) and _is_last_of_type(elements, element)
    ),
    "optional": lambda elements, element: (
        elements.tags[element] in _CONTROLS and not _is_required(elements, element)
    ),
    **dict.fromkeys(["local-link", "valid", "in-range", "read-only"], _always),
}

_AN_B = lazy_pattern(
    r"\s*(?:(odd|even)|([+-]?\d*)n\s*(?:([+-])\s*(\d+))?|([+-]?\d+))\s*$", re.IGNORECASE
)


def nth(name: str, inside: str) -> tuple[Callable[[Elements, int], bool] | None, str]:
    """Return the test of ``:nth-…(inside)``, and the selector list after ``of``."""
    formula, _, of = inside.partition(" of ")
    found = _AN_B.match(formula)
    if found is None or name not in {
        "nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type",
    }:  # fmt: skip
        return None, ""
    step, offset = _steps(found)
    same_tag, from_end = name.endswith("of-type"), name.startswith("nth-last")

    def test(elements: Elements, element: int) -> bool:
        place = elements.place(element, same_tag=same_tag, from_end=from_end)
        if step == 0:
            return place == offset
        return (place - offset) % step == 0 and (place - offset) // step >= 0

    return test, of


def _steps(found: re.Match[str]) -> tuple[int, int]:
    word, step, sign, offset, single = found.groups()
    if word:
        return 2, 1 if word.lower() == "odd" else 0
    if single:
        return 0, int(single)
    number = int(step) if step not in {"", "+", "-"} else int(f"{step}1")
    return number, int(f"{sign}{offset}") if offset else 0
