"""What was said of a sound while it played: not this, never again, love; and taken back."""

from collections.abc import Callable
from pathlib import Path

from asmr_cli.errors import AsmrError
from asmr_cli.library.likes import Likes, load_likes, save_likes
from asmr_cli.models import Liking
from asmr_cli.models.command import Command, Love, Never, Skip, Undo

Change = Callable[[Likes], Likes]


class Marks:
    """Keeps it in the liking file; where that cannot be written the sound is left all the same."""

    def __init__(self, file: Path | None) -> None:
        """`file` None: nothing is kept."""
        self._file = file
        self._undo: Change | None = None
        self.left: set[str] = set()
        """Triggers that do not come again tonight."""
        self.failure: AsmrError | None = None
        """Why a mark was not kept, for a note at the end."""

    def mark(self, command: Command, trigger: str) -> None:
        """Keep what a command says of the trigger that plays."""
        if isinstance(command, Undo):
            undo, self._undo = self._undo, None
            if undo is not None:
                self._change(undo)
            return
        if isinstance(command, Skip) and trigger in self.left:
            return  # said already, it is on its way out
        if isinstance(command, Skip | Never):
            self.left.add(trigger)
        if isinstance(command, Love):
            self._change(lambda likes: likes.with_trigger(trigger, "love"))
        elif isinstance(command, Skip):
            self._change(lambda likes: likes.with_skip(trigger))
            self._undo = self._forgive(trigger, lambda likes: likes.with_skip(trigger, -1))
        elif isinstance(command, Never):
            before = self._liking(trigger)
            self._change(lambda likes: likes.with_trigger(trigger, "never"))
            self._undo = self._forgive(trigger, lambda likes: likes.with_trigger(trigger, before))

    def _forgive(self, trigger: str, change: Change) -> Change:
        def undo(likes: Likes) -> Likes:
            self.left.discard(trigger)
            return change(likes)

        return undo

    def _liking(self, trigger: str) -> Liking | None:
        """What is said of it so far; nothing where that cannot be read."""
        try:
            return self._likes().triggers.get(trigger)
        except AsmrError as error:
            self.failure = error
            return None

    def _likes(self) -> Likes:
        return load_likes(self._file) if self._file is not None else Likes()

    def _change(self, change: Change) -> None:
        try:
            changed = change(self._likes())
            if self._file is not None:
                save_likes(changed, self._file)
        except AsmrError as error:
            self.failure = error
