"""`asmr sleep` as people type it, into a real sound server: from the first frame to true silence."""

import os
import subprocess
import sys
import time
import wave
from pathlib import Path

import numpy as np
import pytest

RATE = 48_000
SECONDS = 20

pytestmark = [pytest.mark.device, pytest.mark.xdist_group("device")]


def asmr(environ: dict[str, str], *words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "asmr_cli", *words], env=environ, stdin=subprocess.DEVNULL)


def rendered(environ: dict[str, str], out: Path, *words: str) -> np.ndarray:
    assert asmr(environ, "render", f"{SECONDS}s", "--seed", "3", "-o", str(out), *words).wait(120) == 0
    with wave.open(str(out)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), np.int16).reshape(-1, 2)


def test_what_is_heard_is_what_is_rendered_and_ends_in_silence_on_the_deadline(server, recorder, tmp_path: Path):
    environ = {"PATH": os.environ["PATH"], "ASMR_HOME": str(tmp_path / "home")} | server.environ
    planned = rendered(environ, tmp_path / "night.wav")
    assert asmr(environ, "sleep", f"{SECONDS}s", "--seed", "3", "--quiet").wait(60) == 0
    time.sleep(0.5)
    heard = recorder.frames
    first = int(np.flatnonzero(heard.any(axis=1))[0])
    # The rendered file begins with frames that are 0 at random: find where it lies in what was heard.
    begin = int(np.flatnonzero(planned.any(axis=1))[0])
    whole = heard[first - begin :]
    sure = round((0.6 * SECONDS - 1.0) * RATE)
    assert np.array_equal(whole[:sure], planned[:sure])  # no gap, no click, no resampling: bit for bit
    # On a busy machine the device may start late: the fade is then moved, so that it ends on the deadline.
    end = int(np.flatnonzero(whole.any(axis=1))[-1])
    assert abs(end - len(planned)) < 0.3 * RATE
    steps = np.abs(np.diff(whole[sure : end + RATE // 2].astype(int), axis=0))
    assert steps.max() <= np.abs(np.diff(planned.astype(int), axis=0)).max()
    assert not planned[-1].any()
    assert len(whole) - end > 0.4 * RATE  # silence after it


def test_the_fade_is_the_sone_curve(tmp_path: Path):
    """As the ratio of the same samples with and without the fade (one that lasts 50 ms)."""
    environ = dict(os.environ) | {"ASMR_HOME": str(tmp_path / "home")}
    faded = rendered(environ, tmp_path / "faded.wav").astype(np.float64)
    plain = rendered(environ, tmp_path / "plain.wav", "--fade", "0").astype(np.float64)
    start, length = 0.6 * SECONDS, 0.4 * SECONDS
    for share in (0.05, 0.1, 0.25, 0.5, 0.75):
        around = slice(round((start + share * length - 0.02) * RATE), round((start + share * length + 0.02) * RATE))
        ratio = 10 * np.log10((faded[around] ** 2).sum() / (plain[around] ** 2).sum())
        assert ratio == pytest.approx(20 * 1.661 * np.log10(1 - share), abs=0.5)
