"""What scripts hide is read without running them."""

from __future__ import annotations

import base64
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitizer.features.unpacking import MAX_PACKED_CHARS, plain_script
from sanitizer.training.generator.packing import pack, run_decoded, scatter
from tests.training.generator.hosts import seeded

HEAD = 4000


@pytest.mark.parametrize(
    ("script", "plain"),
    [
        (r"write('\x64oc')", "write('doc')"),
        (r"write('\u0064oc')", "write('doc')"),
        ("unescape('%64oc')", "unescape('doc')"),
        ("unescape('%u8D44oc')", "unescape('资oc')"),
        ("x='do'+'cu' + 'ment'", "x='document'"),
        ('window["document"]["write"](x)', "window.document.write(x)"),
        (r'window["\x64\x6f\x63"]["wri"+"te"](x)', "window.doc.write(x)"),
        ("String.fromCharCode(60,97,32,104,114,101,102,61)", "fromCharCode(<a href=)"),
        ("write('&#x6d;&#0097;&#105;&#108;to:')", "write('mailto:')"),
        ('var a=["x6d","x61","105","x6c","116","111","58"];w("&#"+a)', "[mailto:]"),
    ],
)
def test_what_is_coded_stands_behind_the_script_in_plain(script: str, plain: str) -> None:
    found = plain_script(f"<script>{script}</script>", HEAD)
    assert found.startswith(f"<script>{script}</script>\n")
    assert plain in found[len(script) + 17 :].replace('"', "")


@pytest.mark.parametrize(
    "script",
    [
        "<script>var a = 1;</script>",
        "<script src='/a.js'></script>",
        "<script>f(1, 2, 3); a[0] = b[i]; c = d + e;</script>",
        "<script>eval(function(p,a,c,k,e,d){})</script>",
    ],
)
def test_a_script_in_which_nothing_is_coded_is_itself(script: str) -> None:
    assert plain_script(script, HEAD) == script


@pytest.mark.parametrize("script", ["fromCharCode(97,97,97,97,97)", "f(97,97,97,97,97,97,97,97)"])
def test_few_numbers_and_those_that_nobody_reads_as_codes_are_no_text(script: str) -> None:
    assert plain_script(script, HEAD) == script


@given(
    st.lists(
        st.sampled_from(["document", "write", "(", ")", "'", "<a href=", ";", "x1", "=", ".", "7"]),
        min_size=1,
        max_size=60,
    ),
    st.integers(0, 99),
    st.integers(1, 2),
)
def test_what_was_packed_is_unpacked(pieces: list[str], seed: int, n_layers: int) -> None:
    code = "".join(pieces)
    packed = code
    for _ in range(n_layers):
        packed = pack(seeded(seed), packed)
    assert code.replace("''", "'") in plain_script(packed, HEAD).replace("''", "'")


def test_strings_that_were_scattered_over_a_list_stand_where_they_belong() -> None:
    scattered = scatter(seeded(1), "document.title='赌场 casino';location.href='/x'")
    assert "casino" not in scattered
    plain = plain_script(scattered, HEAD)
    assert 'document.title="赌场 casino";' in plain
    assert 'location.href="/x"' in plain


@pytest.mark.parametrize(
    ("script", "plain"),
    [
        ("var _0xa=['b','c'];x=_0xa[0x1]+_0xa[ 0 ]+_0xa[2]", "x='cb'+_0xa[2]"),
        ("var _0xa=['b','c'];var _0xb=['d','e'];x=_0xb[0]", ""),
        ("var a=['b','c'];x=a[1]", ""),
        ("var _0xa=['b','c'];x=_0xa[01]+_0xa[99999]", ""),
        ("_0xa[1];var _0xa=['b','c']", ""),
        ("var _0xa=['b',f(1)];x=_0xa[0]", ""),
        ("var _0xa=[" + "'b'," * 9, ""),
    ],
)
def test_only_what_is_certain_is_taken_out_of_a_list(script: str, plain: str) -> None:
    assert plain_script(script, HEAD) == (f"{script}\n{script[1:18]};{plain}" if plain else script)


