"""What is left out as damaged, how much of it is forgiven, and when a file counts as ended."""

from collections.abc import Iterator
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from asmr_cli.decode.pieces import Pieces

RATE = 48_000


def frame(pts: int | None = None, samples: int = 1024, rate: int = RATE) -> Any:
    return SimpleNamespace(pts=pts, samples=samples, sample_rate=rate)


class Packets:
    """A container: frames in packets of one, None for one that cannot be decoded; an error is raised in its place."""

    def __init__(self, *contents: Any) -> None:
        self._left = iter(contents)

    def demux(self, stream: Any) -> Iterator[Any]:
        for content in self._left:
            if isinstance(content, Exception):
                raise content
            yield SimpleNamespace(decode=lambda content=content: self._decoded(content))

    def _decoded(self, content: Any) -> list[Any]:
        if content is None:
            raise ValueError("invalid data")
        return [content]


def decoded(*contents: Any, codec: str = "aac") -> tuple[str, int]:
    """What came, a letter each: a frame (f) or a gap (-); and how many gaps were told."""
    gaps: list[None] = []
    stream: Any = SimpleNamespace(time_base=Fraction(1, RATE), codec_context=SimpleNamespace(name=codec))
    pieces = Pieces(Packets(*contents), stream, lambda: gaps.append(None))  # type: ignore[arg-type]
    return "".join("-" if piece is None else "f" for piece in pieces), len(gaps)


def test_the_first_three_packets_may_fail() -> None:
    assert decoded(None, None, None, frame(), frame()) == ("ff", 0)
    assert decoded(None, None, None, None, frame()) == ("-f", 1)


@pytest.mark.parametrize(("codec", "allowed"), [("aac", 0.03), ("vorbis", 0.1)])
def test_a_jump_of_the_times_is_a_gap(codec: str, allowed: float) -> None:
    for jump, shown in ((allowed - 0.001, "ff"), (allowed + 0.001, "f-f")):
        assert decoded(frame(0), frame(1024 + round(jump * RATE)), codec=codec)[0] == shown
    assert decoded(frame(0), frame(None), frame(10**9), codec=codec)[0] == "fff", "what has no time says nothing"


def test_a_frame_of_an_impossible_rate_is_left_out() -> None:
    assert decoded(frame(), frame(rate=10), frame()) == ("f-f", 1)


def test_after_two_hundred_in_a_row_it_has_ended() -> None:
    shown, gaps = decoded(frame(), *[None] * 500, frame())
    assert (shown, gaps) == ("f" + "-" * 198, 198), "the first two of them are among the first three packets"


def test_splinters_are_no_sound() -> None:
    shown, _ = decoded(*[frame(samples=1)] * 500)
    assert 200 <= len(shown) < 250


def test_what_comes_between_whole_sounds_is_forgiven() -> None:
    """A second of sound for each hundred packets that fail."""
    second = [frame()] * 47
    shown, _ = decoded(*(second + [None] * 100) * 10)
    assert shown.count("f") == 470


def test_a_container_that_cannot_be_read_is_tried_again_for_a_while() -> None:
    assert decoded(frame(), OSError("a bad sector"), frame())[0] == "f-f"
    shown, _ = decoded(*[OSError("a bad sector")] * 50, frame())
    assert shown == "-" * 10
