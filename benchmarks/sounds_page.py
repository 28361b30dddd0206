"""Write docs/SOUNDS.md: every bundled sound's picture and numbers beside those of real recordings.

python benchmarks/sounds_page.py            # all 34, some minutes
python benchmarks/sounds_page.py rain       # only its picture and numbers, to the terminal
"""

import struct
import sys
import tomllib
import zlib
from itertools import pairwise
from pathlib import Path
from time import process_time

import numpy as np
import taken_for
import texture

from asmr_cli import synth
from asmr_cli.synth import finish

HOME = Path(__file__).parents[1]
RATE = 48_000
WIDTH, HEIGHT = 300, 96
SECONDS = 20
LOWEST, HIGHEST = 50.0, 14_000.0
COLOURS = 16
ENOUGH = 3
"""Recordings that say something about a spread."""
HEAD = """# The sounds

All 34 are made by `asmr synth`; nothing of them is recorded. Every sound is a ring: its end runs into its beginning. It
is painted from noise with its own turbulence in every band, from thousands of short grains at random times, and from
drift on several time scales; [`synth/`](../src/asmr_cli/synth) holds one family a file. This page is written by
`benchmarks/sounds_page.py` from the seeds and lengths in `sounds/catalog.toml`.

Pictures: 20 s, 50 Hz to 14 kHz upwards (logarithmic), 60 dB from black to bright, both ears together.

**z**: how far a group of statistics lies from real recordings of the same kind, in spreads of what each real one shows
against the others: 0 typical (negative: nearer to the middle than most real ones), above 2 atypical. After McDermott &
Simoncelli (2011): levels of 30 ERB bands; moments of their envelopes; correlation between bands; modulation; then
events above 1.5 kHz, and crest and slow levels. Few recordings stand behind some kinds (the number is given), so read
those lightly; with fewer than three there is no z. Nobody's ears are in these numbers.

**mine / real**: the number of this sound, and the real ones' median with the 15th and 85th percentile.

**taken for**: how a judge that knows the kinds of recordings only by these statistics shares its belief
(`benchmarks/taken_for.py`). It is a small one: of {count} real recordings that it has not heard, it takes
{right} for their own kind.
"""
CLOSE = """Below each picture: LUFS integrated; the highest 400 ms over the 3 s before; the ears' correlation above
200 Hz; speed on one core of a busy machine."""


def spectrogram(sound: texture.Array) -> texture.Array:
    """Levels 0..COLOURS-1 of shape (HEIGHT, WIDTH), low frequencies in the last row."""
    mono = sound[: SECONDS * RATE].sum(axis=1)
    starts = np.linspace(0, mono.size - 4096, WIDTH * 2).astype(int)
    cut = np.stack([mono[s : s + 4096] for s in starts]) * np.hanning(4096)
    power = (np.abs(np.fft.rfft(cut, axis=1)) ** 2).reshape(WIDTH, 2, -1).mean(axis=1)
    hz = np.fft.rfftfreq(4096, 1 / RATE)
    edges = np.geomspace(LOWEST, HIGHEST, HEIGHT + 1)
    total = np.concatenate([np.zeros((WIDTH, 1)), np.cumsum(power * hz, axis=1)], axis=1)
    at = np.stack([np.interp(edges, hz, row[:-1]) for row in total])
    level = 10 * np.log10(np.diff(at, axis=1) + 1e-12).T[::-1]
    return np.clip((level - np.percentile(level, 99.7)) / 60 + 1, 0, 1) * (COLOURS - 1)


def png(levels: texture.Array) -> bytes:
    """A picture of 16 shades from black over amber to cream."""
    shade = np.linspace(0, 1, COLOURS)[:, None]
    palette = (255 * np.clip(shade ** [1.0, 1.55, 2.6] * [1.35, 1.0, 0.75], 0, 1)).astype(np.uint8)
    index = levels.astype(np.uint8)
    rows = np.concatenate([np.zeros((HEIGHT, 1), np.uint8), (index[:, ::2] << 4) | index[:, 1::2]], axis=1)

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"PLTE", palette.tobytes()) + chunk(b"IDAT", zlib.compress(rows.tobytes(), 9))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


