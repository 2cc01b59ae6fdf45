"""Tree → why a reader with a browser does not see a text, without a browser."""

from __future__ import annotations

from sanitizer.segmentation.visibility.analysis import Visibility, causes, describe, see
from sanitizer.segmentation.visibility.caches import forget_sheets
from sanitizer.segmentation.visibility.cause import Cause, Hiding

__all__ = ["Cause", "Hiding", "Visibility", "causes", "describe", "forget_sheets", "see"]
