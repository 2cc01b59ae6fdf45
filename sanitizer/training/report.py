"""Scores of pages → a folder for people: ``report.html``, whole in itself, and ``report.png``.

The page has no script and loads nothing: it can be mailed, and opened in ten years. What comes from
strangers' pages (ids, excerpts) is escaped.
"""

from __future__ import annotations

import base64
import dataclasses
import html
from typing import TYPE_CHECKING, Final

from sanitizer.errors import PathError
from sanitizer.training.faults import find_faults
from sanitizer.training.figures import MEASURES, main_figures
from sanitizer.training.groupings import GROUPINGS, tabulate
from sanitizer.training.plots import draw
from sanitizer.training.reliability import reliability
from sanitizer.training.wording import CALIBRATION_NOTE, INTERVAL_NOTE, counts, interval, percent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sanitizer.training.evaluate import PageScore
    from sanitizer.training.faults import Fault
    from sanitizer.training.groupings import Table
    from sanitizer.training.intervals import Figure
    from sanitizer.training.reliability import Bin

__all__ = ["Subject", "write_report"]

PICTURE_NAME: Final = "report.png"
PAGE_NAME: Final = "report.html"


@dataclasses.dataclass(frozen=True, slots=True)
class Subject:
    """What was measured on what.

    Attributes
    ----------
    model : str
        Name of the model.
    threshold : float
        Score from which a block counted as junk.
    corpora : tuple of str
        Names of the folders of labelled pages.
    """

    model: str
    threshold: float
    corpora: tuple[str, ...]


