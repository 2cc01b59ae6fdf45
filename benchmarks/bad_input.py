"""Time and memory of scanning pages that nobody should have to read.

``python -m benchmarks.bad_input`` scans each page in a fresh process and prints a table; ``--only
NAME`` takes one, ``--part text`` goes on to the extraction of the text. The aims are 10 seconds and
2 GB a page, which the last column holds the figures against.
"""

from __future__ import annotations

import argparse
import functools
import json
import pathlib
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["main"]

AIM_SECONDS: Final = 10.0
AIM_MB: Final = 2048

_LARGE: Final = 50_000_000
_HONEST: Final = b"<p>The ferry leaves at eight and comes back before noon.</p>\n"


def _repeat(piece: bytes, n_bytes: int = _LARGE) -> bytes:
    return piece * (n_bytes // len(piece))


def _divs(n: int) -> bytes:
    return b"<div>" * n + b"x" + b"</div>" * n


#: Markup that begins something and never ends it, or ends what never began.
_PIECES: Final = (
    b"<p title='",
    b"<a b=c ",
    b"<!-- ",
    b"<!",
    b"</",
    b"<script><!--<script>",
    b"<svg><![CDATA[",
    b"</p>",
    b"<b><p>",
    b"<a =",
    b"<x ' \" = ",
)

#: Name → maker of the page. 240,000 elements are what `MAX_TAGS` lets through.
PAGES: Final[dict[str, Callable[[], bytes]]] = {
    "empty": lambda: b"",
    "png": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4000,
    "1 MB of NUL": lambda: bytes(1_000_000),
    "1 MB of NUL in a page": lambda: _HONEST + bytes(1_000_000) + _HONEST,
    "200,000 nested div": lambda: _divs(200_000),
    "50 MB, one text": lambda: b"<p>" + _repeat(b"words and more words "),
    "50 MB, one text of lines": lambda: b"<p>" + _repeat(b"words and more\n\nwords "),
    "50 MB of white space": lambda: b"<p>a" + _repeat(b"   \n") + b"b",
    "50 MB of <": lambda: _repeat(b"<"),
    "50 MB of paragraphs": lambda: _repeat(_HONEST),
    "240,000 paragraphs": lambda: _HONEST * 240_000,
    "50 MB of links": lambda: _repeat(b"<a href=http://casino.example/>x</a>"),
    "240,000 links": lambda: b"<a href=http://casino.example/>x</a>" * 240_000,
    "240,000 hidden links": lambda: (
        b"<div style=display:none>" + b"<a href=http://casino.example/>casino</a> " * 240_000
    ),
    "50 MB of end tags": lambda: b"<b><table>" + b"<i>" * 500 + _repeat(b"</b>"),
    "240,000 stray options": lambda: b"<option><table>" + b"<b>" * 500 + b"<option>x" * 240_000,
    "50 MB, one attribute": lambda: b'<p title="' + _repeat(b"words ") + b'">x',
    "50 MB, one attribute unclosed": lambda: b'<p title="' + _repeat(b"words <p> "),
    "50 MB, one tag unclosed": lambda: b"<p " + _repeat(b"a=b "),
    "50 MB, one comment": lambda: b"<!--" + _repeat(b"casino http://a.example/ ") + b"-->",
    "50 MB, comment unclosed": lambda: b"x<!--" + _repeat(b"words - > "),
    "50 MB of comments": lambda: _repeat(b"<!---->"),
    "50 MB, one script": lambda: (
        b"<script>" + _repeat(b"document.write(unescape('%3Ca'));") + b"</script>"
    ),
    "50 MB, script unclosed": lambda: b"<script><!--<script>" + _repeat(b"</script "),
    "50 MB, one style": lambda: b"<style>" + _repeat(b"#a{display:none}") + b"</style><p>x",
    "20,000 style rules, 20,000 ids": lambda: (
        b"<style>"
        + b"".join(b"#i%d .c{display:none}" % i for i in range(20_000))
        + b"</style>"
        + b"".join(b"<p id=i%d><b class=c>x</b></p>" % i for i in range(20_000))
    ),
    "240,000 decoys": lambda: b"<rp id=xkcdq></rp>" * 240_000,
    "100,000 junk texts": lambda: b"<p>buy viagra cialis casino cheap</p><p>Hello.</p>" * 100_000,
    **{f"7 MB of {piece!r}": functools.partial(_repeat, piece, 7_000_000) for piece in _PIECES},
    "50 MB of entities": lambda: b"<p>" + _repeat(b"&#22269;"),
}


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 1 when an aim was missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--only", choices=sorted(PAGES), help="one page")
    parser.add_argument("--part", choices=("scan", "text"), default="scan")
    parser.add_argument("--model", type=pathlib.Path, help="folder of a model, not the shipped one")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.inside:
        print(json.dumps(_measure(options)))
        return 0
    print(f"{'page':34} {'seconds':>8} {'MB':>6}  verdict")
    n_missed = 0
    for name in [options.only] if options.only else PAGES:
        n_missed += _print_row(name, options)
    return 1 if n_missed else 0


def _print_row(name: str, options: argparse.Namespace) -> bool:
    command = [sys.executable, "-m", "benchmarks.bad_input", "--inside", "--only", name]
    command += ["--part", options.part]
    if options.model is not None:
        command += ["--model", str(options.model)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    if found.returncode:
        last = (found.stderr.strip().splitlines() or ["killed"])[-1]
        print(f"{name:34} {'-':>8} {'-':>6}  FAILED: {last}", flush=True)
        return True
    row = json.loads(found.stdout)
    missed = bool(row["seconds"] > AIM_SECONDS or row["mb"] > AIM_MB)
    note = "MISSED " if missed else ""
    figures = f"{row['seconds']:8.2f} {row['mb']:6.0f}"
    print(f"{name:34} {figures}  {note}{row['verdict']}: {row['reason']}", flush=True)
    return missed


def _measure(options: argparse.Namespace) -> dict[str, object]:
    import sanitizer  # noqa: PLC0415  in the fresh process only

    config = sanitizer.Config(model=options.model)
    sanitizer.scan(_HONEST, config=config)  # the model is read before the clock starts
    page = PAGES[options.only]()
    started = time.perf_counter()
    if options.part == "text":
        cleaned = sanitizer.clean(page, config=config)
        report, _ = cleaned.report, cleaned.text
    else:
        report = sanitizer.scan(page, config=config)
    return {
        "seconds": time.perf_counter() - started,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "verdict": report.verdict.value,
        "reason": report.reason,
    }


if __name__ == "__main__":
    sys.exit(main())
