"""All the tapes of one session: one bounded memory, and each damaged file named once."""

from pathlib import Path

from asmr_cli.decode.packets import OnDamage, ignore_damage
from asmr_cli.decode.pages import DEFAULT_LIMIT, Pages
from asmr_cli.decode.tape import FileTape, open_tape


class Shelf:
    """Opens tapes that share their memory; `limit` bytes are kept at most."""

    def __init__(self, on_damage: OnDamage = ignore_damage, limit: int = DEFAULT_LIMIT) -> None:
        self._tell = on_damage
        self._pages = Pages(limit)
        self._named: set[Path] = set()

    def open(self, path: Path) -> FileTape:
        """Raises CannotDecode."""
        return open_tape(path, self._pages, self._on_damage)

    def _on_damage(self, path: Path, what: str) -> None:
        if path not in self._named:
            self._named.add(path)
            self._tell(path, what)
