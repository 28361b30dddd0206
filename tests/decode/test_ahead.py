"""What a session begins with is decoded in another process, and that process is nobody's business."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from asmr_cli.decode import ahead
from asmr_cli.decode.ahead import Ahead
from asmr_cli.decode.beginning import BEGINNING
from asmr_cli.decode.pages import PAGE
from asmr_cli.decode.shelf import Shelf
from asmr_cli.decode.tape import open_tape
from asmr_cli.store.paths import pack_dir
from support.copies import COPIES

RATE = 48_000
Media = Callable[[str], Path]

pytestmark = COPIES


@pytest.mark.parametrize("start", [0, 3 * RATE + 7])
def test_what_it_decodes_is_what_is_decoded_here(other: Ahead, media: Media, kind: str, start: int) -> None:
    """To the bit, of every format, and to the end of the file where that comes first."""
    other.ask([(media(kind), start)])
    shelf = Shelf()
    shelf.begin_with(other.answer())
    expected = open_tape(media(kind)).read(start, BEGINNING)
    assert len(expected) > 4 * RATE
    assert np.array_equal(shelf.open(media(kind)).read(start, BEGINNING), expected)


def test_the_file_is_opened_only_for_more(other: Ahead, media: Media, monkeypatch: pytest.MonkeyPatch) -> None:
    path = media("plain.opus")
    other.ask([(path, RATE)])
    shelf = Shelf()
    shelf.begin_with(other.answer())
    whole = open_tape(path).read(0, 7 * RATE)
    opened: list[Path] = []
    monkeypatch.setattr("asmr_cli.decode.chained.Packets", _noted(opened))
    tape = shelf.open(path)
    assert np.array_equal(tape.read(RATE, BEGINNING), whole[RATE : RATE + BEGINNING])
    assert not opened
    assert np.array_equal(tape.read(0, 7 * RATE), whole)
    assert opened == [path]
    tape.close()


@pytest.mark.parametrize("start", [0, 281_782])
def test_what_follows_is_to_the_bit_what_follows_here(other: Ahead, start: int) -> None:
    """A device plays what a file of the session holds. A decoder that sought its way there differs in one sample."""
    path = pack_dir() / "breathing" / "breathing.opus"
    other.ask([(path, start)])
    begun, whole = Shelf(), Shelf()
    begun.begin_with(other.answer())
    heard = []
    for shelf in (begun, whole):
        tape = shelf.open(path)
        first = tape.read(start, 4 * RATE)
        shelf.begun()
        heard.append(np.concatenate([first, tape.read(start + 4 * RATE, 90 * RATE)]))
        tape.close()
    assert len(heard[0]) > 50 * RATE
    assert np.array_equal(*heard)


def test_of_a_long_recording_each_reader_has_the_beginning(
    other: Ahead, media: Media, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not kept, and opened anew by each."""
    path = media("plain.opus")
    other.ask([(path, RATE)])
    monkeypatch.setattr("asmr_cli.decode.shelf._LONG", RATE)
    shelf = Shelf()
    shelf.begin_with(other.answer())
    whole = open_tape(path).read(0, 7 * RATE)
    opened: list[Path] = []
    monkeypatch.setattr("asmr_cli.decode.chained.Packets", _noted(opened))
    for tape in (shelf.open(path), shelf.open(path)):
        assert np.array_equal(tape.read(RATE, BEGINNING), whole[RATE : RATE + BEGINNING])
        assert not opened
        assert np.array_equal(tape.read(0, 7 * RATE), whole)
        opened.clear()


def test_several_sounds_each_at_its_own_place(other: Ahead, media: Media) -> None:
    places = [(media("plain.opus"), RATE), (media("16-bit.wav"), 0), (media("mono.opus"), 2 * RATE)]
    other.ask(places)
    found = {beginning.path: beginning for beginning in other.answer()}
    for path, start in places:
        shelf = Shelf()
        shelf.begin_with([found[path]])
        assert np.array_equal(shelf.open(path).read(start, RATE), open_tape(path).read(start, RATE))


def test_more_sounds_than_there_is_room_for_are_decoded_when_they_are_played(other: Ahead, media: Media) -> None:
    other.ask([(media("plain.opus"), number * PAGE) for number in range(4)])
    assert len(other.answer()) == 3


def test_what_is_wrong_is_left_to_who_plays_it(other: Ahead, media: Media, tmp_path: Path) -> None:
    text = tmp_path / "text.mp3"
    text.write_text("no sound")
    torn = tmp_path / "torn.ogg"
    whole = media("flac.ogg").read_bytes()
    torn.write_bytes(whole[: len(whole) // 2] + bytes(4000) + whole[len(whole) // 2 + 4000 :])
    other.ask([(tmp_path / "gone.opus", 0), (text, 0), (torn, 0)])
    assert other.answer() == []


def test_a_file_that_goes_after_its_beginning_ends_there_and_is_named_once(
    other: Ahead, media: Media, tmp_path: Path
) -> None:
    path = tmp_path / "short-lived.opus"
    path.write_bytes(media("plain.opus").read_bytes())
    other.ask([(path, 0)])
    named: list[str] = []
    shelf = Shelf(lambda path, what: named.append(f"{path.name} {what}"))
    shelf.begin_with(other.answer())
    path.unlink()
    tape = shelf.open(path)
    assert len(tape.read(0, 7 * RATE)) == BEGINNING
    assert len(tape.read(6 * RATE, RATE)) == 0
    tape.close()
    assert named == ["short-lived.opus cannot be read any more"]


def test_a_drive_that_hangs_is_not_waited_for(other: Ahead, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "hangs.opus")
    other.ask([(tmp_path / "hangs.opus", 0)])
    assert other.answer(patience=0.3) == []


def test_it_may_die(other: Ahead, media: Media) -> None:
    os.kill(other._child, 9)
    os.waitid(os.P_PID, other._child, os.WEXITED | os.WNOWAIT)
    other.ask([(media("plain.opus"), 0)])
    assert other.answer() == []


def test_nobody_is_left_behind(media: Media) -> None:
    """Whether it was heard, only asked, or neither."""
    for asked in range(3):
        other = Ahead()
        if asked:
            other.ask([(media("plain.opus"), 0)])
        if asked == 2:
            other.answer()
        other.leave()
        other.leave()
        with pytest.raises(ChildProcessError):
            os.waitpid(other._child, os.WNOHANG)


def test_it_ends_by_itself_when_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_LIFE", 0.2)
    other = Ahead()
    _, status = os.waitpid(other._child, 0)
    assert os.waitstatus_to_exitcode(status) == -14
    other.leave()


def test_it_holds_neither_what_we_tell_nor_the_terminal() -> None:
    other = Ahead()
    streams = [Path(f"/proc/{other._child}/fd/{number}") for number in range(3)]
    deadline = time.monotonic() + 5
    while any(stream.readlink() != Path(os.devnull) for stream in streams):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert os.getsid(other._child) == other._child
    other.leave()


def _noted(opened: list[Path]) -> object:
    from asmr_cli.decode.packets import Packets

    class Noted(Packets):
        def __init__(self, path: Path, *others: object) -> None:
            opened.append(path)
            super().__init__(path, *others)  # type: ignore[arg-type]

    return Noted
