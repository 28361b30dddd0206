"""Printing pictures for people, in the colours of the night."""

from typing import Final, TextIO

from rich.console import Console
from rich.theme import Theme

RICH: Final = Theme({
    "asmr.word": "rgb(226,142,51)",
    "asmr.text": "rgb(200,126,46)",
    "asmr.quiet": "rgb(150,94,34)",
    "asmr.faint": "rgb(105,66,24)",
    # What rich calls the parts of a progress bar; its own are magenta, red and green.
    "bar.back": "rgb(105,66,24)",
    "bar.complete": "rgb(200,126,46)",
    "bar.finished": "rgb(200,126,46)",
    "bar.pulse": "rgb(150,94,34)",
    "progress.description": "rgb(200,126,46)",
    "progress.download": "rgb(200,126,46)",
    "progress.remaining": "rgb(200,126,46)",
})  # fmt: skip
"""The amber of the night, brighter: pictures are looked at before it."""


def console(stream: TextIO, width: int | None = None) -> Console:
    """A console on a stream: amber on a terminal, plain in a pipe or with NO_COLOR; `width` None: as wide as it is."""
    return Console(file=stream, theme=RICH, width=width, highlight=False)
