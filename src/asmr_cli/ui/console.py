"""Printing pictures for people, in the colours of the night."""

from typing import TextIO

from rich.console import Console

from asmr_cli.ui.theme import RICH


def console(stream: TextIO, width: int | None = None) -> Console:
    """A console on a stream: amber on a terminal, plain in a pipe or with NO_COLOR; `width` None: as wide as it is."""
    return Console(file=stream, theme=RICH, width=width, highlight=False)
