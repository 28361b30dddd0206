"""Keeps the noise that damaged bytes decode to away from the ear."""

from collections.abc import Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from asmr_cli.render.source import Block
from asmr_cli.types import CHANNELS, RATE, Frames

_LOUDEST = 4.0
"""No recording is 12 dB over full scale: such samples, and NaN, come from damaged bytes."""

_JUMP = 8.0
"""18 dB over what was heard before."""

_FLOOR = 0.01
"""−40 dBFS: what stays 18 dB above this at most disturbs nobody."""

_WHITE = 0.2
"""Correlation of neighbouring samples below which a block is static: no recording of anything comes near."""

_MEMORY: Frames = 3 * RATE
_PATIENCE: Frames = RATE // 2
"""What goes on for longer than half a second is the recording itself."""


class Gate:
    """Refuses impossible samples, sudden static, and once damage is known any jump out of what was heard before."""

    def __init__(self) -> None:
        self._wary = False
        self._level = 0.0
        self._refused: Frames = 0

    def be_wary(self) -> None:
        """The file is damaged: what decodes without an error may be noise all the same."""
        self._wary = True

    def passes_all(self, block: Block, lengths: Sequence[Frames]) -> bool:
        """Whether a block made of pieces of these lengths is beyond doubt; else each piece is to be asked about.

        At once, for a call of numpy a piece costs more than what it does."""
        if not max(float(block.max(initial=0.0)), -float(block.min(initial=0.0))) <= _LOUDEST:
            return False
        flat, begin = block.reshape(-1), 0
        heard = self._level
        for length in lengths:
            piece = flat[begin : begin + CHANNELS * length]
            begin += len(piece)
            level = sqrt(float(np.dot(piece, piece)) / max(len(piece), 1))
            if level > _JUMP * max(heard, _FLOOR):
                return False
            heard = max(level, heard * 0.5 ** (length / _MEMORY))
        self._refused = 0
        self._level = heard
        return True

    def passes(self, block: Block) -> bool:
        """Whether the block may be heard. Blocks are to come in order."""
        if not float(np.abs(block).max(initial=0.0)) <= _LOUDEST:
            return False
        flat = block.reshape(-1)
        level = sqrt(float(np.dot(flat, flat)) / max(len(flat), 1))
        if level > _JUMP * max(self._level, _FLOOR) and (self._is_suspect() or _is_static(flat)):
            self._refused += len(block)
            return False
        self._refused = 0
        self._level = max(level, self._level * 0.5 ** (len(block) / _MEMORY))
        return True

    def _is_suspect(self) -> bool:
        return self._wary and self._refused < _PATIENCE


def _is_static(flat: NDArray[np.float32]) -> bool:
    """Whether these are random bytes taken for PCM: full scale and white."""
    neighbours = float(np.dot(flat[CHANNELS:], flat[:-CHANNELS]))
    return float(np.abs(flat).max()) > 0.97 and abs(neighbours) < _WHITE * float(np.dot(flat, flat))
