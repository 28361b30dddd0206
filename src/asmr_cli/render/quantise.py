"""The last step: float samples times the output gain, with dither, as the 16-bit samples of every output."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from asmr_cli.render.chance import uniform
from asmr_cli.render.envelope import OutputGain
from asmr_cli.render.source import Block
from asmr_cli.types import CHANNELS, Frames

_TABLE = 1 << 16
"""Frames of dither drawn once: 1.4 s. Drawing it afresh would cost more than all the rest of this file."""

_QUIET = np.float32(2.0**20)
"""Below a gain of -120 dB the dither fades with it, so that silence is made of true zeros."""

_FULL = np.float32(32767.0)

_MOST = np.float32(1.0 - 2.0 / 32767.0)
"""With dither on top it stays within 16 bits."""

_FULL_LEVEL = OutputGain(0, 1 << 60, 1, "sone", 100)


@lru_cache(maxsize=1)
def _dither(seed: int) -> NDArray[np.float32]:
    """TPDF, ±1 LSB, flat interleaved; twice the table, so that any stretch of it can be read in one piece."""
    size = _TABLE * CHANNELS
    once = uniform(size, seed, "dither", 1) - uniform(size, seed, "dither", 2)
    return np.concatenate([once, once])


def encode(block: Block, first: Frames, gain: OutputGain, seed: int) -> NDArray[np.int16]:
    """Frames of the mix from `first` on as s16, shape (frames, 2): the same for any split into blocks.

    The limiter has kept them at half of full scale, and no gain is above one: nothing is left to be cut off."""
    out = np.empty((len(block), CHANNELS), dtype=np.int16)
    for done in range(0, len(block), _TABLE):
        part = block[done : done + _TABLE]
        begin = (first + done) % _TABLE
        noise = _dither(seed)[begin * CHANNELS : (begin + len(part)) * CHANNELS]
        scaled = _with_noise(part.reshape(-1), noise, gain, first + done)
        np.rint(scaled, out=scaled)
        out[done : done + _TABLE].reshape(-1)[:] = scaled
    return out


def quantise(block: Block, first: Frames, seed: int) -> NDArray[np.int16]:
    """Any frames at full level as s16 with the same dither, shape (frames, 2); cut off at full scale."""
    return encode(block.clip(-_MOST, _MOST), first, _FULL_LEVEL, seed)


def _with_noise(
    samples: NDArray[np.float32], noise: NDArray[np.float32], gain: OutputGain, first: Frames
) -> NDArray[np.float32]:
    count = len(samples) // CHANNELS
    settled = gain.settled(first, count)
    if settled is not None:
        scaled = samples * (np.float32(settled) * _FULL)
        if settled > 0.0:
            scaled += noise
        return scaled
    # The same factor as above, to the last bit: samples must not depend on where blocks begin.
    gains = gain.gains(first, count).reshape(-1)
    gains *= _FULL
    scaled = samples * gains
    if gains.min() * _QUIET >= _FULL:
        scaled += noise
    else:
        scaled += noise * np.minimum(gains * (_QUIET / _FULL), np.float32(1.0))
    return scaled
