"""What a scan wants to know of a file's header, and whoever reads it."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from asmr_cli.decode.reach import Reach
from asmr_cli.types import Seconds


class Header(Protocol):
    """What a file's header says; None where it says nothing."""

    @property
    def seconds(self) -> Seconds: ...
    @property
    def title(self) -> str | None: ...
    @property
    def artist(self) -> str | None: ...
    @property
    def licence(self) -> str | None: ...
    @property
    def source(self) -> str | None: ...


Prober = Callable[[Path, Reach], Header]
"""Reads the header of a file that is opened so; raises CannotDecode."""
