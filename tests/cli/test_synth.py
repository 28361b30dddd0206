"""asmr synth, as it is typed."""

import wave
from pathlib import Path

from support.shell import run


def test_a_fresh_variation_is_as_long_as_asked_and_the_same_for_a_seed(tmp_path: Path) -> None:
    def make(name: str, seed: str) -> bytes:
        out = str(tmp_path / name)
        assert run("synth", "rain", "-o", out, "--length", "2s", "--seed", seed, home=tmp_path).code == 0
        with wave.open(out) as file:
            assert file.getnframes() == 96_000
            return file.readframes(96_000)

    first = make("a.wav", "3")
    assert make("b.wav", "3") == first != make("c.wav", "4")


def test_synth_speaks_only_of_formats_that_it_has(tmp_path: Path) -> None:
    refused = run("synth", "rain", "-o", str(tmp_path / "rain.xyz"), home=tmp_path)
    assert refused.code == 2 and ".opus" in refused.stderr and "raw" not in refused.stderr


def test_a_fresh_variation_replaces_nothing_unasked(tmp_path: Path) -> None:
    mine = tmp_path / "mine.wav"
    mine.write_text("mine")
    refused = run("synth", "rain", "-o", str(mine), "--length", "1s", home=tmp_path)
    assert refused.code == 2 and refused.is_calm and "--force" in refused.stderr and mine.read_text() == "mine"
    assert run("synth", "rain", "-o", str(mine), "--length", "1s", "--force", home=tmp_path).code == 0
