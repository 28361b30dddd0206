"""Sounds from `synth/` to files, and all of them with their catalogue."""

import re
import tomllib
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from asmr_cli import synth
from asmr_cli.decode.tape import open_tape
from asmr_cli.errors import UsageError
from asmr_cli.library.pack import CATALOG
from asmr_cli.render.loudness import Meter
from asmr_cli.render.quantise import quantise
from asmr_cli.sink.file import FileSink
from asmr_cli.store import atomic
from asmr_cli.types import RATE, Frames


def make_sound(name: str, seconds: float, seed: int, path: Path, progress: Callable[[Frames], None]) -> None:
    """Write a sound of that length; `progress` hears how many frames are done. Raises CannotWrite, UsageError."""
    encode = partial(quantise, seed=seed)
    sink = FileSink(path, encode, {"title": name, "comment": f"synthesised, seed {seed}", "license": "CC0-1.0"})
    try:
        for ring in synth.stream(name, seconds, seed):
            for start in range(0, len(ring), RATE):
                sink.write(ring[start : start + RATE])
                progress(sink.written)
        sink.finish()
    finally:
        sink.close()


def make_pack(folder: Path, say: Callable[[str], None]) -> None:
    """Make every sound that the folder's catalogue names, and write into it what they measure. Raises UsageError."""
    catalog = folder / CATALOG
    if not catalog.is_file():
        raise UsageError(f"{catalog} is not there.", "name the folder that holds the catalogue of the sounds")
    text = catalog.read_text("utf-8")
    for name, entry in tomllib.loads(text).items():
        path = folder / name / f"{name}.opus"
        path.parent.mkdir(parents=True, exist_ok=True)
        make_sound(name, float(entry["seconds"]), int(entry["seed"]), path, lambda frames: None)
        line = _measured(path, f"{name}/{path.name}")
        say(f"{name}: {line}")
        text = _with_files(text, name, line)
    atomic.replace(catalog, text.encode())


def _measured(path: Path, ref: str) -> str:
    """The entry of a file: how long it is and how loud, after encoding."""
    meter = Meter()
    start = 0
    with closing(open_tape(path)) as tape:
        while len(block := tape.read(start, RATE)):
            meter.add(block)
            start += len(block)
    measured = f"lufs = {meter.integrated:.2f}, true_peak_db = {meter.true_peak_db:.2f}"
    return f'{{file = "{ref}", seconds = {start / RATE:.4f}, {measured}}}'


def _with_files(text: str, name: str, line: str) -> str:
    """The catalogue with the files of one trigger replaced; everything else keeps every byte."""
    pattern = re.compile(rf"(^\[{re.escape(name)}\]$(?:\n(?!\[).*)*?\nfiles = )\[.*\]$", re.MULTILINE)
    return pattern.sub(lambda found: f"{found.group(1)}[{line}]", text)
