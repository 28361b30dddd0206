"""What every sink is made with: from a block of the mix to the 16-bit samples that leave the program."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from asmr_cli.render.source import Block
from asmr_cli.types import Frames

Pcm: TypeAlias = NDArray[np.int16]
"""Shape (frames, 2), 48 kHz."""

Encode: TypeAlias = Callable[[Block, Frames], Pcm]
"""Output gain and dither of a block whose first frame is given; a pure function of both."""
