"""What can be asked of a running session, from a key, a signal or another shell."""

from typing import Literal, NamedTuple, TypeAlias

from asmr_cli.types import Seconds


class _Verb:
    """A command without particulars; a dataclass for each would cost every start half a millisecond."""

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class Pause(_Verb):
    pass


class Resume(_Verb):
    pass


class Stop(NamedTuple):
    """Soft stop: three seconds to silence. A second one, or `at_once`, ends immediately."""

    reason: Literal["stopped", "signal"] = "stopped"
    signal: int | None = None
    at_once: bool = False


class Skip(_Verb):
    """Not this: leave what plays within three seconds, softer, and choose it less in future."""


class Never(_Verb):
    """Never again: as Skip, and marked `never`."""


class Instead(_Verb):
    """Another sound for the one the night rests on, which gives none any more: its file or its drive is lost."""


class Undo(_Verb):
    """Take back the last Skip or Never's mark."""


class Love(_Verb):
    pass


class Extend(NamedTuple):
    """More time; in the fade it is StillAwake (rule 8)."""

    seconds: Seconds = 600.0


class StillAwake(_Verb):
    """A key in the fade: back at no more than 3 dB/s, and ten more minutes."""


class Volume(NamedTuple):
    """Set the user's volume, 1-100, by a glide."""

    value: int


class Louder(NamedTuple):
    """Steps of the user's volume, up (positive) or down (negative)."""

    steps: int


class Peek(NamedTuple):
    """Show a blank screen, dim, for five seconds; `keys`: with the list of keys."""

    keys: bool = False


Command: TypeAlias = (
    Pause | Resume | Stop | Skip | Never | Instead | Undo | Love | Extend | StillAwake | Volume | Louder | Peek
)
