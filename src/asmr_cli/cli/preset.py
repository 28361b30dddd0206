"""`asmr preset`: named evenings."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import typer

from asmr_cli.cli import complete
from asmr_cli.cli.environment import environment
from asmr_cli.cli.output import emit, emit_json, say
from asmr_cli.plan.durations import format_duration
from asmr_cli.store import presets
from asmr_cli.store.options import read, write_all
from asmr_cli.store.paths import Paths

if TYPE_CHECKING:
    from asmr_cli.store.presets import Preset

NAME = typer.Argument(help="The preset's name.", autocompletion=complete.presets)
AS_JSON = typer.Option(False, "--json", help="Print as JSON.")


def save(
    name: str = typer.Argument(help="Letters, digits, - and _."),
    duration: str = typer.Argument(None, help="30m, 1h30m, 90s, 45 (minutes) or 1:30."),
    triggers: list[str] = typer.Option(
        [], "--triggers", "-t", help="Names or tags; rain:70 sets a share.", autocompletion=complete.triggers
    ),
    bed: str = typer.Option(None, "--bed", help="The steady sound below, or none.", autocompletion=complete.triggers),
    base: str = typer.Option(None, "--preset", "-p", help="Begin with another one.", autocompletion=complete.presets),
    sounds: list[Path] = typer.Option([], "--sounds", help="A folder of sounds; repeatable."),
    until: str = typer.Option(None, "--until", help="Until this time of day, HH:MM."),
    no_voice: bool = typer.Option(False, "--no-voice", help="No whisper, no voice."),
    silent: bool = typer.Option(False, "--silent", help="Breathing only, nothing to hear."),
    breath: Literal["ramp", "4-7-8", "box", "coherent", "sigh", "off"] = typer.Option(None, "--breath"),
    breath_cue: bool = typer.Option(None, "--breath-cue/--no-breath-cue", help="A soft cue to hear."),
    fade: str = typer.Option(None, "--fade", help="12m or 40%."),
    curve: Literal["sone", "cosine", "linear", "db"] = typer.Option(None, "--curve"),
    volume: int = typer.Option(None, "--volume", help="1 to 100."),
    mono: bool = typer.Option(False, "--mono", help="The same in both ears."),
    seed: int = typer.Option(None, "--seed", help="The same small variations every night."),
    end_cue: bool = typer.Option(False, "--end-cue", help="End with a gentle cue instead of sleep."),
) -> None:
    """Keep options under a name: asmr preset save rain-45 45m -t rain:70,paper"""
    given = {
        "duration": duration, "until": until, "triggers": triggers or None, "bed": bed, "breath": breath,
        "sounds": [str(folder.absolute()) for folder in sounds] or None, "voice": False if no_voice else None,
        "silent": silent or None, "breath_cue": breath_cue, "fade": fade, "volume": volume,
        "curve": curve, "mono": mono or None, "seed": seed, "end_cue": end_cue or None,
    }  # fmt: skip
    values = {key: read(key, value, (key,)) for key, value in given.items() if value is not None}
    path = presets.save(name, _based(base, values), _folder())
    say(f"Saved. Use it: asmr sleep --preset {name}")
    emit(str(path))


def list_(as_json: bool = AS_JSON) -> None:
    """All presets, first those that come with asmr."""
    found = presets.everything(_folder())
    if as_json:
        emit_json([_fields(preset) for preset in found])
        return
    width = max(len(preset.name) for preset in found)
    for preset in found:
        emit(f"{preset.name:<{width}}  {preset.description or summary(preset.layer.values)}".rstrip())


def show(name: str = NAME, as_json: bool = AS_JSON) -> None:
    """One preset as its file, to read, keep or send: asmr preset show calm > calm.toml"""
    preset = presets.find(name, _folder())
    if as_json:
        emit_json(_fields(preset))
    else:
        emit(presets.text(preset).rstrip("\n"))


def delete(name: str = NAME) -> None:
    """Delete one of your own presets."""
    presets.delete(name, _folder())
    say(f"Deleted {name}.")


def summary(values: Mapping[str, Any]) -> str:
    """`45m, rain:70 paper, volume 60`: a preset in one line."""
    plain = write_all(values)
    parts = [format_duration(plain.pop("duration"))] if "duration" in plain else []
    parts += [" ".join(plain.pop("triggers"))] if "triggers" in plain else []
    return ", ".join(parts + [f"{key.replace('_', '-')} {_spell(value)}" for key, value in plain.items()])


def _spell(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _based(base: str | None, values: dict[str, Any]) -> dict[str, Any]:
    """The values on top of another preset's; of duration and until the one given now."""
    below = dict(presets.find(base, _folder()).layer.values) if base else {}
    for one, other in (("duration", "until"), ("until", "duration")):
        if one in values:
            below.pop(other, None)
    return below | values


def _fields(preset: "Preset") -> dict[str, Any]:
    return {
        "name": preset.name,
        "description": preset.description,
        "source": str(preset.path) if preset.path else "bundled",
        "options": write_all(preset.layer.values),
    }


def _folder() -> Path:
    return Paths.from_environ(environment().environ).presets


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="Named evenings: save, list, show, delete.", no_args_is_help=True)
    group.command("save")(save)
    group.command("list")(list_)
    group.command("show")(show)
    group.command("delete")(delete)
    app.add_typer(group, name="preset")
