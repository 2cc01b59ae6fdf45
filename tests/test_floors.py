"""The shipped model does no worse than ``floors.toml`` says, which says what to do when it does."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from tests.floors import FIGURES, N_GENERATED, SEED, Measured, measure, rendered

PARTS = ("samples", "generated")
PATH: Final = Path(__file__).with_name("floors.toml")
FLOORS: Final[dict[str, dict[str, Any]]] = tomllib.loads(PATH.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def measured() -> dict[str, Measured]:
    return measure()


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("part", PARTS)
def test_the_shipped_model_does_no_worse_than_its_floor(
    part: str, figure: str, measured: dict[str, Measured]
) -> None:
    floor, reached = FLOORS[part][figure], measured[part].shares[figure]
    assert reached >= floor, f"{figure} on {part}: {reached} is below the floor {floor}"


@pytest.mark.parametrize("part", PARTS)
def test_floors_are_held_against_the_pages_that_they_were_measured_on(
    part: str, measured: dict[str, Measured]
) -> None:
    about = {key: value for key, value in FLOORS[part].items() if key not in FIGURES}
    assert about == measured[part].about


def test_every_part_has_a_floor_for_every_figure_and_no_other() -> None:
    assert tuple(FLOORS) == PARTS
    assert FLOORS["generated"]["seed"] == SEED
    assert FLOORS["generated"]["pages"] == N_GENERATED
    for part in PARTS:
        assert set(FIGURES) <= set(FLOORS[part])
        assert all(0.0 < FLOORS[part][figure] <= 1.0 for figure in FIGURES)


def test_what_is_printed_is_what_is_read() -> None:
    shares = dict.fromkeys(FIGURES, 0.9871)
    printed = rendered({"samples": Measured({"pages": 40, "sha256": "ab"}, shares)})
    assert printed.startswith("# Floors of the shipped model")
    assert tomllib.loads(printed) == {"samples": {"pages": 40, "sha256": "ab", **shares}}
