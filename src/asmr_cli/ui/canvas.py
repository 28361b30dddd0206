"""A grid of characters with a shade each, composed anew for every frame."""

import math
from typing import Final

from rich.cells import cell_len

_DOTS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Bits of a braille cell, by row and column."""
_BRAILLE: Final = 0x2800
ACROSS: Final = 2
DOWN: Final = 4
"""Braille dots in a cell."""


class Canvas:
    """Cells by row; the right half of a wide character is an empty string."""

    def __init__(self, cols: int, rows: int) -> None:
        self.cols, self.rows = cols, rows
        self.chars = [[" "] * cols for _ in range(rows)]
        self.shades = [bytearray(cols) for _ in range(rows)]
        self._dots: dict[tuple[int, int], int] = {}

    def put(self, x: int, y: int, text: str, shade: int) -> None:
        """Write from the cell (x, y) on; what does not fit is left out."""
        if not 0 <= y < self.rows:
            return
        for char in text:
            wide = cell_len(char)
            if wide == 0 or not char.isprintable():
                continue
            if x >= 0 and x + wide <= self.cols:
                self.chars[y][x] = char
                self.shades[y][x] = shade
                if wide == 2:
                    self.chars[y][x + 1] = ""
                    self.shades[y][x + 1] = shade
            x += wide

    def centre(self, y: int, text: str, shade: int) -> None:
        """Write in the middle of a row, cut with … where it is too long."""
        text = fit(text, self.cols)
        self.put((self.cols - cell_len(text)) // 2, y, text, shade)

    def dot(self, x: int, y: int, shade: int) -> None:
        """Set one braille dot, in dots from the top left; text in its cell stays."""
        cell = (x // ACROSS, y // DOWN)
        if not (0 <= cell[0] < self.cols and 0 <= cell[1] < self.rows):
            return
        if cell not in self._dots and self.chars[cell[1]][cell[0]] != " ":
            return
        bits = self._dots.get(cell, 0) | _DOTS[y % DOWN][x % ACROSS]
        self._dots[cell] = bits
        self.chars[cell[1]][cell[0]] = chr(_BRAILLE + bits)
        self.shades[cell[1]][cell[0]] = max(shade, self.shades[cell[1]][cell[0]])

    def ring(self, x: float, y: float, radius: float, shade: int) -> None:
        """A circle one dot thick around (x, y), a place between dots, of the nearest radius that has no noses."""
        radius = math.floor(2 * radius) / 2 + 0.25
        across = 0.5
        while across <= (down := math.floor(math.sqrt(max(0.0, radius * radius - across * across))) + 0.5):
            for right, low in ((across, down), (down, across)):
                for way, fall in ((right, low), (right, -low), (-right, low), (-right, -low)):
                    self.dot(math.floor(x + way), math.floor(y + fall), shade)
            across += 1

    def text(self) -> str:
        """The characters alone, lines without spaces at their ends."""
        return "\n".join("".join(row).rstrip() for row in self.chars)


def fit(text: str, width: int) -> str:
    """The text, cut with … to a width in cells."""
    if cell_len(text) <= width:
        return text
    kept = ""
    for char in text:
        if cell_len(kept + char) > width - 1:
            break
        kept += char
    return kept + "…" if width > 0 else ""
