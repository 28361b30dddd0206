"""Somebody typing at ease on a soft mechanical keyboard: words, slips, thoughts between them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from asmr_cli.synth.canvas import TICK, Mono, Stereo, of_unit_spread
from asmr_cli.synth.ears import room
from asmr_cli.synth.finish import finish
from asmr_cli.synth.hand import lognormal, rest, walk
from asmr_cli.synth.modal import Body, body, click, layered, scaled, strike, vary
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import Stage, drift, stillness
from asmr_cli.types import RATE, Seconds

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_COMMON = "etaoinshrdlcumwfgypbvkjxqz"
_SPACE, _BACK = 26, 27
_KEYBOARD_SEED = 7
"""One keyboard, listened to and kept: drawing a new one for every ring gave a dull one now and then."""


@dataclass(frozen=True)
class Press:
    """One key going down."""

    at: Seconds
    key: int
    """0..25 the letters, then the space bar and the key that takes a letter back."""
    force: float
    held: Seconds


@dataclass(frozen=True)
class Key:
    """A key cap over its spring."""

    thing: Body
    column: float
    """-1 the left end of the keyboard .. 1 the right end."""


def keyboard() -> list[Key]:
    """The letters, the space bar and backspace: one table of modes, each key its own sibling of it.

    A cap of thin plastic has next to nothing below 900 Hz: with modes there it is a knuckle on a door.
    """
    rng = np.random.Generator(np.random.PCG64(_KEYBOARD_SEED))
    freqs = [178.0, 900, 1050, 1220, 1420, 1650, 1930, 2240, 2610, 3040, 3540, 4120, 4800, 5590, 6500]
    gains = [0.05] + [0.5 * min(1.0, freq / 1900) for freq in freqs[1:]]
    cap = body(freqs, gains, [4.0] + [9.0] * 14)
    keys = []
    for letter in "abcdefghijklmnopqrstuvwxyz":
        row = next(row for row in _ROWS if letter in row)
        keys.append(Key(vary(cap, rng, 0.05, 0.4), 2 * row.index(letter) / 9 - 1))
    wide = vary(scaled(cap, 0.72), rng, 0.05, 0.3)
    return [*keys, Key(wide, 0.0), Key(vary(scaled(cap, 0.88), rng, 0.05, 0.3), 1.15)]


def word(rng: np.random.Generator) -> list[int]:
    """Two to nine letters, common ones more often; no lexicon, so nothing can be read from the rhythm."""
    chances = 1 / (np.arange(26) + 5.0)
    ranks = rng.choice(26, int(rng.integers(2, 10)), p=chances / chances.sum())
    return [ord(_COMMON[rank]) - ord("a") for rank in ranks]


def gap(before: Key, after: Key, rng: np.random.Generator, pace: float) -> Seconds:
    """Time between two keys: quicker when the other hand has it, slower for the same finger."""
    same_hand = (before.column > 0) == (after.column > 0)
    median = 0.17 if before is after else 0.155 if same_hand else 0.125
    return lognormal(rng, median * pace, 0.24)


def phrase(keys: list[Key], rng: np.random.Generator, pace: float) -> Iterator[tuple[int, Seconds]]:
    """A burst of one to six words: (key, seconds until the next)."""
    for _ in range(int(rng.integers(1, 7))):
        letters = word(rng)
        speed = pace * lognormal(rng, 1.0, 0.13)
        for this, following in zip(letters, [*letters[1:], _SPACE], strict=True):
            yield this, gap(keys[this], keys[following], rng, speed)
        if rng.random() < 0.06:
            for turn in range(int(rng.integers(2, 6))):
                yield _BACK, lognormal(rng, 0.3 if turn == 0 else 0.16, 0.1)
        yield _SPACE, lognormal(rng, 0.23 * speed, 0.3)


def performance(keys: list[Key], seconds: Seconds, rng: np.random.Generator) -> list[Press]:
    """A ring of typing: bursts, and thoughts of up to a second and a half between them."""
    presses: list[Press] = []
    tempo, force = walk(rng, 0.04, 0.85, 1.6), walk(rng, 0.07, 0.65, 1.4)
    clock = 0.0
    while clock < seconds:
        for key, until in phrase(keys, rng, 1.22 * next(tempo)):
            presses.append(Press(clock, key, next(force) * lognormal(rng, 1.0, 0.16), lognormal(rng, 0.095, 0.22)))
            clock += until
        clock += rest(rng, 0.7, 0.45, longest=1.5)
    return [replace(press, at=press.at * seconds / clock) for press in presses]


def heard(key: Key, press: Press, rng: np.random.Generator) -> Mono:
    """Finger on the cap, the key at its bottom with the desk under it, and the spring letting go."""

    def tick(pitch: float, gain: float) -> Mono:
        modes = strike(scaled(key.thing, pitch), rng, 0.00012 * press.force**-0.3, detune=0.025, spread=0.4)
        low = click(rng, 2400 * lognormal(rng, pitch**0.5, 0.15), 0.8, 0.003, 0.0003)
        high = click(rng, 5600 * lognormal(rng, pitch**0.5, 0.15), 0.8, 0.002, 0.0003)
        return layered(
            (0, gain, modes), (0, gain * lognormal(rng, 1.5, 0.4), low), (0, gain * lognormal(rng, 0.6, 0.4), high)
        )

    lead = rng.uniform(0.006, 0.02)
    desk = click(rng, 150, 1.0, 0.014, attack=0.003)
    return layered(
        (0, press.force, tick(1.3, rng.uniform(0.16, 0.28))),
        (lead, press.force, tick(1.0, 1.0)),
        (lead, 0.1 * lognormal(rng, 1.0, 0.4), desk),
        (lead + press.held, 0.8 + 0.2 * press.force, tick(1.2, rng.uniform(0.22, 0.32))),
    )


def typing(frames: int, rng: np.random.Generator) -> Stereo:
    """A ring of typing, the keyboard in front of the listener."""
    keys = keyboard()
    pitch = lognormal(rng, 0.92, 0.04)
    stage, path = Stage(frames), drift(rng, frames, 14)
    for press in performance(keys, frames / RATE, rng):
        key = Key(scaled(keys[press.key].thing, pitch), keys[press.key].column)
        seat = path[int(press.at * RATE) // TICK % len(path)]
        stage.add(heard(key, press, rng), press.at, float(seat + 26 * key.column + rng.normal(0, 2)))
    dry = of_unit_spread(stage.heard()) + stillness(rng, frames, -22, 80, 500)
    return finish(room(rng, dry, wet=0.2, t60=0.2), lufs=-29, jump=9.0, soften=12.0)


RECIPES = (Recipe("typing", typing),)
