"""Amber on black: how bright a shade is on each kind of terminal. No white, no bold, no blue, no saturated red."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal

Depth = Literal["true", "256", "16", "mono"]

AMBER: Final = (255, 160, 58)
"""Red, green and blue at full shade, which the screen never reaches."""
LEVELS: Final = 31
"""Shades run from 0 (black) to this."""

WORD, SHAPE, TEXT, QUIET, FAINT = 22, 19, 18, 13, 9
"""Shades at full brightness, none of them near full."""

_HALF: Final = 12
"""Where only two shades can be told apart: below it, the dim one."""
_XTERM: Final = ((24, 215), (20, 172), (16, 136), (11, 94), (8, 58), (5, 237), (3, 235), (1, 233), (0, 16))
"""Least shade and entry of the 256 colours: ambers and browns, then the darkest greys."""


def depth(environ: Mapping[str, str]) -> Depth:
    """How many colours a terminal shows, from NO_COLOR, COLORTERM and TERM."""
    term = environ.get("TERM", "")
    if environ.get("NO_COLOR") or term in ("", "dumb") or term.startswith("vt"):
        return "mono"
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or term.endswith("-direct"):
        return "true"
    return "256" if "256" in term else "16"


@lru_cache(maxsize=256)
def paint(shade: int, colours: Depth) -> str:
    """The escape sequence for text of a shade on black; without colours all of it is faint."""
    shade = max(0, min(LEVELS, shade))
    if colours == "true":
        red, green, blue = (round(part * shade / LEVELS) for part in AMBER)
        return f"\x1b[38;2;{red};{green};{blue}m"
    if colours == "256":
        return f"\x1b[38;5;{next(entry for least, entry in _XTERM if shade >= least)}m"
    if colours == "16":
        return "\x1b[2;33m" if shade < _HALF else "\x1b[22;33m"
    return "\x1b[2m"


def ground(colours: Depth) -> str:
    """The escape sequence for a black background, on light terminals too; without colours the terminal's own."""
    return {"true": "\x1b[0;48;2;0;0;0m", "256": "\x1b[0;48;5;16m", "16": "\x1b[0;40m", "mono": "\x1b[0m"}[colours]
