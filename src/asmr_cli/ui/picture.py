"""A plan at a glance: phases and lanes over time, the pace of breathing, loudness; below it what plays when."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from asmr_cli.models.session import LaneName, Session
from asmr_cli.plan.durations import format_duration
from asmr_cli.plan.fades import fades_at
from asmr_cli.types import Seconds
from asmr_cli.ui.agenda import agenda, stays
from asmr_cli.ui.canvas import fit
from asmr_cli.ui.shapes import LOUDNESS
from asmr_cli.ui.words import title

_WIDE: Final = 60
"""Columns from which on labels are written out."""
_STEPS: Final[tuple[Seconds, ...]] = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)
"""Times on the axis are so far apart; at least nine columns are between two of them."""
_BARS: Final = " ▁▂▃▄▅▆▇█"
_ROWS: Final = 3
"""Lines of the curve of loudness."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Time on so many columns, right of the labels."""

    duration: Seconds
    label: int
    columns: int

    def column(self, at: Seconds) -> int:
        return min(self.columns, round(at / self.duration * self.columns))


def plan_picture(session: Session, width: int) -> RenderableType:
    """The picture, at most `width` columns wide (from 24 on), to be printed with the theme's styles."""
    label = 11 if width >= _WIDE else 6
    scale = Scale(session.duration, label, max(12, width - label - 2))
    lines = [_head(session, width), Text(""), _axis(scale), _phases(session, scale)]
    lines += [*_lane(session, "foreground", scale), *_lane(session, "bed", scale), *_breath(session, scale)]
    lines += [*(_loudness(session, scale) if session.segments else ()), Text(""), *agenda(session, width)]
    return Group(*lines)


def _head(session: Session, width: int) -> Text:
    text = Text(format_duration(session.duration), "asmr.word")
    text.append(f" · {session.preset} · seed {session.seed}", "asmr.quiet")
    if not session.segments:
        text.append(" · without sound", "asmr.quiet")
    if session.mono:
        text.append(" · mono", "asmr.quiet")
    text.truncate(width)
    return text


def _labelled(scale: Scale, wide: str, narrow: str, cells: Text) -> Text:
    name = wide if scale.label > 6 else narrow
    return Text.assemble((name.ljust(scale.label), "asmr.faint"), cells, no_wrap=True)


def _axis(scale: Scale) -> Text:
    """Times of the session, as many as find room."""
    fits = (step for step in _STEPS if scale.column(step) >= 9 or step == _STEPS[-1])
    step = next(fits)
    row = [" "] * (scale.columns + 2)
    at = 0.0
    while at <= scale.duration:
        mark = format_duration(at) if at else "0"
        left = min(scale.column(at), len(row) - len(mark))
        if all(cell == " " for cell in row[max(0, left - 1) : left + len(mark)]):
            row[left : left + len(mark)] = mark
        at += step
    return _labelled(scale, "", "", Text("".join(row).rstrip(), "asmr.faint"))


def _phases(session: Session, scale: Scale) -> Text:
    cells = Text()
    for phase in session.phases:
        width = scale.column(phase.end) - scale.column(phase.start)
        name = fit(phase.name, max(0, width - 1))
        cells.append(name, "asmr.text").append("┄" * max(0, width - len(name) - 1), "asmr.faint")
        cells.append("┊" if width else "", "asmr.faint")
    return _labelled(scale, "phases", "", cells)


def _lane(session: Session, lane: LaneName, scale: Scale) -> Iterator[Text]:
    """One row; each trigger as a bar with its name in it."""
    cells, at = Text(), 0
    for segment in stays(session, lane):
        first, last = max(at, scale.column(segment.start)), scale.column(segment.end)
        if last <= first:
            continue
        cells.append(" " * (first - at))
        cells.append_text(_bar(title(segment.trigger), last - first))
        at = last
    if at:
        yield _labelled(scale, lane, "front" if lane == "foreground" else "bed", cells)


def _bar(name: str, width: int) -> Text:
    """The name within a line; what is too narrow for it is a line alone."""
    if width < 5:
        return Text("╶" + "─" * (width - 2) + "╴" if width > 1 else "╴", "asmr.quiet")
    loose = " " if cell_len(name) <= width - 4 else ""
    name = fit(name, width - 2 - len(loose))
    rest = width - 2 - len(loose) - cell_len(name)
    line = " " + "─" * (rest - 1) if rest else ""
    return Text.assemble((f"╶{loose}", "asmr.quiet"), (name, "asmr.word"), (f"{line}╴", "asmr.quiet"))


def _breath(session: Session, scale: Scale) -> Iterator[Text]:
    breath = session.breath
    if breath is None:
        return
    width = max(1, scale.column(breath.end))
    pace = (
        f"{breath.start_bpm:.3g}"
        if breath.start_bpm == breath.end_bpm
        else f"{breath.start_bpm:g} → {breath.end_bpm:g}"
    )
    text = fit(f"{pace} a minute", scale.columns)
    cells = Text.assemble((text, "asmr.quiet"), (" " + "·" * max(0, width - len(text) - 2), "asmr.faint"))
    yield _labelled(scale, "breath", "pace", cells)


def _loudness(session: Session, scale: Scale) -> Iterator[Text]:
    """What the session's own fades leave of the level, column by column."""
    moments = ((column + 0.5) / scale.columns * scale.duration for column in range(scale.columns))
    heights = [fades_at(session, moment) ** LOUDNESS for moment in moments]
    for row in reversed(range(_ROWS)):
        filled = [max(0, min(8, round(height * _ROWS * 8) - row * 8)) for height in heights]
        cells = Text("".join(_BARS[part] for part in filled), "asmr.faint")
        names = {_ROWS - 1: ("loudness", "level"), _ROWS - 2: (f"{session.target_lufs:.0f} LUFS", "")}
        yield _labelled(scale, *names.get(row, ("", "")), cells)
