"""The matrix of hiding put into an article: each way around a paragraph between two honest ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.segmentation.visibility.matrix import TARGET

if TYPE_CHECKING:
    from tests.segmentation.visibility.matrix import Case

__all__ = ["FIRST", "LAST", "PUT_IN", "in_article", "reaches"]

FIRST = (
    "The lighthouse on the northern cape was built of granite in the year of the great storm, and "
    "its keeper wrote down the weather every evening for almost forty years. His books, bound in "
    "sailcloth, fill two shelves of the harbour office, and nobody had read them through until a "
    "teacher from the village borrowed the first one. She has now come to the nineteenth."
)
LAST = (
    "Visitors who climb the stairs today find the last volume behind glass, open at the page on "
    "which another hand goes on with the entries. The council wants to have all of them copied "
    "before the ink fades, and has asked the school to help with the reading in the winter months."
)
PUT_IN = (
    f"Every morning the {TARGET} of the old tower was cleaned by the keeper's daughter, who knew "
    "each of its three hundred prisms by its number and by its faults."
)


def in_article(case: Case) -> str:
    """Return the case's page with paragraphs of an article for its words."""
    page = case.source.replace("First paragraph.", FIRST).replace("Last paragraph.", LAST)
    return page.replace(TARGET, PUT_IN)


def reaches(text: str) -> bool:
    """Tell whether what the case is put around is in an extracted text."""
    return TARGET in text
