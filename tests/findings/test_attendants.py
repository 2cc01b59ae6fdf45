"""A sheet or script that serves nothing but junk is part of it; any other one is the page's."""

from __future__ import annotations

import pytest

from sanitizer.findings.attendants import attendants
from sanitizer.parsing.page import parse_page

JUNK = '<div class="kx" id="q7"><a href="http://slots.test">slots</a></div>'


def _serving(opening: str, inner: str, rest: str) -> list[str]:
    source = f"<p>First.</p><{opening}>{inner}</{opening}>{JUNK}{rest}"
    tree = parse_page(source).tree
    start = source.index(JUNK)
    found = attendants(tree, [(0, 0), (start, start + len(JUNK))])
    return [source[tree.opens[element] : tree.closes[element]] for element in found]


def _styles(sheet: str, rest: str = "<p class=fair>Bees.</p>") -> list[str]:
    return _serving("style", sheet, rest)


def _scripts(code: str, rest: str = "<p id=fair>Bees.</p>") -> list[str]:
    return _serving("script", code, rest)


@pytest.mark.parametrize(
    "sheet",
    [
        ".kx{position:absolute;left:-9000px}",
        "#q7 { display: none } .kx a{color:#fff}",
        "/* fair */ div.kx, #q7>a {height:0;overflow:hidden}",
    ],
)
def test_a_sheet_for_the_junk_goes_with_it(sheet: str) -> None:
    assert _styles(sheet) == [sheet]


@pytest.mark.parametrize(
    "sheet",
    [
        "",
        "p{margin:0}",
        ".kx,p{margin:0}",
        ".kx{left:-9000px} .fair{color:red}",
        ".elsewhere{left:-9000px}",
        "@media print{.kx{display:none}}",
        ".kx{left:-9000px",
        ".kx{left:-9000px}" + " .kx{color:red}" * 200,
    ],
)
def test_a_sheet_that_does_more_or_cannot_be_read_stays(sheet: str) -> None:
    assert _styles(sheet) == []


def test_a_sheet_whose_name_a_script_or_another_box_has_stays() -> None:
    assert _styles(".kx{left:-9000px}", "<script>f('kx')</script>") == []
    assert _styles(".kx{left:-9000px}", "<p class='fair kx'>Bees.</p>") == []
    assert _styles(".kx{left:-9000px}", "<p class='fair kx-2'>Bees.</p>")


@pytest.mark.parametrize(
    "code",
    [
        "document.getElementById('q7').style.display='none';",
        'jQuery("#q7").hide();',
        'jQuery(".kx").hide()',
        "$(function () { $('#q7').css('display', 'none'); });",
        "var x = document.querySelector('#q7'); x.style.cssText = 'height:0';",
    ],
)
def test_a_script_that_hides_the_junk_goes_with_it(code: str) -> None:
    assert _scripts(code) == [code]


@pytest.mark.parametrize(
    "code",
    [
        "document.getElementById('fair').style.display='none';",
        "$('#q7').hide(); $('#fair').show();",
        "$('#q7').hide(); document.write('Bees');",
        "$('#q7').text('Bees');",
        "$('.kx, .fair').hide();",
        "$('#q7').hide(); location.hash = 'x';",
        "$('#q7').hide(); startMap();",
        "function start() { $('#q7').hide(); }",
        "$('#q7').hide();" + " " * 400,
    ],
)
def test_a_script_that_does_more_or_asks_for_more_stays(code: str) -> None:
    assert _scripts(code) == []
