"""Opens the clips of a plan: the file, how it is read, and the gain that brings it to its lane's level."""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from asmr_cli.errors import AsmrError
from asmr_cli.models import Sound
from asmr_cli.render.chance import dice
from asmr_cli.render.evenness import HALF_MINUTE, Evenness
from asmr_cli.render.gauge import gauge
from asmr_cli.render.governor import MAKE_UP, Governor
from asmr_cli.render.lane import Voice
from asmr_cli.render.level import Levelled
from asmr_cli.render.part import Part
from asmr_cli.render.soft import ESTIMATE, Softened
from asmr_cli.render.source import Block, Opener, Source, Tape, silence
from asmr_cli.render.stretch import Stretch
from asmr_cli.render.texture import Texture
from asmr_cli.types import RATE, Decibel, Frames, Lufs, Seconds, to_frames

Facts: TypeAlias = Callable[[str], Sound | None]
"""What is known of `Sound.ref`, None where nothing is."""

OnTrouble: TypeAlias = Callable[[str, AsmrError | None], None]
"""(Sound.ref, what went wrong): told once a clip; the session goes on without it."""

ENDLESS: Frames = 1 << 60
"""Longer than any night."""

_WORTH: Frames = 10 * RATE
"""So much is left of a file that goes on as a texture; with less one would hear it come round."""

_LEAST: Frames = RATE // 10
"""A container that states less (a damaged one states nothing) is believed only when its end has been met."""

_AGAIN: Decibel = 6.0
"""The mix as a whole adds so much at most to what its lanes were raised by."""

_LONG: Seconds = 300.0
"""Seconds from which a recording is too varied for one gain and is levelled while it streams."""


class World(NamedTuple):
    """What rendering knows of the world outside."""

    open_tape: Opener
    facts: Facts
    on_trouble: OnTrouble


class Nothing:
    """Stands in for a file that cannot be opened."""

    def read(self, frames: Frames) -> Block:
        return silence(frames)


class Voices:
    """Opens parts of one lane at one level."""

    def __init__(self, world: World, level: Lufs, seed: int) -> None:
        self._open_tape, self._facts, self._on_trouble = world
        self._level = level
        self._seed = seed

    def open(self, part: Part, at: Frames) -> Voice:
        """A part whose next frame is the session's frame `at`; silence where its file cannot be read."""
        try:
            tape = self._open_tape(part.sound)
            return self._voice(part, at, tape)
        except AsmrError as error:
            self._on_trouble(part.sound, error)
            return Voice(Nothing(), 0.0, ENDLESS, gone=lambda: True)

    def _voice(self, part: Part, at: Frames, tape: Tape) -> Voice:
        known = self._facts(part.sound)
        loudness = known.lufs if known and known.lufs is not None else gauge(tape, part.offset, part.end - part.start)
        level_db = min(self._level - loudness, MAKE_UP)
        lacking_db = self._level - loudness - level_db
        source, reach = self._source(part, at, tape, known)
        if known is None or known.lufs is None or known.seconds > _LONG:
            # Minutes are the mix's matter: a lane that was soft for a while need not stay so.
            governed = Levelled(source, Governor(self._level, Evenness(ENDLESS, HALF_MINUTE)), level_db)

            def lacking() -> Decibel:
                return lacking_db if governed.lift() >= MAKE_UP else 0.0

            return Voice(governed, 0.0, reach, tape.close, governed.lift, lacking, lambda: source.gone)
        return Voice(source, level_db, reach, tape.close, lacking_db=lambda: lacking_db, gone=lambda: source.gone)

    def _source(self, part: Part, at: Frames, tape: Tape, known: Sound | None) -> tuple[Softened, Frames]:
        def trouble(error: AsmrError | None) -> None:
            self._on_trouble(part.sound, error)

        def texture() -> Texture:
            rng = dice(self._seed, "texture", part.start, at - part.start)
            avoid = tuple((to_frames(a), to_frames(b)) for a, b in known.avoid) if known else ()
            # After a pause or a loss another place: the same ten seconds each time would be known by heart.
            offset = part.offset if at <= part.start else rng.randrange(max(tape.frames, 1))
            return Texture(tape, rng, offset, avoid)

        def shorter() -> Source | None:
            """Where a file that breaks off is long enough without its end, it goes on as a texture of what is there."""
            return texture() if _WORTH <= tape.frames < stated else None

        planned = part.offset + part.end - part.start
        stated = tape.frames if tape.frames >= _LEAST else planned
        if planned > stated + ESTIMATE:
            return Softened(texture(), ENDLESS, trouble, shorter), ENDLESS
        offset = part.offset + at - part.start
        left = max(stated - offset, 0)
        return Softened(Stretch(tape, offset, left), left, trouble, shorter), at + left


def gain_left(lane_db: Decibel) -> Decibel:
    """Make-up gain that the mix may still add to a lane that was raised by `lane_db`."""
    return max(0.0, min(_AGAIN, MAKE_UP - max(lane_db, 0.0)))
