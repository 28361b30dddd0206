"""Where a packet's sound is, by the packet itself: in what FFmpeg gives wrong times for after a seek."""

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from av.packet import Packet

from asmr_cli.types import Seconds

Kind: TypeAlias = tuple[str, str]
"""Names of container and codec."""

Place: TypeAlias = Callable[["Packet[Any]", int, int], int | None]
"""Of its first sample, from the packet, the first packet's byte in the file, and the samples of the first packet; None
where it does not say."""


def _of_flac(packet: "Packet[Any]", begin: int, block: int) -> int | None:
    """The number in a frame's header (RFC 9639, 9.1.5): of the frame, or of its sample where lengths vary."""
    data = bytes(packet)[:11]
    if len(data) < 11 or data[0] != 0xFF or data[1] >> 1 != 0x7C:
        return None
    varies, ones = data[1] & 1, 8 - (~data[4] & 0xFF).bit_length()
    if ones == 1 or ones > 7:
        return None
    number = data[4] & (0x7F >> ones)
    for byte in data[5 : 4 + max(ones, 1)]:
        number = number << 6 | byte & 0x3F
    return number if varies else number * block


def _of_g722(packet: "Packet[Any]", begin: int, block: int) -> int | None:
    """Two samples a byte."""
    return None if packet.pos is None else 2 * (packet.pos - begin)


BY_PACKET: Final[dict[Kind, Place]] = {("ogg", "flac"): _of_flac, ("wav", "g722"): _of_g722}

TWICE_AS_FAR: Final[set[Kind]] = {("wav", "g722")}
"""Where a seek goes to twice the place."""

SETTLES: Final[Seconds] = 2.0
"""In so long its decoder has forgotten, to the last bit, where it began."""
