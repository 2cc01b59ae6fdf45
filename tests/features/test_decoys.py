"""Columns on runs of empty elements."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from sanitizer.features import decoys
from sanitizer.segmentation.records import Kind
from tests.features.measuring import rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows


def _decoys(column: Callable[[Rows], NDArray[np.float32]], run: str, rest: str = "") -> float:
    """Return the value of the run of empty elements in a page."""
    rows = rows_of(f"<body><p>bread</p>{run}<p>butter</p>{rest}</body>")
    (place,) = rows.places[Kind.DECOYS]
    return float(column(rows)[place])


def test_a_run_of_empty_elements_is_counted_whole() -> None:
    assert _decoys(decoys.decoys_log, "<i></i><b><u></u></b><s></s>") == pytest.approx(math.log(5))


def test_made_up_tags_are_told_from_known_and_custom_ones() -> None:
    run = "<xqzv></xqzv><i></i><my-clock></my-clock><svg:x></svg:x>"
    assert _decoys(decoys.decoy_unknown_share, run) == pytest.approx(0.25)


def test_elements_where_the_standard_allows_them_not_are_misplaced() -> None:
    assert _decoys(decoys.decoy_misplaced_share, "<rp></rp><rt></rt><i></i><b></b>") == (
        pytest.approx(0.5)
    )
    table = "<table><tbody><tr></tr><tr></tr></tbody></table>"
    assert _decoys(decoys.decoy_misplaced_share, table) == 0.0


def test_ids_are_counted_shared_and_looked_up_elsewhere() -> None:
    one_id = '<i id="utf"></i><b id="utf"></b><u id="utf"></u><s class="x"></s>'
    assert _decoys(decoys.decoy_repeated_id_share, one_id) == pytest.approx(0.75)
    assert _decoys(decoys.decoy_named_share, one_id) == pytest.approx(1.0)
    own_ids = '<i id="abc"></i><b id="def"></b><u></u><s></s>'
    assert _decoys(decoys.decoy_repeated_id_share, own_ids) == 0.0
    assert _decoys(decoys.decoy_used_share, own_ids) == 0.0
    assert _decoys(decoys.decoy_used_share, own_ids, '<a href="#abc">x</a>') == pytest.approx(0.5)


def test_text_has_no_measures_of_empty_elements() -> None:
    for column in (decoys.decoys_log, decoys.decoy_unknown_share, decoys.decoy_named_share):
        assert column(rows_of("<p>word</p>")).tolist() == [0.0]
