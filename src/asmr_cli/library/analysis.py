"""Listening through one file once: every fact that screening, planning and the report need."""

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from asmr_cli.decode.container import cannot_decode
from asmr_cli.decode.drives import Drives
from asmr_cli.decode.reach import directly
from asmr_cli.decode.stated import stated_frames
from asmr_cli.decode.stream import Stream
from asmr_cli.library.entries import quiet_entries
from asmr_cli.library.facts import Facts
from asmr_cli.library.gather import MOST_TIMES, Gatherer
from asmr_cli.library.jarring import Jar, jars
from asmr_cli.render.loudness import Meter
from asmr_cli.types import RATE, Frames, Lufs, Seconds

READ: Frames = RATE
"""Frames at a time: enough for numpy to be quick, little enough for the processor's cache. Whole hops of 100 ms."""
SHORT: Seconds = 0.05
"""A stream that ends so much before its stated end is cut off; containers round their lengths."""
Progress = Callable[[Frames, Frames], None]
"""Told how many frames have been listened to, and how many the file says that it has."""


def unwatched(done: Frames, total: Frames) -> None:
    """Nobody waits for it."""


def analyse(path: Path, progress: Progress = unwatched, drives: Drives | None = None) -> Facts:
    """Decode a file once, in constant memory, read by `drives` if it may lie on one that hangs. Raises CannotDecode."""
    damaged: list[Seconds] = []
    meter, gatherer = Meter(fine=False), Gatherer()
    reach = drives.open if drives else directly

    def note(path: Path, what: str) -> None:
        at = round(gatherer.frames / RATE, 1)
        if at not in damaged and len(damaged) < MOST_TIMES:
            damaged.append(at)

    stream = Stream(path, note, reach)
    try:
        while len(block := stream.read(READ)):
            meter.add(block)
            gatherer.add(block)
            progress(gatherer.frames, max(stream.estimate, gatherer.frames))
        missing = max(stream.estimate, stated_frames(path, reach)) - gatherer.frames
    finally:
        stream.close()
    if drives and drives.silent(path):
        raise cannot_decode(path, TimeoutError())
    return _facts(meter, gatherer, tuple(damaged), missing / RATE)


def _facts(meter: Meter, gatherer: Gatherer, damaged: tuple[Seconds, ...], missing: Seconds) -> Facts:
    spectrum, heard = gatherer.spectrum, gatherer.listener.finish()
    jarring, seconds = jars(gatherer.bands.levels), gatherer.frames / RATE
    around = (*heard.rests, *((jar.at - 5.0, jar.at + jar.length + 5.0) for jar in jarring))
    return Facts(
        seconds=round(seconds, 3),
        lufs=_finite(meter.integrated),
        calm_lufs=_finite(_calm(meter.momentary, jarring)) if jarring else _finite(meter.integrated),
        momentary_max=_finite(meter.momentary_max),
        short_term_max=_finite(meter.short_term_max),
        range=round(meter.range, 1),
        true_peak_db=_finite(meter.true_peak_db),
        dc=round(gatherer.dc, 5),
        clipped=gatherer.clipped,
        clipped_at=tuple(round(at, 2) for at in gatherer.clipped_at),
        clicks=gatherer.clicks.count,
        clicks_at=tuple(round(at, 2) for at in gatherer.clicks.first),
        rests=heard.rests,
        jars=jarring,
        damaged_at=damaged,
        cut_off=round(missing, 2) if missing > max(SHORT, 0.002 * seconds) else 0.0,
        onset_rate=round(heard.onsets.rate, 2),
        rise_ms=round(heard.onsets.rise_ms, 1),
        centroid_hz=round(spectrum.centroid),
        bright_db=round(spectrum.share_db(4000, 6000), 1),
        correlation=round(gatherer.correlation, 2),
        voice=round(heard.voice, 2),
        entries=quiet_entries(heard.seconds, around),
    )


def _calm(momentary: NDArray[np.float64], jarring: tuple[Jar, ...]) -> Lufs:
    """Gated as BS.1770 says, of the windows of 400 ms that touch no stretch that startles."""
    starts = np.arange(len(momentary)) * 0.1
    calm = momentary > -70.0
    for jar in jarring:
        calm &= (starts + 0.4 < jar.at) | (starts > jar.at + jar.length)
    levels = momentary[calm]
    if not len(levels):
        return -math.inf
    gate = _mean(levels) - 10.0
    return _mean(levels[levels > gate])


def _mean(levels: NDArray[np.float64]) -> Lufs:
    return float(10 * np.log10(np.mean(10 ** (levels / 10))))


def _finite(level: float) -> float | None:
    return round(float(level), 2) if math.isfinite(level) and level > -70.0 else None
