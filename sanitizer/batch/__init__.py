"""Many pages in one run: where they lie, how they are read, spread, written and counted.

Comes in: paths. Goes out: one :class:`~sanitizer.batch.run.Outcome` a page, in the order of the
paths, and for ``clean`` a folder that mirrors them. The room knows files and processes; what a
page is, and what is junk in it, it leaves to :mod:`sanitizer.pipeline`.
"""

from __future__ import annotations

__all__: list[str] = []
