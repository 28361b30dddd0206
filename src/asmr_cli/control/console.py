"""Keys of a Windows console, which cannot be waited for as a file can. It has not been run there."""

import sys

_SPECIAL = ("\x00", "\xe0")
"""Arrows and function keys come as one of these and a letter, which means nothing here."""


def typed() -> bytes:
    """What has been typed since the last look, without waiting."""
    if sys.platform != "win32":
        return b""
    import msvcrt

    text = ""
    while msvcrt.kbhit():
        key = msvcrt.getwch()
        if key in _SPECIAL:
            msvcrt.getwch()
        else:
            text += key
    return text.encode("utf-8", "replace")
