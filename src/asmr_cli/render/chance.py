"""Chance for the renderer, from seeds. numpy's own generators would cost 7 MB and 20 ms at import."""

import random

import numpy as np
from numpy.typing import NDArray


def dice(*seeds: int | str) -> random.Random:
    """A generator that is the same for the same seeds, on every machine."""
    return random.Random(" ".join(map(str, seeds)))


def uniform(count: int, *seeds: int | str) -> NDArray[np.float32]:
    """`count` numbers from 0 to just under 1, in steps of 2^-16."""
    drawn = np.frombuffer(dice(*seeds).randbytes(2 * count), dtype="<u2")
    return drawn.astype(np.float32) * np.float32(2.0**-16)
