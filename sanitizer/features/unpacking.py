"""Scripts as they are once they run: escapes, codes, joined strings and packed code undone.

Whoever hides what a script does writes it in another way: as escapes, as ``'do'+'cument'``, as
``window["document"]``, as a list of character codes, or packed by the packer that half of the
web's libraries came in. All of these are data with a fixed rule, so that they can be undone without
running anything. What is honest and packed then reads as what it is, too.
"""

from __future__ import annotations

import base64
import re
import sys
from typing import Final

from sanitizer.patterns import lazy_pattern

__all__ = ["MAX_PACKED_CHARS", "plain_script"]

#: Strings that are put together again only when the script runs.
_SPLIT = lazy_pattern(r"(['\"])\s*\+\s*\1")
_CODED = lazy_pattern(
    r"\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|%u([0-9a-fA-F]{4})|%([0-9a-fA-F]{2})"
)
#: A member named by a string: the same as behind a dot.
_MEMBER = lazy_pattern(r"\[\s*(['\"])([A-Za-z_$][\w$]*)\1\s*\]", re.ASCII)
_REFERENCE = lazy_pattern(r"&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?", re.IGNORECASE)
#: A list of codes of characters, quoted or not, as ``fromCharCode`` and ``'&#'+code`` take them.
_CODES = lazy_pattern(
    r"(?:[\"']?(?:x[0-9a-f]{2,4}|\d{2,5})[\"']?\s*,\s*){6,}+[\"']?(?:x[0-9a-f]{2,4}|\d{2,5})\b",
    re.IGNORECASE,
)
_CODE = lazy_pattern(r"x([0-9a-f]+)|(\d+)", re.IGNORECASE)

#: The head of Dean Edwards' packer, https://dean.edwards.name/packer/, and of its many copies.
_PACKED = lazy_pattern(r"eval\s*\(\s*function\s*\(\s*p\s*,\s*a\s*,\s*c\s*,\s*k")
#: Behind the function: the code, its base, how many words, and the words; ``}`` is passed already.
_ARGUMENTS = lazy_pattern(
    r"\s*\(\s*'((?:[^'\\]|\\.)*+)'\s*,\s*(\d{1,2})\s*,\s*\d+\s*,\s*"
    r"'((?:[^'\\]|\\.)*+)'\s*\.\s*split\(\s*'\|'",
    re.DOTALL,
)
#: A list of strings under the name that obfuscators give it, and what is taken out of it by number.
_LISTED = lazy_pattern(
    r"\b(_0x\w*+)\s*=\s*\[\s*((?:\"[^\"]{0,100}\"|'[^']{0,100}')"
    r"(?:\s*,\s*(?:\"[^\"]{0,100}\"|'[^']{0,100}'))*+)\s*\]",
    re.ASCII,
)
_LISTED_STRING = lazy_pattern(r"\"[^\"]*\"|'[^']*'")
#: What ``atob`` makes a string of, and a script that stands in its own address; shorter ones are
#: names.
_BASE64 = lazy_pattern(
    r"(?:\batob\s*\(\s*[\"']|\bdata:[\w/-]{1,40}script(?:;[\w=-]{1,30}){0,3};base64,)"
    r"([A-Za-z0-9+/]{16,}={0,2})"
)
_STRING_ESCAPE = lazy_pattern(r"\\(.)", re.DOTALL)
_WORD = lazy_pattern(r"\w+", re.ASCII)
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

#: Packers are put around packed code now and then; nobody needs more.
_MOST_LAYERS: Final = 3
#: The call is the last thing of the packer's function, which has a handful of braces.
_MOST_BRACES: Final = 12
#: So much of a script is unpacked, and so much comes out: libraries are long, injections short.
MAX_PACKED_CHARS: Final = 30_000


def plain_script(script: str, head_chars: int) -> str:
    """Return the start of a script with what is coded or packed in it behind it, in plain.

    Parameters
    ----------
    script : str
        Its whole source.
    head_chars : int
        So much of it is looked at, and so much of what was packed.

    Returns
    -------
    str
        The start alone where nothing in it is coded.
    """
    head = script[:head_chars]
    if "eval" in head and _PACKED.search(head):
        head += "".join(f"\n{layer[:head_chars]}" for layer in _layers(script[:MAX_PACKED_CHARS]))
    if not any(mark in head for mark in ("\\", "%", "+", ",", "[", "&", "base64", "atob")):
        return head
    plain = _resolved(head)
    if plain == head:
        return head
    # Without its first character, so that its own tag is not written twice.
    return f"{head}\n{_resolved(plain[:MAX_PACKED_CHARS])[1:MAX_PACKED_CHARS]}"


