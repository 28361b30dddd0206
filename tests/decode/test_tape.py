"""Memory is bounded, soft recordings lose nothing, and what is no sound is named."""

import errno
import io
import subprocess
import sys
import tempfile
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asmr_cli.decode.pages import PAGE, PAGE_BYTES, Page, Pages
from asmr_cli.decode.probe import probe
from asmr_cli.decode.shelf import Shelf
from asmr_cli.decode.tape import open_tape
from asmr_cli.errors import CannotDecode

RATE = 48_000
Media = Callable[[str], Path]


def write_wav(path: Path, samples: np.ndarray) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.astype("<i2").tobytes())
    return path


def samples(page: Page) -> np.ndarray:
    """What a page holds."""
    block = np.empty((len(page.samples), 2), np.float32)
    assert page.into(block) == len(block)
    return block


@given(st.floats(-120, 12), st.integers(0, 2**32))
def test_a_page_keeps_ninety_decibels_below_its_peak(level: float, seed: int) -> None:
    block = (np.random.default_rng(seed).uniform(-1, 1, (500, 2)) * 10 ** (level / 20)).astype(np.float32)
    error = np.abs(samples(Page.of(block)) - block).max()
    assert error <= np.abs(block).max() * 2.0**-15


def test_silence_and_nothing_are_pages_too() -> None:
    assert not samples(Page.of(np.zeros((10, 2), np.float32))).any()
    assert len(samples(Page.of(np.zeros((0, 2), np.float32)))) == 0


def test_of_the_older_half_one_page_leaves_and_the_limit_holds(tmp_path: Path) -> None:
    page = Page.of(np.ones((PAGE, 2), np.float32))
    pages = Pages(limit=6 * PAGE_BYTES)
    for number in range(40):
        pages.put((tmp_path, number), page)
        held = [old for old in range(number + 1) if pages.get((tmp_path, old), 0, 1) is not None]
        assert len(held) == min(number + 1, 6)
        assert {number, number - 1} - {-1} <= set(held)  # what is being read stays


def test_a_sound_a_little_too_long_for_the_memory_is_mostly_kept(tmp_path: Path) -> None:
    page = Page.of(np.ones((PAGE, 2), np.float32))
    pages = Pages(limit=15 * PAGE_BYTES)
    missed = 0
    for number in [*range(20)] * 10:
        if pages.get((tmp_path, number), 0, PAGE) is None:
            missed += 1
            pages.put((tmp_path, number), page)
    assert missed < 170  # the least recently used page would leave just before it is read: 200


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(1, PAGE), st.integers(0, PAGE), st.integers(0, PAGE))))
def test_what_is_kept_is_what_was_decoded(asked: list[tuple[int, int, int, int]]) -> None:
    pages, known = Pages(limit=5 * PAGE_BYTES), {}
    for number, frames, start, end in asked:
        part = pages.get((Path(), number), start, end)
        if part is None:
            known[number] = Page.of(np.random.default_rng(frames).normal(size=(frames, 2)).astype(np.float32))
            pages.put((Path(), number), known[number])
        else:
            assert np.array_equal(samples(part), samples(known[number])[start : max(start, end)])


class Broken(io.BytesIO):
    """A disk that is full, or fails."""

    def __init__(self, works: int) -> None:
        super().__init__()
        self.works = works

    def _fail(self) -> None:
        self.works -= 1
        if self.works < 0:
            raise OSError(errno.ENOSPC, "No space left on device")

    def write(self, data: Any) -> int:
        self._fail()
        return super().write(data)

    def readinto(self, buffer: Any) -> int:
        self._fail()
        return super().readinto(buffer)


