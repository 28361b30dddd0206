"""What the screen says: calm, plain, little."""

from collections.abc import Iterable
from typing import Final

from asmr_cli.models.status import Playing, Status

FIRST_NIGHT: Final = "Soft, not deep. Dizzy? Breathe normally."
"""Said once, on the first night."""
HINT: Final = "? shows the keys"
_KEYS: Final = (
    (" ", "space", "pause, go on"),
    ("+", "+ −", "louder, softer"),
    ("n", "n", "not this"),
    ("x", "x x", "never again"),
    ("u", "u", "undo"),
    ("l", "l", "love this"),
    ("e", "e", "ten more minutes"),
    ("e", "any key", "still awake, in the fade"),
    ("q", "q", "leave softly"),
)
"""The key, its name and its meaning; who cannot have more time cannot be still awake either."""
OVER: Final = " over "
"""Between the foreground and the bed."""
WAITING: Final = "waiting for the sound to come back"
PAUSED: Final = "paused"
GRACE: Final = "any key starts again softly, q leaves"
SILENT: Final = "without sound"
CUE: Final = "the breath cue"
"""What is heard where no trigger plays."""


def keys(without: str = "") -> tuple[tuple[str, str], ...]:
    """Names and meanings of the keys, save for those that mean nothing in this session."""
    return tuple((name, meaning) for key, name, meaning in _KEYS if key not in without)


def title(trigger: str) -> str:
    """A trigger's name as it is read: `hair-brushing` is hair brushing."""
    return " ".join(trigger.replace("-", " ").replace("_", " ").split())


def playing(what: Iterable[Playing]) -> str:
    """`whisper over rain`, `rain`, or nothing."""
    by_lane = {item.lane: title(item.trigger) for item in what}
    return OVER.join(by_lane[lane] for lane in ("foreground", "bed") if lane in by_lane)


def now(status: Status, silent: bool) -> str:
    """The line that says what plays, or why nothing does."""
    if status.state == "paused":
        return PAUSED
    if status.state == "grace":
        return GRACE
    if silent:
        return SILENT
    return playing(status.playing) if status.device is not None else WAITING
