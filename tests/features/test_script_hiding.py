"""Columns on what scripts hide: the elements whose style they set by their ids."""

from __future__ import annotations

import pytest

from sanitizer.features.script_hiding import hidden_elements, hides_foreign_links
from tests.features.measuring import LOUD, active_value, rows_of


@pytest.mark.parametrize("n_boxes", [1, 60])
def test_a_script_hides_the_box_that_it_names_among_few_or_many(n_boxes: int) -> None:
    boxes = "".join(
        f"<script>document.getElementById('b{n}').style.display='none'</script>"
        f"<p id='b{n}'><a href='https://a.test/'>x</a></p>"
        for n in range(n_boxes)
    )
    rows = rows_of(f"<p>bread</p>{boxes}", LOUD, "https://example.com/")
    assert len(hidden_elements(rows)) == n_boxes


def test_a_script_is_held_against_the_box_that_it_hides() -> None:
    script = '<script>document.getElementById("{}").style.display="none"</script>'
    farm = '<div id="box"><a href="https://a.test/">x</a><a href="https://b.test/">y</a></div>'
    menu = '<div id="box"><a href="/x">x</a><a href="/y">y</a></div>'
    assert active_value(hides_foreign_links, farm + script.format("box")) == 1.0
    assert active_value(hides_foreign_links, menu + script.format("box")) == 0.0
    assert active_value(hides_foreign_links, farm + script.format("gone")) == 0.0
