"""Sounds, the triggers they belong to, and the catalogue of all that one has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from asmr_cli.types import Decibel, Lufs, Seconds

Kind = Literal["bed", "foreground"]
Liking = Literal["love", "ok", "never"]

BUNDLED = "bundled"
"""The source of a trigger that comes with the program."""


class Sound(NamedTuple):
    """One file, and what is known of it."""

    ref: str
    """`trigger/file.opus` in the pack, an absolute path for the user's own."""
    seconds: Seconds
    lufs: Lufs | None = None
    """Integrated loudness, None where no analysis has been made: it is then levelled while it streams."""
    true_peak_db: Decibel | None = None
    entries: tuple[Seconds, ...] = ()
    """Quiet moments at which a long recording may be entered."""
    avoid: tuple[tuple[Seconds, Seconds], ...] = ()
    """Stretches that are not to be played: intro, outro, long silence, something jarring."""
    liking: Liking | None = None


class Trigger(NamedTuple):
    """A named kind of sound, with the files that play it."""

    name: str
    title: str
    kind: Kind
    category: str
    """voice, touch, object, nature or steady."""
    tags: tuple[str, ...]
    description: str
    sounds: tuple[Sound, ...]
    source: str = BUNDLED
    """`bundled`, or the user's folder."""
    liking: Liking | None = None

    @property
    def seconds(self) -> Seconds:
        return sum(sound.seconds for sound in self.sounds)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every trigger one has, in the order in which it is listed."""

    triggers: tuple[Trigger, ...]

    def __iter__(self) -> Iterator[Trigger]:
        return iter(self.triggers)

    def find(self, name: str) -> Trigger | None:
        """The trigger of that name, or None."""
        return next((trigger for trigger in self.triggers if trigger.name == name), None)

    def tagged(self, tag: str) -> tuple[Trigger, ...]:
        """Every trigger that carries the tag or is of that category."""
        return tuple(t for t in self.triggers if tag in t.tags or tag == t.category)


class Taste(NamedTuple):
    """How willingly each thing is chosen tonight; what is not named weighs 1.

    Made by the library from liking and history, used by the planner, so that the planner knows neither."""

    triggers: Mapping[str, float] = MappingProxyType({})
    """Weight by trigger name."""
    sounds: Mapping[str, float] = MappingProxyType({})
    """Weight by `Sound.ref`."""
