"""What listening shows of one file, and what of that one hears first, in plain words."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from asmr_cli.library.jarring import Jar
from asmr_cli.types import Decibel, Lufs, Seconds

CRISP: Decibel = -9.0
"""So much of the power lies between 4 and 6 kHz: in a fifth of the real recordings that this was measured on."""
Stretch = tuple[Seconds, Seconds]


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


def steady(facts: Facts) -> bool:
    """A texture without events: hardly an onset, and minutes that stay even."""
    return facts.onset_rate < 0.5 and facts.range < 10.0 and not facts.jars


def in_words(facts: Facts) -> tuple[str, ...]:
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
