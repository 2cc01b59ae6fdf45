"""Figures are what the scores of pages say, reckoned by hand here."""

from __future__ import annotations

import pytest

from sanitizer.training.figures import MEASURES, main_figures, summarise
from tests.training.scores import ROWS


def test_the_main_figures_are_shares_of_spans_findings_and_pages() -> None:
    shares = summarise(ROWS)
    assert shares["spans_cut"] == pytest.approx(2 / 4)
    assert shares["findings_right"] == pytest.approx(3 / 5)
    assert shares["pages_detected"] == pytest.approx(3 / 4)
    assert shares["false_alarms"] == pytest.approx(1 / 4)
    # Half of one page's honest text and nothing of two others'.
    assert shares["honest_text_lost"] == pytest.approx(0.5 / 3, abs=1e-5)


def test_no_pages_have_no_figures_that_would_look_good() -> None:
    assert summarise([]) == dict.fromkeys(MEASURES, 0.0)
    assert all(figure.low is None for figure in main_figures([]).values())
