"""The catalogue for a command: pack, library and the folders of this run, with this person's likes."""

import datetime
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from asmr_cli.cli.environment import environment
from asmr_cli.cli.output import warn
from asmr_cli.errors import AsmrError, Damaged
from asmr_cli.store.paths import Paths, pack_dir

if TYPE_CHECKING:
    from asmr_cli.decode.probe import Probe
    from asmr_cli.decode.reach import Reach
    from asmr_cli.library.index import Index
    from asmr_cli.library.likes import Likes
    from asmr_cli.library.words import WordBook
    from asmr_cli.models import Catalogue, Taste, Trigger


class Collection:
    """Where this user's library stands. A command imports what it uses alone: a scan needs no pack, no words."""

    def __init__(self, note: Callable[[str], None] = warn) -> None:
        """`note` is told of what is left out."""
        self._note = note
        paths = Paths.from_environ(environment().environ)
        self.likes_file = paths.likes
        self.folders_file = paths.state / "folders.json"
        self.index_file = paths.cache / "index.db"
        self.words_file = paths.config / "triggers.toml"
        self.history_file = paths.history
        self.pack = pack_dir()

    @cached_property
    def book(self) -> "WordBook":
        from asmr_cli.library.words import WordBook

        return WordBook(self.words_file)

    def likes(self) -> "Likes":
        from asmr_cli.library.likes import load_likes

        return load_likes(self.likes_file)

    def keep(self, likes: "Likes") -> None:
        from asmr_cli.library.likes import save_likes

        save_likes(likes, self.likes_file)

    def folders(self) -> tuple[Path, ...]:
        """The library's folders."""
        if not self.folders_file.exists():
            return ()
        from asmr_cli.library.folders import load_folders

        return load_folders(self.folders_file)

    def index(self) -> "Index":
        from asmr_cli.library.index import Index

        return Index(self.index_file, self._note)

    def catalogue(self, this_run: Iterable[str] = ()) -> "Catalogue":
        """Everything that may be chosen from; `this_run` are the folders of `--sounds`.

        Raises UsageError for a folder that is none, NothingToPlay for one without sounds."""
        from asmr_cli.library.catalogue import load_catalogue

        likes = self.likes()
        for_this_run = [trigger for folder in this_run for trigger in self._run(Path(folder), likes)]
        return load_catalogue(self.pack, self._own(likes), for_this_run, likes)

    def taste(self, catalogue: "Catalogue", new: bool = False) -> "Taste":
        """The weights of tonight, from likes and history; `new` prefers what was never heard."""
        from asmr_cli.library.taste import nights, taste
        from asmr_cli.store.history import entries
        from asmr_cli.store.played import night_of

        now = environment().now()
        # All of it is needed to know what is new; for rotation a season is enough.
        since = None if new else now - datetime.timedelta(days=90)
        try:
            played = nights(entries(self.history_file, since=since))
        except AsmrError as error:
            self._note(f"{error.message} Tonight is chosen without it.")
            played = ()
        return taste(catalogue, self.likes(), played, new, night_of(now))

    def _own(self, likes: "Likes") -> "tuple[Trigger, ...]":
        folders = self.folders()
        if not folders:
            return ()
        from asmr_cli.library.patience import Question

        asked = [Question(folder) for folder in folders]  # while the rest is loaded
        from asmr_cli.library.owned import own_triggers

        troubles = {question.path: trouble for question in asked if (trouble := question.out_of_reach())}
        for folder, trouble in troubles.items():
            self._note(f"{folder} {trouble}; tonight goes without it.")
        folders = tuple(folder for folder in folders if folder not in troubles)
        try:
            with self.index() as index:
                if folders and not any(index.knows(str(folder)) for folder in folders):
                    self._note("No sound of your folders is known yet: asmr library scan")
                return own_triggers(folders, index, self.book, likes.tags)
        except Damaged as error:
            self._note(f"{error.message} Tonight goes without your folders: {error.hint}")
            return ()

    def _run(self, folder: Path, likes: "Likes") -> "tuple[Trigger, ...]":
        from asmr_cli.library.runfolder import run_triggers

        if not self.index_file.exists():
            return run_triggers(folder, probe, self.book.words, self._note, tags=likes.tags)
        with self.index() as index:
            return run_triggers(folder, probe, self.book.words, self._note, index, likes.tags)


def probe(path: Path, reach: "Reach | None" = None) -> "Probe":
    """The header of a file, opened by `reach` if it may lie on a drive that hangs. Raises CannotDecode."""
    from asmr_cli.library.header import header

    return header(path, reach) if reach else header(path)
