"""The loudness of a file over its time, as a few lines of text."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from asmr_cli.decode.reach import Reach, directly
from asmr_cli.decode.stream import Stream
from asmr_cli.library.analysis import READ
from asmr_cli.library.jarring import Jar
from asmr_cli.render.loudness import Meter
from asmr_cli.types import Lufs

WIDTH = 68
HEIGHT = 6
SPAN: Lufs = 48.0
_STEPS = " ▁▂▃▄▅▆▇█"


def loudness_plot(path: Path, jars: Iterable[Jar], width: int = WIDTH, reach: Reach = directly) -> list[str]:
    """Rows of momentary loudness, loudest of each column, and below it a mark where something would startle."""
    stream, meter = Stream(path, reach=reach), Meter(true_peak=False)
    try:
        while len(block := stream.read(READ)):
            meter.add(block)
    finally:
        stream.close()
    levels = meter.momentary
    if not len(levels):
        return ["too short to be drawn"]
    columns = [float(part.max()) for part in np.array_split(levels, min(width, len(levels)))]
    top = 6.0 * np.ceil(max(*columns, -60.0) / 6.0)
    rows = [_row(columns, top - SPAN * row / HEIGHT, SPAN / HEIGHT) for row in range(HEIGHT)]
    minutes = len(levels) / 600
    lines = [f"{top - SPAN * row / HEIGHT:5.0f} ┤{text}" for row, text in enumerate(rows)]
    lines.append(" LUFS └" + "─" * len(columns))
    marks = [" "] * len(columns)
    for jar in jars:
        marks[min(int(jar.at * 10 / len(levels) * len(columns)), len(columns) - 1)] = "!"
    if "!" in marks:
        lines.append(" " * 7 + "".join(marks).rstrip())
    return [*lines, f"       0 to {minutes:.1f} min"]


def _row(columns: list[float], top: Lufs, height: float) -> str:
    """One row of the picture: each column filled by the part of it that lies in this row."""
    shares = [min(max((level - (top - height)) / height, 0.0), 1.0) for level in columns]
    return "".join(_STEPS[round(share * (len(_STEPS) - 1))] for share in shares)
