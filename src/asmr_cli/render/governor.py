"""Decides, a tenth of a second at a time, how loud the sound may be: slowly up, quickly down, never a jump."""

from collections.abc import Sequence
from copy import copy
from math import cos, inf, log10, pi, sqrt

from asmr_cli.render.evenness import HALF_MINUTE, Evenness
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
        fade_in: int = 0,
        since: int = 0,
        slower: int = 0,
        slower_since: int = 0,
    ) -> None:
        """`fade_in`: hops of a fade-in out of silence (a raised cosine), whose rise counts; `since` of them passed.
        `slower`: hops of another that was under way when this one began, `slower_since` of them passed by then.

        Without the others it begins with a sound that was at the target, or with that silence."""
        self._target = target
        self._evenness = evenness or Evenness(max(fade_in - since, 0), HALF_MINUTE, target)
        self._memory = Memory(self._evenness)
        self._pace = pace or Pace(target)
        self._past = past or Past.even(0.0 if since < fade_in else power_of(target))
        self._guard = Guard()
        self._share = 0.0
        """Of the target's power: what can be reached of it, 0 until it is known."""
        self._lacking: Decibel = 0.0
        self._fade_in, self._slower, self._slower_since = fade_in, slower, slower_since
        self._risen = max(fade_in, slower - slower_since)
        self._hops = since
        self._power, self._enter, self._gain = self._past.sum(1), 1.0, 1.0
        """Of the last hop: what it was, the gain that it began with and its own."""

    def returning(self, heard: int, fade_in: int, slower: int = 0, slower_since: int = 0) -> "Governor":
        """One for the same sound after a silence: it knows how loud that was up to the hop `heard`, and that nothing is
        heard before it."""
        evenness = self._memory.ago(max(self._hops - heard, 0), max(fade_in, slower - slower_since))
        return Governor(self._target, evenness, copy(self._pace), None, fade_in, 0, slower, slower_since)

    def turning(self, since: int, crossing: int) -> "Governor":
        """One for another sound that comes from the hop `since` on, within so many hops of `crossing`: it has to fit
        into what was heard until then, and what is heard beside it."""
        ahead = max(self._hops - since, 0)
        entering = max(self._fade_in - since, self._slower - self._slower_since - since, 0)
        evenness = self._memory.ago(ahead, entering)
        pace = Pace(self._target, min(evenness.most - self._target, 0.0))
        past = self._past.crossed(ahead, crossing)
        return Governor(self._target, evenness, pace, past, self._fade_in, since, self._slower, self._slower_since)

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
        where = self._hops - 0.5
        return _risen(where, self._fade_in) * _risen(where + self._slower_since, self._slower)


def _risen(where: float, hops: int) -> float:
    """Power gain of a raised cosine of so many hops, at one of them."""
    return (0.5 - 0.5 * cos(pi * where / hops)) ** 2 if where < hops else 1.0


def _sent(power: float, enter: float, leave: float) -> float:
    """What comes of a hop of that power on a straight line from one gain to another."""
    return power * (enter * enter + enter * leave + leave * leave) / 3.0
