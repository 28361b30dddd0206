"""Compare a synthetic sound with real recordings of its class, statistic by statistic.

    python benchmarks/texture.py rain waves            # what synth makes, against ../shared/reference/<class>
    python benchmarks/texture.py rain --wav take.wav   # a file instead
    python benchmarks/texture.py rain --detail         # every number

After McDermott & Simoncelli (2011): levels of ERB bands, moments of their envelopes, modulation, correlation between
bands; then events and slow dynamics. z is the distance of a group of numbers from the real ones, in standard
deviations of what each real recording shows against all the others: 0 typical, above 2 atypical.
"""

import argparse
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from asmr_cli import synth
from asmr_cli.synth import finish

RATE = 48_000
SEGMENT = 5
"""Seconds analysed at a time."""
ENVELOPE_RATE = 400
Array = NDArray[np.float64]
CLASSES = {
    **dict.fromkeys(("brown-noise", "heartbeat", "fan", "night-train", "towels", "scissors", "spray"), ""),
    "pink-noise": "noise",
    "window-rain": "rain",
    "tapping-wood": "tapping",
    "tapping-glass": "tapping",
    "hair-brushing": "brushing",
    "mic-brushing": "brushing",
    "page-turning": "page_turn",
    "plastic": "paper",
    "unboxing": "paper",
    "murmur": "whisper",
}
"""The class of recordings a trigger is held against, where it is not its own name; "" for none."""


@dataclass(frozen=True)
class Bands:
    """Centre frequencies and edges of 30 bands, evenly spaced in ERB numbers."""

    centre: Array
    low: Array
    high: Array


def erb_bands(count: int = 30, low: float = 50.0, high: float = 11_000.0) -> Bands:
    """Glasberg & Moore (1990): 21.4 log10(1 + 0.00437 f)."""
    ends = 21.4 * np.log10(1 + 0.00437 * np.array([low, high]))
    edges = (10 ** (np.linspace(ends[0], ends[1], count + 2) / 21.4) - 1) / 0.00437
    return Bands(edges[1:-1], edges[:-2], edges[2:])


BANDS = erb_bands()


def read(path: Path, seconds: float = 30.0) -> Array:
    """A file as samples of one or two channels, shape (frames, 2), 48 kHz, at most so many seconds of it."""
    parts: list[Array] = []
    resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE)
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            parts += [out.to_ndarray().T.astype(np.float64) for out in resampler.resample(frame)]
            if sum(len(p) for p in parts) > seconds * RATE:
                break
    return np.concatenate(parts)[: int(seconds * RATE)]


def envelopes(mono: Array) -> tuple[Array, Array]:
    """Of one segment: power of each band, and envelopes^0.3 at 400 Hz, shape (bands, points)."""
    size = mono.size
    spectrum = np.fft.rfft(mono)
    hz = np.fft.rfftfreq(size, 1 / RATE)
    points = size * ENVELOPE_RATE // RATE
    power, rows = np.empty(BANDS.centre.size), np.empty((BANDS.centre.size, points))
    for b, (low, high) in enumerate(zip(BANDS.low, BANDS.high, strict=True)):
        lo, hi = np.searchsorted(hz, [low, high])
        weight = np.sin(np.pi * (hz[lo:hi] - low) / (high - low))
        band = spectrum[lo:hi] * weight
        wide = max(4 * points, 1 << int(np.ceil(np.log2(hi - lo + 1))))
        wave = np.abs(np.fft.ifft(band, wide)) * wide / size * 2
        power[b] = (np.abs(band) ** 2).sum()
        at = np.arange(points * 4) * wide / (4 * points)
        fine = np.interp(at, np.arange(wide), wave) ** 0.3
        rows[b] = fine.reshape(points, 4).mean(axis=1)
    return power, rows[:, 20:-20]


