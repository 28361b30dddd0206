"""A catalogue like the real one, and ways to vary it."""

from collections.abc import Callable

import pytest

from asmr_cli.models import Catalogue, Kind, Sound, Trigger

Make = Callable[..., Trigger]


def trigger(
    name: str, kind: Kind = "foreground", category: str = "object", tags: tuple[str, ...] = (), seconds: float = 60.0,
    files: int = 1,
) -> Trigger:  # fmt: skip
    sounds = tuple(Sound(f"{name}/{number}.opus", seconds) for number in range(files))
    return Trigger(name, name.title(), kind, category, tags, "", sounds)


PACK = Catalogue(
    (
        trigger("rain", "bed", "nature", ("nature", "water"), 90),
        trigger("waves", "bed", "nature", ("nature", "water"), 90),
        trigger("brown-noise", "bed", "steady", ("noise",), 90),
        trigger("purr", "bed", "steady", ("animal",), 90),
        trigger("whisper", category="voice", tags=("voice", "whisper"), files=2),
        trigger("murmur", category="voice", tags=("voice",)),
        trigger("breathing", category="voice", tags=("voice", "breathing")),
        trigger("tapping-wood", tags=("tapping",), files=2),
        trigger("paper", tags=("crinkle",)),
        trigger("clicks", tags=("click",), seconds=0.4, files=14),
        trigger("eating", tags=("mouth", "eating")),
        trigger("hair-brushing", category="touch", tags=("brushing",)),
        trigger("towels", category="touch"),
        trigger("writing"),
    )
)


@pytest.fixture(name="pack", scope="session")
def _pack() -> Catalogue:
    return PACK


@pytest.fixture(name="make_trigger", scope="session")
def _make_trigger() -> Make:
    return trigger
