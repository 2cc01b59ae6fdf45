"""Training cut down to some seconds: few generated pages, little reading, small tables and trees.

Run as a program it is ``sanitizer`` itself with such a training, for tests that need another
process.
"""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING
from unittest import mock

from threadpoolctl import threadpool_limits

from sanitizer.cli import main
from sanitizer.training import assemble, fit, forest
from sanitizer.training.generator import reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["SEED", "small_training"]

SEED = 3


def _english_only(seed: int, families: Sequence[str], _languages: Iterable[str]) -> list[str]:
    return reading.advertising_texts(seed, families, ["en"])


@contextlib.contextmanager
def small_training() -> Iterator[None]:
    """Let training take some seconds only."""
    with (
        threadpool_limits(limits=1),
        mock.patch.object(assemble, "GENERATED_PER_HOST", 1.0),
        mock.patch.object(fit, "TABLE_BITS", {"text": 14, "url": 12, "script": 12}),
        mock.patch.multiple(fit, FIRST_TREES=40, SECOND_TREES=40, advertising_texts=_english_only),
        mock.patch.multiple(
            reading, _N_PARAGRAPHS=10, _N_PIECES=20, _N_NAMES=20, _N_LISTS=5, _N_TECHNICAL=100
        ),
        mock.patch.dict(forest._SETTINGS, {"max_bins": 32}),
    ):
        yield


if __name__ == "__main__":
    with small_training():
        sys.exit(main())
