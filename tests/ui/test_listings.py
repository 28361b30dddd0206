"""The pictures of listings in the docs, made from what the commands print."""

import re
import sys
import wave
from pathlib import Path

import numpy as np
import pytest
from rich.text import Text

from asmr_cli.ui.theme import AMBER
from support.shell import Terminal
from support.svg import in_the_docs, picture_svg

RATE = 48_000
SOFT = "rgb({},{},{})".format(*(round(0.7 * part) for part in AMBER))


def write(path: Path, samples: "np.ndarray") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())


def soft(seconds: float, seed: int) -> "np.ndarray":
    """Rustling at the level of a quiet recording, (frames, 2)."""
    white = np.random.default_rng(seed).standard_normal((round(seconds * RATE), 2))
    swell = 1.0 + 0.15 * np.sin(np.arange(len(white)) / RATE * 0.7)[:, None]
    return 0.012 * (white + np.roll(white, 1, axis=0) + np.roll(white, 2, axis=0)) * swell


def jingle() -> "np.ndarray":
    """Rustling with a loud chord for two seconds."""
    samples = soft(90, 2)
    chord = np.sin(2 * np.pi * np.array([880.0, 1320.0]) * np.arange(2 * RATE)[:, None] / RATE).sum(axis=1)
    samples[41 * RATE : 43 * RATE] += 0.25 * chord[:, None]
    return samples


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A calm recording, one with a jingle in it, one that was recorded too loud."""
    write(tmp_path / "ASMR" / "rain" / "window.wav", soft(70, 1))
    write(tmp_path / "ASMR" / "whisper" / "good-night.wav", jingle())
    write(tmp_path / "ASMR" / "tapping" / "overdriven.wav", soft(60, 3) * 20)
    return tmp_path


def shown(*words: str, folder: Path) -> str:
    """A command at a terminal of 80 columns and what it prints, with ~ for the folder."""
    terminal = Terminal(*(word.replace("~", str(folder)) for word in words), home=folder / "home")
    try:
        terminal.end(60.0)
    finally:
        terminal.close()
    shown = re.sub(r"\r\x1b\[K[^\n]*\r\x1b\[K", "", terminal.shown.replace("\r\n", "\n"))  # how far a slow machine is
    page = shown.replace(str(folder), "~").rstrip()
    return f"$ asmr {' '.join(words)}\n\n{page}"


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")
@pytest.mark.parametrize(
    ("name", "commands"),
    [("triggers", ["triggers"]), ("check", ["check ~/ASMR", "check ~/ASMR/whisper/good-night.wav --plot"])],
)
def test_the_listings_in_the_docs_are_of_today(name: str, commands: list[str], folder: Path) -> None:
    text = "\n\n".join(shown(*command.split(), folder=folder) for command in commands)
    assert max(map(len, text.splitlines())) <= 80
    svg = picture_svg(Text(text, style=SOFT), 80, name)
    assert in_the_docs(name, svg)
