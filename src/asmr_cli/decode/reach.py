"""How the bytes of a file are reached: by opening it here, or, for what lies on a drive that may hang, otherwise."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeAlias

Reach: TypeAlias = Callable[[Path], BinaryIO]
"""Opens a file to read. Raises OSError."""


def directly(path: Path) -> BinaryIO:
    """As everyone does."""
    return path.open("rb")
