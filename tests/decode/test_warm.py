"""What a session begins with is decoded before it is asked for, and the files are let go of."""

from collections.abc import Callable
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from asmr_cli.decode.pages import PAGE, Page, Pages
from asmr_cli.decode.shelf import Shelf
from asmr_cli.decode.tape import open_tape
from asmr_cli.decode.warm import Place, warmed

RATE = 48_000
Media = Callable[[str], Path]


@pytest.mark.parametrize("far", [False, True])
def test_it_is_there_when_it_is_read(media: Media, monkeypatch: pytest.MonkeyPatch, far: bool) -> None:
    """Also where one process reads for both threads."""
    places = [Place(media("plain.opus"), 2 * RATE, far), Place(media("16-bit.wav"), 0, far)]
    shelf = Shelf()
    with warmed(shelf, places):
        tapes = [(shelf.open(path, far), start) for path, start, _ in places]
    expected = [open_tape(path).read(start, RATE) for path, start, _ in places]
    for (tape, start), block in zip(tapes, expected, strict=True):
        monkeypatch.setattr(tape._stream, "read", lambda frames: pytest.fail("decoded again"))
        assert np.array_equal(tape.read(start, RATE), block)
        assert tape.readers == 1


def test_a_file_that_is_not_there_is_met_again(tmp_path: Path, media: Media) -> None:
    shelf = Shelf()
    with warmed(shelf, [Place(tmp_path / "gone.opus", 0), Place(media("plain.opus"), 0)]):
        assert len(shelf.open(media("plain.opus")).read(0, RATE)) == RATE


def test_without_threads_it_is_decoded_when_it_is_read(media: Media, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(thread: Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(Thread, "start", refused)
    shelf = Shelf()
    with warmed(shelf, [Place(media("plain.opus"), 0)]):
        assert len(shelf.open(media("plain.opus")).read(0, RATE)) == RATE


def test_pages_are_not_mixed_up_between_threads(tmp_path: Path) -> None:
    pages = Pages()
    wrong: list[int] = []

    def put_and_get(name: int) -> None:
        for number in range(60):
            page = Page.of(np.full((PAGE, 2), (name * 100 + number) / 1000.0, np.float32))
            pages.put((tmp_path / str(name), number), page)
            found = pages.get((tmp_path / str(name), number), 0, PAGE)
            if found is None or not np.array_equal(found.samples, page.samples):
                wrong.append(number)

    threads = [Thread(target=put_and_get, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
