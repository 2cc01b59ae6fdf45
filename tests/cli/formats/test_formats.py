"""The table of formats."""

from __future__ import annotations

import pytest

from sanitizer.cli.formats import FORMATS, View, renderer
from tests.batch.pages import INJECTED
from tests.cli.formats.outcomes import scanned


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_tells_of_a_finding_and_where_it_is(name: str) -> None:
    told = "".join(renderer(name)(iter([scanned(INJECTED)]), View()))
    assert "SAN201" in told
    assert "a.html" in told
    assert told.endswith("\n")
