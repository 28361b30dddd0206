"""Decides, a tenth of a second at a time, how loud the sound may be: slowly up, quickly down, never a jump."""

from collections.abc import Sequence
from copy import copy
from math import inf, log10, sqrt

from asmr_cli.render.evenness import HALF_MINUTE, Evenness
from asmr_cli.render.fadeins import FadeIns
from asmr_cli.render.guard import Guard
from asmr_cli.render.lufs import lufs_of, power_of
from asmr_cli.render.memory import Memory
from asmr_cli.render.pace import Pace
from asmr_cli.render.past import MOMENTARY, SHORT, Past
from asmr_cli.types import Decibel, Lufs

MAKE_UP: Decibel = 12.0
"""More gain would lift the noise of a quiet recording."""

_SPARSEST: Decibel = -12.0
"""So far under what is reached the mean of bursts between silences is followed."""

_DOUBT: Decibel = 6.0
"""What stays so far under the target may come to lie as far under its own mean: nothing can lift what is softer yet."""

_SOFTER: Decibel = 3.0
"""Out of silence only the mean counts that a session comes to in the end, and what is still to come may be sparser; it
costs nothing where the sound fades in anyway."""

_FAINTEST: Decibel = 32.0
"""Where a sound is said to stay further under the target, its rests were measured."""


class Governor:
    """Gains for one stream of hops, whose K-weighted powers it is told in order."""

    def __init__(
        self,
        target: Lufs,
        evenness: Evenness | None = None,
        pace: Pace | None = None,
        past: Past | None = None,
        fade_ins: FadeIns = FadeIns(),  # noqa: B008 - frozen
        since: int = 0,
    ) -> None:
        """`fade_ins`: out of silence, whose rise counts; `since`: hops of them that have passed.

        Without the others it begins with a sound that was at the target, or with that silence."""
        self._target = target
        self._evenness = evenness or Evenness(fade_ins.left(since), HALF_MINUTE, target)
        self._memory = Memory(self._evenness)
        self._pace = pace or Pace(target)
        self._past = past or Past.even(0.0 if fade_ins.left(since) else power_of(target))
        self._guard = Guard()
        self._share = 0.0
        """Of the target's power: what can be reached of it, 0 until it is known."""
        self._lacking: Decibel = 0.0
        self._fade_ins, self._risen = fade_ins, fade_ins.end
        self._hops = since
        self._power, self._enter, self._gain = self._past.sum(1), 1.0, 1.0
        """Of the last hop: what it was, the gain that it began with and its own."""

    def returning(self, heard: int, fade_ins: FadeIns) -> "Governor":
        """One for the same sound after a silence: it knows how loud that was up to the hop `heard`, and that nothing is
        heard before it."""
        evenness = self._memory.ago(max(self._hops - heard, 0), fade_ins.end)
        return Governor(self._target, evenness, copy(self._pace), None, fade_ins)

    def turning(self, since: int, crossing: int) -> "Governor":
        """One for another sound that comes from the hop `since` on, within so many hops of `crossing`: it has to fit
        into what was heard until then, and what is heard beside it."""
        ahead = max(self._hops - since, 0)
        evenness = self._memory.ago(ahead, self._fade_ins.left(since))
        pace = Pace(self._target, min(evenness.most - self._target, 0.0))
        past = self._past.crossed(ahead, crossing)
        return Governor(self._target, evenness, pace, past, self._fade_ins, since)

    def knows(self, lacking: Decibel, hops: int) -> None:
        """For so many hops all that sounds has stayed so far under the target, because its make-up gain ends;
        infinite in a rest."""
        if lacking < inf:
            share = 10.0 ** (-min(lacking, _FAINTEST) / 10.0)
            told = self._share + (share - self._share) * min(hops / HALF_MINUTE, 1.0) if self._share else share
            self._share, self._lacking = told, -10.0 * log10(told)
            self._pace.reaches(self._target - self._lacking)

    @property
    def short_term(self) -> Lufs:
        """Loudness of the last three seconds that it let through."""
        return lufs_of(self._past.sum(SHORT) / SHORT)

    def gain(self, coming: Sequence[float], most: Decibel = MAKE_UP, peak: float = 0.0) -> Decibel:
        """Gain of the next hop. `coming`: raw powers of it and of what follows, three seconds in all; `most`: the
        make-up gain that is left; `peak`: the hop's largest amplitude."""
        self._pace.follow(coming, most, self._evenness)
        level, faded = 10.0 ** (self._pace.level / 10.0), self._faded()
        scale = level * faded
        powers = self._past.come([power * scale for power in coming[: MOMENTARY + 1]])
        held = self._guard.gain(powers, peak * sqrt(scale), self._past, self._reached(), self._mean)
        led, share = coming[0] * level, 10.0 ** (held / 10.0)
        self._pace.balance(led, led * share)
        self._remember(coming[0] * faded, sqrt(level * share))
        return self._pace.level + held

    def _reached(self) -> Lufs:
        """The level that the sound can and may have."""
        return min(self._target - self._lacking, self._evenness.most)

    def _mean(self) -> Lufs:
        """Of the session, as far as the guard follows it."""
        guessed = self._lacking if self._evenness.most == inf else 0.0
        mean = min(self._evenness.mean - guessed, self._pace.mean, self._target) - min(self._lacking, _DOUBT)
        return max(mean, self._reached() + _SPARSEST) - (_SOFTER if self._comes_back() else 0.0)

    def _comes_back(self) -> bool:
        """Whether it is heard through the fade-in of a return."""
        return self._evenness.entering > 0 and self._evenness.most < inf

    def _remember(self, power: float, gain: float) -> None:
        """What was let through, as straight lines between gains leave it: a dip reaches into its neighbours."""
        knot = min(self._gain, gain)
        before = _sent(self._power, self._enter, knot)
        self._past.correct(before)
        self._memory.add(before)
        self._power, self._enter, self._gain = power, knot, gain
        self._past.add(_sent(power, knot, gain))

    def _faded(self) -> float:
        """Power gain of the fade-ins at this hop."""
        self._hops += 1
        if self._hops > self._risen:  # so are nearly all
            return 1.0
        return self._fade_ins.gain(self._hops - 0.5)


def _sent(power: float, enter: float, leave: float) -> float:
    """What comes of a hop of that power on a straight line from one gain to another."""
    return power * (enter * enter + enter * leave + leave * leave) / 3.0
