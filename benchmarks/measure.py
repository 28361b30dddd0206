"""CPU of child processes, alternating with a peer, so that a busy machine harms both alike."""

import os
import statistics
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the table; `ours` and `theirs` are medians, `low` and `high` the spread of what is compared."""

    what: str
    unit: str
    ours: float
    peer: str
    theirs: float | None
    """None: the budget is a figure, not a ratio."""
    compared: float
    low: float
    high: float
    budget: float | None

    @property
    def holds(self) -> bool | None:
        return None if self.budget is None else self.compared <= self.budget


@dataclass(frozen=True)
class Spent:
    cpu: float
    peak_kib: int


def spent(command: Sequence[str], environ: Mapping[str, str] | None = None) -> Spent:
    """Run a command; its CPU seconds with those of its children, and its peak memory. Raises CalledProcessError."""
    with subprocess.Popen(
        command, env=dict(environ or os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    return Spent(usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def against(
    what: str,
    ours: Callable[[], float],
    peer: str,
    theirs: Callable[[], float],
    budget: float | None,
    rounds: int,
    unit: str = "s CPU",
) -> Row:
    """Alternate both and compare round by round."""
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    ratios = [mine / other for mine, other in pairs]
    mine, other = (statistics.median(side) for side in zip(*pairs, strict=True))
    return Row(what, unit, mine, peer, other, statistics.median(ratios), min(ratios), max(ratios), budget)


def alone(what: str, ours: Callable[[], float], budget: float | None, rounds: int, unit: str = "s CPU") -> Row:
    """A figure with a budget of its own."""
    figures = [ours() for _ in range(rounds)]
    middle = statistics.median(figures)
    return Row(what, unit, middle, "", None, middle, min(figures), max(figures), budget)
