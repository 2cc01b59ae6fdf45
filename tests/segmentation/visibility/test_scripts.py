from __future__ import annotations

import pytest

from sanitizer.parsing.tree import build_tree
from sanitizer.segmentation.visibility import Cause, causes
from tests.segmentation.visibility.matrix import TARGET
from tests.segmentation.visibility.test_matrix import cause_of_target

HIDING = [
    "document.getElementById('box').style.display='none';",
    'document.getElementById("box").style.display = "none"',
    "document.getElementById('box').style.visibility='hidden';",
    "var d=document; d.getElementById( 'box' ).style.cssText='position:absolute;left:-9999px';",
    "document.getElementById('box').setAttribute('style', 'display:none')",
    "(function(){document.getElementById('box').style.display='none';})();",
    "document.getElementById('box').style.textIndent='-9999px'",
]

SHOWING = [
    "document.getElementById('box').style.display='block';",
    "document.getElementById('other').style.display='none';",
    "function hide(){ document.getElementById('box').style.display='none'; }",
    "button.onclick = function () { document.getElementById('box').style.display='none'; };",
    "document.getElementById('box').style.left='10px';",
]


@pytest.mark.parametrize("script", HIDING)
def test_a_script_that_hides_an_element_at_load_is_the_cause(script: str) -> None:
    page = f'<div id="box"><p>{TARGET}</p></div><script>{script}</script>'
    assert cause_of_target(page) == Cause.BY_SCRIPT


@pytest.mark.parametrize("script", SHOWING)
def test_a_script_that_does_not_hide_it_at_load_is_none(script: str) -> None:
    assert cause_of_target(f'<div id="box">{TARGET}</div><script>{script}</script>') is None


@pytest.mark.parametrize("style", ["display:none", "position:absolute;left:-9000px"])
def test_what_stands_between_a_written_start_and_end_tag_is_hidden(style: str) -> None:
    page = (
        f"""<p>a</p><script>document.write('<div style="{style}">');</script>"""
        f"""<a href="x">{TARGET}</a><script>document.write("</div>")</script><p>b</p>"""
    )
    assert cause_of_target(page) == Cause.BY_SCRIPT
    tree = build_tree(page)
    seen = [tree.tags[e] for e, cause in enumerate(causes(tree)) if cause is None]
    assert seen.count("p") == 2


def test_a_written_box_that_hides_nothing_is_none() -> None:
    page = (
        "<script>document.write('<div class=\"x\">');</script>"
        f"<b>{TARGET}</b><script>document.write('</div>')</script>"
    )
    assert cause_of_target(page) is None
