"""Pages that the tests of batches and of the command line are made of."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["CLEAN", "HIDDEN_BOX", "INJECTED", "PICTURE", "SPAM", "put", "put_packed"]

_ARTICLE = """\
<h1>The tower clock runs again</h1>
<p>For eleven years the clock of the town hall showed twenty past four. Last Tuesday, at nine in
the morning, the mayor pulled a lever and the hands moved again, a little stiffly at first.</p>
<p>The repair took two winters. A retired engineer had offered to look at the works without pay,
found that most of the wheels were sound, and had the three that were not cut anew by a workshop
in the next valley. The council paid for the bronze and for a great many litres of coffee.</p>
<p>Not everybody is glad. The baker across the square had grown used to sleeping through the
quarter hours. "It is a fine clock," she says, "and I shall need a thicker window."</p>
"""

#: Twelve links to a dozen hosts, which no reader sees; one line, so that its place is known.
HIDDEN_BOX = (
    '<div style="display:none">'
    + " ".join(
        f'<a href="https://slot{n}.example/gacor">slot gacor maxwin judi online {n}</a>'
        for n in range(12)
    )
    + "</div>"
)


def _page(body: str) -> bytes:
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<title>The tower clock runs again</title>\n"
        f"</head>\n<body>\n{body}</body>\n</html>\n"
    ).encode()


CLEAN = _page(_ARTICLE)
INJECTED = _page(f"{_ARTICLE}{HIDDEN_BOX}\n")

#: A doorway: nothing in it but what it advertises.
SPAM = (
    '<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n'
    "<title>slot gacor judi online maxwin bandar togel terpercaya</title>\n</head>\n<body>\n"
    + "".join(
        f'<p><a href="https://judi{n}.example/daftar">situs slot gacor maxwin, judi online, '
        f"bandar togel {n}, agen casino, deposit pulsa, bonus new member</a></p>\n"
        for n in range(60)
    )
    + "</body>\n</html>\n"
).encode()

#: The first bytes of a picture that somebody named like a page.
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256))


def put(folder: Path, name: str, page: bytes = CLEAN) -> Path:
    """Write a page below a folder, with the folders on its way, and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(page)
    return path


def put_packed(folder: Path, name: str, page: bytes = CLEAN) -> Path:
    """Write a page packed with gzip."""
    return put(folder, name, gzip.compress(page))
