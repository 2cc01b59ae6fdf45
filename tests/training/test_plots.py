"""The picture is a PNG that holds what there is, and any names."""

from __future__ import annotations

import struct
import subprocess
import sys

from sanitizer.training.plots import draw
from tests.training.scores import finding, page_score, span


def _size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def test_a_picture_grows_with_its_groups_up_to_a_bound() -> None:
    heights = []
    for n_families in (2, 60):
        scores = [
            page_score(family=f"family-{number}", spans=(span(number % 2 == 0),))
            for number in range(n_families)
        ]
        width, height = _size(draw(scores, "title"))
        assert width == 1500
        heights.append(height)
    assert heights[0] < heights[1] < 2500


def test_names_of_every_kind_can_be_drawn() -> None:
    names = ["博彩", "a" * 300, "$x^2$ and $", "$", "<b>", "\n", "$\\frac{$"]
    draw([page_score(family=name, language=name, spans=(span(True),)) for name in names], "$ 博")


def test_nothing_can_be_drawn() -> None:
    draw([], "nothing")


def test_findings_with_every_score_can_be_drawn() -> None:
    scored = [finding(right, score=n / 20) for n in range(21) for right in (True, False)]
    draw([page_score(findings=tuple(scored))], "scores")


def test_the_same_scores_give_the_same_bytes() -> None:
    scores = [page_score(id="a", site="a.example", spans=(span(True), span(False)))]
    assert draw(scores, "title") == draw(scores, "title")


def test_drawing_looks_for_no_window_system() -> None:
    probe = (
        "import sys; from sanitizer.training.plots import draw; draw([], 'x');"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
