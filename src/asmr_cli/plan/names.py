"""What a person named: triggers by name, or by a tag that they carry."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final, NamedTuple

from asmr_cli.errors import UsageError
from asmr_cli.models.request import Wanted
from asmr_cli.models.sound import Catalogue, Trigger

_NEAREST: Final = 3


class Match(NamedTuple):
    """A trigger that was asked for."""

    trigger: Trigger
    asked: str
    by_name: bool
    share: float | None


def matches(wanted: Iterable[Wanted], catalogue: Catalogue) -> tuple[Match, ...]:
    """Every trigger that was asked for, once, in the order of asking; UsageError for a name that is none."""
    found: dict[str, Match] = {}
    for item in wanted:
        for match in _one(item, catalogue):
            known = found.get(match.trigger.name)
            if known is None or (match.by_name and not known.by_name):
                found[match.trigger.name] = match
    return tuple(found.values())


def nearest(name: str, catalogue: Catalogue) -> list[str]:
    """The names and tags most like a word that is neither, best first."""
    known = dict.fromkeys(trigger.name for trigger in catalogue)
    known |= dict.fromkeys(tag for trigger in catalogue for tag in (*trigger.tags, trigger.category))
    return get_close_matches(name.strip().lower(), known, _NEAREST, 0.5)


def _one(item: Wanted, catalogue: Catalogue) -> list[Match]:
    name = item.name.strip().lower().replace(" ", "-")
    exact = catalogue.find(item.name.strip()) or catalogue.find(name) or _whatever_case(name, catalogue)
    if exact is not None:
        return [Match(exact, exact.name, True, item.share)]
    if tagged := catalogue.tagged(name):
        return [Match(trigger, name, False, item.share) for trigger in tagged]
    close = nearest(item.name, catalogue)
    hint = f"did you mean {' or '.join(close)}? asmr triggers lists them all" if close else "asmr triggers lists them"
    raise UsageError(f"There is no trigger or tag “{item.name}”.", hint)


def _whatever_case(name: str, catalogue: Catalogue) -> Trigger | None:
    return next((trigger for trigger in catalogue if trigger.name.lower().replace(" ", "-") == name), None)
