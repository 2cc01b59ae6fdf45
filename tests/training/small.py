"""Training cut down to some seconds: few generated pages, small tables, few and coarse trees.

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

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SEED", "small_training"]

SEED = 3


@contextlib.contextmanager
def small_training() -> Iterator[None]:
    """Let training take some seconds only."""
    with (
        threadpool_limits(limits=1),
        mock.patch.object(assemble, "GENERATED_PER_HOST", 1.0),
        mock.patch.object(fit, "TABLE_BITS", {"text": 14, "url": 12, "script": 12}),
        mock.patch.dict(forest._SETTINGS, {"max_iter": 40, "max_bins": 32}),
    ):
        yield


if __name__ == "__main__":
    with small_training():
        sys.exit(main())
