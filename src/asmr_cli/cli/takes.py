"""Options that several commands share, given to each of them as one mapping."""

import functools
from collections.abc import Callable
from inspect import Parameter, Signature, signature
from typing import Any


def takes(into: str, spec: dict[str, Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A decorator: the command gets all options of `spec` that were typed as one mapping, its parameter `into`.

    An option that was not typed is left out, so that what config, environment and preset say counts."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        own = [parameter for parameter in signature(command).parameters.values() if parameter.name != into]

        @functools.wraps(command)
        def with_options(**values: Any) -> Any:
            typed = {name: values.pop(name) for name in spec}
            return command(
                **{into: {name: value for name, value in typed.items() if _was_typed(name, value)}}, **values
            )

        added = [
            Parameter(name, Parameter.KEYWORD_ONLY, default=_absent(kind), annotation=kind)
            for name, kind in spec.items()
        ]
        keyword = [*added, *(parameter.replace(kind=Parameter.KEYWORD_ONLY) for parameter in own)]
        with_options.__signature__ = Signature(keyword)  # type: ignore[attr-defined]  # what typer reads
        with_options.__annotations__ = {parameter.name: parameter.annotation for parameter in keyword}
        del with_options.__wrapped__  # else the annotations of `command` are read
        return with_options

    return decorate


def _absent(kind: Any) -> Any:
    return False if kind.__origin__ is bool else None


def _was_typed(name: str, value: Any) -> bool:
    """`--no-voice` is the one False that somebody types; other switches are False when they are not given."""
    return value not in (None, []) and (value is not False or name in ("voice", "breath_cue"))
