"""The sound server is connected with while libraries are loaded and the first block is rendered."""

from contextlib import suppress
from threading import Thread

from asmr_cli.errors import NoDevice
from asmr_cli.sink import sdl
from asmr_cli.sink.trial import AnyTrial


class Early:
    """A trial whose answer is waited for in a thread, which then connects: SDL waits without Python's lock."""

    def __init__(self, trial: AnyTrial) -> None:
        self._trial = trial
        self._found: str | None = None
        self._thread = Thread(target=self._connect, daemon=True)
        with suppress(RuntimeError):  # no more threads may be had here: then all of it is done when it is asked for
            self._thread.start()

    def answer(self) -> str | None:
        """The trial's; to be asked once."""
        if self._thread.ident is None:
            return self._trial.answer()
        self._thread.join()
        return self._found

    def _connect(self) -> None:
        self._found = self._trial.answer()
        if self._found:  # a device of that name is there, so nothing is complained about on stderr
            with suppress(NoDevice):  # it is met again where the device is opened
                sdl.start()
