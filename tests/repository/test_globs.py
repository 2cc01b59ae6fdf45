"""Which paths a pattern fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitizer.repository.globs import matches, matches_file


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("vendor", "vendor/a.html"),
        ("vendor", "site/vendor/deep/a.html"),
        ("vendor/", "site/vendor/a.html"),
        ("a.html", "docs/a.html"),
        ("*.html", "docs/a.html"),
        ("./docs", "docs/a.html"),
        ("/docs", "docs/a.html"),
        ("docs/old", "docs/old/deep/a.html"),
        ("docs/*.html", "docs/a.html"),
        ("docs/**", "docs/deep/a.html"),
        ("docs/**/a.html", "docs/a.html"),
        ("docs/**/a.html", "docs/x/y/a.html"),
        ("**/old/*.html", "old/a.html"),
        ("page-?.html", "page-1.html"),
        ("page-[0-9].html", "x/page-7.html"),
        ("page-[!0-9].html", "page-x.html"),
        ("a+(b).html", "a+(b).html"),
        ("a[.html", "a[.html"),
        ("頁*.html", "頁面.html"),
        ("[a-].html", "-.html"),
        ("[]x].html", "].html"),
        ("[!a].html", "!.html"),
        ("[&&a].html", "&.html"),
        ("[^0-9].html", "x.html"),
        ("[^]].html", "x.html"),
        ("[a^].html", "^.html"),
        (r"[\d].html", "\\.html"),
        ("[!z-a].html", "b.html"),
        ("line*.html", "line\nend.html"),
    ],
)
def test_a_pattern_fits_a_path_or_a_folder_around_it(pattern: str, path: str) -> None:
    assert matches([pattern], path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("vendor", "vendors/a.html"),
        ("vendor", "my-vendor/a.html"),
        ("/docs", "site/docs/a.html"),
        ("docs/*.html", "docs/deep/a.html"),
        ("docs/*.html", "site/docs/a.html"),
        ("a.html", "aXhtml"),
        ("page-?.html", "page-12.html"),
        ("page-[0-9].html", "page-x.html"),
        ("page-[!0-9].html", "page-7.html"),
        ("docs/**", "docsets/a.html"),
        ("*.html", "a.htm"),
        ("[z-a].html", "b.html"),
        ("[z-a].html", "-.html"),
        ("[^0-9].html", "7.html"),
        ("[^]].html", "].html"),
        (r"[\d].html", "7.html"),
        ("[a/b].html", "a.html"),
    ],
)
def test_it_fits_nothing_that_only_looks_alike(pattern: str, path: str) -> None:
    assert not matches([pattern], path)


@given(st.text(alphabet=r"a-z[]!^\*?/.{}&~|#()+$", max_size=8), st.text("ab/.-[", max_size=8))
def test_every_text_is_a_pattern(pattern: str, path: str) -> None:
    assert matches([pattern], path) in {True, False}


def test_one_of_several_patterns_is_enough_and_none_fits_nothing() -> None:
    assert matches(["a.html", "b.html"], "b.html")
    assert not matches([], "b.html")


def test_a_file_fits_by_itself_and_not_by_its_folder() -> None:
    assert matches_file(["*.php"], "docs/a.php")
    assert not matches_file(["docs"], "docs/a.php")
