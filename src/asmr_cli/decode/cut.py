"""Cutting decoded frames."""

from typing import Any

import numpy as np
from av.audio.frame import AudioFrame


def tail(frame: AudioFrame, skip: int) -> AudioFrame:
    """The frame without its first samples."""
    if skip == 0:
        return frame
    samples: Any = frame.to_ndarray()
    width = 1 if frame.format.is_planar else frame.layout.nb_channels
    rest = np.ascontiguousarray(samples[:, skip * width :])
    shorter = AudioFrame.from_ndarray(rest, format=frame.format.name, layout=frame.layout.name)
    shorter.sample_rate = frame.sample_rate
    return shorter
