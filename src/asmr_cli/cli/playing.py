"""Playing a session for a person at a terminal, a script or cron."""

from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

from asmr_cli.cli.environment import environment
from asmr_cli.cli.evening import Found
from asmr_cli.cli.output import say
from asmr_cli.control.inbox import Source
from asmr_cli.control.signals import Signals
from asmr_cli.errors import NoDevice
from asmr_cli.models import Session
from asmr_cli.session.after import Afterwards
from asmr_cli.session.play import GRACE, Evening, Screen, Wishes, exit_code
from asmr_cli.store.settings import Preferences

PREFERENCES = ("plain", "quiet", "still", "blank_after", "device", "on_device_lost", "inhibit", "keep")
"""Options of playing that config.toml may also say."""


def preferences_of(how: Mapping[str, Any]) -> dict[str, Any]:
    return {name: how[name] for name in PREFERENCES if name in how}


def run(found: Found, session: Session, how: Mapping[str, Any]) -> int:
    """Play, say how it went, and give the exit code. Raises NoDevice without a terminal, AlreadyPlaying."""
    afterwards = Afterwards.checked(how.get("then"))
    prefer = found.preferences
    wishes = _wishes(found, how)
    with ExitStack() as stack:
        sources: list[Source] = [stack.enter_context(Signals(keep=prefer.keep))]
        evening, code = _evening(found, session, wishes)
        screen = _screen(session, prefer, how, evening.silent)
        end = evening.play(sources, screen)
    if end.reason == "deadline":
        afterwards.run()
    return code or exit_code(end)


def _wishes(found: Found, how: Mapping[str, Any]) -> Wishes:
    request = found.tonight.request
    here = environment()
    return Wishes(
        volume=request.volume if request else 100,
        silent=bool(request and request.silent),
        device=found.preferences.device,
        to=how.get("to"),
        on_lost="stop" if found.preferences.on_device_lost == "stop" else "wait",
        grace=GRACE if here.stdin.isatty() else 0.0,
        deadline_stays=bool(request and request.until),
    )


def _evening(found: Found, session: Session, wishes: Wishes) -> tuple[Evening, int]:
    """With a device; on a terminal without one silently, which is then the exit code 4."""
    try:
        return Evening(found.tonight, session, wishes), 0
    except NoDevice as missing:
        if not environment().on_terminal:
            raise NoDevice(
                missing.message, "asmr render writes a file, --silent needs no sound, asmr doctor looks"
            ) from missing
        say(f"{missing.message} The session runs silently; asmr doctor tells more.")
        return Evening(found.tonight, session, wishes.without_sound()), NoDevice.exit_code


def _screen(session: Session, prefer: Preferences, how: Mapping[str, Any], silent: bool) -> Screen:
    here = environment()
    if how.get("as_json"):
        from asmr_cli.ui.lines import JsonDisplay

        return _guarded(JsonDisplay(here.stdout))
    if prefer.quiet:
        from asmr_cli.ui.display import NullDisplay

        return NullDisplay()
    if prefer.plain or not here.on_terminal:
        from asmr_cli.ui.plain import PlainDisplay

        return _guarded(PlainDisplay(here.stderr, session, silent=silent))
    from asmr_cli.ui.live import LiveDisplay, Look

    look = Look(prefer.still, silent, prefer.blank_after)
    return _guarded(LiveDisplay(here.stdout, here.environ, session, look))


def _guarded(display: Screen) -> Screen:
    from asmr_cli.ui.display import Guarded

    return Guarded(display)
