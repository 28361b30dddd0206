"""A bottle that sprays fine mist round the head: a soft trigger, the breath of the nozzle, droplets settling.

The mist is smooth noise: thousands of droplets a second leave no grain, and every grain that is heard makes it gravel.
"""

from dataclasses import dataclass, replace

import numpy as np

from asmr_cli.synth.canvas import TICK, Curve, Mono, Stereo, at_rate, of_unit_spread, through, ticks
from asmr_cli.synth.ears import aside, echoes, moving, spread
from asmr_cli.synth.finish import finish
from asmr_cli.synth.grains import burst, poisson, sizes
from asmr_cli.synth.hand import lognormal, rest, walk
from asmr_cli.synth.modal import body, click, layered, scaled, strike
from asmr_cli.synth.recipe import Recipe
from asmr_cli.synth.stage import Stage, stillness
from asmr_cli.synth.strokes import CELL
from asmr_cli.synth.turbulence import coloured_mono, nodes, turbulence
from asmr_cli.types import RATE, Seconds

_MIST = nodes((200, -28), (420, -18), (900, -7), (1500, 0), (9000, 0), (17_000, -11))
_FINE = np.geomspace(200, 17_000, 14)
"""Hz between which the nozzle's turbulence is drawn."""
_BOTTLE = body((165, 310, 520, 830, 1250, 1900, 2700, 3900), (0.9, 0.8, 0.7, 0.7, 0.6, 0.5, 0.4, 0.3), (5,) + (7,) * 7)


@dataclass(frozen=True)
class Puff:
    """One pull of the trigger."""

    at: Seconds
    lasts: Seconds
    force: float
    azimuth: float


def puffs(seconds: Seconds, rng: np.random.Generator) -> list[Puff]:
    """A ring of puffs in groups of one to four; the bottle goes from one side of the head to the other and back."""
    done: list[Puff] = []
    clock, azimuth, tempo = 0.0, float(rng.uniform(-60, 60)), walk(rng, 0.05, 0.8, 1.3)
    while clock < seconds:
        azimuth = float(np.clip(-0.35 * azimuth + rng.normal(0, 40), -68, 68))
        for turn in range(int(rng.choice((1, 2, 3, 4), p=(0.2, 0.35, 0.3, 0.15)))):
            lasts = lognormal(rng, 0.55 * next(tempo), 0.2)
            force = lognormal(rng, 0.92 if turn else 1.0, 0.14)
            done.append(Puff(clock, lasts, force, azimuth + 7 * turn * np.sign(-azimuth)))
            clock += lasts + lognormal(rng, 0.42 * next(tempo), 0.2)
        clock += rest(rng, 0.7, 0.3, longest=0.9)
    return [replace(p, at=p.at * seconds / clock) for p in done]


def breath(plan: list[Puff], frames: int) -> Curve:
    """How hard the nozzle blows, one value every `CELL`: quick in, falling with the pressure, soft out."""
    curve = np.zeros(frames // CELL)
    for puff in plan:
        count = round((puff.lasts + 0.12) * RATE / CELL)
        t = (np.arange(count) + 0.5) * CELL / RATE
        rising = 1 - np.exp(-((t / 0.045) ** 2))
        falling = np.exp(-t / (1.5 * puff.lasts)) / (1 + np.exp((t - puff.lasts) / 0.022))
        curve[(round(puff.at * RATE / CELL) + np.arange(count)) % curve.size] += puff.force * rising * falling
    return curve


def mist(pace: Curve, frames: int, azimuth: Curve, rng: np.random.Generator) -> Stereo:
    """The breath of the nozzle where the bottle is, and its cloud on both sides: unit rms."""
    density = np.interp(np.log(_FINE), np.log(_MIST[0]), _MIST[1])
    nozzle, *cloud = (
        coloured_mono(rng, frames, _FINE, density + turbulence(rng, frames, _FINE.size, 0.8, 14, 0.4, 0.2))
        for _ in range(3)
    )
    sound = 0.8 * moving(nozzle, aside(azimuth)) + 0.5 * np.stack(cloud, axis=1)
    return of_unit_spread(sound * (at_rate(pace, frames) + np.float32(0.02))[:, None])


def settling(pace: Curve, frames: int, azimuth: Curve, rng: np.random.Generator) -> Stereo:
    """Droplets arriving on hair and cloth after each puff, fewer and fewer."""
    blown = pace[: ticks(frames) * (TICK // CELL)].reshape(-1, TICK // CELL).mean(axis=1)
    fall = np.exp(-np.arange(ticks(frames)) * (TICK / RATE) / 0.4)
    waiting = np.fft.irfft(np.fft.rfft(blown) * np.fft.rfft(fall / fall.sum()), ticks(frames))
    starts = poisson(rng, frames, 900 * np.roll(np.maximum(waiting, 0), 6))
    bank = [burst(rng, lognormal(rng, 3600, 0.4), 0.8, 900, 0.006, 0.0005) for _ in range(160)]
    where = aside(azimuth[starts // TICK]) + rng.normal(0, 0.25, starts.size)
    amps = 0.09 * sizes(rng, starts.size, 0.7, 4.0)
    return spread(frames, starts, bank, rng.integers(0, len(bank), starts.size), amps, where)


def trigger(rng: np.random.Generator, pitch: float) -> Mono:
    """The plastic of the trigger and the spring behind it."""
    plastic = strike(scaled(_BOTTLE, pitch), rng, 0.0007, detune=0.03, spread=0.4)
    return layered((0, 0.4, plastic), (0, 0.5, click(rng, 2600 * pitch, 1.2, 0.003, 0.0008)))


def spray(frames: int, rng: np.random.Generator) -> Stereo:
    """A ring of spraying."""
    plan = puffs(frames / RATE, rng)
    pace = breath(plan, frames)
    azimuth = through(frames, [p.at for p in plan], [p.azimuth for p in plan])
    air = 0.6 * mist(pace, frames, azimuth, rng)
    stage = Stage(frames)
    for puff in plan:
        stage.add(trigger(rng, 1.0), puff.at - 0.03, puff.azimuth, lognormal(rng, 0.2, 0.25))
        stage.add(
            trigger(rng, 1.25), puff.at + puff.lasts + rng.uniform(0.08, 0.16), puff.azimuth, lognormal(rng, 0.16, 0.3)
        )
    dry = air + settling(pace, frames, azimuth, rng) + stage.heard() + stillness(rng, frames, -34, 70, 400)
    return finish(echoes(rng, dry), lufs=-27, jump=8.5, soften=6.0)


RECIPES = (Recipe("spray", spray),)
