"""Code → packed code, as the packer writes it that honest libraries and kits share.

Each word of the code becomes a number, and the words follow as one string; a function of six
letters puts them back. Public since 2004, and copied ever since: https://dean.edwards.name/packer/
"""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from sanitizer.training.generator.names import identifier
from sanitizer.training.generator.spelling import percent

if TYPE_CHECKING:
    from random import Random

__all__ = ["as_data", "as_digits", "pack", "run_decoded", "run_shifted", "scatter"]

_WORD: Final = re.compile(r"[A-Za-z0-9_]+")
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BASE: Final = 62

#: How a copy turns a number into digits: for bases up to 36, and for all.
_SHORT: Final = "e=function(c){return c.toString(a)};"
_LONG: Final = (
    "e=function(c){return(c<a?'':e(parseInt(c/a)))+((c=c%a)>35?String.fromCharCode(c+29):"
    "c.toString(36))};"
)
_LOOP: Final = "while(c--)if(k[c])p=p.replace(new RegExp('\\\\b'+e(c)+'\\\\b','g'),k[c]);return p}"


def pack(rng: Random, code: str) -> str:
    """Return an expression that runs the code; the code has no line breaks."""
    words = list(dict.fromkeys(_WORD.findall(code)))
    rng.shuffle(words)
    base = len(words) if 2 <= len(words) <= 36 and rng.random() < 0.5 else _BASE
    numbers = {word: _number(place, base) for place, word in enumerate(words)}
    packed = _WORD.sub(lambda found: numbers[found[0]], code)
    packed = packed.replace("\\", "\\\\").replace("'", "\\'")
    listed = "|".join("" if numbers[word] == word else word for word in words)
    last = rng.choice("rd")
    head = f"eval(function(p,a,c,k,e,{last}){{{_SHORT if base <= 36 else _LONG}{_LOOP}"
    return f"{head}('{packed}',{base},{len(words)},'{listed}'.split('|'),0,{{}}))"


def scatter(rng: Random, code: str) -> str:
    """Return code whose strings and members stand as escapes in a list before it, out of order.

    What people call obfuscated: themes that guard their credit do it, and so do injections.
    """
    found = [match[1] or match[2] for match in _SCATTERED.finditer(code)]
    parts = list(dict.fromkeys(found))
    rng.shuffle(parts)
    name = f"_0x{rng.randrange(4096, 65536):x}"

    def place(match: re.Match[str]) -> str:
        here = f"{name}[{parts.index(match[1] or match[2])}]"
        return f"[{here}]" if match[1] else here

    listed = ",".join(f'"{"".join(map(_escaped, part))}"' for part in parts)
    return f"var {name}=[{listed}];{_SCATTERED.sub(place, code)}"


def run_decoded(rng: Random, code: str) -> str:
    """Return code that decodes itself and runs what comes out."""
    data = code.encode("ascii", "backslashreplace").decode("ascii")
    coded = rng.choice(
        (
            f'atob("{base64.b64encode(data.encode("ascii")).decode("ascii")}")',
            f"unescape('{percent(code)}')",
            f"String.fromCharCode({','.join(str(ord(char)) for char in data)})",
            f'decodeURIComponent("{quote(code, safe="")}")',
        )
    )
    if rng.random() < 0.2:
        return f"var {identifier(rng)}={coded};eval({coded});"
    return f"eval({coded}){rng.choice(('', ';'))}"


def run_shifted(rng: Random, code: str) -> str:
    """Return code that is run once each of its characters is moved back, or all are turned."""
    code = code.encode("ascii", "backslashreplace").decode("ascii")
    name, text, place = (f"{identifier(rng, 1, 4)}{number}" for number in range(3))
    if rng.random() < 0.25:
        backwards = code[::-1].replace("\\", "\\\\").replace("'", "\\'")
        return f"eval('{backwards}'.split('').reverse().join(''));"
    shift, joint, base = rng.randint(1, 30), rng.choice("_,.|!"), rng.choice((10, 16))
    codes = joint.join(f"{ord(char) + shift:{'x' if base == 16 else 'd'}}" for char in code)
    maker = rng.choice(("String.fromCharCode", 'String["fromCharCode"]'))
    run = rng.choice((f"eval({text})", f"window['ev'+'al']({text})", f"(new Function({text}))()"))
    return (
        f'var {name}="{codes}".split("{joint}"),{text}="";for(var {place}=0;{place}<{name}.length;'
        f"{place}++){{{text}+={maker}(parseInt({name}[{place}],{base})-{shift});}}{run};"
    )


def as_data(code: str) -> str:
    """Return an address that holds the code itself, as caching plug-ins and injections write it."""
    data = base64.b64encode(code.encode("ascii", "backslashreplace")).decode("ascii")
    return f"data:text/javascript;base64,{data}"


def as_digits(rng: Random, html: str) -> str:
    """Return code that writes some HTML from lists of digits, three for a shifted character.

    Content systems that were broken into since 2012 hide their list of links with it: the shift
    changes from string to string, so that no codes can be looked for.
    """
    code = html.encode("ascii", "xmlcharrefreplace").decode("ascii")
    name, shift, width = identifier(rng, 6, 14), rng.randint(2, 40), rng.randint(8, 30)
    pieces = [code[place : place + width] for place in range(0, len(code), width)]
    listed = ",".join(
        "'" + "".join(f"{ord(char) + shift + number % 3:03d}" for char in piece) + "'"
        for number, piece in enumerate(pieces)
    )
    a, m, v, t, z, x = (letter + rng.choice(("", "", "1")) for letter in "amvtzx")
    return (
        f"function {name}(){{var {a}=0,{m},{v},{t},{z}='',{x}=new Array({listed});"
        f"for(;{a}<{x}.length;{a}++){{{m}={x}[{a}];{t}='';for({v}=0;{v}<{m}.length;){{"
        f"{t}+={m}.charAt({v}++);if({t}.length==3){{{z}+=String.fromCharCode("
        f"parseInt({t},10)-{shift}-{a}%3);{t}='';}}}}}}document.write({z});}}{name}();"
    )


def _escaped(char: str) -> str:
    return f"\\x{ord(char):02X}" if ord(char) < 256 else f"\\u{ord(char) & 0xFFFF:04x}"


#: A member behind a dot, or a string without quotes or escapes in it.
_SCATTERED: Final = re.compile(r"\.([A-Za-z]{2,})\b(?!\s*['\"])|'([^'\\\n]{2,200})'")


def _number(value: int, base: int) -> str:
    digits = _DIGITS[value % base]
    return digits if value < base else _number(value // base, base) + digits
