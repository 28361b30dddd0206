"""What a sound is taken for: the kinds of recordings told apart by linear discriminants over texture statistics.

    python benchmarks/taken_for.py              # how well real recordings are told apart, each left out in turn
    python benchmarks/taken_for.py rain waves   # what bundled sounds are taken for, and the recordings nearest to them
    python benchmarks/taken_for.py all

A small check, not a listener: it knows only the kinds in ../shared/reference, some from one recording.
"""

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import texture
from numpy.typing import NDArray

from asmr_cli import synth

Array = NDArray[np.float64]
SCALE = {"spectrum": 6.0, "cv": 0.25, "skew": 0.6, "kurtosis": 0.35, "bands": 0.08, "modulation": 0.25,
         "events": 4.0, "dynamics": 5.0}  # fmt: skip
"""How much of each statistic counts as a difference, before the discriminants weigh them."""
SHRINK = 0.4
"""Share by which covariances between statistics are taken back: there are more statistics than recordings."""
CALM = 0.1
"""Statistics depend on each other, so that evidence summed over all of them is far too sure of itself."""


@dataclass(frozen=True)
class Heard:
    """One recording: its kind and the statistics of its stretches, shape (stretches, numbers)."""

    kind: str
    stretches: Array


@dataclass(frozen=True)
class Judge:
    """Kinds, their means and the inverse of the covariance within kinds."""

    kinds: list[str]
    means: Array
    inverse: Array

    def verdict(self, stretches: Array) -> list[tuple[str, float]]:
        """Kinds and probabilities, likeliest first, in the mean over the stretches."""
        apart = stretches[:, None, :] - self.means
        score = -0.5 * CALM * np.einsum("nki,ij,nkj->nk", apart, self.inverse, apart)
        share = np.exp(score - score.max(axis=1, keepdims=True))
        mean = (share / share.sum(axis=1, keepdims=True)).mean(axis=0)
        return [(self.kinds[i], float(mean[i])) for i in np.argsort(-mean)]


def stretches(sound: Array) -> Array:
    """Statistics of each 5 s of a sound; a shorter one is repeated."""
    mono = sound.mean(axis=1)
    size = texture.SEGMENT * texture.RATE
    if mono.size < size:
        mono = np.tile(mono, size // mono.size + 1)[:size]
    cuts = [mono[start : start + size] for start in range(0, mono.size - size + 1, size)]
    return np.stack([_numbers(texture.statistics(np.stack([cut, cut], axis=1))) for cut in cuts])


def _numbers(statistics: dict[str, Array]) -> Array:
    return np.concatenate([np.clip(statistics[group] / scale, -10, 10) for group, scale in SCALE.items()])


def recordings() -> list[Heard]:
    """Every real recording but steady noises, which are no trigger of their own."""
    files = sorted(path for path in texture.home().glob("*/*") if path.is_file() and path.parent.name != "noise")
    return [Heard(path.parent.name, stretches(texture.read(path))) for path in files]


def judge(heard: list[Heard]) -> Judge:
    """Learns from recordings, each of the same weight."""
    kinds = sorted({one.kind for one in heard})
    means = np.stack([np.mean([one.stretches.mean(axis=0) for one in heard if one.kind == k], axis=0) for k in kinds])
    within = np.zeros((means.shape[1], means.shape[1]))
    for one in heard:
        apart = one.stretches - means[kinds.index(one.kind)]
        within += apart.T @ apart / (len(apart) * len(heard))
    spread = (1 - SHRINK) * within + SHRINK * np.diag(np.diag(within)) + 0.05 * np.eye(len(within))
    return Judge(kinds, means, np.linalg.inv(spread))


def told_apart(heard: list[Heard]) -> tuple[int, int]:
    """How many recordings are taken for their own kind by a judge that has not heard them, of how many."""
    several = [one for one in heard if sum(other.kind == one.kind for other in heard) > 1]
    right = [judge([o for o in heard if o is not one]).verdict(one.stretches)[0][0] == one.kind for one in several]
    return sum(right), len(right)


def nearest(heard: list[Heard], mine: Array, count: int = 3) -> list[str]:
    """Kinds of the recordings that lie nearest to a sound's stretches, the nearest first, unweighted."""

    def away(one: Heard) -> float:
        apart = np.sqrt(((mine[:, None, :] - one.stretches) ** 2).mean(axis=2))
        return float(apart.min(axis=1).mean())

    return [one.kind for one in sorted(heard, key=away)[:count]]


def words(verdict: list[tuple[str, float]]) -> str:
    """The likeliest three."""
    return ", ".join(f"{kind.replace('_', ' ')} {share:.2f}" for kind, share in verdict[:3])


def main() -> None:
    heard = recordings()
    if len(sys.argv) == 1:
        right, count = told_apart(heard)
        print(f"{right} of {count} recordings taken for their own kind")
    expert = judge(heard)
    catalogue = tomllib.loads((Path(__file__).parents[1] / "sounds" / "catalog.toml").read_text())
    for name in list(catalogue) if sys.argv[1:] == ["all"] else sys.argv[1:]:
        sound = synth.make(name, catalogue[name]["seconds"], catalogue[name]["seed"]).astype(float)
        mine = stretches(sound)
        print(f"{name}: {words(expert.verdict(mine))}; nearest {', '.join(nearest(heard, mine))}", flush=True)


if __name__ == "__main__":
    main()