@pytest.mark.parametrize("works", [0, 1, 2, 5, 9])
def test_a_disk_that_fails_costs_only_time(works: int, media: Media) -> None:
    path = media("plain.opus")
    whole, torn = open_tape(path), open_tape(path, Pages(file=Broken(works)))
    for start in (0, RATE // 2, 3 * RATE, RATE, 0):
        assert np.array_equal(whole.read(start, RATE), torn.read(start, RATE))


def test_without_a_place_to_write_a_bed_is_kept_in_memory(media: Media, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda buffering: Broken(0).write(b""))
    assert len(open_tape(media("plain.opus")).read(0, 2 * RATE)) == 2 * RATE


def test_tapes_of_one_shelf_share_what_was_decoded(media: Media, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf, path = Shelf(), media("16-bit.wav")
    first = shelf.open(path).read(0, RATE)
    second = shelf.open(path)
    monkeypatch.setattr(second._stream, "read", lambda frames: pytest.fail("decoded again"))
    assert np.array_equal(second.read(0, RATE), first)


def test_a_file_is_open_as_long_as_somebody_reads_it(media: Media) -> None:
    shelf, path = Shelf(), media("plain.opus")
    first, second = shelf.open(path), shelf.open(path)
    assert second is first
    first.close()
    assert len(second.read(5 * RATE, RATE)) == RATE
    second.close()
    assert len(shelf.open(path).read(0, RATE)) == RATE


def test_before_the_session_has_begun_no_more_is_decoded_than_is_asked_for(media: Media) -> None:
    shelf = Shelf()
    tape = shelf.open(media("plain.opus"))
    for place in (2, 6, 4):
        tape.read(place * RATE, 2 * RATE)
        assert tape._stream.position == (place + 2) * RATE


def test_then_a_seek_is_followed_by_what_lies_behind_it(media: Media, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf()
    tape = shelf.open(media("plain.opus"))
    shelf.begun()
    tape.read(2 * RATE, 10)
    monkeypatch.setattr(tape._stream, "seek", lambda frame: pytest.fail("sought again"))
    monkeypatch.setattr(tape._stream, "read", lambda frames: pytest.fail("decoded again"))
    assert len(tape.read(2 * RATE, 6 * RATE)) == 6 * RATE


@pytest.mark.parametrize("name", ["missing.wav", "folder", "text.mp3", "empty.wav", "header.wav", "noise.opus"])
def test_what_is_no_sound_is_named_in_one_sentence(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if name == "folder":
        path.mkdir()
    elif name == "text.mp3":
        path.write_text("this is a shopping list\n" * 50)
    elif name == "empty.wav":
        path.touch()
    elif name == "header.wav":
        write_wav(path, np.zeros((0, 2)))
    elif name == "noise.opus":
        path.write_bytes(np.random.default_rng(1).bytes(50_000))
    with pytest.raises(CannotDecode) as told:
        open_tape(path)
    assert str(path) in told.value.message
    assert told.value.hint
    assert "\n" not in told.value.message


def test_names_that_look_like_addresses_are_files(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "http:sleep 100% 💤\n'q'.wav", np.ones((RATE, 2)))
    assert len(open_tape(path).read(0, 2 * RATE)) == RATE
    assert probe(path).seconds == 1.0


def test_a_file_that_vanishes_while_it_plays_ends_quietly(media: Media, tmp_path: Path) -> None:
    told: list[str] = []
    path = tmp_path / "gone.opus"
    path.write_bytes(media("plain.opus").read_bytes())
    tape = open_tape(path, on_damage=lambda path, what: told.append(what))
    assert len(tape.read(3 * RATE, RATE)) == RATE
    path.unlink()
    tape.read(4 * RATE, RATE)
    assert len(tape.read(0, RATE)) in (0, RATE)
    tape.close()


def test_a_file_that_is_cut_while_it_plays_ends_there(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "long.wav", np.ones((60 * RATE, 2)))
    tape = open_tape(path)
    assert len(tape.read(0, RATE)) == RATE
    with path.open("r+b") as file:
        file.truncate(10 * RATE * 4)
    assert len(tape.read(0, 60 * RATE)) <= 11 * RATE


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_half_an_hour_is_streamed_in_a_hundred_megabytes(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "long.wav", np.ones((RATE, 2)))
    with path.open(
        "r+b"
    ) as file:  # a hole of half an hour, 690 MB of samples; the header's sizes are patched to say so
        size = 1800 * RATE * 4
        file.truncate(44 + size)
        for place, value in ((4, size + 36), (40, size)):
            file.seek(place)
            file.write(value.to_bytes(4, "little"))
    code = (
        "import sys; from pathlib import Path; from asmr_cli.decode.tape import open_tape\n"
        "tape, start = open_tape(Path(sys.argv[1])), 0\n"
        "while len(block := tape.read(start, 48000)): start += len(block)\n"
        "peak = [line for line in open('/proc/self/status') if line.startswith('VmHWM')][0].split()[1]\n"
        "print(start, peak)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True)
    frames, kilobytes = map(int, done.stdout.split())
    assert frames == 1800 * RATE
    assert kilobytes <= 100_000
