"""The visibility engine beside a real Chromium on real pages, not only on those of the matrix.

What the samples hold the project wrote itself; the corpora lie beside the project and are not part
of it. Of these a sample is compared here, since a page takes the browser a third of a second;
``benchmarks/visibility.py`` compares all of them.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.browser.agreement import compare
from tests.browser.chromium import Chromium, browser_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

PROBLEM = browser_problem()
pytestmark = pytest.mark.skipif(PROBLEM is not None, reason=f"needs a browser: {PROBLEM}")

SAMPLES: Final = Path(__file__).parents[2] / "samples" / "pages"
CORPORA: Final = Path(__file__).parents[3] / "shared" / "corpora"

#: Folder and how many pages are passed over for each that is taken: about fifty of each.
PARTS: Final = {"articles": 14, "injected": 2, "hard_honest": 4}


def pages_of(folder: Path, every: int = 1) -> Iterator[tuple[str, str]]:
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines[::every]:
        row = json.loads(line)
        path = folder / f"{row['id']}.html"
        data = (
            path.read_bytes() if path.exists() else gzip.decompress(Path(f"{path}.gz").read_bytes())
        )
        yield row["id"], data.decode(row["encoding"], "replace")


def test_the_engine_agrees_with_chromium_on_the_sample_pages(chromium: Chromium) -> None:
    counts = compare(chromium, pages_of(SAMPLES))
    assert counts.n_texts > 1000
    assert counts.n_found > 100
    assert not counts.problems(least_agreement=0.995, least_recall=0.98, most_alarms=0.001)


@pytest.mark.skipif(not CORPORA.exists(), reason="the corpora beside the project are not here")
@pytest.mark.parametrize("part", PARTS)
def test_the_engine_agrees_with_chromium_on_pages_of_others(chromium: Chromium, part: str) -> None:
    counts = compare(chromium, pages_of(CORPORA / part, PARTS[part]))
    assert counts.n_texts > 1000
    assert not counts.problems(least_agreement=0.995, least_recall=0.98, most_alarms=0.001)
