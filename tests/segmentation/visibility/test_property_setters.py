from __future__ import annotations

import pytest

from sanitizer.segmentation.visibility.declarations import parse_declarations
from sanitizer.segmentation.visibility.property_setters import setters_of

DECLARATIONS = [
    "margin:0 0 0 -9px", "margin-left:1px", "margin-inline-start:1px", "margin-inline:1px",
    "margin-block:1px", "inset:0", "inset-inline-start:0", "inset-block:0 1px", "left:0",
    "overflow:hidden", "overflow-x:hidden", "background:#fff", "background-color:#fff",
    "background:url(a)",
    "font:0/0 a", "font-size:0", "inline-size:0", "block-size:0", "max-inline-size:0",
    "max-block-size:0", "width:0", "max-height:0", "min-width:1px", "padding-right:1px",
    "float:left",
    "-webkit-transform:none", "transform:none", "translate:1px", "position:fixed", "opacity:0",
    "-webkit-opacity:0", "-webkit-filter:none", "-webkit-clip-path:none", "-webkit-animation:a",
    "margin-block-end:1px", "margin-inline-end:1px", "inset-inline:0", "inset-block-end:0",
    "-webkit-animation-name:a", "-webkit-animation-fill-mode:both", "color:red",
    "text-shadow:none", "-webkit-text-stroke:1px",
    "-webkit-text-fill-color:red", "background-clip:text", "-webkit-background-clip:text",
    "display:none", "text-indent:-9px", "--own:none", "visibility:hidden", "z-index:-1",
]  # fmt: skip


@pytest.mark.parametrize("text", DECLARATIONS)
def test_a_rule_that_sets_a_property_is_found_by_its_text(text: str) -> None:
    for name in parse_declarations(text):
        setters = setters_of(name)
        assert any(word in text for word in setters.words), name
        assert setters.pattern.search(text), name


@pytest.mark.parametrize(
    ("name", "text"),
    [("left", "text-align:left"), ("color", "background-color:red"), ("width", "max-width:1px"),
     ("font-size", "font-family:font"), ("overflow-x", "overflow-wrap:anywhere")],
)  # fmt: skip
def test_a_name_that_only_looks_like_it_sets_nothing(name: str, text: str) -> None:
    assert setters_of(name).pattern.search(text) is None
