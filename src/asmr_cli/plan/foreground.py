"""The foreground: triggers that follow each other, and who of them suits which part of the night."""

import random
from collections.abc import Sequence
from typing import Final

from asmr_cli.errors import NothingToPlay
from asmr_cli.models.session import Phase, PhaseName, Segment
from asmr_cli.models.sound import Trigger
from asmr_cli.plan.cast import Cast
from asmr_cli.plan.deck import Deck, Group
from asmr_cli.plan.filler import Filler, Pace
from asmr_cli.plan.slots import CROSSFADE, Ends, Slot, slots
from asmr_cli.plan.suits import has_voice, is_steady, thins_out
from asmr_cli.types import Decibel, Seconds

_THIN: Final = (0.75, 0.3)
"""Share of the time that taps, crinkles and clicks fill at the start and at the end of drift."""
_SOFTER: Final[Decibel] = -3.0
"""They are softer there, too."""
_EARLY: Final = 0.5
"""They begin in the first half of drift."""
_LEAST: Final[Seconds] = 20.0
"""What is left of a phase below this is left to the bed."""


class Foreground:
    """Plans the foreground lane, phase by phase."""

    def __init__(self, cast: Cast, rng: random.Random, heard: Sequence[Trigger] = ()) -> None:
        """`heard`: triggers that played before, so that they do not come again before the others."""
        self.cast = cast
        self.rng = rng
        self.filler = Filler(cast.taste, rng)
        self.deck = Deck(_name, cast.weight, map(_name, heard))
        self.tapped = cast.asked or any(map(thins_out, heard))
        """Whether drift may begin with something that thins out: unasked it brings no new restlessness."""
        quiet = [trigger for trigger in cast.foreground if not has_voice(trigger)]
        smooth = [trigger for trigger in quiet if not thins_out(trigger)]
        self._all, self._quiet, self._smooth = (Group(found, _name) for found in (cast.foreground, quiet, smooth))
        self._steady = Group([trigger for trigger in quiet if is_steady(trigger)] if cast.bed is None else [], _name)

    def segments(self, phases: Sequence[Phase], begins: Seconds = 0.0, reach: Seconds = 0.0) -> list[Segment]:
        """Segments for what is left of the phases from `begins` on; the first reaches back so far into what plays.

        NothingToPlay where there is neither a bed nor a sound that suits a phase."""
        found: list[Segment] = []
        fade = min(CROSSFADE, phases[0].end / 4)
        for phase in phases:
            start = max(phase.start, begins)
            if phase.end <= start or (phase.name == "away" and self.cast.bed is not None):
                continue
            if start > phase.start and phase.end - start < _LEAST and self.cast.bed is not None:
                continue
            follows = bool(found) and found[-1].end >= start
            back = fade if follows else reach if start == begins else 0.0
            ends = Ends(fade, back, self._goes_on(phase.name))
            found += self._span(phase, start, ends)
        return found

    def _span(self, phase: Phase, start: Seconds, ends: Ends) -> list[Segment]:
        if not self._suiting(phase.name, 0.0):
            self._alone(phase.name)
            return []
        fewest = len(self._suiting(phase.name, 0.0).keys & self.cast.named)
        parts = slots(start, phase.end, ends, fewest, self.rng)
        return [self._segment(phase, slot) for slot in parts]

    def _goes_on(self, phase: PhaseName) -> bool:
        after: PhaseName = "drift" if phase == "settle" else "away"
        return phase != "away" and bool(self._suiting(after, 0.0))

    def _segment(self, phase: Phase, slot: Slot) -> Segment:
        t = (slot.start - phase.start) / (phase.end - phase.start)
        trigger = self._choose(phase.name, t)
        thin = phase.name == "drift" and thins_out(trigger)
        self.tapped = self.tapped or thins_out(trigger)
        gain = self.cast.gains.get(trigger.name, 0.0) + (_SOFTER if thin else 0.0)
        pace = self._pace(phase, slot) if thin and self.cast.bed is not None else Pace()
        clips = self.filler.fill(trigger, slot, pace, texture=phase.name == "away")
        return Segment(
            "foreground", trigger.name, trigger.tags, slot.start, slot.end, slot.fade_in, slot.fade_out, gain, clips
        )

    def _pace(self, phase: Phase, slot: Slot) -> Pace:
        whole = Pace(*_THIN)
        length = phase.end - phase.start
        return Pace(whole.at((slot.start - phase.start) / length), whole.at((slot.end - phase.start) / length))

    def _choose(self, phase: PhaseName, t: float) -> Trigger:
        """A voice that was named comes first: it has no other place."""
        suiting = self._suiting(phase, t)
        waiting = (suiting.keys & self.cast.named) - self.deck.heard
        voices = [trigger for trigger in suiting.items if trigger.name in waiting and has_voice(trigger)]
        return self.deck.deal(Group(voices, _name) if voices else suiting, self.rng)

    def _suiting(self, phase: PhaseName, t: float) -> Group[Trigger]:
        """Who may play `t` into a phase: voice in settle; taps early in drift, or where there is nothing else."""
        if phase == "settle":
            return self._all
        if phase == "away":
            return self._steady
        return self._quiet if t < _EARLY and self.tapped else self._smooth or self._quiet

    def _alone(self, phase: PhaseName) -> None:
        if self.cast.bed is None:
            raise NothingToPlay(
                f"Without a bed there is no sound that suits {phase}.", "leave out --bed none, or name a steady trigger"
            )


def _name(trigger: Trigger) -> str:
    return trigger.name
