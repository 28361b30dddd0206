"""One picture of the night, composed from values alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Final, TypeAlias

from rich.cells import cell_len

from asmr_cli.models.session import Phase
from asmr_cli.models.status import BreathMoment, Status
from asmr_cli.types import Seconds
from asmr_cli.ui import shapes, words
from asmr_cli.ui.canvas import Canvas
from asmr_cli.ui.shapes import Area, Glyphs, Pen
from asmr_cli.ui.theme import QUIET, TEXT

_LARGE, _MEDIUM, _SMALL = 18, 10, 4
"""Least rows for each way of sharing out the screen."""
_TURN: Final[Seconds] = 6.0
"""A note that needs more lines than there are is shown line by line, each for so long."""


Keys: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a picture is made of."""

    status: Status
    phases: Sequence[Phase]
    elapsed: Seconds
    breath: BreathMoment | None
    dim: float = 1.0
    """Brightness of it all, 0 to 1."""
    moving: bool = True
    silent: bool = False
    keys: Keys = ()
    """The keys and what they do, where they are asked for."""
    note: str = ""
    glyphs: Glyphs = field(default_factory=Glyphs)


def compose(scene: Scene, cols: int, rows: int) -> Canvas:
    """The picture for a screen of any size: what is lost first in small ones is what matters least."""
    pen = Pen(Canvas(cols, rows), scene.dim, scene.glyphs)
    if rows >= _LARGE:
        _large(scene, pen)
    elif rows >= _MEDIUM:
        _medium(scene, pen)
    else:
        _small(scene, pen)
    return pen.canvas


def _large(scene: Scene, pen: Pen) -> None:
    last = pen.canvas.rows - 1
    _middle(scene, pen, Area(1, pen.canvas.rows - 10))
    _now(scene, pen, last - 7)
    _level(scene, pen, last - 6)
    shapes.way(pen, last - 4, scene.phases, scene.elapsed, True)
    _note(scene, pen, last - 1)


def _medium(scene: Scene, pen: Pen) -> None:
    last = pen.canvas.rows - 1
    _middle(scene, pen, Area(0, pen.canvas.rows - 4))
    _now(scene, pen, last - 3)
    _level(scene, pen, last - 2)
    shapes.way(pen, last - 1, scene.phases, scene.elapsed, False)
    _note(scene, pen, last)


def _small(scene: Scene, pen: Pen) -> None:
    if pen.canvas.rows >= _SMALL:
        _note(scene, pen, pen.canvas.rows - 1)
        shapes.way(pen, pen.canvas.rows - 2, scene.phases, scene.elapsed, False)
        _now(scene, pen, pen.canvas.rows - 3)
    _middle(scene, pen, Area(0, max(1, pen.canvas.rows - 3)))


def _middle(scene: Scene, pen: Pen, area: Area) -> None:
    """The keys, or the breath, or ripples, or a ring as wide as the sound is loud."""
    if scene.keys:
        _keys(scene, pen, area)
    elif scene.breath is not None:
        size = scene.breath.size if scene.moving else 1.0
        shapes.breath(pen, area, size, scene.breath.word)
    elif scene.silent and scene.moving and scene.status.state != "paused":
        shapes.ripples(pen, area, scene.elapsed)
    else:
        shapes.breath(pen, area, 0.5 * max(0.0, scene.status.gain) ** shapes.LOUDNESS, "")


def _now(scene: Scene, pen: Pen, y: int) -> None:
    text = words.now(scene.status, scene.silent)
    if cell_len(text) > pen.canvas.cols:
        text = text.partition(words.OVER)[0]
    pen.canvas.centre(y, text, pen.shade(TEXT))


def _level(scene: Scene, pen: Pen, y: int) -> None:
    if not scene.silent:
        shapes.level(pen, y, scene.status.level_lufs, scene.status.volume)


def _note(scene: Scene, pen: Pen, y: int) -> None:
    text = scene.status.notice or scene.note
    lines = wrap(text, max(8, pen.canvas.cols - 2))
    if lines:
        pen.canvas.centre(y, lines[int(scene.elapsed / _TURN) % len(lines)], pen.shade(QUIET))


def _keys(scene: Scene, pen: Pen, area: Area) -> None:
    """The keys in a column where it fits, else flowing."""
    if area.rows >= len(scene.keys) and pen.canvas.cols >= 36:
        top, left = area.top + (area.rows - len(scene.keys)) // 2, pen.canvas.cols // 2 - 16
        for row, (key, meaning) in enumerate(scene.keys):
            pen.canvas.put(left + 7 - len(key), top + row, key, pen.shade(TEXT))
            pen.canvas.put(left + 9, top + row, meaning, pen.shade(QUIET))
        return
    lines = _flow([f"{key} {meaning}" for key, meaning in scene.keys], max(8, pen.canvas.cols - 2))
    if len(lines) > area.rows:  # one screenful a second
        lines = lines[int(scene.elapsed) * area.rows % len(lines) :]
    for row, line in enumerate(lines[: area.rows]):
        pen.canvas.centre(area.top + row, line, pen.shade(QUIET))


def _flow(items: Sequence[str], width: int) -> list[str]:
    """Lines that break between items, and inside those that are too long for one."""
    whole = [item.replace(" ", "\N{NO-BREAK SPACE}") if len(item) <= width else item for item in items]
    lines = [line.replace("\N{NO-BREAK SPACE}", " ").strip(" ·") for line in wrap(" · ".join(whole), width)]
    return [line for line in lines if line]
