"""`asmr preset`: named evenings."""

import shlex
from collections.abc import Callable, Mapping
from inspect import Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from asmr_cli.cli import complete
from asmr_cli.cli.environment import environment
from asmr_cli.cli.options import session_options
from asmr_cli.cli.output import emit, emit_json, say
from asmr_cli.errors import UsageError
from asmr_cli.plan.durations import format_duration
from asmr_cli.store import presets
from asmr_cli.store.options import write_all
from asmr_cli.store.paths import Paths
from asmr_cli.store.settings import typed

if TYPE_CHECKING:
    from asmr_cli.store.presets import Preset

NAME = typer.Argument(metavar="NAME", help="The preset's name.", autocompletion=complete.presets)
AS_JSON = typer.Option(False, "--json", help="Print as JSON.")


@session_options
def save(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Letters, digits, spaces, - and _.")],
    options: Mapping[str, Any],
    end_cue: Annotated[bool, typer.Option("--end-cue", help="End with a gentle cue instead of sleep.")] = False,
) -> None:
    """Keep options under a name.

    For example: asmr preset save rain-45 45m -t rain:70,paper"""
    given = {**options, "end_cue": True} if end_cue else dict(options)
    base = given.pop("preset", None)
    values = {key: typed(key, value) for key, value in given.items()}
    if "sounds" in values:
        values["sounds"] = tuple(str(Path(folder).absolute()) for folder in values["sounds"])
    path = presets.save(name, _based(base, values), _folder())
    say(f"Saved. Use it: asmr sleep --preset {shlex.quote(name)}")
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
    """One preset as its file, to read, keep or send.

    For example: asmr preset show calm > calm.toml"""
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
    if {"duration", "until"} <= values.keys():
        raise UsageError("A duration and --until cannot both be given.", "keep one of the two")
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


def _name_first(command: Callable[..., Any]) -> Callable[..., Any]:
    """The name stands before the duration on the command line."""
    parameters = sorted(signature(command).parameters.values(), key=lambda parameter: parameter.name != "name")
    command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # what typer reads
    return command


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="Named evenings: save, list, show, delete.", no_args_is_help=True)
    group.command("save")(_name_first(save))
    group.command("list")(list_)
    group.command("show")(show)
    group.command("delete")(delete)
    app.add_typer(group, name="preset")
