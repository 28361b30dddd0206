"""Which triggers suit which part of the night, told from kind, category, tags and name."""

from typing import Final

from asmr_cli.models.sound import Trigger

SENSITIVE: Final = frozenset({"mouth", "eating", "breathing"})
"""Tags off until asked for by name: the sounds that most people with misophonia name first."""

_THINNING: Final = frozenset({
    "tap", "taps", "tapping", "knocking", "crinkle", "crinkles", "crinkling", "crinkly", "click", "clicks", "clicking",
    "clicky", "typing", "keyboard", "clock", "ticking", "scissors", "plastic", "foil",
    "unboxing", "drops", "dripping", "eventful",
})  # fmt: skip
_STEADY: Final = frozenset({"steady", "brushing", "brush", "noise", "humming", "hum", "purring", "purr"})
_STEADY_CATEGORIES: Final = frozenset({"steady", "nature"})
_PULSING: Final = frozenset({"body", "heartbeat", "travel", "train", "clock"})


def is_even(trigger: Trigger) -> bool:
    """A bed that may be chosen unasked: a heart or a train over rails beats on, and is for those who like it."""
    return _PULSING.isdisjoint(_words(trigger))


def has_voice(trigger: Trigger) -> bool:
    """Speech, whisper, murmur, role-play: only in settle (a voice keeps a sleeper half awake)."""
    return trigger.category == "voice" or "voice" in trigger.tags


def is_sensitive(trigger: Trigger) -> bool:
    return not SENSITIVE.isdisjoint(trigger.tags)


def thins_out(trigger: Trigger) -> bool:
    """Repeated taps, crinkles and clicks: they become sparser in drift and end with it."""
    return trigger.kind == "foreground" and not _THINNING.isdisjoint(_words(trigger))


def is_steady(trigger: Trigger) -> bool:
    """May fill away where there is no bed."""
    if has_voice(trigger) or thins_out(trigger):
        return False
    if trigger.kind == "bed" or trigger.category in _STEADY_CATEGORIES:
        return True
    return not _STEADY.isdisjoint(_words(trigger))


def _words(trigger: Trigger) -> set[str]:
    return {*trigger.tags, *trigger.name.lower().replace("_", "-").split("-")}
