"""What the player needs of its neighbours: a mix, an output gain, commands, listeners, a look-out for the device."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from asmr_cli.models import Curve, Session
from asmr_cli.models.command import Command, Peek
from asmr_cli.models.event import Event
from asmr_cli.models.status import Status
from asmr_cli.types import Frames, Lufs, Seconds

if TYPE_CHECKING:
    # A session without sound loads no numpy.
    from asmr_cli.render.source import Block
    from asmr_cli.sink.protocol import Sink


class Mix(Protocol):
    """The session's sound before any fade, endless."""

    @property
    def position(self) -> Frames: ...

    @property
    def begun(self) -> Frames:
        """What starts before this frame has begun already."""
        ...

    @property
    def lost(self) -> bool:
        """Whether what the session rests on gives no sound any more, at the frame `begun`."""
        ...

    @property
    def level_lufs(self) -> Lufs: ...

    def read(self, frames: Frames) -> "Block": ...

    def replan(self, session: Session, at: Frames | None = None) -> None:
        """Another plan; with `at`, a few seconds back at most, the next read begins there."""
        ...

    def begin(self, session: Session, at: Frames, fade_in: Frames, heard: Frames) -> None:
        """After a silence: the next read begins at any frame, and is heard through a fade-in of so many frames. Of what
        was read before, the frames up to `heard` were."""
        ...


class Gain(Protocol):
    """Every fade of the output, as a function of the frame and of the commands so far."""

    def set_volume(self, value: float, at: Frames) -> None: ...

    def silence(self, at: Frames, frames: Frames) -> None: ...

    def come_back(self, at: Frames, frames: Frames) -> None: ...

    def set_fade(self, at: Frames, start: Frames, frames: Frames, curve: Curve | None = None) -> None: ...

    def fade_gain(self, frame: Frames) -> float: ...


class Observer(Protocol):
    """Listens: a display, the history. Must not fail and must not wait."""

    def event(self, event: Event) -> None: ...

    def status(self, status: Status) -> None: ...


class Listeners(NamedTuple):
    """Everybody who is told of a session."""

    observers: Sequence[Observer] = ()
    peek: Callable[[Peek], None] = lambda peek: None
    """Lights a blank screen up."""
    notice: Callable[[], str] = str
    """A line for displays that is not the player's, such as a question that waits for a key."""


class Inbox(Protocol):
    """Where commands come from."""

    def commands(self) -> Iterable[Command]:
        """What was asked for since the last call, every turn; each is carried out before the next is drawn."""
        ...

    def wait(self, seconds: Seconds) -> None:
        """Return when somebody wants something, after `seconds` at the latest."""
        ...


class AnyLine(Protocol):
    """The line from the mix to the ear, or one on which nothing passes."""

    @property
    def sink(self) -> "Sink | None":
        """None while nothing is heard."""
        ...

    @property
    def gain(self) -> Gain:
        """What all is heard through."""
        ...

    @property
    def name(self) -> str | None: ...

    @property
    def level_lufs(self) -> Lufs | None: ...

    @property
    def written(self) -> Frames:
        """The frame that is handed over next."""
        ...

    @property
    def begun(self) -> Frames:
        """What starts before this frame has begun already."""
        ...

    @property
    def lost(self) -> bool:
        """Whether what the session rests on gives no sound any more, at the frame `begun`."""
        ...

    def heard(self) -> Frames:
        """The frame that is heard now."""
        ...

    def at(self) -> Frames:
        """The first frame that a command can still reach."""
        ...

    def pump(self, end: Frames) -> None:
        """Hand over what the sink takes, up to the frame `end`. Raises DeviceLost."""
        ...

    def refresh(self) -> None: ...

    def replan(self, session: Session) -> None:
        """Another plan at once."""
        ...

    def prolong(self, session: Session) -> None:
        """Another plan for what lies ahead."""
        ...

    def cut(self) -> None: ...

    def mend(self, session: Session, due: Frames, audible: bool) -> bool: ...

    def come_back(self, session: Session) -> None:
        """After a pause, with a fade-in."""
        ...


class Lookout(Protocol):
    """Looks for the device after it was lost, without harm to this process."""

    def found(self) -> bool:
        """Whether the device is there; begins to look when asked first, never waits."""
        ...

    def close(self) -> None: ...
