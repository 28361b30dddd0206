"""How an evening's plan comes to sound: who decodes ahead, which file is read how, and the mix of it all."""

import gc
from pathlib import Path
from typing import TYPE_CHECKING

from asmr_cli.errors import CannotDecode
from asmr_cli.library.catalogue import resolve
from asmr_cli.models import Session
from asmr_cli.session.tonight import Tonight
from asmr_cli.types import to_frames

if TYPE_CHECKING:
    from asmr_cli.render.mix import Mix
    from asmr_cli.render.source import Tape


def begin(tonight: Tonight, session: Session) -> None:
    """Let what the session begins with be decoded while libraries are loaded here."""
    if tonight.ahead:
        first = {clip.sound: clip for segment in session.segments for clip in segment.clips if clip.start == 0.0}
        tonight.ahead.ask((resolve(ref, tonight.pack), to_frames(clip.offset)) for ref, clip in first.items())


def leave(tonight: Tonight) -> None:
    """Nobody need decode ahead, any more or at all."""
    if tonight.ahead:
        tonight.ahead.leave()


def mix_of(tonight: Tonight, session: Session, live: bool = False) -> "Mix":
    """The sound of a session; `live`: it is heard while it is made, after `begin`, and can wait for no drive."""
    from asmr_cli.decode.shelf import Shelf
    from asmr_cli.render.mix import Mix

    def damaged(path: Path, what: str) -> None:
        tonight.on_trouble(str(path), CannotDecode(f"{path.name} {what}; the session goes on.", f"asmr check {path}"))

    def open_sound(ref: str) -> "Tape":
        # What comes with the program hangs only where the program itself does.
        return shelf.open(resolve(ref, tonight.pack), far=_is_own(ref))

    shelf = Shelf(damaged)
    # All is loaded, and stays; from now on what goes is let go of soon, for it may hold blocks of sound.
    gc.freeze()
    gc.set_threshold(700)
    _keep_freed_memory()
    if live and tonight.ahead:
        shelf.begin_with(tonight.ahead.answer())
    facts = {sound.ref: sound for trigger in tonight.catalogue for sound in trigger.sounds}
    made = Mix(session, open_sound, facts.get, tonight.on_trouble)
    shelf.begun()
    leave(tonight)
    shelf.pressed = lambda: live and made.position > 0
    return made


def _keep_freed_memory() -> None:
    """A large piece that comes back tells Linux' malloc to keep as much from now on (mallopt(3), M_MMAP_THRESHOLD);
    else the memory of blocks would go back to the system all the time, and be had anew page by page."""
    import numpy as np

    np.empty(16 << 20, np.uint8)


def _is_own(ref: str) -> bool:
    """Whether it is the user's own file, and none of the pack."""
    return Path(ref).is_absolute()
