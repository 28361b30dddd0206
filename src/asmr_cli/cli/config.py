"""`asmr config`: your defaults, and where each value comes from."""

from typing import Any

import typer

from asmr_cli.cli.environment import environment
from asmr_cli.cli.output import emit, emit_json, say
from asmr_cli.errors import UsageError
from asmr_cli.plan.durations import format_duration
from asmr_cli.store import atomic
from asmr_cli.store.options import write_all
from asmr_cli.store.paths import Paths
from asmr_cli.store.settings import Setting, settle

EXAMPLE = """\
# Your defaults for asmr. Take away the # before a line to use it.
# Stronger than these: a variable ASMR_VOLUME=60, a preset, an option. See: asmr config show

# duration = "30m"
# preset = "sleep"
# triggers = ["rain:70", "paper"]
# bed = "rain"                # a trigger, or "none"
# sounds = ["~/Music/asmr"]   # folders for every session
# voice = true
# volume = 100                # 1 to 100
# mono = false
# fade = "40%"                # or "12m"
# curve = "sone"              # sone, cosine, linear, db
# breath = "ramp"             # ramp, 4-7-8, box, coherent, sigh, off
# breath_cue = false
# device = "Headphones"       # a name of asmr devices
# on_device_lost = "wait"     # or "stop"
# blank_after = "2m"          # a dark screen from then on
# still = false               # no motion on the screen
# plain = false               # lines instead of a picture
# quiet = false
# inhibit = false             # keep the computer awake while it plays
# keep = false                # play on when the terminal goes away
# history = true              # what was played and how it ended, on this computer only
"""


def path() -> None:
    """Where the file with your defaults is."""
    emit(str(_paths().config_file))


def init() -> None:
    """Write that file, every option explained and as it is without it."""
    file = _paths().config_file
    if file.exists():
        raise UsageError(f"{file} is there already and stays as it is.", "edit it, or see: asmr config show")
    atomic.replace(file, EXAMPLE.encode())
    say("Written. Every line is a comment until you take its # away.")
    emit(str(file))


def show(as_json: bool = typer.Option(False, "--json", help="Print a list as JSON.")) -> None:
    """Every default with where it comes from.

    That is config.toml, a variable ASMR_…, the preset, or asmr itself."""
    settings = settle(_paths(), environment().environ, {}).all
    if as_json:
        emit_json([{"name": s.name, "value": _plain(s), "source": s.source} for s in settings])
        return
    for setting in settings:
        emit(f"{setting.name:<15} {_spell(setting):<20} {setting.source}")


def _plain(setting: Setting) -> Any:
    return write_all({setting.name: setting.value}).get(setting.name)


def _spell(setting: Setting) -> str:
    value = _plain(setting)
    if isinstance(value, float):
        return format_duration(value)
    if value is None or value == []:
        return "-"
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _paths() -> Paths:
    return Paths.from_environ(environment().environ)


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="Your defaults: path, init, show.", no_args_is_help=True)
    group.command("path")(path)
    group.command("init")(init)
    group.command("show")(show)
    app.add_typer(group, name="config")
