"""A soft second of noise on the default device, to hear whether one hears anything."""

import time
from functools import partial

import numpy as np

from asmr_cli.render.envelope import OutputGain
from asmr_cli.render.quantise import encode
from asmr_cli.sink.device import DeviceSink
from asmr_cli.sink.opening import no_device
from asmr_cli.sink.protocol import DeviceLost
from asmr_cli.types import RATE


def soft_second() -> None:
    """Play it, faded in and out. Raises NoDevice, also where the device goes meanwhile."""
    gain = OutputGain(RATE // 2, RATE // 2, RATE // 2, "cosine", 100)
    rng = np.random.Generator(np.random.PCG64(1))
    noise = np.cumsum(rng.standard_normal((RATE, 2)), axis=0)
    noise -= np.linspace(0.0, 1.0, RATE)[:, None] * noise[-1]
    second = (0.05 * noise / np.abs(noise).max()).astype(np.float32)

    sink = DeviceSink(partial(encode, gain=gain, seed=1))
    try:
        while len(second) or sink.latency():
            room = sink.room()
            if room and len(second):
                sink.write(second[:room])
                second = second[room:]
            time.sleep(0.02)
    except DeviceLost as error:
        raise no_device(None) from error
    finally:
        sink.close()
