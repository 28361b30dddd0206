"""A hand's timing: phrases in one manner, bursts and rests, a tempo and a force that wander instead of jittering.

White jitter on a grid sounds like a broken machine; people drift (a random walk), play in phrases, and leave things
out now and then.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from asmr_cli.types import Seconds


@dataclass(frozen=True)
class Touch:
    """One touch of a hand."""

    at: Seconds
    force: float
    """1 is the usual force; smaller is softer and therefore darker."""
    place: float
    """0..1 along the object."""
    finger: int
    """0 the forefinger .. 3 the little one; 4 .. 7 the same of the other hand."""
    nail: float
    """0 the pad of the finger .. 1 the nail."""


def walk(rng: np.random.Generator, step: float, low: float, high: float) -> Iterator[float]:
    """A value around 1 that wanders for ever: `step` is the sd of a step in nepers; never outside `low`..`high`."""
    log = 0.0
    while True:
        log = float(np.clip(0.97 * log + rng.normal(0, step), np.log(low), np.log(high)))
        yield float(np.exp(log))


def lognormal(rng: np.random.Generator, median: float, sd: float) -> float:
    """A positive number around `median`, `sd` in nepers."""
    return median * float(np.exp(rng.normal(0, sd)))


def rest(rng: np.random.Generator, median: float, sd: float, longest: Seconds = 1.6) -> Seconds:
    """A pause, never so long that the next sound would surprise."""
    return min(lognormal(rng, median, sd), longest)


def fit(touches: Sequence[Touch], lasted: Seconds, seconds: Seconds) -> list[Touch]:
    """The touches stretched from the time they took to a ring of `seconds`: the wrap is one more ordinary gap."""
    return [replace(touch, at=touch.at * seconds / lasted) for touch in touches]


def roll(rng: np.random.Generator, tempo: float) -> Iterator[tuple[Seconds, int, float]]:
    """A finger roll, up or down the hand: (seconds until the next touch, finger, force)."""
    fingers = list(range(int(rng.integers(3, 5))))
    if rng.random() < 0.75:
        fingers.reverse()
    for finger in fingers:
        last = finger == fingers[-1]
        yield lognormal(rng, 0.085 * tempo, 0.18), finger, 1.15 if last else 0.9


def single(rng: np.random.Generator, tempo: float) -> Iterator[tuple[Seconds, int, float]]:
    """One tap of the forefinger or the middle finger."""
    yield lognormal(rng, 0.18 * tempo, 0.15), int(rng.integers(0, 2)), 1.0


def repeats(rng: np.random.Generator, tempo: float) -> Iterator[tuple[Seconds, int, float]]:
    """Two or three taps in a row, the first the heaviest."""
    finger = int(rng.integers(0, 3))
    for turn in range(int(rng.integers(2, 4))):
        yield lognormal(rng, 0.13 * tempo, 0.14), finger, 1.05 - 0.15 * turn


def flutter(rng: np.random.Generator, tempo: float) -> Iterator[tuple[Seconds, int, float]]:
    """Two hands in quick alternation, swelling and dying away."""
    count = int(rng.integers(6, 12))
    for turn in range(count):
        swell = 0.55 + 0.4 * float(np.sin(np.pi * (turn + 0.5) / count))
        yield lognormal(rng, 0.105 * tempo, 0.13), int(rng.integers(0, 3)) + 4 * (turn % 2), swell


Manner = Callable[[np.random.Generator, float], Iterator[tuple[Seconds, int, float]]]
"""A gesture of some touches at a tempo."""
LIVELY: tuple[Manner, ...] = (roll, roll, single, repeats, flutter)
SPARING: tuple[Manner, ...] = (single, single, repeats, roll)
"""For what rings on: in quick rolls its tones would be music."""


def taps(
    seconds: Seconds,
    rng: np.random.Generator,
    gap: float = 0.3,
    nail: tuple[float, float] = (2, 2),
    manners: Sequence[Manner] = LIVELY,
) -> list[Touch]:
    """A ring of tapping: phrases of 4 to 13 gestures in one manner each, `gap` seconds between gestures.

    `nail` are the parameters of the Beta distribution from which each phrase draws how much nail it uses.
    """
    touches: list[Touch] = []
    clock, place = 0.0, float(rng.uniform(0.2, 0.8))
    tempo, force = walk(rng, 0.03, 0.72, 1.4), walk(rng, 0.085, 0.5, 1.6)
    while clock < seconds:
        manner = manners[int(rng.integers(len(manners)))]
        share = float(rng.beta(*nail))
        pace = lognormal(rng, 1.0, 0.14)
        for _ in range(int(rng.integers(4, 14))):
            unit = lognormal(rng, next(force), 0.16)
            for until, finger, accent in manner(rng, pace * next(tempo)):
                where = float(np.clip(place + 0.03 * (finger % 4) + 0.2 * (finger // 4), 0, 1))
                tip = float(np.clip(share + rng.normal(0, 0.1), 0, 1))
                touches.append(Touch(clock, unit * lognormal(rng, accent, 0.2), where, finger, tip))
                clock += until
            place = float(np.clip(place + rng.normal(0, 0.05), 0, 0.9))
            clock += lognormal(rng, gap * pace * next(tempo), 0.25) - 0.1
            if rng.random() < 0.05:
                clock += float(rng.uniform(0.4, 0.8))
        clock += float(rng.uniform(0.15, 0.5))
    return fit(touches, clock, seconds)
