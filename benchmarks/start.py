"""What a start costs: one small page, and a tree of 1,000 pages, first and again.

``python -m benchmarks.start`` runs whole processes, one after the other, several times over, so
that a busy machine slows them alike. A start is given as a multiple of ``import lxml.html, numpy``
in the run beside it, which is the least that a program with these libraries can take; of the
multiples the median counts. The tree holds three injected pages, and a run that does not name these
three fails.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Final

__all__ = ["main"]

_ROOT: Final = pathlib.Path(__file__).parents[1]
_IMPORTS: Final = [sys.executable, "-c", "import lxml.html, numpy"]
_SCAN: Final = [sys.executable, "-m", "sanitizer", "scan", "--isolated"]

#: A page of two sentences, as an editor writes it.
_SMALL: Final = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Winter opening hours</title></head>
<body><h1>Winter opening hours</h1>
<p>From November the museum opens at ten and closes at four.</p>
<p>The lifeboat shed can be seen on Sundays, when a volunteer is there to open it.</p>
</body></html>
"""
_PAGE: Final = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Report {number}</title></head>
<body><h1>Report {number} of the parish</h1>
{paragraphs}
{junk}</body></html>
"""
_PARAGRAPH: Final = (
    "<p>In the week of report {number} the path along the mill stream was mended in {place} places,"
    " by people who brought their own spades, and the bench above it was painted green.</p>\n"
)
_JUNK: Final = '<div style="display:none">{links}</div>\n'
_LINK: Final = '<a href="https://slot{n}.example/gacor">slot gacor maxwin judi online {n}</a> '
_INJECTED: Final = (17, 500, 983)


def main(arguments: list[str] | None = None) -> int:
    """Print the multiples and the seconds; 1 where the tree's injected pages were not all named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=15, help="starts (default: %(default)s)")
    parser.add_argument(
        "--pages", type=int, default=1000, help="of the tree (default: %(default)s)"
    )
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        _measure_starts(place, options.repeat)
        return _measure_tree(place, options.pages)


def _measure_starts(place: pathlib.Path, repeat: int) -> None:
    page = place / "small.html"
    page.write_text(_SMALL, encoding="utf-8")
    commands = {
        "import lxml.html, numpy": _IMPORTS,
        "scan, nothing remembered": [*_SCAN, "--no-cache", str(page)],
        "scan, from the cache": [*_SCAN, "--cache-dir", str(place / "small"), str(page)],
    }
    for command in commands.values():  # so that compiled modules and the cache are there
        _seconds(command)
    runs = [[_seconds(command)[0] for command in commands.values()] for _ in range(repeat)]
    print(f"one page of {page.stat().st_size} bytes, medians of {repeat} whole processes")
    for name, seconds in zip(commands, zip(*runs, strict=True), strict=True):
        multiple = statistics.median(
            one / least[0] for one, least in zip(seconds, runs, strict=True)
        )
        print(f"  {name:28} {1000 * statistics.median(seconds):7.0f} ms  {multiple:5.2f} x")


def _measure_tree(place: pathlib.Path, n_pages: int) -> int:
    tree = place / "tree"
    injected = {_write_page(tree, number) for number in range(n_pages) if number in _INJECTED}
    for number in set(range(n_pages)) - set(_INJECTED):
        _write_page(tree, number)
    print(f"a tree of {n_pages:,} pages, {len(injected)} of them injected")
    command = [*_SCAN, "--cache-dir", str(place / "cache"), str(tree)]
    found = set()
    for name in ("first run", "again, from the cache"):
        seconds, output = _seconds(command)
        found = {line.partition(":")[0] for line in output.splitlines()}
        print(f"  {name:28} {seconds:7.2f} s, {len(found)} pages named")
    if found != injected:
        print(f"named {sorted(found)} instead of {sorted(injected)}", file=sys.stderr)
        return 1
    return 0


def _write_page(tree: pathlib.Path, number: int) -> str:
    page = tree / f"{number % 20:02}" / f"{number:04}.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    text = _PAGE.format(
        number=number,
        paragraphs="".join(_PARAGRAPH.format(number=number, place=n) for n in range(2, 12)),
        junk=_JUNK.format(links="".join(_LINK.format(n=n) for n in range(12)))
        if number in _INJECTED
        else "",
    )
    page.write_text(text, encoding="utf-8")
    return str(page)


def _seconds(command: list[str]) -> tuple[float, str]:
    # Modules compiled anew at each start would be all that is measured.
    environment = {key: value for key, value in os.environ.items() if "BYTECODE" not in key}
    started = time.perf_counter()
    done = subprocess.run(
        command, cwd=_ROOT, env=environment, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - started
    if done.returncode not in {0, 1}:
        raise SystemExit(done.stderr)
    return seconds, done.stdout


if __name__ == "__main__":
    sys.exit(main())
