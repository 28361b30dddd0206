"""Pictures of the real screen as SVG, on black, as they stand in the docs."""

import os
import re
from html import unescape
from io import StringIO
from itertools import groupby
from pathlib import Path
from typing import Final

from rich.console import Console, RenderableType
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from asmr_cli.models.session import Session
from asmr_cli.types import Seconds
from asmr_cli.ui.canvas import Canvas
from asmr_cli.ui.console import RICH
from asmr_cli.ui.scene import compose
from asmr_cli.ui.theme import AMBER, LEVELS
from asmr_cli.ui.view import View
from support.sample import status_at

_BLACK: Final = (0, 0, 0)
_THEME: Final = TerminalTheme(_BLACK, AMBER, [_BLACK] * 8)
_FORMAT: Final = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: {char_height}px;
  line-height: {line_height}px; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>{lines}</defs>
<rect fill="#000000" x="0" y="0" width="{width}" height="{height}" rx="10"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)" xml:space="preserve">
{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""


PICTURES: Final = Path(__file__).parents[2] / "docs" / "pictures"


def night_svg(session: Session, at: Seconds) -> str:
    """The screen of a session at a moment, as the live display draws it."""
    canvas = compose(View(session).scene(status_at(session, at), at), 80, 24)
    return picture_svg(_coloured(canvas), canvas.cols, f"night-{at:.0f}")


def picture_svg(renderable: RenderableType, width: int, name: str = "picture") -> str:
    """Anything that rich can print, such as a plan's picture. `name` makes its ids unique within a page."""
    console = Console(
        width=width, record=True, file=StringIO(), force_terminal=True, color_system="truecolor", theme=RICH
    )
    console.print(renderable)
    return console.export_svg(theme=_THEME, code_format=_FORMAT, unique_id=name)


def in_the_docs(name: str, svg: str) -> bool:
    """Whether the picture of that name says the same; with ASMR_GOLDEN=write it is made anew.

    Other releases of rich may write the same picture in other words."""
    file = PICTURES / f"{name}.svg"
    if os.environ.get("ASMR_GOLDEN") == "write":
        file.write_text(svg, encoding="utf-8")
    return _words(file.read_text(encoding="utf-8")) == _words(svg)


def _words(svg: str) -> list[str]:
    return [unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


def _coloured(canvas: Canvas) -> Text:
    text = Text(no_wrap=True)
    for chars, shades in zip(canvas.chars, canvas.shades, strict=True):
        for shade, cells in groupby(zip(chars, shades, strict=True), key=lambda cell: cell[0] != " " and cell[1]):
            red, green, blue = (round(part * shade / LEVELS) for part in AMBER)
            text.append("".join(char for char, _ in cells), f"rgb({red},{green},{blue})" if shade else "")
        text.append("\n")
    text.right_crop(1)
    return text
