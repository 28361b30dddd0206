"""`asmr explore`: a taste of each sound, and one key that says how it is liked."""

import random
import time
from collections.abc import Iterator, Sequence
from typing import TextIO

from asmr_cli.cli.collection import Collection
from asmr_cli.cli.environment import environment
from asmr_cli.cli.found import Troubles
from asmr_cli.cli.output import emit, say
from asmr_cli.control.decoder import ESCAPE
from asmr_cli.control.inbox import HasFileno, Source
from asmr_cli.control.keystrokes import Keystrokes
from asmr_cli.control.signals import Signals
from asmr_cli.control.terminal import quiet
from asmr_cli.errors import UsageError
from asmr_cli.library.liking import liked
from asmr_cli.models import Liking, Request, Taste, Trigger
from asmr_cli.models.command import Command, Stop
from asmr_cli.plan.never import bearable
from asmr_cli.plan.preview import preview
from asmr_cli.plan.suits import is_sensitive
from asmr_cli.session.play import Evening, Wishes, exit_code
from asmr_cli.session.tonight import Tonight
from asmr_cli.types import Seconds
from asmr_cli.ui.display import NullDisplay

TASTE: Seconds = 40.0
"""How long a sound is heard; its key ends it sooner."""
ANSWERS: dict[str, Liking] = {"l": "love", "o": "ok", "n": "never"}
_MEANT = (*ANSWERS, " ", "\n", "q", ESCAPE)
_KEYS = "l love · o ok · n never · space next · q enough"


class Answers:
    """The one key for each sound; any answer ends it softly."""

    def __init__(self, file: TextIO) -> None:
        self.key = ""
        """For the sound that plays; empty while there is none."""
        self._strokes = Keystrokes(file)

    def begin(self) -> None:
        """For the next sound; what was typed before it was heard is no answer to it."""
        self._strokes.read(time.monotonic())
        self.key = ""

    def files(self) -> Sequence[HasFileno]:
        return self._strokes.files()

    def commands(self) -> Iterator[Command]:
        pressed = next((key for key in self._strokes.read(time.monotonic()) if key in _MEANT), "")
        if self._strokes.over:
            pressed = "q"
        if pressed and not self.key:
            self.key = "q" if pressed == ESCAPE else pressed
            yield Stop()


def explore(collection: Collection) -> int:
    """Ask what cannot be stood, then play what was not judged yet. UsageError without a terminal."""
    here = environment()
    if not here.on_terminal:
        raise UsageError("Explore asks for a key, and there is no terminal.", "asmr love NAME, asmr never NAME")
    if not collection.likes().asked:
        _ask_first(collection)
    catalogue = collection.catalogue()
    open_ones = [t for t in catalogue if t.liking is None and bearable(t) and not is_sensitive(t)]
    if not open_ones:
        say("You have said of every sound how you like it. asmr triggers shows it; asmr ok NAME takes it back.")
        return 0
    emit(f"{len(open_ones)} sounds, {TASTE:.0f} s of each. Feeling nothing is fine. {_KEYS}")
    random.SystemRandom().shuffle(open_ones)
    answers = Answers(here.stdin)
    with quiet(here.stdin) as keys:
        for trigger in open_ones if keys else ():
            key, code = _taste(collection, trigger, answers)
            if code or key == "q":
                return code
            if liking := ANSWERS.get(key):
                collection.keep(collection.likes().with_trigger(trigger.name, liking))
                emit(f"  {liking}")
    emit("That was all. Tonight's session knows it: asmr sleep 30m")
    return 0


def _ask_first(collection: Collection) -> None:
    """The first time: which sounds one cannot stand. A word that is unknown is asked for once more."""
    here = environment()
    catalogue, likes = collection.catalogue(), collection.likes()
    emit("Are there sounds you cannot stand? Names or tags with commas between, such as whisper, plastic.")
    emit("Mouth, eating and breathing sounds are off until you ask for them. Enter for none.")
    while True:
        words = [word.strip() for word in here.stdin.readline().split(",") if word.strip()]
        try:
            marked = likes
            for word in words:
                marked = liked(marked, catalogue, word, "never")
            break
        except UsageError as error:
            emit(f"{error.message} {error.hint[0].upper()}{error.hint[1:]}.")
    collection.keep(marked.having_asked())
    if words:
        emit(f"Never: {', '.join(words)}.")


def _taste(collection: Collection, trigger: Trigger, answers: Answers) -> tuple[str, int]:
    """Play a sound until a key or its end; the key, and an exit code other than 0 where a signal ended it."""
    emit(f"{trigger.title}: {trigger.description}")
    session = preview(trigger, random.Random(), TASTE)
    tonight = Tonight(collection.catalogue(), Taste(), collection.pack, Request(), Troubles())
    answers.begin()
    with Signals() as signals:
        sources: list[Source] = [signals, answers]
        end = Evening(tonight, session, Wishes()).play(sources, NullDisplay())
    if end.reason == "deadline" and not answers.key:
        return "", 0
    return answers.key, 0 if answers.key else exit_code(end)