def plain_numbers(stats: dict[str, texture.Array]) -> dict[str, float]:
    """A few statistics that say something to a reader."""
    share = 10 ** (stats["spectrum"] / 10)
    return {
        "centre of the spectrum, Hz": float(2 ** ((share * np.log2(texture.BANDS.centre)).sum() / share.sum())),
        "cv of the envelope at 1 kHz": float(np.exp(stats["cv"][12])),
        "cv at 6 kHz": float(np.exp(stats["cv"][24])),
        "kurtosis at 6 kHz": float(np.exp(stats["kurtosis"][24])),
        "correlation 4 bands apart": float(stats["bands"][2:4].mean()),
        "events a second": float(10 ** stats["events"][0]),
        "crest, dB": float(stats["dynamics"][0]),
        "spread of the 0.5 s level, dB": float(stats["dynamics"][1]),
    }


def slope(sound: texture.Array) -> float:
    """dB an octave from 40 Hz to 10 kHz, by a straight line through half octaves."""
    power = (np.abs(np.fft.rfft(sound, axis=0)) ** 2).sum(axis=1)
    edges = 40 * 2 ** np.arange(0, 8.01, 0.5)
    at = (edges * len(sound) / RATE).astype(int)
    level = 10 * np.log10([power[a:b].mean() for a, b in pairwise(at)])
    return float(np.polyfit(np.log2(edges[:-1]), level, 1)[0])


def number(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def section(name: str, entry: dict[str, object], judge: taken_for.Judge) -> str:
    """One sound's part of the page; its picture is written on the way."""
    begun = process_time()
    sound = synth.make(name, float(str(entry["seconds"])), int(str(entry["seed"])))
    speed = float(str(entry["seconds"])) / (process_time() - begun)
    picture = HOME / "docs" / "sounds" / f"{name}.png"
    picture.parent.mkdir(exist_ok=True)
    picture.write_bytes(png(spectrogram(sound.astype(float))))
    power = finish.weighted_power(sound)
    wide = sound.astype(float)
    measured: tuple[str, ...] = (
        f"{finish.loudness(power):.1f} LUFS",
        f"rise {finish.rises(power).max():.1f} LU",
        f"ears {texture.ears(wide):+.2f}",
        f"{speed:.0f}× real time",
    )
    if "noise" in name:
        measured += (f"{slope(wide):.2f} dB an octave",)
    picture_line = f"![Spectrogram](sounds/{name}.png)"
    lines = [
        f"## {entry['title']} (`{name}`)",
        "",
        f"{entry['description']}",
        "",
        picture_line,
        "",
        " · ".join(measured),
    ]
    real = texture.reference(name)
    if real:
        lines += ["", *beside(texture.statistics(wide), real)]
    if real and texture.CLASSES.get(name) != "noise":
        lines += ["", "taken for: " + taken_for.words(judge.verdict(taken_for.stretches(wide)))]
    return "\n".join(lines)


def beside(mine: dict[str, texture.Array], real: list[dict[str, texture.Array]]) -> list[str]:
    """The z values and the table of plain numbers."""
    scores = texture.compare(mine, real)
    count = f"{len(real)} recording" + "s" * (len(real) > 1)
    numbers, others = plain_numbers(mine), [plain_numbers(r) for r in real]
    lines = ["z against " + count + ": " + ", ".join(f"{g} {z:+.1f}" for g, (z, _) in scores.items()), ""]
    if len(real) < ENOUGH:
        lines = [f"Beside {count}, too few for z.", ""]
    lines += ["| | mine | real |", "|---|---|---|"]
    for label, value in numbers.items():
        low, middle, high = (number(float(np.percentile([o[label] for o in others], p))) for p in (15, 50, 85))
        lines.append(f"| {label} | {number(value)} | {middle} ({low} to {high}) |")
    return lines


def main() -> None:
    catalogue = tomllib.loads((HOME / "sounds" / "catalog.toml").read_text())
    heard = taken_for.recordings()
    judge = taken_for.judge(heard)
    if len(sys.argv) > 1:
        for name in sys.argv[1:]:
            print(section(name, catalogue[name], judge))
        return
    right, count = taken_for.told_apart(heard)
    parts = [HEAD.format(right=right, count=count), CLOSE, ""]
    for name, entry in catalogue.items():
        print(name, flush=True)
        parts += [section(name, entry, judge), ""]
    (HOME / "docs" / "SOUNDS.md").write_text("\n".join(parts))


if __name__ == "__main__":
    main()
