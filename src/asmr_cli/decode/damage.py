"""Who hears of damage in a file."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

OnDamage: TypeAlias = Callable[[Path, str], None]
"""Told of a file a part of which is left out, with the rest of the sentence."""


def ignore_damage(path: Path, what: str) -> None:
    """For who does not want to know."""