def write_report(folder: Path, scores: Sequence[PageScore], subject: Subject) -> None:
    """Write both files; older ones are replaced.

    Raises
    ------
    PathError
        When the folder cannot be written.
    """
    picture = draw(scores, f"sanitizer, model {subject.model}, on {', '.join(subject.corpora)}")
    page = _page(scores, subject, picture)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / PICTURE_NAME).write_bytes(picture)
        (folder / PAGE_NAME).write_text(page, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise PathError(f"'{folder}' cannot be written: {error.strerror or error}") from error


_STYLE: Final = """
:root { --ink:#24292f; --soft:#57606a; --line:#d8dee4; --paper:#fff; --tint:#f6f8fa;
  --good:#0072b2; --bad:#d55e00; }
@media (prefers-color-scheme: dark) { :root { --ink:#e6edf3; --soft:#9da7b3; --line:#30363d;
  --paper:#0d1117; --tint:#161b22; --good:#58a6ff; --bad:#f0883e; } }
* { box-sizing:border-box } body { margin:0 auto; padding:2rem 1.5rem 4rem; max-width:80rem;
  font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif; color:var(--ink);
  background:var(--paper) }
h1 { font-size:1.6rem; margin:0 } h2 { font-size:1.2rem; margin:2.5rem 0 .6rem;
  border-bottom:1px solid var(--line); padding-bottom:.3rem } h3 { margin:1.6rem 0 .4rem;
  font-size:1rem } p { margin:.4rem 0 } .soft { color:var(--soft) } .num { text-align:right;
  font-variant-numeric:tabular-nums; white-space:nowrap }
nav { margin:1rem 0 0; display:flex; gap:1rem; flex-wrap:wrap } a { color:var(--good) }
.cards { display:grid; grid-template-columns:repeat(auto-fit,minmax(11.5rem,1fr)); gap:.8rem;
  margin:1.4rem 0 .6rem } .card { background:var(--tint); border:1px solid var(--line);
  border-radius:8px; padding:.8rem 1rem } .card b { display:block; font-size:1.7rem;
  font-variant-numeric:tabular-nums; line-height:1.3 } .card .good { color:var(--good) }
.card .bad { color:var(--bad) } .card small { color:var(--soft); display:block }
.wide { overflow-x:auto } table { border-collapse:collapse; width:100%; font-size:14px }
th,td { padding:.28rem .4rem; border-bottom:1px solid var(--line); text-align:left;
  vertical-align:middle } th { color:var(--soft); font-weight:600; white-space:nowrap }
tbody tr:hover { background:var(--tint) } td:first-child { white-space:nowrap }
svg { display:block; width:100%; min-width:64px; height:12px }
img { width:100%; height:auto; background:#fff; border:1px solid var(--line);
  border-radius:8px }
code { white-space:nowrap; background:var(--tint); padding:.1em .3em; border-radius:4px }
dl { margin:0 } dt { font-weight:600; margin-top:.5rem } dd { margin:0; color:var(--soft) }
li { margin:.5rem 0 } ol { padding-left:1.6rem } li div { color:var(--soft); font-size:13px;
  overflow-wrap:anywhere }
"""

_PAGE: Final = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title><style>{style}</style></head><body>
<h1>{title}</h1>
<p class="soft">{subtitle}</p>
<nav><a href="#picture">Picture</a><a href="#scores">Scores</a><a href="#tables">Tables</a>
<a href="#faults">Faults</a><a href="#how">How it is counted</a></nav>
<div class="cards">{cards}</div>
<p class="soft">{intervals}</p>
<h2 id="picture">Picture</h2>
<img alt="All figures with their intervals; the tables below have the numbers" src="{picture}">
<h2 id="scores">What scores are worth</h2>
<p class="soft">{calibration}</p>
{bins}
<h2 id="tables">Tables</h2>
{tables}
<h2 id="faults">Pages with a fault ({n_faults})</h2>
{faults}
<h2 id="how">How it is counted</h2>
<dl>{how}</dl>
</body></html>
"""


def _page(scores: Sequence[PageScore], subject: Subject, picture: bytes) -> str:
    n_honest = sum(row.label == "clean" for row in scores)
    faults = find_faults(scores)
    corpora = ", ".join(subject.corpora)
    return _PAGE.format(
        title=html.escape(f"Model {subject.model} on {corpora}"),
        style=_STYLE,
        subtitle=f"{len(scores):,} labelled pages of {len({row.site for row in scores}):,} sites,"
        f" {n_honest:,} of them honest. A block counts as junk from a score of"
        f" {subject.threshold:g}. Written by <code>sanitizer evaluate</code>.",
        cards="".join(_card(name, figure) for name, figure in main_figures(scores).items()),
        intervals=INTERVAL_NOTE,
        picture="data:image/png;base64," + base64.b64encode(picture).decode("ascii"),
        calibration=html.escape(CALIBRATION_NOTE).replace(
            "`--threshold`", "<code>--threshold</code>"
        ),
        bins=_bins(reliability(scores)),
        tables="".join(
            _table(table) for one in GROUPINGS if (table := tabulate(scores, one)).groups
        ),
        n_faults=f"{len(faults):,}",
        faults=_faults(faults),
        how="".join(
            f"<dt>{measure.title}</dt><dd>{measure.means}</dd>" for measure in MEASURES.values()
        ),
    )


def _card(name: str, figure: Figure) -> str:
    measure = MEASURES[name]
    tone = "good" if measure.higher_is_better else "bad"
    return (
        f'<div class="card"><small>{measure.title}</small><b class="{tone}">{percent(figure)}</b>'
        f"<small>{interval(figure)} %</small><small>{counts(figure)}</small></div>"
    )


def _bar(figure: Figure, colour: str) -> str:
    """Return a share and its interval as a small drawing on a line from 0 to 100 %."""
    if not figure.n:
        return ""
    span = ""
    if figure.low is not None and figure.high is not None:
        width = max(100 * (figure.high - figure.low), 0.6)
        span = f'<rect x="{100 * figure.low:.1f}" y="4" width="{width:.1f}" height="4" '
        span += f'style="fill:var(--{colour});opacity:.35"/>'
    place = min(max(100 * figure.share - 0.8, 0.0), 98.4)
    return (
        '<svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">'
        '<rect y="5.5" width="100" height="1" style="fill:var(--line)"/>'
        f'{span}<rect x="{place:.1f}" y="1" width="1.6" height="10" '
        f'style="fill:var(--{colour})"/></svg>'
    )


def _cells(figure: Figure, colour: str) -> str:
    if not figure.n:
        return '<td class="num soft">–</td><td></td><td></td><td></td>'
    return (
        f'<td class="num soft">{counts(figure)}</td><td class="num">{100 * figure.share:.1f} %</td>'
        f'<td>{_bar(figure, colour)}</td><td class="num soft">{interval(figure, 0)}</td>'
    )


def _rows(head: list[str], rows: list[str]) -> str:
    titles = "".join(f'<th colspan="4">{html.escape(title)}</th>' for title in head[1:])
    return (
        f'<div class="wide"><table><thead><tr><th>{html.escape(head[0])}</th>{titles}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _table(table: Table) -> str:
    measures = [MEASURES[name] for name in table.grouping.measures]
    rows = []
    for group in table.groups:
        cells = [
            _cells(figure, "good" if measure.higher_is_better else "bad")
            for measure, figure in zip(measures, group.figures, strict=True)
        ]
        rows.append(f"<tr><td>{html.escape(group.name)}</td>{''.join(cells)}</tr>")
    note = table.grouping.note
    told = f'<p class="soft">{_code(note[:1].upper() + note[1:])}.</p>' if note else ""
    title = table.grouping.title[:1].upper() + table.grouping.title[1:]
    head = [table.grouping.title, *(measure.title for measure in measures)]
    return f"<h3>{html.escape(title)}</h3>{told}{_rows(head, rows)}"


def _code(text: str) -> str:
    """Escape a text and set what stands between backticks as code."""
    pieces = html.escape(text).split("`")
    return "".join(
        f"<code>{piece}</code>" if place % 2 else piece for place, piece in enumerate(pieces)
    )


def _bins(bins: list[Bin]) -> str:
    if not bins:
        return "<p>No findings.</p>"
    rows = [
        f"<tr><td>{row.low:.2f} to {row.high:.2f}, mean {row.mean_score:.3f}</td>"
        f"{_cells(row.right, 'good')}{_cells(row.right_above, 'good')}</tr>"
        for row in bins
    ]
    return _rows(["score", "right", "right from this score on"], rows)


def _faults(faults: list[Fault]) -> str:
    if not faults:
        return "<p>None.</p>"
    items = []
    for fault in faults:
        details = "".join(f"<div>{html.escape(detail)}</div>" for detail in fault.details)
        items.append(
            f"<li><b>{html.escape(fault.page)}</b>: {html.escape(fault.words)}{details}</li>"
        )
    return f"<ol>{''.join(items)}</ol>"
