from __future__ import annotations

import pytest

from sanitizer.segmentation.visibility import Cause
from sanitizer.segmentation.visibility.frameworks import CLASSES
from tests.segmentation.visibility.matrix import TARGET
from tests.segmentation.visibility.test_matrix import cause_of_target

LINK = '<link rel="stylesheet" href="site.css">'


@pytest.mark.parametrize("name", CLASSES)
def test_a_known_class_hides_where_a_sheet_is_linked(name: str) -> None:
    assert cause_of_target(f'{LINK}<p class="{name}">{TARGET}</p>') == Cause.FRAMEWORK_CLASS


@pytest.mark.parametrize("name", CLASSES)
def test_a_known_class_means_nothing_without_a_linked_sheet(name: str) -> None:
    assert cause_of_target(f'<p class="{name}">{TARGET}</p>') is None


@pytest.mark.parametrize("name", ["hidden", "sr-only", "d-none"])
def test_the_page_itself_decides_what_its_classes_mean(name: str) -> None:
    page = f'{LINK}<style>.{name}{{color:#333}}</style><p class="{name}">{TARGET}</p>'
    assert cause_of_target(page) is None


@pytest.mark.parametrize(
    "names",
    ["hidden md:block", "hidden lg:flex", "d-none d-md-block", "sr-only not-sr-only", "hidden-xs"],
)
def test_a_class_that_shows_it_on_a_desktop_wins(names: str) -> None:
    assert cause_of_target(f'{LINK}<p class="{names}">{TARGET}</p>') is None


@pytest.mark.parametrize(
    "names", ["hidden 2xl:block", "d-none d-xxl-block", "d-none d-print-block"]
)
def test_a_class_that_shows_it_elsewhere_does_not(names: str) -> None:
    assert cause_of_target(f'{LINK}<p class="{names}">{TARGET}</p>') == Cause.FRAMEWORK_CLASS


def test_a_surer_cause_is_told_before_a_class() -> None:
    page = f'{LINK}<div class="hidden"><p style="display:none">{TARGET}</p></div>'
    assert cause_of_target(page) == Cause.DISPLAY_NONE


def test_every_class_says_who_defines_it() -> None:
    assert all(source for _, source in CLASSES.values())
