"""A plan at a glance: phases and lanes over time, the pace of breathing, loudness, what plays when."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from asmr_cli.models.session import LaneName, Segment, Session
from asmr_cli.plan.durations import format_clock, format_duration
from asmr_cli.plan.fades import fades_at
from asmr_cli.types import Seconds
from asmr_cli.ui.canvas import fit
from asmr_cli.ui.words import title

_WIDE: Final = 60
_STEPS: Final[tuple[Seconds, ...]] = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)
_BARS: Final = " ▁▂▃▄▅▆▇█"
_ROWS: Final = 3
_LOUDNESS: Final = 0.6
"""Loudness grows as amplitude to this power (10 dB: twice as loud), so that a sone fade is a straight line."""
_LISTED: Final = 16


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
    lines += [*(_loudness(session, scale) if session.segments else ()), Text(""), *_list(session, width)]
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
    for segment in _stays(session, lane):
        first, last = max(at, scale.column(segment.start)), scale.column(segment.end)
        if last <= first:
            continue
        cells.append(" " * (first - at))
        cells.append_text(_bar(title(segment.trigger), last - first))
        at = last
    if at:
        yield _labelled(scale, lane, "front" if lane == "foreground" else "bed", cells)


def _stays(session: Session, lane: LaneName) -> list[Segment]:
    """The segments of a lane, those of one trigger that follow each other as one."""
    found: list[Segment] = []
    for segment in session.lane(lane):
        if found and found[-1].trigger == segment.trigger and segment.start <= found[-1].end:
            found[-1] = found[-1]._replace(end=segment.end)
        else:
            found.append(segment)
    return found


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
    heights = [fades_at(session, moment) ** _LOUDNESS for moment in moments]
    for row in reversed(range(_ROWS)):
        filled = [max(0, min(8, round(height * _ROWS * 8) - row * 8)) for height in heights]
        cells = Text("".join(_BARS[part] for part in filled), "asmr.faint")
        names = {_ROWS - 1: ("loudness", "level"), _ROWS - 2: (f"{session.target_lufs:.0f} LUFS", "")}
        yield _labelled(scale, *names.get(row, ("", "")), cells)


def _list(session: Session, width: int) -> Iterator[Text]:
    """What happens when, in the order of time."""
    moments = sorted(_moments(session), key=lambda moment: moment[0])
    shown = moments if len(moments) <= _LISTED else [*moments[: _LISTED - 2], *moments[-2:]]
    for number, (at, what) in enumerate(shown):
        if len(shown) < len(moments) and number == _LISTED - 2:
            yield Text(f"        … {len(moments) - len(shown)} more", "asmr.faint")
        line = Text.assemble((f"{format_clock(at):>7} ", "asmr.faint"), (what, "asmr.text"), no_wrap=True)
        line.truncate(width, overflow="ellipsis")
        yield line


def _moments(session: Session) -> Iterator[tuple[Seconds, str]]:
    for segment in (*_stays(session, "bed"), *_stays(session, "foreground")):
        length = format_duration(segment.end - segment.start)
        tags = f" ({', '.join(segment.tags)})" if segment.tags else ""
        over = "bed: " if segment.lane == "bed" else ""
        yield segment.start, f"{over}{title(segment.trigger)}{tags}, {length}"
    if session.breath is not None:
        dark = ", the screen goes dark" if session.segments else ""
        yield session.breath.end, f"the breathing pace ends{dark}"
    yield (
        session.fade_out.start,
        f"the fade begins, {format_duration(session.fade_out.duration)}, {session.fade_out.curve}",
    )
    yield session.duration, "a gentle cue, then silence" if session.end_cue else "silence"
