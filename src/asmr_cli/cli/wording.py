"""What typer says about wrong words on the command line, in our own words."""

import re
from collections.abc import Callable, Sequence

import typer
from typer.exceptions import TyperException

from asmr_cli.errors import AsmrError, UsageError
from asmr_cli.plan.durations import parse_duration
from asmr_cli.store.shape import nearest

_BELOW_ZERO = re.compile(r"-[\d.]")

_WORDINGS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (
        r"Invalid value for '(.*?)'.*: '(.*)' is not a valid int",
        lambda m: f"{m[1]} takes a whole number, not “{m[2]}”.",
    ),
    (r"Invalid value for '(.*?)'.*: (.*) is not in the range x>=(.*)\.", lambda m: f"{m[1]} is {m[3]} or more."),
    (
        r"Invalid value for '(.*?)'.*: (.*) is not in the range (.*)<=x<=(.*)\.",
        lambda m: f"{m[1]} goes from {m[3]} to {m[4]}.",
    ),
    (r"Invalid value for '(.*?)'.*: (.*) is not one of (.*)\.", lambda m: f"{m[1]} is one of {_plain(m[3])}."),
    (r"Missing (?:option|argument) '(.*?)(?:\.\.\.)?(?: .*?)?'", lambda m: f"{m[1]} has to be given."),
    (r"Missing command\.", lambda m: "What is to be done?"),
    (r"Got unexpected extra arguments?\(?s?\)? \((.*)\)", lambda m: f"“{m[1]}” is more than this command takes."),
    (r"Option '(.*)' requires an argument", lambda m: f"{m[1]} needs a value."),
    (r"Option '(.*)' does not take a value", lambda m: f"{m[1]} takes no value."),
)
"""How typer begins a sentence, and how we say it."""


def in_our_words(error: TyperException, argv: Sequence[str]) -> AsmrError:
    """The sentence and the hint for a command line that typer refuses."""
    context = getattr(error, "ctx", None)
    hint = f"{context.command_path if context else ' '.join(['asmr', *argv[:1]])} --help"
    message = error.format_message().strip()
    if context and message.startswith("Usage:"):  # a group without its command
        return UsageError(f"{context.command_path} needs one more word: {', '.join(_commands(context))}.", hint)
    if found := re.match(r"No such option: (\S+)", message):
        return _option(found[1], context, argv, hint)
    if found := re.match(r"No such command '(.*?)'\.", message):
        return UsageError(f"There is no command “{found[1]}”{nearest(found[1], _commands(context))}.", hint)
    for pattern, say in _WORDINGS:
        if found := re.match(pattern, message):
            return UsageError(say(found), hint)
    return UsageError(message if message.endswith((".", "?", "!")) else f"{message}.", hint)


def _option(name: str, context: typer.Context | None, argv: Sequence[str], hint: str) -> AsmrError:
    below_zero = next((word for word in argv if _BELOW_ZERO.match(word)), None)
    if below_zero is not None and _BELOW_ZERO.match(name):
        return _negative(below_zero, context, hint)
    known = [option for parameter in context.command.params for option in parameter.opts] if context else []
    return UsageError(f"There is no option “{name}”{nearest(name, known)}.", hint)


def _negative(word: str, context: typer.Context | None, hint: str) -> AsmrError:
    """`-5m` looks like an option to typer; it was meant as a duration or a number."""
    takes = {parameter.name for parameter in context.command.params} if context else set()
    if "duration" in takes:
        try:
            parse_duration(word)
        except AsmrError as refused:
            return refused
    return UsageError(f"“{word}” is less than nothing.", hint)


def _commands(context: typer.Context | None) -> list[str]:
    return list(getattr(context.command, "commands", {})) if context else []


def _plain(choices: str) -> str:
    return choices.replace("'", "")