def statistics(sound: Array) -> dict[str, Array]:
    """Groups of numbers that say how a sound (frames, 2) is made."""
    mono = sound.mean(axis=1)
    mono = mono - mono.mean()
    mono /= max(float(np.sqrt((mono**2).mean())), 1e-9)
    size = min(SEGMENT * RATE, mono.size)
    cuts = [mono[i : i + size] for i in range(0, mono.size - size + 1, size)]
    parts = [envelopes(cut) for cut in cuts]
    power = sum(p for p, _ in parts)
    moments = np.mean([_moments(rows) for _, rows in parts], axis=0)
    return {
        "spectrum": 10 * np.log10(power / power.sum() + 1e-9),
        "cv": np.log(moments[0]),
        "skew": moments[1],
        "kurtosis": np.log(moments[2]),
        "bands": np.mean([_between(rows) for _, rows in parts], axis=0),
        "modulation": np.mean([_modulation(rows) for _, rows in parts], axis=0),
        "events": _events(mono),
        "dynamics": _dynamics(mono),
    }


def _moments(rows: Array) -> Array:
    mean, sd = rows.mean(axis=1), rows.std(axis=1) + 1e-9
    norm = (rows - mean[:, None]) / sd[:, None]
    return np.stack([sd / (mean + 1e-9), (norm**3).mean(axis=1), (norm**4).mean(axis=1)])


