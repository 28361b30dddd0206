"""The commands there are, each in a file of its own that is loaded only where the command line needs it."""

import importlib
import os
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from asmr_cli.cli.environment import environment

GROUPS: dict[str, tuple[str, ...]] = {
    "sleep": ("sleep",),
    "plan": ("plan",),
    "play": ("play",),
    "render": ("render",),
    "triggers": ("triggers", "list"),
    "preview": ("preview",),
    "breathe": ("breathe",),
    "library": ("library",),
    "check": ("check",),
    "taste": ("love", "ok", "never", "explore"),
    "preset": ("preset",),
    "again": ("again",),
    "remote": ("status", "stop", "pause", "resume", "skip", "extend", "volume"),
    "history": ("history", "last", "forget"),
    "schedule": ("schedule",),
    "doctor": ("doctor", "devices"),
    "synth": ("synth",),
    "config": ("config",),
    "about": ("about",),
}
"""File of `cli/` → the commands that it registers. Only the file of the command that runs is imported."""


def command_line(argv: Sequence[str]) -> typer.Typer:
    """The commands, or only the one that the words begin with."""
    app = typer.Typer(
        name="asmr",
        cls=_InOrder,
        help="A timed wind-down session of quiet sounds that fades to real silence. For relaxing only.",
        add_completion=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    )
    app.callback(invoke_without_command=True)(_root)
    for group in _groups(argv):
        importlib.import_module(f"asmr_cli.cli.{group}").register(app)
    return app


class _InOrder(TyperGroup):
    """The commands in the order of GROUPS, whether they have commands of their own or not."""

    def list_commands(self, ctx: Any) -> list[str]:
        order = [command for commands in GROUPS.values() for command in commands]
        return sorted(self.commands, key=order.index)


def _groups(argv: Sequence[str]) -> list[str]:
    """The one group that the command line needs; all of them for help, completion and a wrong name."""
    if "_ASMR_COMPLETE" not in os.environ:
        for group, commands in GROUPS.items():
            if argv and argv[0] in commands:
                return [group]
    return list(GROUPS)


def _root(version: bool = typer.Option(False, "--version", help="Print the version and leave.")) -> None:
    """A timed wind-down session of quiet sounds that fades to real silence."""
    if version:
        from asmr_cli import __version__

        print(f"asmr {__version__}", file=environment().stdout)
        raise typer.Exit()
