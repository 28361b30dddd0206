"""What is told of a night that goes in another way than asked."""

from asmr_cli.cli.found import Troubles
from asmr_cli.errors import CannotDecode


def test_a_file_that_gives_less_than_was_planned_is_named_once() -> None:
    told: list[str] = []
    troubles = Troubles(told.append)
    for _ in range(2):
        troubles("a.wav", None)
        troubles("b.wav", CannotDecode("b.wav is not there.", "asmr triggers"))
    assert told == ["a.wav ended early; the session goes on.", "b.wav is not there."]
