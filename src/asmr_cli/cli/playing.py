"""Playing a session for a person at a terminal, a script or cron."""

import signal
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from asmr_cli.cli.environment import environment
from asmr_cli.cli.found import Found
from asmr_cli.cli.output import say, unsaid, warn
from asmr_cli.cli.screens import screen_for
from asmr_cli.control import local
from asmr_cli.control.inbox import Source
from asmr_cli.control.signals import Signals
from asmr_cli.control.terminal import quiet
from asmr_cli.errors import NoDevice, UsageError
from asmr_cli.models import Session
from asmr_cli.models.status import State, Status
from asmr_cli.session.after import Afterwards
from asmr_cli.session.inhibit import awake
from asmr_cli.session.marks import Marks
from asmr_cli.session.play import GRACE, Evening, Wishes, exit_code, keys_without_meaning
from asmr_cli.session.tonight import is_alone
from asmr_cli.store.settings import Preferences
from asmr_cli.types import Seconds

if TYPE_CHECKING:
    from asmr_cli.control.keys import Keys
    from asmr_cli.store.recorder import Recorder


def preferences_of(how: Mapping[str, Any]) -> dict[str, Any]:
    """Of the options of playing those that config.toml may also say."""
    return {name: how[name] for name in Preferences._fields if name in how}


def run(found: Found, session: Session, how: Mapping[str, Any], record: bool = True) -> int:
    """Play, and give the exit code; `record`: it belongs into the history.

    Raises NoDevice without a terminal, AlreadyPlaying, UsageError."""
    _check(how, silent=bool(found.tonight.request and found.tonight.request.silent))
    afterwards = Afterwards.checked(how.get("then"))
    night = _Night(found, session, how, record)
    code = night.run()
    if night.reached_the_end:
        afterwards.run(environment().stdin, say)
    return code


def _check(how: Mapping[str, Any], silent: bool) -> None:
    """Raises UsageError where the sound is asked to go to two places, to one while there is none, or to no pipe."""
    if how.get("as_json") and how.get("to") == "-":
        raise UsageError("--json and --to - would both write to stdout.", "name a FIFO: --to /tmp/asmr.fifo")
    places = [f"--{name}" for name in ("device", "to") if how.get(name)]
    if len(places) > 1:
        raise UsageError("--device and --to cannot both be given.", "keep one of the two")
    if silent and places:
        raise UsageError(f"A silent session has nothing for {places[0]}.", f"leave {places[0]} out")
    if how.get("to") not in (None, "-"):  # before --replace has stopped the session that plays
        from asmr_cli.sink.fifo import check_fifo

        check_fifo(how["to"])


class _Night:
    """One run of one session, with all that belongs to it."""

    def __init__(self, found: Found, session: Session, how: Mapping[str, Any], record: bool) -> None:
        kept = found.preferences.history
        self._record = record and kept
        self._prefer = found.preferences
        self._paths = found.paths
        self._asked = found.asked
        self._tonight = replace(found.tonight, marks=Marks(found.paths.likes if kept else None))
        self._session = session
        self._how = how
        self._evening: Evening | None = None
        self.reached_the_end = False

    def run(self) -> int:
        """Open what is needed in the order in which it must be let go of, and play.

        The sound begins as soon as it can; what only follows it is loaded while the first seconds play."""
        here = environment()
        if self._how.get("replace"):
            from asmr_cli.control import client

            client.replace(self._paths.runtime)
        with ExitStack() as stack:
            signals = stack.enter_context(Signals(keep=self._prefer.keep))
            server = stack.enter_context(local.server(self._paths.runtime, self._status, self._refusal))
            stack.enter_context(awake(self._prefer.inhibit, unsaid if self._prefer.quiet else warn))
            self._evening, silent_instead = self._open()
            recorder = self._recorder()
            sources: list[Source] = [signals, server]
            notice: Callable[[], str] = str
            if stack.enter_context(quiet(here.stdin)):
                keys = self._keys(recorder)
                sources.append(keys)
                notice = keys.notice
            screen = screen_for(self._session, self._prefer, self._how, self._evening.silent, self._paths)
            end = self._evening.play(sources, screen, [recorder], notice, recorder.replan)
        self._tell_failures(recorder)
        # Whoever ends the process or closes its window wants nothing more of it; Ctrl-C is a key like q.
        self.reached_the_end = end.reason == "deadline" and end.signal in (None, signal.SIGINT)
        return silent_instead or exit_code(end)

    def _keys(self, recorder: "Recorder") -> "Keys":
        from asmr_cli.control.keys import Keys

        without = keys_without_meaning(self._session)
        return Keys(environment().stdin, self._state, pressed=lambda: recorder.key(self._elapsed()), without=without)

    def _open(self) -> tuple[Evening, int]:
        """With a device; on a terminal without one silently, which is then the exit code 4."""
        wishes = self._wishes()
        try:
            return Evening(self._tonight, self._session, wishes), 0
        except NoDevice as missing:
            if wishes.to is not None:
                raise
            if not environment().on_terminal:
                hint = "asmr render writes a file, --silent needs no sound, asmr doctor looks for a device"
                raise NoDevice(missing.message, missing.hint if wishes.device else hint) from missing
            say(f"{missing.message} The session runs silently; asmr doctor tells more.")
            return Evening(self._tonight, self._session, wishes.without_sound()), NoDevice.exit_code

    def _wishes(self) -> Wishes:
        request = self._tonight.request
        return Wishes(
            volume=request.volume if request else 100,
            silent=bool(request and request.silent),
            device=self._prefer.device,
            to=self._how.get("to"),
            on_lost="stop" if self._prefer.on_device_lost == "stop" else "wait",
            grace=GRACE if environment().on_terminal and not is_alone(self._session) else 0.0,
            asked=self._asked if request and request.until else None,
        )

    def _recorder(self) -> "Recorder":
        from asmr_cli.store.again import remember
        from asmr_cli.store.recorder import Recorder

        request = self._tonight.request
        return Recorder(
            self._paths.history if self._record else None,
            self._session,
            remember(request) if request else None,
            environment().now,
        )

    def _status(self) -> Status | None:
        return self._evening.status() if self._evening else None

    def _state(self) -> State | None:
        status = self._status()
        return status.state if status else None

    def _elapsed(self) -> Seconds:
        status = self._status()
        return status.elapsed if status else 0.0

    def _refusal(self) -> str:
        return self._evening.refusal if self._evening else ""

    def _tell_failures(self, recorder: "Recorder") -> None:
        if self._prefer.quiet:
            return
        for failure in (recorder.failure, self._tonight.marks.failure):
            if failure is not None:
                warn(failure.message)
