"""The device of a night: opened, looked for when it was lost, and opened again - the same one and no other."""

from typing import TYPE_CHECKING

from asmr_cli.sink.bell import Bell
from asmr_cli.sink.early import Early
from asmr_cli.sink.lookout import ChildLookout
from asmr_cli.sink.opening import try_out
from asmr_cli.types import Frames

if TYPE_CHECKING:
    # It is tried before numpy is loaded.
    from asmr_cli.render.source import Block
    from asmr_cli.sink.device import DeviceSink
    from asmr_cli.sink.encode import Encode


class Speaker:
    """`open` for the player's line, `lookout` for the player, `bell` for its wait: it rings when a device goes."""

    def __init__(self, device: str | None = None) -> None:
        """`device`: its name, None for the one that is the default when it is opened first. It is tried and
        connected with from now on, while the caller makes ready what will sound. Raises NoDevice."""
        self.lookout = ChildLookout(device)
        self.bell = Bell()
        self._trial: Early | None = Early(try_out(device))

    def open(self, encode: "Encode", first: Frames, head: "Block | None" = None) -> "DeviceSink":
        """A sink whose frames are numbered from `first` on, `head` being the first of them. Raises NoDevice."""
        from asmr_cli.sink.device import DeviceSink

        trial, self._trial = self._trial, None
        sink = DeviceSink(encode, self.lookout.device, first, trial=trial, head=head, alarm=self.bell.ring)
        self.lookout.device = sink.device
        return sink
