"""What is said of a sound while it plays."""

from pathlib import Path

import pytest

from asmr_cli.library.likes import load_likes
from asmr_cli.models.command import Love, Never, Skip, Undo
from asmr_cli.session.marks import Marks


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "taste.toml"


def test_love_is_kept(file: Path) -> None:
    Marks(file).mark(Love(), "rain")
    assert load_likes(file).triggers == {"rain": "love"}


def test_not_this_comes_less_and_not_again_tonight(file: Path) -> None:
    marks = Marks(file)
    marks.mark(Skip(), "paper")
    assert load_likes(file).willingness("paper") == 0.5 and marks.left == {"paper"}


def test_what_is_on_its_way_out_is_not_marked_twice(file: Path) -> None:
    marks = Marks(file)
    marks.mark(Skip(), "paper")
    marks.mark(Skip(), "paper")
    assert load_likes(file).willingness("paper") == 0.5
    marks.mark(Undo(), "rain")
    assert load_likes(file).willingness("paper") == 1.0 and not marks.left


@pytest.mark.parametrize("command", [Skip(), Never()])
def test_the_last_of_the_two_is_taken_back_once(file: Path, command: Skip | Never) -> None:
    marks = Marks(file)
    marks.mark(Love(), "paper")
    marks.mark(Skip(), "typing")
    marks.mark(command, "paper")
    assert marks.left == {"paper", "typing"}
    marks.mark(Undo(), "rain")
    marks.mark(Undo(), "rain")
    likes = load_likes(file)
    assert likes.triggers == {"paper": "love"} and likes.willingness("paper") == 1.0
    assert likes.willingness("typing") == 0.5 and marks.left == {"typing"}


def test_never_is_kept(file: Path) -> None:
    Marks(file).mark(Never(), "paper")
    assert load_likes(file).triggers == {"paper": "never"}


def test_without_a_file_the_sound_is_left_all_the_same(tmp_path: Path) -> None:
    marks = Marks(None)
    marks.mark(Skip(), "paper")
    assert marks.left == {"paper"} and marks.failure is None and not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_written_is_told_and_the_sound_is_left(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    marks = Marks(tmp_path / "state" / "taste.toml")
    marks.mark(Never(), "paper")
    assert marks.left == {"paper"} and marks.failure is not None


@pytest.mark.parametrize("command", [Love(), Skip(), Never()])
def test_a_file_that_cannot_be_read_keeps_every_byte(file: Path, command: Love | Skip | Never) -> None:
    file.write_text("= = mine")
    marks = Marks(file)
    marks.mark(command, "paper")
    marks.mark(Undo(), "paper")
    assert marks.failure is not None and file.read_text() == "= = mine"
