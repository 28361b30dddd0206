"""One command line: runs its command, and turns failures into a sentence and an exit code."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import typer
from typer.exceptions import TyperException

from asmr_cli.cli.commands import command_line
from asmr_cli.cli.environment import environment, use
from asmr_cli.cli.output import emit, give_up, hung_up, show_error
from asmr_cli.errors import AsmrError

if TYPE_CHECKING:
    from asmr_cli.decode.ahead import Ahead

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
