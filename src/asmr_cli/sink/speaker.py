"""The device of a night: opened, looked for when it was lost, and opened again - the same one and no other."""

from asmr_cli.sink.device import DeviceSink
from asmr_cli.sink.encode import Encode
from asmr_cli.sink.lookout import ChildLookout
from asmr_cli.types import Frames


class Speaker:
    """`open` for the player's line, `lookout` for the player."""

    def __init__(self, encode: Encode, device: str | None = None) -> None:
        """`device`: its name, None for the one that is the default when it is opened first."""
        self._encode = encode
        self.lookout = ChildLookout(device)

    def open(self, first: Frames) -> DeviceSink:
        """A sink whose frames are numbered from `first` on. Raises NoDevice."""
        sink = DeviceSink(self._encode, self.lookout.device, first)
        self.lookout.device = sink.device
        return sink
