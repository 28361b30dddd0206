"""What can be asked of a running session, from a key, a signal or another shell."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from asmr_cli.types import Seconds


@dataclass(frozen=True, slots=True)
class Pause:
    pass


@dataclass(frozen=True, slots=True)
class Resume:
    pass


@dataclass(frozen=True, slots=True)
class Stop:
    """Soft stop: three seconds to silence. A second one, or `at_once`, ends immediately."""

    reason: Literal["stopped", "signal"] = "stopped"
    signal: int | None = None
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Skip:
    """Not this: leave what plays within three seconds, softer, and choose it less in future."""


@dataclass(frozen=True, slots=True)
class Never:
    """Never again: as Skip, and marked `never`."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the last Skip or Never's mark."""


@dataclass(frozen=True, slots=True)
class Love:
    pass


@dataclass(frozen=True, slots=True)
class Extend:
    """More time; in the fade it is StillAwake (rule 8)."""

    seconds: Seconds = 600.0


@dataclass(frozen=True, slots=True)
class StillAwake:
    """A key in the fade: back at no more than 3 dB/s, and ten more minutes."""


@dataclass(frozen=True, slots=True)
class Volume:
    """Set the user's volume, 1-100, by a glide."""

    value: int


@dataclass(frozen=True, slots=True)
class Louder:
    """Steps of the user's volume, up (positive) or down (negative)."""

    steps: int


@dataclass(frozen=True, slots=True)
class Peek:
    """Show a blank screen, dim, for five seconds; `keys`: with the list of keys."""

    keys: bool = False


Command: TypeAlias = Pause | Resume | Stop | Skip | Never | Undo | Love | Extend | StillAwake | Volume | Louder | Peek
