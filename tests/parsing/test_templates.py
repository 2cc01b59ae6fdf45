"""What is not HTML in a template, in Markdown, in a component."""

from __future__ import annotations

import pytest

from sanitizer.parsing.templates import (
    SYNTAXES,
    Syntax,
    has_branches,
    opaque_runs,
    show_components,
)


def _opaque(source: str) -> list[str]:
    return [source[start:end] for start, end in opaque_runs(source)]


@pytest.mark.parametrize("syntax", SYNTAXES, ids=lambda row: row.opener)
def test_a_run_of_every_syntax_is_opaque_from_opener_to_closer(syntax: Syntax) -> None:
    run = f'{syntax.opener} a > "b" {syntax.closer}'
    assert _opaque(f"<p>{run}</p>{run}") == [run, run]


@pytest.mark.parametrize("syntax", SYNTAXES, ids=lambda row: row.opener)
def test_what_is_not_closed_is_text(syntax: Syntax) -> None:
    assert _opaque(f"<p>one {syntax.opener} two</p>") == []


@pytest.mark.parametrize("syntax", SYNTAXES, ids=lambda row: row.opener)
def test_braces_cannot_hide_markup_and_code_holds_it(syntax: Syntax) -> None:
    run = f"{syntax.opener} <a href='https://slot.example'>slot</a> {syntax.closer}"
    assert _opaque(run) == ([run] if syntax.holds_markup else [])


@pytest.mark.parametrize(
    "code",
    [
        "<?php echo '?>'; ?>",
        '<?= "\\"?>" ?>',
        "<? /* ?> */ ?>",
        "<?php // don't\n echo 1 ?>",
        "<?php # don't ?>",
        "<?php #[Attribute('?>')] ?>",
        "<?php $a = <<<'END'\nit's ?>\nEND; ?>",
        "<?PHP if ($a > 1): ?>",
        "<?php $never = 'closed",
        "<?php echo 1;",
    ],
)
def test_php_ends_where_php_has_it(code: str) -> None:
    rest = "<p>text</p>" if code.endswith("?>") else ""
    assert _opaque(f"<p>before</p>{code}{rest}") == [code]


def test_a_line_comment_of_php_ends_with_the_tag() -> None:
    assert _opaque("<?php // a ?><p>b</p><?php c ?>") == ["<?php // a ?>", "<?php c ?>"]


def test_an_xml_declaration_is_no_php() -> None:
    assert _opaque('<?xml version="1.0"?><p>text</p>') == []


@pytest.mark.parametrize("fence", ["---", "+++"])
def test_front_matter_stands_at_the_start_and_holds_no_markup(fence: str) -> None:
    front = f"{fence}\ntitle: a < b\n{fence}\n"
    assert _opaque(f"{front}# Title\n") == [front]
    assert _opaque(f"\n{front}# Title\n") == []
    assert _opaque(f"{fence}\n<a href='https://slot.example'>slot</a>\n{fence}\n") == []


@pytest.mark.parametrize(
    "code",
    [
        "```html\n<div hidden>\n```",
        "~~~~\n<div>\n```\n~~~~",
        "`<div hidden>`",
        "`` a ` <div> ``",
        "<https://clock.example/a?b>",
        "<mail@clock.example>",
    ],
)
def test_code_and_addresses_of_markdown_are_opaque(code: str) -> None:
    assert _opaque(f"# Title\n\n{code}\n\nText.\n") == [code]


def test_ticks_do_not_reach_over_a_blank_line() -> None:
    assert _opaque("One ` tick\n\n<p>and another ` one</p>") == []


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html>\n`<a>`",
        "<script>write(`<a>`)</script>",
        "<?php f() ?>`<a>`",
        "<body>\n```\n<a>\n```\n",
    ],
)
def test_what_is_no_markdown_has_no_code(page: str) -> None:
    assert not any("<a>" in run for run in _opaque(page))


def test_a_template_tag_in_code_is_part_of_it() -> None:
    assert _opaque("# A\n\n`{{ a }}` and `<?= 1 ?>` and {{ b }}\n")[0] == "`{{ a }}`"


def test_the_template_of_a_component_is_a_box_and_that_of_a_page_is_not() -> None:
    shown = show_components("<template>\n<p>a</p>\n<template v-if='b'>c</template></template>")
    assert shown == "<section >\n<p>a</p>\n<section  v-if='b'>c</section ></section >"
    page = "<html><body>\n<template>\n<p>a</p>\n</template></body></html>"
    assert show_components(page) == page


@pytest.mark.parametrize("source", ["<?php ?>", "<% %>", "{% if %}", "{{#if a}}", "{{- if a }}"])
def test_statements_make_branches(source: str) -> None:
    assert has_branches(f"<p>{source}</p>")
    assert not has_branches("<p>{{ iffy }} {{ a }} `<b>`</p>")
