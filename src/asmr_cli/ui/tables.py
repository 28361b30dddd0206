"""Tables for people: quiet columns without lines, made for the terminal's width."""

from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from asmr_cli.ui.theme import RICH


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[str] = ()) -> Table:
    """A table; columns whose heading is in `numbers` stand to the right. The first column is never cut."""
    made = Table(box=None, padding=(0, 2, 0, 0), header_style="asmr.faint", pad_edge=False)
    for place, heading in enumerate(headings):
        made.add_column(
            Text(heading),
            style="asmr.word" if place == 0 else "asmr.quiet",
            justify="right" if heading in numbers else "left",
            no_wrap=place == 0,
            overflow="ellipsis",
        )
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    return made


def show(renderable: RenderableType, stream: TextIO, width: int | None = None) -> None:
    """Print to a stream in the theme's colours; plain where the stream is no terminal or NO_COLOR is set."""
    Console(file=stream, theme=RICH, width=width, highlight=False).print(renderable)