def _between(rows: Array) -> Array:
    """Correlation of band envelopes 1, 4, 8 and 16 bands apart, for the lower and the upper half."""
    table = np.corrcoef(rows)
    out = []
    for k in (1, 4, 8, 16):
        line = np.diagonal(table, k)
        out += [line[: line.size // 2].mean(), line[line.size // 2 :].mean()]
    return np.array(out)


def _modulation(rows: Array) -> Array:
    """log10 share of modulation power in octaves from 0.5 to 128 Hz, in five groups of six bands."""
    spectrum = np.abs(np.fft.rfft(rows - rows.mean(axis=1, keepdims=True), axis=1)) ** 2
    hz = np.fft.rfftfreq(rows.shape[1], 1 / ENVELOPE_RATE)
    edges = np.searchsorted(hz, 0.35 * 2.0 ** np.arange(10))
    share = np.add.reduceat(spectrum, edges, axis=1)[:, :9] + 1e-12
    share /= share.sum(axis=1, keepdims=True)
    return np.log10(share.reshape(5, 6, 9).mean(axis=1)).reshape(-1)


def _events(mono: Array) -> Array:
    """Above 1.5 kHz, >= 10 dB over the median millisecond: log10 rate/s, height p50 and p95, Hill tail, 1-ms crest."""
    spectrum = np.fft.rfft(mono)
    spectrum[: int(1500 * mono.size / RATE)] = 0
    high = np.fft.irfft(spectrum, mono.size)
    cells = (high[: mono.size // 48 * 48].reshape(-1, 48) ** 2).mean(axis=1) + 1e-12
    level = 10 * np.log10(cells / np.median(cells))
    peak = (level[1:-1] > 10) & (level[1:-1] >= level[:-2]) & (level[1:-1] > level[2:])
    heights = np.sort(level[1:-1][peak])[::-1]
    rate = np.log10((heights.size + 0.5) / (mono.size / RATE))
    if heights.size < 4:
        return np.array([rate, 10.0, 10.0, 3.0, level.max()])
    top = heights[: max(4, heights.size // 5)] / 10 * np.log(10)
    tail = 1 / max(float((top - top[-1]).mean()), 0.1)
    return np.array([rate, np.percentile(heights, 50), np.percentile(heights, 95), min(tail, 5.0), level.max()])


def _dynamics(mono: Array) -> Array:
    """Crest in dB; spread and range of the 0.5 s level; highest 100 ms over the 2 s before."""
    half = mono[: mono.size // (RATE // 2) * (RATE // 2)].reshape(-1, RATE // 2)
    level = 10 * np.log10((half**2).mean(axis=1) + 1e-9)
    tenth = (mono[: mono.size // 4800 * 4800].reshape(-1, 4800) ** 2).mean(axis=1) + 1e-9
    before = np.convolve(tenth, np.ones(20) / 20)[19 : tenth.size - 1] if tenth.size > 21 else tenth[:1]
    burst = 10 * np.log10((tenth[20:] / before).max()) if tenth.size > 21 else 0.0
    crest = 20 * np.log10(np.abs(mono).max())
    return np.array([crest, level.std(), np.ptp(level), burst])


FLOOR = {"spectrum": 2.5, "cv": 0.12, "skew": 0.25, "kurtosis": 0.15, "bands": 0.06, "modulation": 0.12, "events": 0.8,
         "dynamics": 1.0}  # fmt: skip
"""The least spread a number is given, so that a class of few alike recordings does not punish trifles."""


def distance(mine: dict[str, Array], others: list[dict[str, Array]], group: str) -> tuple[float, Array]:
    """Root mean square z of a group against other sounds, and each number's z."""
    table = np.stack([o[group] for o in others])
    spread = np.sqrt(table.std(axis=0) ** 2 + FLOOR[group] ** 2)
    z = (mine[group] - table.mean(axis=0)) / spread
    return float(np.sqrt((z**2).mean())), z


def compare(mine: dict[str, Array], real: list[dict[str, Array]]) -> dict[str, tuple[float, Array]]:
    """For each group: how far this is outside, in spreads of the real ones' own distances, and each number's z."""
    result = {}
    for group in FLOOR:
        far, z = distance(mine, real, group)
        own = [distance(r, real[:i] + real[i + 1 :], group)[0] for i, r in enumerate(real)] if len(real) > 2 else [1.0]
        result[group] = ((far - float(np.median(own))) / max(float(np.std(own)), 0.35), z)
    return result


def home() -> Path:
    """Where the real recordings lie, a folder for each class."""
    return Path(os.environ.get("ASMR_REFERENCE", Path(__file__).parents[2] / "shared/reference"))


def reference(name: str) -> list[dict[str, Array]]:
    """Statistics of the real recordings of a trigger's class; empty where there are none."""
    return _reference(CLASSES.get(name, name))


@cache
def _reference(kind: str) -> list[dict[str, Array]]:
    files = sorted(p for p in (home() / kind).glob("*") if p.is_file()) if kind else []
    return [statistics(sound) for sound in (read(p) for p in files) if len(sound) >= RATE]


def ears(sound: Array) -> float:
    """Correlation between the ears above 200 Hz."""
    hz = np.fft.rfftfreq(len(sound), 1 / RATE)
    left, right = (np.where(hz > 200, np.fft.rfft(sound[:, ear]), 0) for ear in range(2))
    return float((left * right.conj()).real.sum() / np.sqrt((abs(left) ** 2).sum() * (abs(right) ** 2).sum() + 1e-12))


def report(name: str, sound: Array, detail: bool) -> str:
    """A few lines about one sound."""
    mine, real = statistics(sound), reference(name)
    power = finish.weighted_power(sound.astype(np.float32))
    lines = [
        f"{name}: {finish.loudness(power):.1f} LUFS, rise {finish.rises(power).max():.1f} LU, ears {ears(sound):+.2f}, "
        f"{len(real)} real"
    ]
    if real:
        result = compare(mine, real)
        lines.append("  z " + "  ".join(f"{group} {z:+.1f}" for group, (z, _) in result.items()))
        if detail:
            lines += [_detail(group, mine[group], real, z) for group, (_, z) in result.items()]
    return "\n".join(lines)


def _detail(group: str, mine: Array, real: list[dict[str, Array]], z: Array) -> str:
    middle = np.median([r[group] for r in real], axis=0)
    rows = {"mine": mine, "real": middle, "z": z}
    return f"  {group}\n" + "\n".join(f"    {k:5}" + " ".join(f"{v:5.1f}" if abs(v) >= 10 else f"{v:5.2f}" for v in row)
                                       for k, row in rows.items())  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=synth.names())
    parser.add_argument("--wav", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--detail", action="store_true")
    args = parser.parse_args()
    for name in args.names:
        sound = read(args.wav, args.seconds) if args.wav else synth.make(name, args.seconds, args.seed).astype(float)
        print(report(name, sound, args.detail))


if __name__ == "__main__":
    main()
