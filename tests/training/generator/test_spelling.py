"""However a thing is spelt, a parser reads the same thing."""

from __future__ import annotations

import re

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitizer.training.generator import spelling
from tests.training.generator.hosts import seeded

TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["C"]))


@given(TEXT, st.integers(0, 999))
def test_an_attribute_is_read_back_whatever_the_quotes(value: str, seed: int) -> None:
    tag = f"<p{spelling.attribute(seeded(seed), 'title', value)}>x</p>"
    assert lxml.html.fromstring(tag).get("title") == value


@given(TEXT.filter(lambda text: bool(text.strip())), st.integers(0, 99))
def test_entities_are_read_back(text: str, seed: int) -> None:
    coded = spelling.entities(seeded(seed), text)
    assert coded.isascii()
    assert lxml.html.fromstring(f"<p>{coded}</p>").text == text


@pytest.mark.parametrize("seed", range(60))
def test_a_style_keeps_its_declarations_in_any_spelling(seed: int) -> None:
    text = spelling.style_text(seeded(seed), [("display", "none"), ("left", "-99px")]).lower()
    assert re.search(r"(?:^|;)\s*display\s*:\s*none\s*(?:!important)?\s*(?:;|$)", text)
    assert re.search(r"(?:^|;)\s*left\s*:\s*-99px\s*(?:!important)?\s*(?:;|$)", text)


@pytest.mark.parametrize("seed", range(40))
def test_a_script_never_ends_inside_its_own_string(seed: int) -> None:
    written = spelling.javascript(seeded(seed), "<b title='it\\'s'>x</b></script>\n彩")
    assert "</script" not in written
    assert "\n" not in written


def test_percent_coding_is_that_of_unescape() -> None:
    assert spelling.percent("<资") == "%3C%u8D44"
    assert spelling.percent("\U0001f600") == "%uD83D%uDE00"
