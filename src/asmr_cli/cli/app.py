"""The command line: finds the file of the command that runs, and turns failures into a sentence and an exit code."""

import importlib
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from asmr_cli.cli.environment import environment, use
from asmr_cli.cli.output import emit, give_up, hung_up, show_error
from asmr_cli.errors import AsmrError

if TYPE_CHECKING:
    from asmr_cli.decode.ahead import Ahead

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

START = """\
asmr sleep 30m            a wind-down session that fades to silence

asmr plan 30m             see the session first
asmr triggers             the sounds there are
asmr sleep -t rain,paper  choose some
asmr render -o night.flac the same session as a file
asmr breathe              only the breathing pace
asmr library add DIR      your own sounds
asmr doctor               is there a way to be heard

In a session: space pauses, q ends softly, ? shows the keys.
asmr COMMAND --help shows the options; asmr --help all commands.

For relaxing only, not medical advice: asmr about"""


def run(argv: Sequence[str], loaded: Callable[[], None] | None = None, ahead: "Ahead | None" = None) -> int:
    """Run one command line (without the program's name) and return the exit code.

    `loaded` is called before the command begins, when the modules that it needs first are there; `ahead` decodes what
    is heard first."""
    if ahead:
        use(replace(environment(), ahead=ahead))
    try:
        code = _obey(argv, loaded)
        _flush()
        return code
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except BrokenPipeError:
        give_up(environment().stdout)
        return 0
    except SystemExit as leaving:
        if not isinstance(leaving.__context__, BrokenPipeError):  # which typer turns into exit code 1
            raise
        give_up(environment().stdout)
        return 0
    except Exception as error:
        return _failed(error, argv)


def _flush() -> None:
    """Hand over all that was told; where the terminal has gone away (SIGHUP, `--keep`) nobody wants it any more."""
    stdout = environment().stdout
    try:
        stdout.flush()
    except OSError as error:
        if not hung_up(error):
            raise
        give_up(stdout)


def _obey(argv: Sequence[str], loaded: Callable[[], None] | None) -> int:
    """Without a word: how to begin. Else the command, whose exit code is 0 where it returns none."""
    if not argv and "_ASMR_COMPLETE" not in os.environ:
        emit(START)
        return 0
    command = typer.main.get_command(command_line(argv))
    if loaded is not None:
        loaded()
    result = command(args=list(argv), prog_name="asmr", standalone_mode=False)
    return result if isinstance(result, int) else 0


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


def _failed(error: Exception, argv: Sequence[str]) -> int:
    """One sentence, a hint and the exit code, whatever went wrong."""
    if isinstance(error, TyperException):
        from asmr_cli.cli.wording import in_our_words

        told = in_our_words(error, argv)
    elif isinstance(error, AsmrError):
        told = error
    else:
        from asmr_cli.cli.unforeseen import unforeseen

        told = unforeseen(error)
        if isinstance(error, OSError):
            give_up(environment().stdout)  # a full disk behind it would be complained about once more at exit
    show_error(told)
    return told.exit_code
