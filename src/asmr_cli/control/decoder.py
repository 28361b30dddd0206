"""From the bytes of a terminal to keys: one character a key; sequences, pasted text and the mouse are nothing."""

from typing import Final

from asmr_cli.types import Seconds

ESCAPE: Final = "esc"
CTRL_C: Final = "ctrl-c"

ALONE: Seconds = 0.05
"""An Esc after which nothing comes for so long was the key itself."""

STALE: Seconds = 1.0
"""What was begun and did not go on for so long is nothing: no terminal takes its time, but Alt and a bracket would take
all keys that follow."""

_ESC = 0x1B
_PASTE = (b"\x1b[200~", b"\x1b[201~")
_STRINGS = b"]P_^X"
"""After Esc: a string up to BEL or Esc-backslash (an answer of the terminal)."""
_LONGEST = 256
"""A sequence longer than this is none; what follows is read afresh."""


class Decoder:
    """Keeps what is not complete yet between reads."""

    def __init__(self) -> None:
        self._rest = b""
        self._since: Seconds = 0.0
        self._pasting = False

    def feed(self, data: bytes, now: Seconds) -> list[str]:
        """The keys in `data`; ask again with nothing a moment later, for an Esc that stayed alone."""
        keys = self._settled(now - self._since, bool(data))
        if data:
            self._since = now
        self._rest += data
        while length := self._length():
            piece, self._rest = self._rest[:length], self._rest[length:]
            if piece in _PASTE:
                self._pasting = piece == _PASTE[0]
            elif not self._pasting and piece[0] != _ESC:
                keys.append(_name(piece))
            elif not self._pasting and piece == b"\x1b":
                keys.append(ESCAPE)
        return keys

    def _settled(self, silent: Seconds, more: bool) -> list[str]:
        """What was kept, after so long in which nothing came: an Esc, or nothing any more."""
        esc = self._rest == b"\x1b" and silent >= ALONE
        if esc or (more and silent > STALE):
            self._rest = b""
        return [ESCAPE] if esc else []

    def _length(self) -> int:
        """Bytes of the first character or sequence, 0 while it is incomplete."""
        rest = self._rest
        if not rest:
            return 0
        if rest[0] != _ESC:
            return _utf8(rest)
        if len(rest) == 1:
            return 0
        if rest[1] == _ESC:  # an Esc by itself, or Alt and an arrow
            after = _sequence(rest[1:]) if rest[2:3] in (b"[", b"O") else 0
            return 1 + after
        length = _sequence(rest)
        return length if length or len(rest) < _LONGEST else len(rest)


def _sequence(rest: bytes) -> int:
    """Bytes of the escape sequence that `rest` begins with, 0 while it is incomplete."""
    kind = rest[1:2]
    if kind == b"[":
        if rest[2:3] == b"M":  # the mouse of old: three bytes more
            return 6 if len(rest) >= 6 else 0
        if rest[2:3] == b"[":  # F1 to F5 of the Linux console
            return 4 if len(rest) >= 4 else 0
        return next(
            (i + (rest[i] != _ESC) for i in range(2, len(rest)) if rest[i] == _ESC or 0x40 <= rest[i] <= 0x7E), 0
        )
    if kind == b"O":
        return 3 if len(rest) >= 3 else 0
    if kind in (bytes([byte]) for byte in _STRINGS):
        ends = [rest.find(end) + len(end) for end in (b"\x07", b"\x1b\\") if end in rest[2:]]
        return min(ends) if ends else 0
    return 2  # Alt and a key


def _utf8(rest: bytes) -> int:
    """Bytes of the first character, 0 while it is incomplete; what is none is a character of one byte."""
    first = rest[0]
    length = 1 if first < 0xC0 else 2 if first < 0xE0 else 3 if first < 0xF0 else 4 if first < 0xF8 else 1
    if any(byte & 0xC0 != 0x80 for byte in rest[1:length]):
        return 1
    return length if len(rest) >= length else 0


def _name(piece: bytes) -> str:
    return CTRL_C if piece == b"\x03" else piece.decode("utf-8", "replace").lower()
