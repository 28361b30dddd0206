"""The rules of the night, measured on rendered samples: the worst values of many sessions.

python benchmarks/night_rules.py            20 seeds x 90 s, 5 m, 30 m, 2 h; writes docs/RULES.md
python benchmarks/night_rules.py --quick    3 seeds x 90 s, 5 m, 30 m; prints only
"""

import argparse
import random
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rule_one import jump, lufs

from asmr_cli.library.catalogue import load_catalogue
from asmr_cli.models import Catalogue, Request, Session, Taste
from asmr_cli.plan.planner import plan
from asmr_cli.render.envelope import output_gain
from asmr_cli.render.loudness import Meter
from asmr_cli.render.mix import Mix
from asmr_cli.render.quantise import encode
from asmr_cli.session import sound
from asmr_cli.session.tonight import Tonight
from asmr_cli.store.paths import pack_dir
from asmr_cli.types import RATE, to_frames

HOP = RATE // 10


@dataclass(frozen=True)
class Measured:
    """Worst values of one session; loudness in LU or LUFS, as rule 1 to 4 name them."""

    louder_than_mean: float
    louder_than_quietest: float
    jump: float
    loudness: float
    true_peak: float
    limited: float
    """Share of frames on which the limiter acted."""
    last: int

    def holds(self) -> bool:
        """Whether every rule that is measured here is kept."""
        return (
            self.louder_than_mean <= 1.0
            and self.louder_than_quietest <= 2.0
            and self.jump <= 8.0
            and abs(self.loudness + 28.0) <= 1.0
            and self.true_peak <= -6.0
            and self.limited <= 0.01
            and self.last == 0
        )


def unfaded(powers: NDArray[np.float64], gains: NDArray[np.float64]) -> float:
    """Mean power of the session as it would be without its fade-out."""
    full = gains > 0.1
    return float(np.mean(powers[full] / gains[full] ** 2))


def windows(session: Session, powers: NDArray[np.float64]) -> tuple[float, float]:
    """Rule 1: how much a minute is louder than the mean, and than the quietest, of those before it."""
    size = 300 if session.duration < 600 else 600
    first = int(np.ceil(session.fade_in * 10))
    minutes: list[float] = []
    worst_mean = worst_quietest = -99.0
    for start in range(first, len(powers) - size + 1, size):
        level = lufs(float(powers[start : start + size].mean()))
        if minutes:
            worst_mean = max(worst_mean, level - float(np.mean(minutes)))
            worst_quietest = max(worst_quietest, level - min(minutes))
        minutes.append(level)
    return worst_mean, worst_quietest


def measure(session: Session, mix: Mix) -> Measured:
    """Render a session as a file sink would, in constant memory, and measure what came out."""
    gain = output_gain(session)
    total = to_frames(session.duration)
    meter = Meter()
    gains: list[float] = []
    pcm = np.zeros((1, 2), np.int16)
    while (first := mix.position) < total:
        count = min(RATE, total - first)
        block = mix.read(count)
        pcm = encode(block, first, gain, session.seed)
        heard = (pcm / 32768.0).astype(np.float32)
        meter.add(heard)
        hops = count // HOP
        gains += [gain.fade_gain(first + hop * HOP) for hop in range(hops)]
    levels = meter.powers
    faded = np.array(gains[: len(levels)])
    entered = int(np.ceil(session.fade_in * 10))
    louder, quietest = windows(session, levels)
    return Measured(
        louder_than_mean=louder,
        louder_than_quietest=quietest,
        jump=jump(levels, faded, unfaded(levels, faded)),
        loudness=lufs(unfaded(levels[entered:], faded[entered:])),
        true_peak=meter.true_peak_db,
        limited=mix.limited / total,
        last=int(np.abs(pcm[-1]).max()),
    )


def mix_of(session: Session, catalogue: Catalogue, pack: Path) -> Mix:
    """The mix of a session from the pack alone."""
    return sound.mix_of(Tonight(catalogue, Taste(), pack, None), session)


def there(catalogue: Catalogue, pack: Path) -> Catalogue:
    """The triggers whose files are in the pack."""
    return Catalogue(tuple(t for t in catalogue if all((pack / s.ref).exists() for s in t.sounds)))


def one(pack: Path, length: int, seed: int) -> Measured:
    """Plan, render and measure one session."""
    catalogue = there(load_catalogue(pack), pack)
    session = plan(Request()._replace(duration=float(length), seed=seed), catalogue, Taste(), random.Random(seed))
    return measure(session, mix_of(session, catalogue, pack))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--pack", type=Path, default=None)
    options.add_argument("--seeds", type=int, default=0)
    options.add_argument("--long-seeds", type=int, default=0, help="sessions of two hours, if not as many")
    asked = options.parse_args()
    pack = asked.pack or pack_dir()
    lengths = [90, 300, 1800] if asked.quick else [90, 300, 1800, 7200]
    seeds = asked.seeds or (3 if asked.quick else 20)
    rows: list[str] = []
    failed = 0
    with ProcessPoolExecutor() as pool:
        for length in lengths:
            sessions = asked.long_seeds or seeds if length == 7200 else seeds
            found = list(pool.map(partial(one, pack, length), range(1, sessions + 1)))
            for seed, measured in enumerate(found, 1):
                if not measured.holds():
                    failed += 1
                    print(f"  breaks: {length} s, seed {seed}: {measured}", file=sys.stderr)
            rows.append(row(length, found))
            print(rows[-1], flush=True)
    if not asked.quick:
        write(rows)
    sys.exit(1 if failed else 0)


def row(length: int, found: list[Measured]) -> str:
    cells = (
        f"{len(found)} × " + (f"{length // 60} min" if length >= 120 else f"{length} s"),
        f"{max(m.louder_than_mean for m in found):+.2f}",
        f"{max(m.louder_than_quietest for m in found):+.2f}",
        f"{max(m.jump for m in found):.2f}",
        f"{min(m.loudness for m in found):.2f} … {max(m.loudness for m in found):.2f}",
        f"{max(m.true_peak for m in found):.2f}",
        f"{100 * max(m.limited for m in found):.3f} %",
        str(max(m.last for m in found)),
    )
    return "| " + " | ".join(cells) + " |"


def write(rows: list[str]) -> None:
    text = """# The rules of the night, measured

Worst values of sessions from the seeds 1, 2, 3 …, bundled sounds, everything on, measured on the 16-bit samples of the
rendered sessions by `python benchmarks/night_rules.py`.

Columns: how much a minute (30 s under 10 min) is louder than the mean of those before it (at most 1 LU), and than the
quietest (2 LU); how much 400 ms are above the 3 s before (8 LU); integrated loudness before the fade (−28 LUFS); true
peak (−6 dBTP); frames on which the limiter acted (1 %); the last sample (0).

| session | minute over mean | over quietest | jump | loudness | true peak | limited | last |
|---|---|---|---|---|---|---|---|
"""
    target = Path(__file__).parents[1] / "docs" / "RULES.md"
    target.write_text(text + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
