"""Figures → one picture: all figures with their intervals, and what scores are worth.

The only module that knows matplotlib, which is an extra; it is imported when somebody asks for a
drawing. Figures are drawn without pyplot, so that no window system is ever looked for.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any, Final

from matplotlib import rc_context
from matplotlib.figure import Figure as Drawing

from sanitizer.training.figures import MEASURES, main_figures
from sanitizer.training.groupings import GROUPINGS, tabulate
from sanitizer.training.reliability import reliability
from sanitizer.training.wording import counts, interval, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from sanitizer.training.evaluate import PageScore
    from sanitizer.training.groupings import Table
    from sanitizer.training.intervals import Figure

__all__ = ["draw"]

#: Groups of a panel; the tables have them all. More would be too small to read.
_MOST_GROUPS: Final = 18

#: Panels below the first row, two in each: names in `GROUPINGS`.
_PANELS: Final = ("family", "language", "rule", "hiding")

#: Of the palette by Okabe and Ito, told apart by colour-blind people, too; and the marker of each.
_LOOKS: Final = {
    "spans_cut": ("#0072b2", "o"),
    "findings_right": ("#e69f00", "D"),
    "pages_detected": ("#009e73", "s"),
    "false_alarms": ("#d55e00", "o"),
    "honest_text_lost": ("#d55e00", "o"),
}
_INK: Final = "#24292f"
_PALE: Final = "#d0d7de"
_WIDTH_INCHES: Final = 15.0
_ROW_INCHES: Final = 0.27


def draw(scores: Sequence[PageScore], title: str) -> bytes:
    """Return the picture of an evaluation as a PNG.

    Parameters
    ----------
    scores : sequence of PageScore
    title : str
        What was measured on what.
    """
    # A name with dollars is no formula.
    with rc_context({"text.parse_math": False}):
        return _drawn(scores, title)


def _drawn(scores: Sequence[PageScore], title: str) -> bytes:
    tables = {one.name: tabulate(scores, one) for one in GROUPINGS if one.name in _PANELS}
    sizes = [min(len(tables[name].groups), _MOST_GROUPS) for name in _PANELS]
    heights = [12, *(max(sizes[at : at + 2]) + 2 for at in range(0, len(_PANELS), 2))]
    drawing = Drawing(
        figsize=(_WIDTH_INCHES, _ROW_INCHES * (sum(heights) + 6)), layout="constrained"
    )
    drawing.suptitle(title, x=0.01, ha="left", fontsize=15, fontweight="bold", color=_INK)
    grid = drawing.add_gridspec(len(heights), 2, height_ratios=heights)
    _draw_main(drawing.add_subplot(grid[0, 0]), main_figures(scores))
    _draw_reliability(drawing.add_subplot(grid[0, 1]), scores)
    for place, name in enumerate(_PANELS):
        axes = drawing.add_subplot(grid[1 + place // 2, place % 2])
        _draw_table(axes, tables[name], max(sizes[place // 2 * 2 : place // 2 * 2 + 2]))
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        # A name in a script that the font lacks is drawn as boxes; the tables have it.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        drawing.savefig(
            buffer, format="png", backend="agg", dpi=100, metadata={"Software": "sanitizer"}
        )
    return buffer.getvalue()


def _draw_main(axes: Axes, figures: dict[str, Figure]) -> None:
    _prepare(axes, "All pages, with 95 % intervals", len(figures))
    for place, (name, figure) in enumerate(figures.items()):
        _mark(axes, place, figure, *_LOOKS[name])
        told = f"{percent(figure)}   ({interval(figure)})   {counts(figure)}"
        axes.text(0, place + 0.38, told, fontsize=8.5, color="#57606a", va="center")
    axes.set_yticks(range(len(figures)), [_wrapped(MEASURES[name].title) for name in figures])
    axes.set_ylim(len(figures) - 0.35, -0.6)
    for label, name in zip(axes.get_yticklabels(), figures, strict=True):
        label.set_color(_INK if MEASURES[name].higher_is_better else _LOOKS[name][0])


def _wrapped(title: str) -> str:
    """Break a long title at the space nearest to its middle."""
    spaces = [place for place, char in enumerate(title) if char == " "]
    if len(title) < 24 or not spaces:
        return title
    middle = min(spaces, key=lambda place: abs(place - len(title) / 2))
    return f"{title[:middle]}\n{title[middle + 1 :]}"


def _draw_reliability(axes: Axes, scores: Sequence[PageScore]) -> None:
    bins = reliability(scores)
    _prepare(axes, "What scores are worth: findings by score", 1)
    axes.set_ylim(-3, 108)
    axes.set_yticks(range(0, 101, 20), [f"{share} %" for share in range(0, 101, 20)])
    axes.grid(axis="y", color=_PALE, linewidth=0.6)
    if not bins:
        axes.text(50, 50, "no findings", ha="center", color=_INK)
        return
    # From just below the lowest score: the empty part would hide what there is.
    left = max(0.0, 100 * min(row.low for row in bins if row.right.n) - 5)
    axes.set_xlim(left, 101)
    axes.plot([0, 100], [0, 100], color="#8c959f", linewidth=1, linestyle="--", zorder=1)
    axes.text(left + 0.5, left - 3, "as right as they say", fontsize=8, color="#57606a", va="top")
    most = max(row.right.n for row in bins)
    for row in bins:
        width = 100 * (row.high - row.low)
        axes.bar(
            100 * row.low, 30 * row.right.n / most, width, bottom=-3, align="edge",
            color="#ddf0fb", edgecolor="white", zorder=0,
        )  # fmt: skip
        _mark_upright(axes, 100 * row.mean_score, row.right)
        axes.annotate(
            f"{row.right.n:,}", (100 * (row.low + row.high) / 2, 1), fontsize=8, ha="center",
            color="#57606a",
        )  # fmt: skip
    axes.set_xlabel("score (bars and numbers: how many findings)", fontsize=9, color=_INK)
    axes.set_ylabel("right", fontsize=9, color=_INK)


def _draw_table(axes: Axes, table: Table, n_rows: int) -> None:
    names = [name for name in table.grouping.measures if name in {"spans_cut", "findings_right"}]
    groups = table.groups[:_MOST_GROUPS]
    title = f"By {table.grouping.title}"
    if len(groups) < len(table.groups):
        title += f" ({len(groups)} of {len(table.groups)})"
    _prepare(axes, title, n_rows)
    columns = [table.grouping.measures.index(name) for name in names]
    for place, group in enumerate(groups):
        for at, (name, column) in enumerate(zip(names, columns, strict=True)):
            shift = (at - (len(names) - 1) / 2) * 0.32
            _mark(axes, place + shift, group.figures[column], *_LOOKS[name])
    counted = [
        f"{group.name[:32]}  ({' · '.join(f'{group.figures[at].n:,}' for at in columns)})"
        for group in groups
    ]
    axes.set_yticks(range(len(groups)), counted)
    numbers = " and ".join(MEASURES[name].short.split()[0] for name in names)
    axes.set_xlabel(f"in parentheses: number of {numbers}", fontsize=8, color="#57606a")
    for name in names:
        colour, marker = _LOOKS[name]
        axes.plot([], [], marker, color=colour, label=MEASURES[name].short)
    axes.legend(
        loc="lower right", bbox_to_anchor=(1.01, 1.0), ncols=2, frameon=False, fontsize=8.5,
        borderaxespad=0, handletextpad=0.2,
    )  # fmt: skip


def _prepare(axes: Axes, title: str, n_rows: int) -> None:
    axes.set_title(title, loc="left", fontsize=11, fontweight="bold", color=_INK)
    axes.set_xlim(-2, 102)
    axes.set_xticks(range(0, 101, 20), [f"{share} %" for share in range(0, 101, 20)])
    axes.set_ylim(n_rows - 0.4, -0.6)
    axes.tick_params(length=0, labelsize=9, labelcolor=_INK)
    axes.grid(axis="x", color=_PALE, linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)


def _mark(axes: Axes, place: float, figure: Figure, colour: str, marker: str) -> None:
    """Draw a share as a marker with its interval as a line; nothing where nothing was counted."""
    if not figure.n:
        return
    if figure.low is not None and figure.high is not None:
        axes.plot(
            [100 * figure.low, 100 * figure.high], [place, place],
            color=colour, alpha=0.35, linewidth=3, solid_capstyle="butt",
        )  # fmt: skip
    look: dict[str, Any] = {"markersize": 5.5, "color": colour, "clip_on": False}
    axes.plot([100 * figure.share], [place], marker, **look)


def _mark_upright(axes: Axes, place: float, figure: Figure) -> None:
    colour, marker = _LOOKS["findings_right"]
    if figure.low is not None and figure.high is not None:
        axes.plot(
            [place, place], [100 * figure.low, 100 * figure.high],
            color=colour, alpha=0.45, linewidth=3, solid_capstyle="butt",
        )  # fmt: skip
    axes.plot([place], [100 * figure.share], marker, color=colour, markersize=6.5, clip_on=False)
