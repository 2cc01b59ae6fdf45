"""Columns on what scripts and frames load: from which host, and in which size."""

from __future__ import annotations

import pytest

from sanitizer.features.script_loading import foreign_source, host_entropy, is_zero_sized
from tests.features.measuring import active_value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ('<script src="https://a.test/x.js"></script>', 1.0),
        ('<script src="//a.test/x.js"></script>', 1.0),
        ('<script src="/x.js"></script>', 0.0),
        ('<script src="https://cdn.example.com/x.js"></script>', 0.0),
        ("<script>eval(1)</script>", 0.0),
        ('<iframe src="https://a.test/"></iframe>', 1.0),
        ('<iframe src="/map"></iframe>', 0.0),
    ],
)
def test_what_is_loaded_from_another_site_is_foreign(source: str, value: float) -> None:
    assert active_value(foreign_source, source) == value


def test_names_made_by_machines_have_more_entropy() -> None:
    random = active_value(host_entropy, '<script src="//x7qk2vz9w.test/x.js"></script>')
    plain = active_value(host_entropy, '<script src="//aaaaaaaaa.test/x.js"></script>')
    assert random > plain > 0.0
    assert active_value(host_entropy, '<script src="/x.js"></script>') == 0.0


@pytest.mark.parametrize(
    ("attributes", "value"),
    [
        ('width="0" height="0"', 1.0),
        ("width=1 height=1", 1.0),
        ('style="width:0px;height:0px"', 1.0),
        ('width="100" height="10"', 0.0),
        ('width="100%"', 0.0),
        ("", 0.0),
    ],
)
def test_a_frame_that_nobody_is_to_see_has_no_size(attributes: str, value: float) -> None:
    frame = f'<iframe src="https://a.test/" {attributes}></iframe>'
    assert active_value(is_zero_sized, frame) == value


def test_a_frame_that_a_script_writes_may_have_no_size_either() -> None:
    small = "document.write(unescape('%3Ciframe src=//a.test/ width=0 height=0%3E'))"
    quoted = r'document.write("<iframe src=\"//a.test\" width=\"1\" height=\"1\"></iframe>")'
    assert active_value(is_zero_sized, f"<script>{quoted}</script>") == 1.0
    assert active_value(is_zero_sized, f"<script>'{chr(304) * 60}';{quoted}</script>") == 1.0
    large = "document.write('<iframe src=//a.test/ width=300 height=200>'); var width=0;"
    assert active_value(is_zero_sized, f"<script>{small}</script>") == 1.0
    assert active_value(is_zero_sized, f"<script>{large}</script>") == 0.0
