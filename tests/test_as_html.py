"""Templates, Markdown, components and dumps that carry HTML: junk is found, their own tags stay."""

from __future__ import annotations

import contextlib
import io
import json
import re
from pathlib import Path

import pytest

import sanitizer
from sanitizer.cli import main
from sanitizer.config import Config
from sanitizer.errors import ConfigError
from sanitizer.findings.records import Verdict
from sanitizer.repository.fixing import cut_findings
from tests.batch.pages import CLEAN, HIDDEN_BOX, INJECTED, SPAM, put

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


def test_bare_text_is_the_carriers_own_and_counts_in_a_dump_and_in_a_page() -> None:
    words = "slot gacor maxwin judi online bandar togel terpercaya situs agen casino deposit pulsa"
    bare = f"{ARTICLE}\n{words}, {words}, {words}\n"
    assert sanitizer.scan(bare).verdict is Verdict.INJECTED
    assert sanitizer.scan(bare, config=CONFIG).verdict is Verdict.CLEAN
    assert sanitizer.scan(bare.replace(words, f"<b>{words}</b>"), config=CONFIG).findings
    dump = "INSERT INTO t VALUES ('@');".replace("@", bare)
    assert sanitizer.scan(dump, config=CONFIG).verdict is Verdict.INJECTED


def test_a_page_is_read_as_ever_where_it_is_asked_for() -> None:
    assert sanitizer.scan(INJECTED, config=CONFIG) == sanitizer.scan(INJECTED)
    assert sanitizer.scan(SPAM, config=CONFIG) == sanitizer.scan(SPAM)


def test_the_setting_is_a_bool() -> None:
    with pytest.raises(ConfigError, match="as_html must be a bool, got 'html'"):
        Config(as_html="html")  # type: ignore[arg-type]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder with one carrier of each kind, a page and settings; go there."""
    monkeypatch.chdir(tmp_path)
    for name, carrier in CARRIERS.items():
        put(tmp_path, f"site/{name}", _filled(carrier, HIDDEN_BOX).encode())
    put(tmp_path, "site/f.html", INJECTED)
    patterns = ", ".join(f'"*{Path(name).suffix}"' for name in CARRIERS)
    (tmp_path / "sanitizer.toml").write_text(f"as-html = [{patterns}]\n")
    return tmp_path / "site"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_by_settings_they_are_found_beside_pages_and_each_is_read_as_what_it_is(
    site: Path, capsys: pytest.CaptureFixture[str], jobs: str
) -> None:
    expected = {}
    for path in sorted(site.iterdir()):
        config = Config(as_html=path.name in CARRIERS)
        report = sanitizer.scan(path.read_bytes(), config=config)
        expected[f"site/{path.name}"] = report.as_dict()
    for _ in range(2):  # judged, then remembered
        assert main(["scan", ".", "--format", "json", "--jobs", jobs]) == 1
        told = json.loads(capsys.readouterr().out)
        assert {row.pop("path"): row for row in told if row.pop("n_ignored") == 0} == expected


def test_what_is_remembered_of_a_file_is_not_believed_when_it_is_read_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    body = SPAM.decode().partition("<body>\n")[2].partition("</body>")[0]
    put(tmp_path, "a.php", f"<main>{{{{ content }}}}</main>\n{body}".encode())
    verdicts = []
    for text in ("", 'as-html = ["*.php"]', ""):
        (tmp_path / "sanitizer.toml").write_text(text)
        with contextlib.redirect_stdout(io.StringIO()) as out:
            assert main(["scan", "a.php", "--format", "jsonl"]) == 1
        verdicts.append(json.loads(out.getvalue())["verdict"])
    assert verdicts == ["spam", "injected", "spam"]


def test_by_settings_they_are_cut_compared_listed_and_cleaned(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    clean = {f"{name}": _filled(carrier, "").encode() for name, carrier in CARRIERS.items()}
    assert main(["scan", "site", "--blocks"]) == 0
    assert b"get_header" not in capsysbinary.readouterr().out
    assert main(["scan", "site", "--diff"]) == 1
    assert capsysbinary.readouterr().out.count(b"\n+++ b/site/") == 6
    assert main(["clean", "site", "-o", "out"]) == 0
    assert {name: (site.parent / "out" / name).read_bytes() for name in CARRIERS} == clean
    globs = ",".join(f"*{Path(name).suffix}" for name in CARRIERS)
    assert main(["clean", "site", "-o", "out", "--isolated", "--as-html", globs]) == 0
    assert {name: (site.parent / "out" / name).read_bytes() for name in CARRIERS} == clean
    assert main(["scan", "site", "--fix"]) == 1
    assert {name: (site / name).read_bytes() for name in CARRIERS} == clean


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
