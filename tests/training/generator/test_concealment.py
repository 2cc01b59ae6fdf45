"""Each way of hiding makes the box that its name says."""

from __future__ import annotations

import re

import lxml.html
import pytest

from sanitizer.features.unpacking import plain_script
from sanitizer.training.generator.concealment import CONCEALMENTS, box_tag, conceal
from tests.training.generator.hosts import seeded
from tests.training.generator.test_packing import written_by

PROOF = {
    "display": r"display\s*:\s*none",
    "visibility": r"visibility\s*:\s*(?:hidden|collapse)",
    "opacity": r"opacity\s*:\s*0?\.?0",
    "offscreen": r"position\s*:\s*(?:absolute|fixed)",
    "margin": r"margin-\w+\s*:\s*-\d",
    "indent": r"text-indent\s*:\s*-\d",
    "transform": r"transform\s*:",
    "clip": r"clip\s*:\s*rect",
    "clip-path": r"clip-path\s*:",
    "tiny-box": r"(?:height|width)\s*:\s*[012]\D",
    "font-size": r"font-size\s*:\s*[012]",
    "colour": r"color",
    "marquee": r"<marquee",
    "hidden-attribute": r"\bhidden",
    "noscript": r"<noscript",
    "noframes": r"<noframes",
    "template": r"<template",
    "comment": r"<!--",
    "details": r"<details",
    "textarea": r"<textarea",
    "written": r"document\.write",
    "none": r"",
}


@pytest.mark.parametrize("name", PROOF)
def test_a_box_hides_the_way_that_it_is_labelled_with(name: str) -> None:
    for seed in range(40):
        box = conceal(seeded(seed), name)
        assert re.search(PROOF[name], box.opening, re.IGNORECASE), box.opening


@pytest.mark.parametrize("name", ["rule", "script"])
def test_a_rule_or_script_names_the_box_that_it_hides(name: str) -> None:
    for seed in range(40):
        box = conceal(seeded(seed), name)
        named = re.search(r"(?:id|class)\s*=\s*[\"']?(\w+)", box.opening, re.IGNORECASE)
        assert named is not None
        code = box.style or box.script
        assert code.startswith("<style" if name == "rule" else "<script")
        if "fromCharCode" in code and "new Array" in code:
            code = written_by(code)
        assert named.group(1) in code or "eval" in code or plain_script(code, 5000) != code


def test_every_concealment_has_a_reason_a_weight_and_a_proof() -> None:
    names = [way.name for way in CONCEALMENTS]
    assert len(set(names)) == len(names) >= 20
    assert all(way.reason and way.weight > 0 for way in CONCEALMENTS)
    assert {*PROOF, "rule", "script"} == set(names)


def test_the_same_way_is_spelt_in_many_ways() -> None:
    rng = seeded(1)
    assert len({conceal(rng, "offscreen", "div").opening for _ in range(100)}) > 90


def test_blocks_are_never_put_into_an_element_that_they_would_close() -> None:
    rng = seeded(4)
    for _ in range(200):
        tag = box_tag(rng, "<ul><li>x</li></ul>")
        tree = lxml.html.fromstring(f"<body><{tag} id=box><ul><li>x</li></ul></{tag}></body>")
        assert tree.xpath("//*[@id='box']//li/text()") == ["x"], tag
