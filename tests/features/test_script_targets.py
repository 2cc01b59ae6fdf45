"""Columns on where scripts lead: to which site they send the page, and which they name in code."""

from __future__ import annotations

import pytest

from sanitizer.features.script_targets import coded_address, sends_away
from tests.features.measuring import LOUD, active_value, rows_of


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
    assert active_value(sends_away, f"<script>{code}</script>") == value


def test_of_a_page_that_says_no_site_nobody_knows_where_it_leads() -> None:
    source = "<script>location.href='https://a.test/'</script>"
    assert sends_away(rows_of(source, LOUD)).tolist() == [0.5]
    own = '<link rel="canonical" href="https://a.test/b">'
    assert sends_away(rows_of(own + source, LOUD)).tolist() == [0.0]
    other = '<link rel="canonical" href="https://b.test/">'
    assert sends_away(rows_of(other + source, LOUD)).tolist() == [1.0]


@pytest.mark.parametrize(
    "script",
    [
        "location=" + "a" * 4_000 + ";",
        "eval(1)" + " " * 4_000 + "=",
    ],
)
def test_long_runs_in_a_script_cost_little(script: str) -> None:
    rows = rows_of(f"<script>{script}</script>" * 20, LOUD)
    assert not sends_away(rows).any()


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
    assert active_value(coded_address, f"<script>eval(1);{code}</script>") == value
