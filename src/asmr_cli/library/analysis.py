"""Listening through one file once: every fact that screening, planning and the report need."""

import json
import math
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asmr_cli.decode.container import cannot_decode
from asmr_cli.decode.drives import Drives
from asmr_cli.decode.reach import directly
from asmr_cli.decode.stated import stated_frames
from asmr_cli.decode.stream import Stream
from asmr_cli.library.entries import quiet_entries
from asmr_cli.library.gather import MOST_TIMES, Gatherer
from asmr_cli.library.jarring import Jar, jars
from asmr_cli.render.loudness import Meter
from asmr_cli.types import RATE, Decibel, Frames, Lufs, Seconds

READ: Frames = RATE
"""Frames at a time: enough for numpy to be quick, little enough for the processor's cache. Whole hops of 100 ms."""
SHORT: Seconds = 0.05
"""A stream that ends so much before its stated end is cut off; containers round their lengths."""
CRISP: Decibel = -9.0
"""So much of the power lies between 4 and 6 kHz: in a fifth of the real recordings that this was measured on."""
Stretch = tuple[Seconds, Seconds]
Progress = Callable[[Frames, Frames], None]
"""Told how many frames have been listened to, and how many the file says that it has."""


def unwatched(done: Frames, total: Frames) -> None:
    """Nobody waits for it."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file is like. Only facts; what follows from them is the report's and the plan's."""

    seconds: Seconds
    lufs: Lufs | None
    """Integrated; None where nothing rises above −70 LUFS."""
    calm_lufs: Lufs | None
    """Integrated without the stretches that startle: what a session levels by."""
    momentary_max: Lufs | None
    short_term_max: Lufs | None
    range: Decibel
    true_peak_db: Decibel | None
    dc: float
    clipped: int
    clipped_at: tuple[Seconds, ...]
    clicks: int
    clicks_at: tuple[Seconds, ...]
    rests: tuple[Stretch, ...]
    jars: tuple[Jar, ...]
    damaged_at: tuple[Seconds, ...]
    cut_off: Seconds
    """So much is missing at the end of what the file says of itself."""
    onset_rate: float
    rise_ms: float
    centroid_hz: float
    bright_db: Decibel
    """Share of 4 to 6 kHz in the power: where hissing and crisp sounds hurt first."""
    correlation: float
    voice: float
    entries: tuple[Seconds, ...]

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Facts":
        """Raises ValueError, KeyError or TypeError for what was not written by `to_json`."""
        fields: dict[str, Any] = json.loads(text)
        fields["jars"] = tuple(Jar(**jar) for jar in fields["jars"])
        fields["rests"] = tuple((start, end) for start, end in fields["rests"])
        for name in ("clipped_at", "clicks_at", "damaged_at", "entries"):
            fields[name] = tuple(fields[name])
        return cls(**fields)


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


def steady(facts: Facts) -> bool:
    """A texture without events: hardly an onset, and minutes that stay even."""
    return facts.onset_rate < 0.5 and facts.range < 10.0 and not facts.jars


def words_of(facts: Facts) -> tuple[str, ...]:
    """What one hears first, in plain words: soft or sharp onsets, close or wide, dark, bright or crisp."""
    words = ["steady" if steady(facts) else "eventful" if facts.onset_rate > 1.0 else "calm"]
    words.append("dark" if facts.centroid_hz < 1000 else "bright" if facts.centroid_hz > 3500 else "warm")
    if facts.bright_db > CRISP:
        words.append("crisp")
    words.append("mono" if facts.correlation > 0.98 else "wide" if facts.correlation < 0.4 else "close")
    if facts.onset_rate > 1.0:
        words.append("tappy" if facts.rise_ms < 35 else "soft")
    if facts.voice > 0.5:
        words.append("as if spoken")
    return tuple(words)
