"""Who wants to hear something waits: what is heard first begins to be decoded before the command line is read."""

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asmr_cli.decode.ahead import Ahead

_HEARD = ("sleep", "play", "again", "preview")

_NOTHING_HEARD = frozenset({"--silent", "--help", "-h"})


def begun(argv: Sequence[str]) -> "Ahead | None":
    """A process that decodes, where these words of the command line ask for sound and one may be had."""
    if not argv or argv[0] not in _HEARD or not _NOTHING_HEARD.isdisjoint(argv):
        return None
    from asmr_cli.decode import ahead

    with suppress(OSError):
        return ahead.Ahead() if ahead.possible() else None
    return None
