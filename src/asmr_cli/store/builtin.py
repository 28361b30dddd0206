"""The evenings by name that come with the program."""

from asmr_cli.models import FadeLength, Wanted
from asmr_cli.store.options import Values

_STEADY = ("brown-noise", "pink-noise", "rain", "window-rain", "stream", "fan")

BUILT_IN: dict[str, tuple[str, Values]] = {
    "sleep": ("half an hour that fades to silence, as it comes", {}),
    "nature": ("outdoors only: water, wind, leaves", {"triggers": (Wanted("nature"),)}),
    "calm": (
        "ten minutes of one steady sound, nothing to follow",
        {"duration": 600.0, "triggers": tuple(map(Wanted, _STEADY)), "breath": "off"},
    ),
    "haircut": (
        "brush, scissors, spray and towels, a murmur at first",
        {"triggers": tuple(map(Wanted, ("haircut", "towels", "murmur")))},
    ),
    "break": (
        "ten minutes by day, ends with a gentle cue",
        {"duration": 600.0, "fade": FadeLength(percent=20.0), "end_cue": True},
    ),
}
"""Name → what it is in one line, and its options."""
