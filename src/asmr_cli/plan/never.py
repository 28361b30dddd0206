"""Never means never: which triggers are not to be heard at all, and what of a request that leaves out."""

from asmr_cli.models.request import Request
from asmr_cli.models.sound import Catalogue, Sound, Trigger
from asmr_cli.plan.names import matches


def is_never(trigger: Trigger) -> bool:
    """Whether it is marked never itself, or every one of its files."""
    return trigger.liking == "never" or (bool(trigger.sounds) and not bearable(trigger))


def bearable(trigger: Trigger) -> tuple[Sound, ...]:
    """Its files, without those that are marked never."""
    return tuple(sound for sound in trigger.sounds if sound.liking != "never")


def left_out(request: Request, catalogue: Catalogue) -> tuple[str, ...]:
    """The names and tags that were asked for and of which all is marked never, each once.

    A tag of which something else plays is none of them. Raises UsageError for names that are none."""
    if request.even_so or request.silent:
        return ()
    asked = (matches((wanted,), catalogue) for wanted in request.triggers)
    never = (found[0].asked for found in asked if all(is_never(match.trigger) for match in found))
    return tuple(dict.fromkeys(never))
