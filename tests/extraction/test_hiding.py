"""The matrix of hiding, put into an article: what is hidden stays out, what is seen is in.

Nothing is judged here: the text must hold no more than readers see even where no junk is found.
"""

from __future__ import annotations

import pytest

from sanitizer.extraction.extract import extract
from tests.extraction.hiding import FIRST, LAST, in_article, reaches
from tests.segmentation.visibility.matrix import HIDDEN, SEEN, Case


def name(case: Case) -> str:
    return f"{case.way}: {case.spelling}"


@pytest.mark.parametrize("case", HIDDEN, ids=name)
def test_what_is_hidden_does_not_reach_the_text(case: Case) -> None:
    text = extract(in_article(case)).text
    assert not reaches(text)
    assert FIRST in text
    assert LAST in text


@pytest.mark.parametrize("case", SEEN, ids=name)
def test_a_look_alike_is_not_dropped(case: Case) -> None:
    assert reaches(extract(in_article(case)).text)
