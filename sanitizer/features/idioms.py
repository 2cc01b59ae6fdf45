"""Ways of writing that say something of a script's purpose, with reasons, as two tables.

Each row of `IDIOMS` becomes a column by itself; those of `ATTACKS` become one together. A row's
reason is what people are told.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from sanitizer.patterns import lazy_pattern

__all__ = ["ATTACKS", "IDIOMS", "Idiom"]

#: Letters that are ASCII ones where case does not matter: dotted and dotless i, long s, the sign
#: of Kelvin. The lower case of any other is one character that no pattern asks for.
_LIKE_ASCII: Final = "\u0130\u0131\u017f\u212a"


class Idiom(NamedTuple):
    """A way of writing that says something of a script's purpose.

    Attributes
    ----------
    name : str
    words : tuple of str
        In lower case; where none of them is, the search is saved.
    enough : tuple of str
        In lower case; where one of them is, the pattern finds it, too.
    starts : tuple of str
        In lower case: how all begins that the pattern finds, or finds beyond what is enough.
    pattern : re.Pattern
    reason : str
    """

    name: str
    words: tuple[str, ...]
    enough: tuple[str, ...]
    starts: tuple[str, ...]
    pattern: re.Pattern[str]
    reason: str

    def is_in(self, source: str, lowered: str) -> bool:
        """Tell whether a script uses it."""
        for word in self.enough:
            if word in lowered:
                return True
        for word in self.words:
            if word in lowered:
                break
        else:
            return False
        if any(letter in source for letter in _LIKE_ASCII):
            return self.pattern.search(source) is not None
        return any(self._begins_with(start, source, lowered) for start in self.starts)

    def _begins_with(self, start: str, source: str, lowered: str) -> bool:
        """Tell whether the pattern finds something that begins so.

        Trying it where it can begin takes a tenth of the time that its own search takes.
        """
        place = lowered.find(start)
        while place >= 0:
            if self.pattern.match(source, place) is not None:
                return True
            place = lowered.find(start, place + 1)
        return False


def _idiom(  # noqa: PLR0913  the columns of a table
    name: str, words: str, pattern: str, reason: str, *, starts: str = "", enough: str = ""
) -> Idiom:
    expression = lazy_pattern(pattern, re.IGNORECASE)
    return Idiom(
        name,
        tuple(words.split()),
        tuple(enough.split()),
        tuple((starts or words).split()),
        expression,
        reason,
    )


IDIOMS: Final = {
    row.name: row
    for row in (
        _idiom(
            "packed", "eval", r"eval\s*\(\s*function\s*\(\s*p\s*,\s*a\s*,\s*c", "packed with eval"
        ),
        _idiom(
            "unescapes",
            "unescape fromcharcode decodeuri atob",
            r"\bunescape\s*\(|String\.fromCharCode|decodeURIComponent\s*\(\s*[\"']%|\batob\s*\(",
            "decodes what it runs or writes",
            starts="unescape string.fromcharcode decodeuricomponent atob",
        ),
        _idiom(
            "runs-decoded",
            "eval",
            r"\beval\s*\(\s*(?:window\.)?(?:unescape|String\.fromCharCode|atob|decodeURI\w*)\s*\(",
            "runs code that it decodes first",
        ),
        _idiom(
            "asks-engine",
            "google bing yahoo yandex baidu sogou naver",
            r"(?:google|bing|yahoo|yandex|baidu|sogou|naver)[\w.|()\\ -]{0,120}"
            r"(?:[\"']\s*\)\s*(?:[!=]==?|[<>]=?)\s*-?\d|/[a-z]*\.test\s*\(|[\"'/]\s*+\)\s*+(?:\)\s*+)?[{&|?)])",
            "asks whether the reader comes from a search engine, or is one",
        ),
        _idiom(
            "writes",
            "document.write document[ ][ %64%6f",
            r"document\.write|[\"'](?:\\x[0-9a-f]{2}){4,}[\"']\s*\]\s*\[|document\[|%64%6f%63%75",
            "writes markup into the page",
            starts="\"\\x '\\x",
            enough="document.write document[ %64%6f%63%75",
        ),
        _idiom("retitles", "document.title", r"document\.title\s*=", "changes the title"),
        _idiom(
            "asks-visitor",
            "referrer useragent spider googlebot baidu bingbot sogou",
            r"document\.referrer|navigator\.userAgent|spider|googlebot|baidu|bingbot|sogou",
            "asks who is reading: referrer or user agent",
            starts="document.referrer navigator.useragent",
            enough="document.referrer navigator.useragent spider googlebot baidu bingbot sogou",
        ),
        _idiom(
            "redirects",
            "location window.open",
            r"location(?:\.href|\.replace|\.assign)?\s*(?:=[^=]|\()|window\.open\s*\(",
            "sends the reader elsewhere",
        ),
        _idiom(
            "hides",
            ".style style",
            r"\.style\.(?:display|visibility|position|left|top|height)\s*=\s*[\"']"
            r"|<(?:div|span|p|marquee)[^>]{0,60}style",
            "sets a style that hides",
            starts=".style <div <span <p <marquee",
        ),
        _idiom(
            "writes-link",
            "href </a <\\/a x3c %3ca",
            r"<a\s[^>]*href|<\\?/a>|x3c\\?x61|%3Ca",
            "writes a link",
            starts="<a",
            enough="</a> <\\/a> x3cx61 x3c\\x61 %3ca",
        ),
        _idiom("writes-mail", "mailto", r"mailto:", "writes an address for mail", enough="mailto:"),
        _idiom(
            "writes-frame",
            "frame",
            r"<i?frame|createElement\(.{0,3}iframe",
            "writes a frame",
            starts="<iframe <frame createelement(",
            enough="<iframe <frame",
        ),
        _idiom(
            "opens-on-click",
            "document.on document.addeventlistener",
            r"document\.(?:addEventListener\s*\(\s*[\"'](?:click|mousedown|mouseup|touchstart)\b"
            r"|on(?:click|mousedown|mouseup|touchstart)\s*=)(?:(?!function\s+\w|\.target)[^<])"
            r"{0,200}?(?:window\.open\s*\(|location(?:\.href)?\s*=)\s*\(?[\"'](?:https?:)?//",
            "opens an address when the page is clicked anywhere",
        ),
        _idiom(
            "loads-script",
            "createelement .src <script",
            r"createElement\(\s*[\"']script|\.src\s*=|(?!^)<script",  # not its own tag
            "loads another script",
        ),
    )
}

#: What hardly any honest script does. Each is rare, and trees would need thousands of pages more to
#: learn them one by one: together they are one column.
ATTACKS: Final = (
    _idiom(
        "writes-program",
        "createtextfile savetofile wscript.shell",
        r"\.CreateTextFile\s*\(|\.SaveToFile\b|WScript\.Shell",
        "writes or runs a program on the reader's machine",
        starts=".createtextfile .savetofile wscript.shell",
    ),
    _idiom(
        "coded-program",
        "#@~^",
        r"#@~\^",
        "is coded as a whole, so that nobody reads what it does",
        enough="#@~^",
    ),
    _idiom(
        "copies-command",
        ".writetext",
        r"\.writeText\s*\(.{0,120}?(?:mshta\s|\s-enc\w*\s|\s-w\w*\s+hidden|rundll32)",
        "puts a command that hides itself into the clipboard",
    ),
    _idiom(
        "mines",
        ".anonymous throttleminer autothreads wss:",
        r"\.Anonymous\s*\(\s*[\"'][\w.-]{16,}[\"']|throttleMiner|autoThreads"
        r"|\.pool\s*\(\s*[\"']wss:",
        "mines for somebody's account",
        enough="throttleminer autothreads",
        starts=".anonymous .pool",
    ),
)
