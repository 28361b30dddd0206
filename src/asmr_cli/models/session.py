"""The plan of one session. All times are seconds of the session; `offset` is seconds into the file."""

from typing import Literal, NamedTuple

from asmr_cli.models.request import Curve, Pattern
from asmr_cli.types import Decibel, Lufs, Seconds

LaneName = Literal["bed", "foreground"]
PhaseName = Literal["settle", "drift", "away"]

VERSION = 1


class Clip(NamedTuple):
    """A stretch of one file at a place in the session. Longer than its file: a texture without a period."""

    sound: str
    start: Seconds
    offset: Seconds
    length: Seconds
    gain_db: Decibel = 0.0
    """Share of level and likes; levelling to the target is the renderer's and not in here."""
    pan: float = 0.0
    """-1 left ear … 1 right ear: where the slow movement starts from."""
    fade_in: Seconds = 0.0
    fade_out: Seconds = 0.0


class Segment(NamedTuple):
    """One trigger on one lane; its fades are crossfades inside the lane (neighbours overlap by them)."""

    lane: LaneName
    trigger: str
    tags: tuple[str, ...]
    start: Seconds
    end: Seconds
    fade_in: Seconds
    fade_out: Seconds
    gain_db: Decibel
    clips: tuple[Clip, ...]


class Phase(NamedTuple):
    name: PhaseName
    start: Seconds
    end: Seconds


class Breath(NamedTuple):
    """The pacer's programme; `cycle` is four shares of a breath (in, second, out, rest) that add up to 1."""

    pattern: Pattern
    cycle: tuple[float, float, float, float]
    start_bpm: float
    end_bpm: float
    ramp: Seconds
    end: Seconds
    cue: bool = False


class FadeOut(NamedTuple):
    start: Seconds
    duration: Seconds
    curve: Curve


class Session(NamedTuple):
    """A whole evening: what plays where, how it breathes and how it ends."""

    duration: Seconds
    seed: int
    preset: str
    phases: tuple[Phase, ...]
    segments: tuple[Segment, ...]
    breath: Breath | None
    fade_in: Seconds
    fade_out: FadeOut
    target_lufs: Lufs = -28.0
    mono: bool = False
    end_cue: bool = False
    version: int = VERSION

    def lane(self, name: LaneName) -> tuple[Segment, ...]:
        return tuple(segment for segment in self.segments if segment.lane == name)

    def phase_at(self, moment: Seconds) -> PhaseName:
        """The phase that holds a moment; the last one from its start on."""
        return next((p.name for p in self.phases if moment < p.end), self.phases[-1].name)
