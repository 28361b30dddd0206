"""The pacer alone, for the whole time."""

from typing import Final

from asmr_cli.errors import UsageError
from asmr_cli.models import FadeOut, Pattern, Phase, Session
from asmr_cli.plan.breathing import programme
from asmr_cli.plan.durations import format_duration
from asmr_cli.types import Seconds

_FADE: Final[Seconds] = 3.0
"""In and out, so that the cue neither begins nor ends at once."""
_HINT: Final = "asmr breathe 8m --breath ramp"


def breathe(duration: Seconds, pattern: Pattern, cue: bool, seed: int) -> Session:
    """A session without segments that ends with its last breath out.

    Raises UsageError where the pace is off, or not one breath fits."""
    if pattern == "off":
        raise UsageError("There is no pace to breathe with: --breath is off.", _HINT)
    breath = programme(pattern, duration, cue, whole=True)
    if breath is None:
        raise UsageError(f"{format_duration(duration)} is too short for one breath of {pattern}.", _HINT)
    return Session(
        duration=duration,
        seed=seed,
        preset="breathe",
        phases=(Phase("settle", 0.0, duration),),
        segments=(),
        breath=breath,
        fade_in=min(_FADE, duration / 10),
        fade_out=FadeOut(duration - min(_FADE, duration / 4), min(_FADE, duration / 4), "sone"),
    )
