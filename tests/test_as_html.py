"""Templates, Markdown, components and dumps that carry HTML: junk is found, their own tags stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import sanitizer
from sanitizer.cli import main
from sanitizer.config import Config
from sanitizer.errors import ConfigError
from sanitizer.findings.records import Verdict
from sanitizer.repository.fixing import cut_findings
from tests.batch.pages import CLEAN, HIDDEN_BOX, INJECTED, SPAM, put

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = Config(as_html=True)
ARTICLE = CLEAN.decode().partition("<body>\n")[2].partition("</body>")[0]

PHP = """\
<?php
/* Template: "page" */
get_header(); $x = "<div style='display:none'>"; // don't
if ($a > 3 && $b < 5): ?>
<main class="<?php echo "x > \\"y\\" ?>"; ?>">
@ARTICLE@
<?php while (have_posts()): the_post(); ?>
<article id="post-<?php the_ID(); ?>"><?php the_content(); ?></article>
<?php endwhile; ?>
@JUNK@
</main>
<?php endif; get_footer();
"""
MARKDOWN = f"""\
---
title: "The clock <3"
---
# The tower clock

@TEXT@

Use `<div style="display:none">` to hide it.

```html
{HIDDEN_BOX}
```

See <https://clock.example> and <mail@clock.example>.

@JUNK@

The end of the story comes after that, and it is a long one, with many words in it.
"""
VUE = """\
<script setup>
const box = `<div>${text}</div>`
</script>
<template>
  <main :class="{ a: b > c }" @click="go($event)">
  <h1>{{ title }}</h1>
  @ARTICLE@
  <template v-if="x"><p>{{ y }}</p></template>
  @JUNK@
  </main>
</template>
"""
JINJA = """\
{% extends "base.html" %}
{# a comment #}
{% block body %}
<div class="{{ cls }}" {% if x > 3 %}hidden{% endif %}>
@ARTICLE@
</div>
<ul>{% for i in items %}<li><a href="{{ i.url }}">{{ i.name }}</a></li>{% endfor %}</ul>
<table><tr><td>{{ a }}</td><td>{{ b }}</td><td>{{ c }}</td><td>{{ d }}</td></tr></table>
@JUNK@
{% endblock %}
"""
SQL = r"""-- Tom's dump
CREATE TABLE `wp_posts` (`id` int);
INSERT INTO `wp_posts` VALUES
(1,'2020-01-01','@ESCAPED ARTICLE@','The clock','publish'),
(2,'2020-01-02','@ESCAPED ARTICLE@@ESCAPED JUNK@','Title \'two\'','publish'),
(3,'a:1:{s:3:\"abc\";s:2:\"xx\";}','<p>unclosed <div style=\"display:none\">','x');
"""
CARRIERS = {"a.php": PHP, "b.md": MARKDOWN, "c.vue": VUE, "d.jinja": JINJA, "e.sql": SQL}


def _filled(carrier: str, junk: str) -> str:
    def escaped(text: str) -> str:
        return re.sub(r"[\\'\"]", r"\\\g<0>", text).replace("\n", r"\r\n")

    return (
        carrier.replace("@ESCAPED ARTICLE@", escaped(ARTICLE))
        .replace("@ESCAPED JUNK@", escaped(junk))
        .replace("@ARTICLE@", ARTICLE)
        .replace("@TEXT@", re.sub("<[^>]+>", "", ARTICLE))
        .replace("@JUNK@", junk)
    )


@pytest.mark.parametrize("name", CARRIERS)
def test_an_honest_one_is_clean(name: str) -> None:
    report = sanitizer.scan(_filled(CARRIERS[name], ""), config=CONFIG)
    assert report.verdict is Verdict.CLEAN, report.findings


@pytest.mark.parametrize("name", CARRIERS)
def test_exactly_the_junk_is_found_at_its_place_and_cut(name: str) -> None:
    source = _filled(CARRIERS[name], HIDDEN_BOX)
    report = sanitizer.scan(source.encode(), config=CONFIG)
    assert report.verdict is Verdict.INJECTED
    (finding,) = report.findings
    assert finding.rule == "SAN201"
    lines = source[: finding.start].split("\n")
    assert (finding.line, finding.column) == (len(lines), len(lines[-1]) + 1)
    cut = cut_findings(source.encode(), report, CONFIG)
    assert cut.after.decode() == _filled(CARRIERS[name], "")
    assert sanitizer.clean(source, config=CONFIG).html == _filled(CARRIERS[name], "")


def test_template_tags_around_and_in_junk_survive_the_cut() -> None:
    junk = HIDDEN_BOX.replace("</a> <a", "</a>{% if a %}<a", 1).replace(
        "</div>", "{% endif %}</div>"
    )
    source = f"{ARTICLE}{junk}\n"
    result = sanitizer.clean(source, config=CONFIG)
    assert result.report.verdict is Verdict.INJECTED
    assert result.html == f"{ARTICLE}{{% if a %}}{{% endif %}}\n"


def test_a_template_is_never_called_spam_as_a_whole() -> None:
    body = SPAM.decode().partition("<body>\n")[2].partition("</body>")[0]
    report = sanitizer.scan(f"<main>{{{{ content }}}}</main>\n{body}", config=CONFIG)
    assert report.verdict is Verdict.INJECTED


def test_a_page_is_read_as_ever_where_it_is_asked_for() -> None:
    assert sanitizer.scan(INJECTED, config=CONFIG) == sanitizer.scan(INJECTED)
    assert sanitizer.scan(SPAM, config=CONFIG) == sanitizer.scan(SPAM)


def test_the_setting_is_a_bool() -> None:
    with pytest.raises(ConfigError, match="as_html must be a bool, got 'html'"):
        Config(as_html="html")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", CARRIERS)
def test_the_command_line_scans_and_cuts_what_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    source = _filled(CARRIERS[name], HIDDEN_BOX)
    path = put(tmp_path, name, source.encode())
    assert main(["scan", str(path), "--as", "html", "--fix"]) == 1
    assert f"{name}:" in capsys.readouterr().out
    assert path.read_text(encoding="utf-8") == _filled(CARRIERS[name], "")
    assert main(["scan", str(path), "--as", "html"]) == 0
