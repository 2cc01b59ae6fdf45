from __future__ import annotations

import pytest

from sanitizer.segmentation.visibility.declarations import parse_declarations
from sanitizer.segmentation.visibility.property_groups import (
    group_of,
    words_of_group,
    words_of_property,
)

DECLARATIONS = [
    "margin:0 0 0 -9px", "margin-left:1px", "margin-inline-start:1px", "margin-inline:1px",
    "margin-block:1px", "inset:0", "inset-inline-start:0", "inset-block:0 1px", "left:0",
    "overflow:hidden", "overflow-x:hidden", "background:#fff", "background-color:#fff",
    "background:url(a)",
    "font:0/0 a", "font-size:0", "inline-size:0", "block-size:0", "max-inline-size:0",
    "max-block-size:0", "width:0", "max-height:0", "min-width:1px", "padding-right:1px",
    "float:left",
    "-webkit-transform:none", "transform:none", "translate:1px", "position:fixed", "opacity:0",
    "-webkit-opacity:0", "color:red", "text-shadow:none", "-webkit-text-stroke:1px",
    "-webkit-text-fill-color:red", "background-clip:text", "-webkit-background-clip:text",
    "display:none", "text-indent:-9px", "--own:none", "visibility:hidden", "z-index:-1",
]  # fmt: skip


@pytest.mark.parametrize("text", DECLARATIONS)
def test_what_sets_a_property_has_a_word_of_it_and_of_its_group(text: str) -> None:
    for name in parse_declarations(text):
        assert any(word in text for word in words_of_property(name)), name
        assert any(word in text for word in words_of_group(group_of(name))), name
