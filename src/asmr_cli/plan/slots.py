"""How a stretch of the night is shared out between triggers that follow each other."""

import math
import random
from itertools import pairwise
from typing import Final, NamedTuple

from asmr_cli.types import Seconds

SHORTEST: Final = 240.0
LONGEST: Final = 480.0
"""One trigger stays for four to eight minutes (what most listeners prefer), fades included."""
CROSSFADE: Final = 8.0
"""Seconds in which one trigger goes over into the next."""
_LEAVE: Final = 20.0
"""Seconds in which the last one leaves, where nothing follows in the lane."""
_SPREAD: Final = 0.9
"""So much of the way to the shortest and the longest slot their lengths differ: alike they would be a timetable."""


class Slot(NamedTuple):
    """A place for one trigger; neighbours overlap by their fades."""

    start: Seconds
    end: Seconds
    fade_in: Seconds
    fade_out: Seconds


class Ends(NamedTuple):
    """How slots meet each other, and what is before and after them."""

    fade: Seconds
    reach: Seconds
    """How far the first slot reaches back, to be crossfaded with what plays in the lane until the start."""
    goes_on: bool
    """Something follows in the lane: else the last slot leaves slowly."""


def slots(start: Seconds, end: Seconds, ends: Ends, fewest: int, rng: random.Random) -> list[Slot]:
    """Share out `start` to `end`, in `fewest` or more slots where they fit."""
    length = end - start
    edges = [start]
    for part in _lengths(length, ends, fewest, rng):
        edges.append(edges[-1] + part)
    edges[-1] = end
    found = []
    for left, right in pairwise(edges):
        reach = ends.fade if left > start else ends.reach
        rise = reach or (min(ends.fade, length / 4) if left > 0 else 0.0)
        leave = min(_LEAVE, length / 4) if right == end and not ends.goes_on else ends.fade
        found.append(Slot(left - reach, right, rise, leave))
    return found


def _lengths(length: Seconds, ends: Ends, fewest: int, rng: random.Random) -> list[Seconds]:
    """Lengths without the crossfades, by which all but the first become longer."""
    longest = LONGEST - ends.fade
    least = 1 if length + ends.reach <= LONGEST else math.ceil(length / longest)
    most = max(least, math.floor(length / SHORTEST))
    count = rng.randint(min(max(least, fewest), most), most)
    share = length / count
    lengths = [share] * count
    room = _SPREAD * max(0.0, min(share - SHORTEST, longest - share))
    order = list(range(count))
    rng.shuffle(order)
    for one, other in zip(order[::2], order[1::2], strict=False):
        moved = rng.uniform(-room, room)
        lengths[one] += moved
        lengths[other] -= moved
    return lengths
