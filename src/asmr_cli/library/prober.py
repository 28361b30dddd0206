"""Whoever reads the header of a file is handed in: where nothing is new no decoder is loaded."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from asmr_cli.decode.reach import Reach

if TYPE_CHECKING:
    from asmr_cli.decode.probe import Probe

Prober: TypeAlias = Callable[[Path, Reach], "Probe"]
"""Reads what the header of a file says that is opened so; raises CannotDecode."""
