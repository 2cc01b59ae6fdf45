"""What a repository of pages asks of the command line, around the judging of single pages.

Comes in: paths, and what their owner has decided about them. Goes out: outcomes with only those
findings that he wants to hear of. Settings, comments in pages that ignore findings, a baseline of
known ones, and a cache. The library's own ``scan`` and ``clean`` know nothing of it: a crawler must
not obey what stands in a stranger's page or folder.
"""

from __future__ import annotations

__all__: list[str] = []
