"""Page → fold: pages of one site are always in the same one; and trades are dealt to folds."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from sanitizer.training.generator import TRADES

if TYPE_CHECKING:
    from sanitizer.training.corpus import LabelledPage

__all__ = ["N_FOLDS", "dealt_trades", "fold_of"]

N_FOLDS: Final = 5


def fold_of(page: LabelledPage, n_folds: int = N_FOLDS) -> int:
    """Return the fold of a page's site; the same for every run and every corpus."""
    return int(hashlib.sha256(page.site.encode("utf-8")).hexdigest(), 16) % n_folds


def dealt_trades(fold: int, n_folds: int = N_FOLDS) -> tuple[str, ...]:
    """Return the trades that are dealt to a fold: its pages are generated with them."""
    return tuple(trade for place, trade in enumerate(TRADES) if place % n_folds == fold)
