"""Ways from a piece of HTML to measured rows, with n-gram tables made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sanitizer.features.catalogue import feature_names, measure
from sanitizer.features.gate import select_rows
from sanitizer.features.ngrams import NgramTable, code_points, ngram_hashes
from sanitizer.features.rows import TextTables
from sanitizer.parsing.page import parse_page
from sanitizer.segmentation.blocks import segment
from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows

__all__ = [
    "CASINO",
    "LOUD",
    "QUIET",
    "active_value",
    "chance_tables",
    "column_by_text",
    "rows_of",
    "values_by_text",
]

_BITS = 14


def _flat(bias: float) -> TextTables:
    table = NgramTable(np.zeros(1 << _BITS, np.float32), bias)
    return TextTables(table, table, table)


#: Every text scores over the gate: every text block is measured.
LOUD = _flat(0.0)
#: No text scores over the gate: measured is only what shows another sign.
QUIET = _flat(-4.0)


def _knows(word: str) -> NgramTable:
    weights = np.zeros(1 << _BITS, np.float32)
    for _, hashes in ngram_hashes(code_points([word])[0], _BITS):
        weights[hashes] = 1.0
    return NgramTable(weights, -4.0)


#: Knows one word of spam, as a trained table knows thousands.
CASINO = TextTables(_knows("casino"), _knows("casino"), _knows("casino"))


def chance_tables(seed: int) -> TextTables:
    """Return tables with weights of chance: every text has another score."""
    chance = np.random.default_rng(seed)
    return TextTables(
        *(NgramTable(chance.normal(0, 0.3, 1 << _BITS).astype(np.float32), -0.5) for _ in range(3))
    )


def rows_of(source: str, tables: TextTables = LOUD, url: str | None = None) -> Rows:
    """Return the measured rows of a page."""
    return select_rows(segment(parse_page(source, url)), tables)


def column_by_text(rows: Rows, column: NDArray[np.float32]) -> dict[str, float]:
    """Return a column as text of the block → value."""
    assert column.shape == (len(rows),)
    return dict(zip(rows.texts, column.tolist(), strict=True))


def values_by_text(
    source: str, feature: str, tables: TextTables = LOUD, url: str | None = None
) -> dict[str, float]:
    """Return a feature of a page's blocks as text of the block → value."""
    matrix = measure(segment(parse_page(source, url)), tables)
    place = feature_names().index(feature)
    return column_by_text(matrix.rows, matrix.values[:, place])


def active_value(column: Callable[[Rows], NDArray[np.float32]], source: str) -> float:
    """Return a column's value of the only script or frame of a page that says its site."""
    rows = rows_of(f"<p>bread</p>{source}", LOUD, "https://example.com/")
    (place,) = rows.places[Kind.SCRIPT] + rows.places[Kind.FRAME]
    return float(column(rows)[place])
