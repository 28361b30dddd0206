"""A pack of short synthetic tapes: each trigger sounds in a band of its own, so that one can see who plays."""

import random
from functools import lru_cache

import numpy as np

from asmr_cli.errors import AsmrError, CannotDecode
from asmr_cli.models import BUNDLED, Catalogue, Request, Session, Sound, Taste, Trigger
from asmr_cli.plan.planner import plan
from asmr_cli.render.loudness import Meter
from asmr_cli.render.mix import Mix
from asmr_cli.render.source import Block
from asmr_cli.types import RATE, Frames
from support.tapes import ArrayTape

SECONDS = 40.0

BANDS = {
    "rain": (150, 220), "wind": (260, 340), "brush": (400, 490), "towel": (560, 660), "cloth": (740, 840),
    "torn": (920, 1000),
}  # fmt: skip
"""Hertz. All are smooth: a click stands out."""

BEDS = ("rain", "wind")
TORN = "torn"
"""Breaks off in its middle."""


def band_noise(low: int, high: int, level_db: float, seed: int) -> Block:
    """Noise between two frequencies, its own in each ear, of that RMS level."""
    frames = round(SECONDS * RATE)
    rng = np.random.default_rng(seed)
    spectrum = np.zeros((frames // 2 + 1, 2), np.complex128)
    part = slice(round(low * SECONDS), round(high * SECONDS))
    shape = spectrum[part].shape
    spectrum[part] = rng.standard_normal(shape) + 1j * rng.standard_normal(shape)
    wave = np.fft.irfft(spectrum, frames, axis=0)
    return (wave / np.sqrt(np.mean(wave**2)) * 10 ** (level_db / 20)).astype(np.float32)


@lru_cache(maxsize=1)
def tapes() -> dict[str, ArrayTape]:
    """By name; made once."""
    levels = dict(zip(BANDS, (-25.0, -31.0, -22.0, -36.0, -27.0, -30.0), strict=True))
    made = {name: band_noise(*BANDS[name], levels[name], seed) for seed, name in enumerate(BANDS)}
    return {name: ArrayTape(samples, breaks_at=20 * RATE if name == TORN else None) for name, samples in made.items()}


@lru_cache(maxsize=2)
def catalogue(known: bool = True) -> Catalogue:
    """Two beds and four foregrounds; `known`: somebody has measured them."""

    def trigger(name: str) -> Trigger:
        meter = Meter(true_peak=False)
        meter.add(tapes()[name].samples)
        sound = Sound(name, SECONDS, meter.integrated if known else None)
        kind, tags = ("bed", ("nature", "steady")) if name in BEDS else ("foreground", ("touch", "steady"))
        return Trigger(name, name, kind, "nature" if name in BEDS else "touch", tags, "", (sound,), BUNDLED)  # type: ignore[arg-type]

    return Catalogue(tuple(trigger(name) for name in BANDS))


def planned(seconds: float, seed: int, **wishes: object) -> Session:
    request = Request(duration=seconds, seed=seed)._replace(**wishes)  # type: ignore[arg-type]
    return plan(request, catalogue(), Taste(), random.Random(seed))


def mix(known: bool = True, troubles: list[str] | None = None) -> "MixFrom":
    """For a player's line: the sound of a session from a frame on."""
    return MixFrom(known, troubles if troubles is not None else [])


class MixFrom:
    def __init__(self, known: bool, troubles: list[str]) -> None:
        self._facts = {sound.ref: sound for trigger in catalogue(known) for sound in trigger.sounds}
        self.troubles = troubles

    def __call__(self, session: Session, start: Frames) -> Mix:
        return Mix(session, self._open, self._facts.get, self._trouble, start)

    def _open(self, ref: str) -> ArrayTape:
        if ref not in tapes():
            raise CannotDecode(f"{ref} is no sound.", "asmr check")
        return tapes()[ref]

    def _trouble(self, ref: str, error: AsmrError | None) -> None:
        self.troubles.append(ref)
