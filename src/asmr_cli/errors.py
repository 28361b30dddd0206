"""What a person did or met, as one sentence, with a hint that names the next command."""

from typing import ClassVar


class AsmrError(Exception):
    """The root of all expected failures: a sentence, a hint, an exit code."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(AsmrError):
    """Wrong usage, configuration, name or path."""

    exit_code = 2


class Damaged(UsageError):
    """A file of ours holds what we cannot have written: a part of the disk has gone bad."""


class NothingToPlay(AsmrError):
    """The request leaves no sound."""

    exit_code = 3


class NoDevice(AsmrError):
    """There is no audio device, or it is gone for good."""

    exit_code = 4


class CannotDecode(AsmrError):
    """A file that was named cannot be decoded."""

    exit_code = 5


class AlreadyPlaying(AsmrError):
    """Another session is playing."""

    exit_code = 6


class NothingPlays(AsmrError):
    """A verb for the running session, and there is none."""


class CannotWrite(AsmrError):
    """An output that cannot be written: no permission, full disk."""
