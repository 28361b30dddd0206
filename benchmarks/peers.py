"""The plan of `asmr plan --json` as the same mix for ffmpeg and sox: clips end to end in lanes, nothing levelled."""

import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

RATE = 48_000

Plan = Mapping[str, Any]


def ffmpeg(plan: Plan, pack: Path, folder: Path, out: Path) -> list[str]:
    """One process: each clip is entered by seeking (concat demuxer), the bed is decoded once and looped in memory."""
    lines = ["ffconcat version 1.0"]
    for sound, offset, length in _clips(plan):
        lines += [f"file '{pack / sound}'", f"inpoint {offset:.6f}", f"outpoint {offset + length:.6f}"]
    listing = folder / "foreground.ffconcat"
    listing.write_text("\n".join(lines), "utf-8")
    graph = f"[0:a]aloop=loop=-1:size={96 * RATE}[bed];[bed][1:a]amix=inputs=2:duration=longest:normalize=0"
    inputs = ["-i", str(pack / _bed(plan)), "-f", "concat", "-safe", "0", "-i", str(listing)]
    head = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-threads", "1", "-filter_threads", "1"]
    tail = ["-filter_complex", graph, "-t", str(plan["duration"]), "-threads", "1", "-sample_fmt", "s16", str(out)]
    return [*head, *inputs, *tail]


def wavs(plan: Plan, pack: Path, folder: Path) -> None:
    """Decode the sounds of a plan beforehand, for sox, which in Debian cannot read Opus."""
    for sound in {_bed(plan), *(sound for sound, _, _ in _clips(plan))}:
        out = (folder / sound).with_suffix(".wav")
        out.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", str(pack / sound), str(out)], check=True)


def sox(plan: Plan, pack: Path, out: Path) -> list[str]:
    """From the WAVs of `wavs`. A process for each clip, as sox has no list of places; their CPU counts as well."""
    parts = [
        "|sox " + shlex.quote(str((pack / sound).with_suffix(".wav"))) + f" -p trim {offset:.6f} {length:.6f}"
        for sound, offset, length in _clips(plan)
    ]
    lane = "sox " + " ".join(shlex.quote(part) for part in parts) + " -p"
    bed = (
        "sox " + shlex.quote(str((pack / _bed(plan)).with_suffix(".wav"))) + f" -p repeat {int(plan['duration'] // 60)}"
    )
    words = ["sox", "-m", "-v", "1", f"|{bed}", "-v", "1", f"|{lane}", "-b", "16", str(out)]
    return [*words, "trim", "0", str(plan["duration"])]


def _bed(plan: Plan) -> str:
    return next(s["clips"][0]["sound"] for s in plan["segments"] if s["lane"] == "bed")


def _clips(plan: Plan) -> list[tuple[str, float, float]]:
    """(sound, offset, length) of every foreground clip, in order."""
    lanes = [segment for segment in plan["segments"] if segment["lane"] == "foreground"]
    return [(clip["sound"], clip["offset"], clip["length"]) for segment in lanes for clip in segment["clips"]]
