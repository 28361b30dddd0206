"""Small sound files and a pack to try the library on."""

import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

PACK = """
[rain]
title = "Rain"
kind = "bed"
category = "nature"
tags = ["nature", "water"]
description = "Steady rain."
licence = "CC0-1.0"
seed = 1
files = [{file = "rain/rain.opus", seconds = 96.0, lufs = -24.8, true_peak_db = -7.1}]

[whisper]
title = "Whisper"
kind = "foreground"
category = "voice"
tags = ["soft"]
description = "Whispered syllables."
licence = "CC0-1.0"
seed = 2
seconds = 80
files = ["whisper/one.opus", "whisper/two.opus"]
"""


def _wav(path: Path, samples: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]", rate: int = 48_000) -> Path:
    """Mono or (frames, 2) samples of -1 to 1 as 16-bit WAV; folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1 if samples.ndim == 1 else 2)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return path


def _noise(path: Path, seconds: float = 0.5, level_db: float = -40.0) -> Path:
    """Quiet white noise."""
    frames = round(seconds * 48_000)
    return _wav(path, np.random.default_rng(1).standard_normal(frames) * 10 ** (level_db / 20))


@pytest.fixture
def write_wav() -> Callable[..., Path]:
    """write_wav(path, samples, rate)."""
    return _wav


@pytest.fixture
def write_noise() -> Callable[..., Path]:
    """write_noise(path, seconds, level_db)."""
    return _noise


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "catalog.toml").write_text(PACK, "utf-8")
    return folder
