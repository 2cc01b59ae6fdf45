"""Code that is written in digits writes what it was made from."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from sanitizer.features.unpacking import plain_script
from sanitizer.training.generator.packing import as_data, as_digits, run_shifted
from tests.training.generator.hosts import seeded


def written_by(code: str) -> str:
    """Return what the code writes, by its own list of digits and its own shift."""
    listed = re.findall(r"'(\d+)'", code)
    shift = re.search(r"\)-(\d+)-\w+%3\)", code)
    assert shift is not None
    return "".join(
        chr(int(piece[place : place + 3]) - int(shift[1]) - number % 3)
        for number, piece in enumerate(listed)
        for place in range(0, len(piece), 3)
    )


TEXTS = st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc")), min_size=1)


@given(TEXTS, st.integers(0, 99))
def test_digits_write_the_markup_that_they_were_made_from(text: str, seed: int) -> None:
    code = as_digits(seeded(seed), html.escape(text))
    assert html.unescape(written_by(code)) == html.unescape(html.escape(text))
    assert code.isascii()


def test_no_word_of_it_can_be_searched_for() -> None:
    code = as_digits(seeded(1), "<style>.casino{position:absolute;left:-9999px}</style>")
    assert not {"casino", "style", "position", "9999"}.intersection(re.split(r"\W+", code))
    assert code.endswith("();")


def test_an_address_that_holds_a_script_holds_all_of_it() -> None:
    code = "document.title='\\u4e2d'+1;location='//a.test/'"
    address = as_data(code)
    assert address.startswith("data:text/javascript;base64,")
    assert "location='//a.test/'" in plain_script(f'<script src="{address}">', 5000)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1), st.integers(0, 99))
def test_shifted_code_is_the_code_once_it_is_moved_back(code: str, seed: int) -> None:
    made = run_shifted(seeded(seed), code)
    listed = re.match(r'var \w+="([^"]*)"\.split\("(.)"\)', made)
    if listed is None:
        turned = re.match(r"eval\('(.*)'\.split", made)
        assert turned is not None
        assert re.sub(r"\\(.)", r"\1", turned[1])[::-1] == code
        return
    number = re.search(r",(10|16)\)-(\d+)\)", made)
    assert number is not None
    base, shift = int(number[1]), int(number[2])
    assert "".join(chr(int(one, base) - shift) for one in listed[1].split(listed[2])) == code
