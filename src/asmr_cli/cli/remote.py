"""`asmr status | stop | pause | resume | skip | extend | volume`: speak to the running session from another shell."""

from typing import Annotated, Any

import typer

from asmr_cli.cli.environment import environment
from asmr_cli.cli.output import emit, emit_json
from asmr_cli.control.client import ask
from asmr_cli.errors import NothingPlays
from asmr_cli.plan.durations import format_duration, parse_duration
from asmr_cli.store.paths import Paths


def status(as_json: Annotated[bool, typer.Option("--json", help="The state as JSON.")] = False) -> int:
    """What plays now. The exit code is 1 where nothing does."""
    try:
        state = _ask("status")
    except NothingPlays as error:
        if as_json:
            emit_json({"state": "idle"})
            return error.exit_code
        raise
    if as_json:
        emit_json(state)
    else:
        emit(_line(state))
    return 0


def stop() -> None:
    """End the session that plays softly, within three seconds."""
    _tell("stop")


def pause() -> None:
    """Pause the session that plays; its end moves along."""
    _tell("pause")


def resume() -> None:
    """Go on softly after a pause."""
    _tell("resume")


def skip() -> None:
    """Not this: leave what plays, softly."""
    _tell("skip")


def extend(duration: Annotated[str, typer.Argument(metavar="DURATION", help="How much more.")] = "10m") -> None:
    """More time; in the fade the level comes back slowly."""
    _tell("extend", seconds=parse_duration(duration, 1.0))


def volume(
    value: Annotated[int, typer.Argument(metavar="VALUE", min=1, max=100, help="1 to 100; half is half as loud.")],
) -> None:
    """Set the volume, by a glide."""
    _tell("volume", value=value)


def _ask(verb: str, **fields: float) -> dict[str, Any]:
    return ask(Paths.from_environ(environment().environ).runtime, verb, **fields)


def _tell(verb: str, **fields: float) -> None:
    emit(_line(_ask(verb, **fields)))


def _line(state: dict[str, Any]) -> str:
    if state["state"] == "idle":
        return "ended"
    if state["state"] == "grace":
        return f"grace  the end; asmr resume starts again softly  volume {state['volume']}"
    names = " over ".join(item["trigger"] for item in reversed(state["playing"]))
    if names and state["device"] is None:
        names = "no device"  # it never claims to play what nobody can hear
    left = format_duration(float(round(state["remaining"])))
    return f"{state['state']}  {names or 'no sound'}  {left} left  volume {state['volume']}"


def register(app: typer.Typer) -> None:
    for command in (status, stop, pause, resume, skip, extend, volume):
        app.command()(command)
