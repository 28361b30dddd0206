"""Stretches of what is strange, and which of them come so often that they are how the recording is."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from asmr_cli.library.beginning import beginning
from asmr_cli.library.habit import HOP
from asmr_cli.types import Decibel, Seconds

HELD: Decibel = -3.0
"""A stretch lasts until what is strange has sunk to so much below the usual level."""
JOINED: Seconds = 5.0
"""Stretches with so little between them are one: an advertisement breathes."""
OFTEN, LEAST_OFTEN = 6, 3
"""As often within five minutes before and behind (less at the ends), and not loud: that is how the recording is."""
NEAR: Seconds = 300.0
ALIKE = 4.0
"""What is more than so many times as much is something else than what comes often: a dog among rustling leaves."""
_PATIENCE = round(JOINED / HOP)


class Stretch(NamedTuple):
    """In hops; the end is the first that is no longer part of it."""

    first: int
    soft: int
    """The end of what there is before it becomes loud: a wave's crest, and then a shout. Its end where it never is."""
    end: int


def stretches(
    starts: NDArray[np.bool_], held: NDArray[np.bool_], strange: NDArray[np.float64], limits: tuple[Decibel, Decibel]
) -> list[Stretch]:
    """Each from a start on, for as long as it is held; `limits` of what goes on with it, and of what is loud, in LU."""
    on, loud = limits
    found, at = [], 0
    while at < len(starts) and starts[at:].any():
        first = at + int(starts[at:].argmax())
        at = _end(first, held, starts | (strange > on))
        found.append(Stretch(first, first + _soft(strange[first:at], loud), at))
    return found


def _end(first: int, held: NDArray[np.bool_], strange: NDArray[np.bool_]) -> int:
    """The first moment from which nothing is strange for a while."""
    for end in np.flatnonzero(~held[first:]) + first:
        if end > first and not strange[end : end + _PATIENCE].any():
            return int(end)
    return len(held)


def _soft(strange: NDArray[np.float64], loud: Decibel) -> int:
    is_loud = strange > loud
    if not is_loud.any():
        return len(strange)
    gaps = np.flatnonzero(strange[: int(is_loud.argmax())] <= HELD)
    return int(gaps.max(initial=-1)) + 1


def habits(found: list[Stretch], strange: NDArray[np.float64]) -> list[bool]:
    """Of each: does the recording do this all the time, as a fire with few, loud crackles does? What becomes loud is
    asked for what there is before."""
    firsts, reach = np.array([stretch.first for stretch in found]), round(NEAR / HOP)
    amounts = np.array([float((10 ** (strange[first:soft] / 10)).sum()) for first, soft, _ in found])
    usual = []
    for at, amount in zip(firsts.tolist(), amounts.tolist(), strict=True):
        span = min(at + reach, len(strange)) - max(at - reach, 0)
        alike = (np.abs(firsts - at) <= reach) & (ALIKE * amounts >= amount)
        usual.append(bool(alike.sum() >= max(OFTEN * span / (2 * reach), LEAST_OFTEN)))
    return usual


def begin(stretch: Stretch, usual: bool, strange: NDArray[np.float64], loud: Decibel) -> int:
    """The hop at which a stretch begins: up to five seconds before it stands out; not with what is habit."""
    if usual:
        return beginning(
            strange, stretch.soft, stretch.soft + int((strange[stretch.soft : stretch.end] > loud).argmax())
        )
    soon = strange[stretch.first : min(stretch.first + _PATIENCE, stretch.end)] > loud
    return beginning(strange, max(stretch.first - _PATIENCE, 0), stretch.first + int(soon.argmax()))
