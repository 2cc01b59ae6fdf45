"""Page → fold: pages of one site are always in the same one."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sanitizer.training.corpus import LabelledPage

__all__ = ["N_FOLDS", "fold_of"]

N_FOLDS: Final = 5


def fold_of(page: LabelledPage) -> int:
    """Return the fold of a page's site; the same for every run and every corpus."""
    return int(hashlib.sha256(page.site.encode("utf-8")).hexdigest(), 16) % N_FOLDS
