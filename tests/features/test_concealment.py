"""Columns on what hides a block, and who might have hidden it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from sanitizer.features import concealment
from sanitizer.segmentation.visibility import Cause
from tests.features.measuring import LOUD, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows


def _of(column: Callable[[Rows], NDArray[np.float32]], source: str, text: str = "word") -> float:
    rows = rows_of(source, LOUD, "https://example.com/")
    return float(column(rows)[rows.texts.index(text)])


_HIDES_X = '<script>document.getElementById("x").style.display="none"</script>'


def test_hidden_blocks_are_told_from_seen_ones() -> None:
    source = '<p>bread</p><div style="display:none">word</div>'
    assert _of(concealment.is_hidden, source) == 1.0
    assert _of(concealment.is_hidden, source, "bread") == 0.0


def test_every_cause_belongs_to_one_group() -> None:
    grouped = [cause for group in concealment.CAUSE_GROUPS.values() for cause in group]
    assert sorted(grouped) == sorted(cause.value for cause in Cause)


@pytest.mark.parametrize(
    ("group", "source"),
    [
        ("display", '<div style="display:none">word</div>'),
        ("display", "<div hidden>word</div>"),
        ("moved", '<div style="position:absolute;left:-9000px">word</div>'),
        ("tiny", '<div style="font-size:0">word</div>'),
        ("colour", '<div style="color:#fff;background:#fff">word</div>'),
        ("element", "<noscript>word</noscript>"),
        ("script", f'<p id="x">word</p>{_HIDES_X}'),
    ],
)
def test_a_cause_is_a_flag_of_its_group_only(group: str, source: str) -> None:
    rows = rows_of(source)
    place = rows.texts.index("word")
    found = {name for name in concealment.CAUSE_GROUPS if concealment.hidden_by(rows, name)[place]}
    assert found == {group}


def test_a_style_attribute_is_told_from_a_style_sheet() -> None:
    assert _of(concealment.hidden_inline, '<p style="display:none">word</p>') == 1.0
    sheet = '<style>.x{display:none}</style><p class="x">word</p>'
    assert _of(concealment.is_hidden, sheet) == 1.0
    assert _of(concealment.hidden_inline, sheet) == 0.0


def test_the_size_of_the_whole_hidden_box_counts() -> None:
    box = f'<div style="display:none"><p>word</p><p>{"x" * 100}</p></div>'
    assert _of(concealment.hidden_group_chars_log, box) == pytest.approx(math.log(len(box) + 1))
    assert _of(concealment.hidden_group_chars_log, "<p>word</p>") == 0.0


def test_a_hidden_menu_leads_to_the_site_and_a_hidden_link_list_elsewhere() -> None:
    box = '<div style="display:none"><p>word</p>{}</div>'
    menu = '<a href="/a">a</a><a href="https://www.example.com/b">b</a>'
    farm = '<a href="https://a.test/">a</a><a href="https://b.test/">b</a>'
    assert _of(concealment.hidden_group_share, box.format(menu)) == 0.0
    assert _of(concealment.hidden_group_share, box.format(farm)) == 1.0
    assert _of(concealment.hidden_group_share, box.format(menu + farm)) == pytest.approx(0.5)
    assert _of(concealment.hidden_group_share, box.format("")) == -1.0
    assert _of(concealment.hidden_group_share, f"<p>word</p>{farm}") == -1.0


def test_a_box_that_somebody_shows_by_its_name_is_hooked() -> None:
    box = '<div id="dialog-7" style="display:none">word</div>'
    assert _of(concealment.hooked_share, box) == 0.0
    shown = f'<button data-target="dialog-7">open</button>{box}'
    assert _of(concealment.hooked_share, shown) == 1.0
    half = f'<button data-target="dialog-7">open</button>{box.replace("id=", "class=lost id=")}'
    assert _of(concealment.hooked_share, half) == pytest.approx(0.5)


def test_a_box_does_not_hook_itself() -> None:
    box = '<div id="dialog-7" class="dialog-7" style="display:none">word</div>'
    assert _of(concealment.hooked_share, box) == 0.0
