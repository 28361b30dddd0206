"""Rules 1, 2 and 4 on what was finally heard of a night, whatever was pressed and lost in it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from heard import HOP, Ear
from numpy.typing import NDArray
from rule_one import NOTHING, jump, lufs
from simulated import Gains

from asmr_cli.types import RATE

MEASURING = 0.05
"""LU that are not argued about."""

AIM = 10.0 ** ((-28.0 + 0.691) / 10.0)
"""Power of the mix's target, -28 LUFS."""

AT_ONCE = 6000
"""Frames whose gain is asked for together: ten minutes of hops."""

CLICK = 60.0
"""Third differences of dithered sound below 1 kHz stay under 40; a click of 20 of 32768 makes 60."""


@dataclass(frozen=True)
class Worst:
    """What a night came to; loudness in LU or LUFS."""

    louder_than_mean: float
    louder_than_quietest: float
    jump: float
    loudness: float
    true_peak: float
    rise: float
    """dB a second by which the fade has come back."""
    roughest: float

    def broken(self, clicks: bool = True, gaps: bool = False) -> list[str]:
        """The rules that were not kept; `clicks`: no sound has treble of its own, `gaps`: there were times in which all
        that was planned is damaged."""
        kept = {
            "a minute is 1 LU louder than the mean before": self.louder_than_mean <= 1.0 + MEASURING,
            "a minute is 2 LU louder than the quietest before": self.louder_than_quietest <= 2.0 + MEASURING,
            "400 ms are 8 LU above the 3 s before": self.jump <= 8.0 + MEASURING,
            "the mix is not at the target": gaps or abs(self.loudness + 28.0) <= 1.5,
            "the true peak is above -6 dBTP": self.true_peak <= -6.0,
            "the fade comes back at more than 3 dB/s": self.rise <= 3.0 + MEASURING,
            "there is a click": not clicks or self.roughest <= CLICK,
        }
        return [what for what, well in kept.items() if not well]


def worst(ear: Ear, gains: Gains, fade_in: float, short: bool) -> Worst:
    """`short`: a session under ten minutes, of which 30 s count as a minute."""
    frames, marks, _ = ear.by_hop()
    powers = ear.powers[: len(frames)]
    frames, marks = frames[: len(powers)], marks[: len(powers)]
    fade = _at(gains.real.fade.values, _next_known(frames))
    whole, bare = _at(gains.even.exact, frames), _at(gains.bare.exact, frames)
    open_ = (frames >= fade_in * RATE) & (bare > 0) & (whole >= 0.999 * bare) & (powers > NOTHING)
    rising = np.diff(fade, prepend=fade[:1]) > 1e-6
    rising &= (frames >= 0) & (np.roll(frames, 1) >= 0)
    mean_louder, quietest_louder = _minutes(powers, open_, rising, 300 if short else 600)
    full = open_ & (fade > 0.99)
    # Where the device was away all the time, nothing has a mean: what came back is compared with what was aimed at.
    mean = float(powers[full].mean()) if full.any() else AIM
    heard = ~((marks == "paused") & (whole <= 0))
    return Worst(
        louder_than_mean=mean_louder,
        louder_than_quietest=quietest_louder,
        jump=jump(powers[heard], fade[heard], mean, rising[heard]),
        loudness=lufs(mean),
        true_peak=ear.true_peak_db,
        rise=_rise(fade, frames),
        roughest=ear.roughest,
    )


def _next_known(frames: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where nothing is heard, the frame that is heard next."""
    known = np.where(frames >= 0, np.arange(len(frames)), len(frames) - 1)
    return frames[np.minimum.accumulate(known[::-1])[::-1]]


def _at(gain: Callable[[NDArray[np.float64]], NDArray[np.float64]], frames: NDArray[np.int64]) -> NDArray[np.float64]:
    """A gain at each frame, 0 where nothing is heard."""
    known, where = np.unique(frames, return_inverse=True)
    found = [gain(known[at : at + AT_ONCE].astype(np.float64)) for at in range(0, len(known), AT_ONCE)]
    return np.where(frames >= 0, np.concatenate(found)[where], 0.0)


def _minutes(
    powers: NDArray[np.float64], open_: NDArray[np.bool_], rising: NDArray[np.bool_], size: int
) -> tuple[float, float]:
    """Rule 1: minutes without pauses, ramps and gaps; afresh after every return of the fade."""
    louder_mean = louder_quietest = -99.0
    for span in np.split(np.arange(len(powers)), np.flatnonzero(rising)):
        kept = powers[span[open_[span] & ~rising[span]]]
        minutes = [lufs(float(kept[at : at + size].mean())) for at in range(0, len(kept) - size + 1, size)]
        for index in range(1, len(minutes)):
            louder_mean = max(louder_mean, minutes[index] - float(np.mean(minutes[:index])))
            louder_quietest = max(louder_quietest, minutes[index] - min(minutes[:index]))
    return louder_mean, louder_quietest


def _rise(fade: NDArray[np.float64], frames: NDArray[np.int64]) -> float:
    """dB a second, over every second in which frame followed frame, from -60 dB up."""
    seconds = RATE // HOP
    whole = (
        (frames[seconds:] - frames[:-seconds] == RATE)
        & (frames[:-seconds] >= 0)
        & (fade[:-seconds] > 1e-3)
        & (fade[seconds:] > 0)
    )
    if not whole.any():
        return 0.0
    return float((20.0 * np.log10(fade[seconds:][whole] / fade[:-seconds][whole])).max())