@given(st.text(st.characters(min_codepoint=97, max_codepoint=122), min_size=14), st.integers(0, 2))
def test_what_is_in_base64_is_read_in_any_length(text: str, n_lost: int) -> None:
    data = base64.b64encode(text.encode("latin-1")).decode("ascii").rstrip("=")
    script = f"eval(atob('{data[: len(data) - n_lost]}'))"
    decoded = plain_script(script, HEAD)
    assert text[: len(text) - 2 * n_lost] in decoded


def test_a_script_in_its_own_address_is_read() -> None:
    data = base64.b64encode(b"location.href='//a.test/'").decode("ascii")
    for kind in ("text/javascript", "application/x-javascript;charset=utf-8"):
        script = f'<script src="data:{kind};base64,{data}">'
        assert "location.href='//a.test/'" in plain_script(script, HEAD)
    picture = f'<script>p.src="data:image/png;base64,{data}"</script>'
    assert "location" not in plain_script(picture, HEAD)


def test_an_address_that_never_holds_its_script_is_given_up_soon() -> None:
    script = "eval('data:" + "script;" * 4_000 + "base64,')"
    started = time.thread_time()
    plain_script(script, 30_000)
    assert time.thread_time() - started < 1.0


@given(st.text(st.characters(max_codepoint=255), min_size=14))
def test_whatever_is_in_base64_is_a_string_of_characters(text: str) -> None:
    data = base64.b64encode(text.encode("latin-1")).decode("ascii")
    assert isinstance(plain_script(f"eval(atob('{data}'))", HEAD), str)


@pytest.mark.parametrize("code", ["location.href='https://a.test/'", "document.write('é 漢')"])
def test_code_that_decodes_itself_is_decoded(code: str) -> None:
    for seed in range(40):
        coded = run_decoded(seeded(seed), code)
        assert code not in coded
        assert code.split("('é", maxsplit=1)[0] in plain_script(coded, HEAD)


def test_the_words_of_packed_code_are_those_of_its_table() -> None:
    call = "('0.1(\\'2\\')',3,3,'document|write|casino'.split('|'),0,{}))"
    script = "eval(function(p,a,c,k,e,d){while(c--){p=k[c]}return p}" + call
    assert "document.write('casino')" in plain_script(script, HEAD)


def test_strings_that_take_out_each_other_cost_no_memory() -> None:
    script = "var _0x=['" + "_0x[0]" * 16 + "'];" + "_0x[0]" * 640
    assert len(plain_script(script, HEAD)) < 3 * 30_000


def test_a_number_that_stands_for_a_long_word_a_thousand_times_costs_no_memory() -> None:
    call = "('" + "0 " * 7_000 + "',2,1,'" + "x" * 14_000 + "'.split('|'),0,{}))"
    tracemalloc.start()
    plain = plain_script("eval(function(p,a,c,k,e,d){while(c--){p=k[c]}return p}" + call, HEAD)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "x" * 1_000 in plain
    assert most < 5_000_000  # all of it would be 98 MB


@pytest.mark.parametrize(
    "script",
    [
        "eval(function(p,a,c,k,e,d){" + "}('" * 20_000,
        "eval(function(p,a,c,k,e,d){}('" + "0 " * 20_000,
        "eval(function(p,a,c,k,e,d){}('0',99,1,'a'.split('|')",
        "eval(function(p,a,c,k,e,d){}('0',0,1,'a'.split('|')",
        "fromCharCode" + "9," * 10_000,
        "fromCharCode" + "99999," * 10,
        "['a'" * 10_000,
        "&#9999999;" * 2_000,
    ],
    ids=[
        "braces",
        "endless",
        "base 99",
        "base 0",
        "numbers",
        "large numbers",
        "members",
        "large references",
    ],
)
def test_broken_packing_is_left_as_it_is(script: str) -> None:
    assert plain_script(script[:MAX_PACKED_CHARS], HEAD).startswith(script[:HEAD])
