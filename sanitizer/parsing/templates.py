"""Text that is not HTML but carries it: which parts of it are not HTML.

Comes in: the source of a template, a page of Markdown, a component. Goes out: opaque runs, in
order: template tags, code that is shown as code, front matter. They are masked before anything is
parsed, so that the quotes and angle brackets in them mean nothing; they are never judged, and stay
where they are when something around them is cut.

Braces are taken for template tags only where they hold no markup: a page that prints them as
they are must not be able to hide in them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["SYNTAXES", "Syntax", "has_branches", "opaque_runs", "show_components", "united"]

#: Start and end in characters.
_Range = tuple[int, int]


class Syntax(NamedTuple):
    """One row: what opens a run, what closes it, and whether it may hold markup."""

    opener: str
    closer: str
    holds_markup: bool
    reason: str


#: Longer openers first. PHP is not in it: its closer may stand in its own strings and comments.
SYNTAXES: Final = (
    Syntax("<%--", "--%>", True, "comments of JSP: never part of the output"),
    Syntax("<%", "%>", True, "ERB, EJS, ASP, JSP: code, whose strings may hold markup"),
    Syntax("{{!--", "--}}", False, "comments of Handlebars"),
    Syntax("{{--", "--}}", False, "comments of Blade"),
    Syntax("{{{", "}}}", False, "Mustache, Handlebars: output that is not escaped"),
    Syntax("{{", "}}", False, "Jinja, Twig, Liquid, Vue, Go, Handlebars: output"),
    Syntax("{!!", "!!}", False, "Blade: output that is not escaped"),
    Syntax("{%", "%}", False, "Jinja, Twig, Liquid: statements"),
    Syntax("{#", "#}", False, "Jinja, Twig: comments"),
)

_PHP: Final = re.compile(r"<\?(?!xml\b)", re.IGNORECASE)
_OPENER: Final = re.compile(
    "|".join([_PHP.pattern, *(re.escape(syntax.opener) for syntax in SYNTAXES)]), re.IGNORECASE
)
#: What may hold a ``?>`` that ends nothing. Each branch takes what it begins, to the end of the
#: source if need be: nothing is tried twice. A line comment does end at ``?>``, as PHP has it.
_IN_PHP: Final = re.compile(
    r"(?P<end>\?>)"
    r"|\"(?:[^\"\\]|\\.)*+(?:\"|\Z)|'(?:[^'\\]|\\.)*+(?:'|\Z)"
    r"|/\*(?:.*?\*/|.*)"
    r"|(?://|\#(?!\[))(?:(?!\?>)[^\n])*+"
    r"|<<<[ \t]*(?P<quote>[\"']?)(?P<word>\w++)(?P=quote)\r?\n(?:.*?\n[ \t]*(?P=word)\b|.*)",
    re.DOTALL,
)
_MARKUP: Final = re.compile(r"<[a-zA-Z/!]")

#: Between two lines of dashes (YAML) or plus signs (TOML) at the very start.
_FRONT_MATTER: Final = re.compile(
    r"\ufeff?(?P<fence>---|\+\+\+)[ \t]*\r?\n(?:(?!<[a-zA-Z/!]).)*?\n(?P=fence)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL,
)

_CODE: Final = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n`]*\n(?:.*?\n[ \t>]*(?P=fence)|.*)"
    r"|(?<!`)(?P<ticks>`{1,8})(?!`)(?:(?!\n[ \t]*\n).){1,500}?(?<!`)(?P=ticks)(?!`)"
    r"|<(?:https?://|mailto:)[^\s<>]*>|<[^\s<>@/]+@[^\s<>@]+>",
    re.DOTALL | re.MULTILINE,
)
#: Nobody writes these into Markdown, outside of code. Where one stands, ticks are what they seem: a
#: script writes them around its own strings.
_NOT_MARKDOWN: Final = re.compile(
    r"<(?:!doctype|html|head|body|script)\b|<\?(?!xml\b)", re.IGNORECASE
)

#: Tags after which the source may go on in one way or in another.
_BRANCH: Final = re.compile(
    r"<\?(?!xml\b)|<%|\{%|\{\{[-~]?[ \t]*(?:[#^/]|(?:if|else|end|range|with|block|define)\b)"
    r"|^[ \t]*@(?:if|else|end|for|section)",
    re.IGNORECASE | re.MULTILINE,
)

_PAGE: Final = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_COMPONENT: Final = re.compile(r"^<template[\s>]", re.MULTILINE)
_TEMPLATE_TAG: Final = re.compile(r"(?<=<)template(?=[\s>])|(?<=</)template(?=[\s>])")


def opaque_runs(source: str) -> list[_Range]:
    """Return what is not HTML in a source, in order, neither overlapping nor empty.

    Examples
    --------
    >>> opaque_runs("<p><?= $a > 1 ?> and {{ b }}</p>")
    [(3, 16), (21, 28)]
    """
    return united([*_template_tags(source), *_code(source)])


def united(runs: Iterable[_Range]) -> list[_Range]:
    """Return runs in order, those that overlap as one."""
    found: list[_Range] = []
    for start, end in sorted(runs):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


class _Next:
    """The next place of a pattern; asked for places in order, each part is searched once."""

    def __init__(self, source: str, pattern: re.Pattern[str]) -> None:
        self._source, self._pattern = source, pattern
        self._found: _Range | None = (-1, -1)

    def __call__(self, start: int) -> _Range | None:
        """Return the first place from `start` on."""
        if self._found is not None and self._found[0] < start:
            found = self._pattern.search(self._source, start)
            self._found = None if found is None else found.span()
        return self._found


def _template_tags(source: str) -> Iterator[_Range]:
    by_opener = {syntax.opener: syntax for syntax in SYNTAXES}
    closers = {row.opener: _Next(source, re.compile(re.escape(row.closer))) for row in SYNTAXES}
    markup = _Next(source, _MARKUP)
    position = 0
    while (found := _OPENER.search(source, position)) is not None:
        start, position = found.span()
        syntax = by_opener.get(found[0])
        if syntax is None:
            end = _php_end(source, start)
        else:
            closer, hidden = closers[syntax.opener](position), markup(position)
            if closer is None:
                continue
            end = closer[1]
            if not syntax.holds_markup and hidden is not None and hidden[0] < end:
                continue
        yield start, end
        position = end


def _php_end(source: str, start: int) -> int:
    """Return where PHP ends that starts at `start`; a file may end in it."""
    for found in _IN_PHP.finditer(source, start + 2):
        if found["end"]:
            return found.end()
    return len(source)


def _code(source: str) -> list[_Range]:
    """Return front matter, and of Markdown the code and the addresses in angle brackets."""
    front = _FRONT_MATTER.match(source)
    runs = [] if front is None else [front.span()]
    if "`" not in source and "~~~" not in source and "://" not in source and "@" not in source:
        return runs
    begin = runs[0][1] if runs else 0
    code = [found.span() for found in _CODE.finditer(source, begin)]
    rest, last = [], begin
    for start, end in code:
        rest.append(source[last:start])
        last = end
    rest.append(source[last:])
    return runs if any(map(_NOT_MARKDOWN.search, rest)) else runs + code


def has_branches(source: str) -> bool:
    """Tell whether parts of a source may stand for each other: only one of them is shown."""
    return _BRANCH.search(source) is not None


def show_components(source: str) -> str:
    """Return a source of the same length in which the templates of components are ordinary boxes.

    A ``<template>`` is never shown, but in a single-file component, where it is all that is shown.
    """
    if _COMPONENT.search(source) is None or _PAGE.search(source) is not None:
        return source
    return _TEMPLATE_TAG.sub("section ", source)
