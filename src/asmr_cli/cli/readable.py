"""Names of files and what is written in them, as a terminal may be given them."""

from typing import Final

_TURNING: Final = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Signs that turn the direction of writing, in which the rest of the line would be shown backwards."""

_STEERING: Final = dict.fromkeys((*range(32), *range(127, 160), *_TURNING), "�")
_LINES: Final = {code: sign for code, sign in _STEERING.items() if chr(code) not in "\n\t"}


def on_lines(text: str) -> str:
    """Without what would steer a terminal: a name may hold colours, a title of its window, a jump to elsewhere."""
    return text if text.isprintable() else text.translate(_LINES)


def on_one_line(text: str) -> str:
    """The same of a name, which may hold line breaks, too."""
    return text if text.isprintable() else text.translate(_STEERING)
