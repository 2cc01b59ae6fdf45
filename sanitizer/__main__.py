"""``python -m sanitizer``: the same as the command ``sanitizer``."""

from __future__ import annotations

import sys

from sanitizer.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    sys.exit(main())