def _layers(script: str) -> list[str]:
    """Return what is packed in a script, and what is packed in that."""
    found: list[str] = []
    while len(found) < _MOST_LAYERS:
        unpacked = _unpacked(script)
        if not unpacked:
            break
        script = _resolved(unpacked[:MAX_PACKED_CHARS])
        found.append(script)
    return found


def _unpacked(script: str) -> str:
    """Return the code that a packer's call stands for; empty where there is none."""
    packer = _PACKED.search(script)
    if packer is None:
        return ""
    brace = packer.end()
    for _ in range(_MOST_BRACES):
        brace = script.find("}(", brace) + 1
        if not brace:
            break
        call = _ARGUMENTS.match(script, brace)
        if call is not None:
            code, base, words = call.groups()
            return _with_words(_STRING_ESCAPE.sub(r"\1", code), int(base), words.split("|"))
    return ""


def _with_words(code: str, base: int, words: list[str]) -> str:
    """Return the code with words for its numbers; no more of it than anybody looks at.

    A number may stand for a word of thousands of letters, and the code have thousands of them.
    """
    if not 2 <= base <= len(_DIGITS):
        return ""
    numbers = {_number(place, base): word for place, word in enumerate(words) if word}
    pieces, n_chars, last = [], 0, 0
    for found in _WORD.finditer(code):
        piece = code[last : found.start()] + numbers.get(found[0], found[0])
        pieces.append(piece)
        last = found.end()
        n_chars += len(piece)
        if n_chars > MAX_PACKED_CHARS:
            return "".join(pieces)
    return "".join((*pieces, code[last:]))


def _number(value: int, base: int) -> str:
    """Return a number as packers write it."""
    digits = _DIGITS[value % base]
    while value >= base:
        value //= base
        digits = _DIGITS[value % base] + digits
    return digits


def _resolved(script: str) -> str:
    """Return a script without escapes, codes, joints and members named by strings."""
    if "\\" in script or "%" in script:
        script = _CODED.sub(_character, script)
    if "fromCharCode" in script or "&#" in script:  # what turns codes into characters
        script = _CODES.sub(_characters, _REFERENCE.sub(_characters, script))
    if "+" in script:
        script = _SPLIT.sub("", script)
    if "atob" in script or ";base64," in script:
        script = _BASE64.sub(_decoded, script)
    if "_0x" in script:
        script = _unlisted(script)
    return _MEMBER.sub(r".\2", script) if '["' in script or "['" in script else script


def _unlisted(script: str) -> str:
    """Return a script with the strings of its first such list where it takes them out."""
    listed = _LISTED.search(script)
    if listed is None:
        return script
    strings = _LISTED_STRING.findall(listed[2])

    def taken(found: re.Match[str]) -> str:
        place = int(found[1], 0)
        return strings[place] if place < len(strings) else found[0]

    name = re.escape(listed[1])
    taking = re.compile(rf"\b{name}\s*\[\s*(0x[0-9a-f]{{1,4}}|0|[1-9]\d{{0,4}})\s*\]", re.ASCII)
    return script[: listed.end()] + taking.sub(taken, script[listed.end() :])


def _decoded(found: re.Match[str]) -> str:
    """Return what a coded string is, behind a quotation mark: each byte a character."""
    coded = found[1].rstrip("=")
    n_over = len(coded) % 4
    coded = coded[:-1] if n_over == 1 else coded + "=" * (-n_over % 4)  # one more says nothing
    return f"('{base64.b64decode(coded).decode('latin-1')}"


def _character(found: re.Match[str]) -> str:
    return chr(int(found[found.lastindex or 0], 16))


def _characters(found: re.Match[str]) -> str:
    codes = [
        int(hexadecimal, 16) if hexadecimal else int(decimal)
        for hexadecimal, decimal in _CODE.findall(found[0])
    ]
    return "".join(chr(min(code, sys.maxunicode)) for code in codes)
