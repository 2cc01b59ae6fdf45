"""Labelled pages by composition: payload × concealment × markup × place, and honest opposites.

The rooms of the package, in the order of the data: ``languages/`` and ``lexicon`` (vocabularies),
``names`` and ``spelling`` (how things are called and written), ``payload`` (what is advertised),
``markup``, ``comments``, ``head``, ``active``, ``decoys``, ``instructions`` (what it looks like),
``hiding`` and ``concealment`` (how it is hidden), ``place`` (where), ``blocks`` and ``recipes``
(injections),
``opposites`` with ``honest_*`` (what only looks like it), ``doorways``, ``excerpts`` and
``small_pages`` (honest pages of little text), ``composition`` (edits become labels) and ``pages``
(all of it in order).
"""

from __future__ import annotations

from sanitizer.training.generator.concealment import CONCEALMENTS
from sanitizer.training.generator.pages import SHARES, Palette, generate
from sanitizer.training.generator.payload import TRADES

__all__ = ["CONCEALMENTS", "SHARES", "TRADES", "Palette", "generate"]
