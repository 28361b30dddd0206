"""`asmr render`: real files in, one file out."""

import json
import shutil
import subprocess
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from support.shell import run, run_process

ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg makes the files")
WAYS = {
    "plain.wav": ["-ac", "2"],
    "song.mp3": ["-ac", "2"],
    "phone.m4a": ["-ac", "2"],
    "film.webm": ["-ac", "2", "-c:a", "libopus"],
    "studio.flac": ["-ar", "96000", "-ac", "2", "-sample_fmt", "s32", "-bits_per_raw_sample", "24"],
    "old.wav": ["-ar", "22050", "-ac", "1"],
}


def make(path: Path, seconds: float, *way: str) -> None:
    noise = f"anoisesrc=d={seconds}:c=pink:a=0.2:s=5"
    subprocess.run(["ffmpeg", "-loglevel", "error", "-f", "lavfi", "-i", noise, *way, str(path)], check=True)


@ffmpeg
def test_every_format_plays_in_one_session(tmp_path: Path) -> None:
    folder = tmp_path / "mine" / "combing"
    folder.mkdir(parents=True)
    for name, way in WAYS.items():
        make(folder / name, 3.0, *way)
    wanted = ["--sounds", str(folder.parent), "-t", "combing", "--bed", "rain", "--seed", "5"]
    plan = json.loads(run("plan", "1m", *wanted, "--json", home=tmp_path).stdout)
    planned = {Path(clip["sound"]).name for segment in plan["segments"] for clip in segment["clips"]}
    assert planned - {"rain.opus"} == set(WAYS)
    told = run("render", "1m", *wanted, "-o", str(tmp_path / "night.wav"), home=tmp_path)
    assert (told.code, told.stderr) == (0, f"Wrote {tmp_path / 'night.wav'}.\n")


@ffmpeg
@pytest.mark.parametrize("suffix", ["flac", "opus", "mp3", "m4a"])
def test_a_file_has_its_length_a_title_and_chapters(tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"night.{suffix}"
    assert run("render", "40s", "-t", "rain,paper", "--seed", "4", "-o", str(out), home=tmp_path).code == 0
    command = ["ffprobe", "-v", "error", "-show_chapters", "-show_format", "-show_streams", "-of", "json", str(out)]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    tags = {**found["streams"][0].get("tags", {}), **found["format"].get("tags", {})}
    assert tags["title"] == "sleep, 40s" and tags["comment"] == "seed 4"
    chapters = [(chapter["tags"]["title"], float(chapter["start_time"])) for chapter in found["chapters"]]
    assert chapters[0] == ("paper over rain", 0.0) and chapters[-1][0] == "rain"
    assert float(found["format"]["duration"]) == pytest.approx(40.0, abs=0.06)


def test_a_truncated_file_is_told_and_the_session_goes_on(tmp_path: Path) -> None:
    whole, folder = tmp_path / "whole.wav", tmp_path / "mine"
    folder.mkdir()
    assert run("synth", "rain", "-o", str(whole), "--length", "8s", home=tmp_path).code == 0
    (folder / "cut.wav").write_bytes(whole.read_bytes()[:600_000])
    out = tmp_path / "night.wav"
    told = run("render", "8s", "--sounds", str(folder), "-t", "cut", "-o", str(out), home=tmp_path)
    assert told.code == 0 and "Wrote" in told.stderr and "Traceback" not in told.stderr
    with wave.open(str(out)) as file:
        assert file.getnframes() == 8 * 48_000


def samples(path: Path) -> "np.ndarray":
    with wave.open(str(path)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float)


def test_the_volume_is_a_gain_and_the_last_sample_is_zero(tmp_path: Path) -> None:
    for volume in ("100", "50"):
        out = str(tmp_path / f"{volume}.wav")
        assert run("render", "6s", "-t", "rain", "--seed", "1", "--volume", volume, "-o", out, home=tmp_path).code == 0
    loud, soft = samples(tmp_path / "100.wav"), samples(tmp_path / "50.wav")
    assert 10 * np.log10(np.mean(loud**2) / np.mean(soft**2)) == pytest.approx(33.2 * np.log10(2.0), abs=0.1)
    assert loud[-1] == loud[-2] == 0.0


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "tiny"
    folder.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "none", str(folder)], capture_output=True)
    if mount.returncode:
        pytest.skip("only root may mount a tiny disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_one_sentence_and_leaves_what_was_there(tiny_disk: Path, tmp_path: Path) -> None:
    (tiny_disk / "night.wav").write_text("yesterday's")
    told = run("render", "8s", "-t", "rain", "-o", str(tiny_disk / "night.wav"), home=tmp_path)
    assert told.code == 1 and told.is_calm and "The disk is full" in told.sentence
    assert [(file.name, file.read_text()) for file in tiny_disk.iterdir()] == [("night.wav", "yesterday's")]


def test_a_state_folder_on_a_full_disk_does_not_keep_a_session_from_playing(tiny_disk: Path) -> None:
    (tiny_disk / "filler").write_bytes(bytes(150_000))
    told = run_process("sleep", "5s", "--silent", "--plain", home=tiny_disk)
    assert told.code == 0 and "Traceback" not in told.stderr


def test_the_plan_of_what_was_rendered_is_told_as_json(tmp_path: Path) -> None:
    words = ["6s", "-t", "rain", "--seed", "1", "--json"]
    rendered = run("render", *words, "-o", str(tmp_path / "night.wav"), home=tmp_path)
    assert rendered.code == 0 and (tmp_path / "night.wav").exists()
    assert rendered.stdout == run("plan", *words, home=tmp_path).stdout != ""
