"""What a selector asks of an attribute: ``[type="text" i]`` → a test of one element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sanitizer.segmentation.visibility.selector_text import unescape

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from sanitizer.segmentation.visibility.elements import Elements

__all__ = ["attribute_test"]

#: HTML 4.16.2: attributes whose values are compared without case in every selector.
_CASELESS: Final = frozenset(
    [
        "align",
        "alink",
        "axis",
        "bgcolor",
        "charset",
        "checked",
        "clear",
        "codetype",
        "color",
        "compact",
        "declare",
        "defer",
        "dir",
        "direction",
        "disabled",
        "enctype",
        "face",
        "frame",
        "hreflang",
        "http-equiv",
        "lang",
        "language",
        "link",
        "media",
        "method",
        "multiple",
        "nohref",
        "noresize",
        "noshade",
        "nowrap",
        "readonly",
        "rel",
        "rev",
        "rules",
        "scope",
        "scrolling",
        "selected",
        "shape",
        "target",
        "text",
        "type",
        "valign",
        "valuetype",
        "vlink",
        "accept",
        "accept-charset",
    ]
)


def attribute_test(found: re.Match[str]) -> Callable[[Elements, int], bool]:
    """Return the test of an attribute selector's match (groups attr, op, dq, sq, bare, flag)."""
    name, operator = unescape(found["attr"]).lower(), found["op"]
    if operator is None:
        return lambda elements, element: name in elements.attributes(element)
    quoted = found["dq"] if found["dq"] is not None else found["sq"]
    wanted = unescape(found["bare"] if quoted is None else quoted)
    flag = (found["flag"] or "").lower()
    caseless = flag == "i" or (name in _CASELESS and flag != "s")
    if caseless:
        wanted = wanted.lower()
    compare = _COMPARE[operator]

    def test(elements: Elements, element: int) -> bool:
        value = elements.attributes(element).get(name)
        if value is None:
            return False
        return compare(value.lower() if caseless else value, wanted)

    return test


_COMPARE: Final[dict[str, Callable[[str, str], bool]]] = {
    "=": lambda value, wanted: value == wanted,
    "~=": lambda value, wanted: wanted in value.split(),
    "|=": lambda value, wanted: value == wanted or value.startswith(f"{wanted}-"),
    "^=": lambda value, wanted: bool(wanted) and value.startswith(wanted),
    "$=": lambda value, wanted: bool(wanted) and value.endswith(wanted),
    "*=": lambda value, wanted: bool(wanted) and wanted in value,
}
