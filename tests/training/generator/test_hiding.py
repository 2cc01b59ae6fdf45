"""Declarations that hide do hide, on whatever element they are put."""

from __future__ import annotations

import re

import pytest

from sanitizer.training.generator.hiding import hiding_style
from tests.training.generator.hosts import seeded


@pytest.mark.parametrize("name", ["indent", "transform", "tiny-box", "margin"])
def test_an_inline_element_gets_a_box_before_its_box_is_made_small(name: str) -> None:
    for seed in range(60):
        style = hiding_style(seeded(seed), name, "span").lower()
        assert re.search(r"display\s*:\s*block|position\s*:\s*(?:absolute|fixed)", style), style


def test_a_small_size_is_never_one_that_can_be_read() -> None:
    for seed in range(200):
        style = hiding_style(seeded(seed), "font-size", "p").lower()
        size = re.search(r"font-size\s*:\s*([\d.]+)(\w*)", style)
        assert size is not None
        assert size[1] == "0" or size[2] in {"px", "pt"}
