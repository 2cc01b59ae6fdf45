from __future__ import annotations

import pytest

from sanitizer.segmentation.visibility.sheets import Sheet, read_sheet

NAMES = frozenset({".a", ".b", "#i", "p", "div"})


def live(sheet: Sheet) -> list[tuple[str, str, str | None]]:
    """Return parts, declarations and layer of the rules that a page with `NAMES` has a use for."""
    rows = sheet.live_rules(NAMES, lambda name: name == "[hidden")
    return [(",".join(parts).strip(), rule.block.strip(), rule.layer) for rule, parts in rows]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (".a{x:y}", [".a"]),
        (".z{x:y}", []),
        (".z,.a{x:y}", [".a"]),
        (".z .a{x:y}", []),
        ("p .b{x:y}", ["p .b"]),
        ("video .b{x:y}", []),
        ("#i{x:y}#j{x:y}", ["#i"]),
        ("[hidden]{x:y}[open]{x:y}", ["[hidden]"]),
        (".A{x:y}", [".A"]),
        (".a:hover{x:y}", []),
        (".a::before{x:y}", []),
        (".a:not(.z){x:y}", [".a:not(.z)"]),
        (".z:not(.a){x:y}", []),
        (".a:is(.z,.b) p,.z{x:y}", [".a:is(.z,.b) p"]),
        ("p[hidden='a,z'],p[open]{x:y}", ["p[hidden='a,z']"]),
        (".a:not([open]){x:y}", [".a:not([open])"]),
        (".a:not(.z{x:y}", [".a:not(.z"]),
        (r".z\:b{x:y}", [r".z\:b"]),
        ("@charset 'x';.a{x:y}", [".a"]),
        (";.a{x:y}", [".a"]),
        (".a{x:y", [".a"]),
    ],
)
def test_only_rules_that_the_page_has_the_names_for_are_live(text: str, parts: list[str]) -> None:
    assert [row[0] for row in live(read_sheet(text))] == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("@media print{.a{x:y}}.b{x:y}", [".b"]),
        ("@media screen{.a{x:y}.b{x:y}}p{x:y}", [".a", ".b", "p"]),
        ("@media screen{@media print{.a{x:y}}.b{x:y}}p{x:y}", [".b", "p"]),
        ("@font-face{x:y}.a{x:y}", [".a"]),
        ("@keyframes k{to{x:y}}.a{x:y}", [".a"]),
        (".a{x:y}}.b{x:y}", [".a", ".b"]),
    ],
)
def test_groups_hold_their_rules_and_no_others(text: str, parts: list[str]) -> None:
    assert [row[0] for row in live(read_sheet(text))] == parts


def test_a_rule_knows_its_layer() -> None:
    sheet = read_sheet("@layer one,two;@layer two{.a{x:y}}.b{x:y}")
    assert live(sheet) == [(".a", "x:y", "two"), (".b", "x:y", None)]
    assert sheet.layers == ["one", "two"]


def test_the_last_frame_of_an_animation_is_kept() -> None:
    sheet = read_sheet("@keyframes fade{from{opacity:0}to{opacity:1}}")
    assert sheet.keyframes == {"fade": "opacity:1"}


def test_nested_rules_are_written_out() -> None:
    rows = live(read_sheet(".a{x:y;.b{display:none}}"))
    assert [(parts, block.strip("; ")) for parts, block, _ in rows] == [
        (":is(.a) .b", "display:none"),
        (".a", "x:y"),
    ]
