"""What a person says of a name: whether it is a trigger, a file or a tag, and what follows for the likes."""

from pathlib import Path

from asmr_cli.errors import UsageError
from asmr_cli.library.likes import Likes
from asmr_cli.library.places import absolute
from asmr_cli.models import Catalogue, Liking
from asmr_cli.plan.names import nearest
from asmr_cli.plan.suits import SENSITIVE


def liked(likes: Likes, catalogue: Catalogue, name: str, liking: Liking) -> Likes:
    """The likes with one more: by trigger, file or tag. Raises UsageError for a name that is none of them."""
    word = name.strip().lower().replace(" ", "-")
    if trigger := catalogue.find(name) or catalogue.find(word):
        return likes.with_trigger(trigger.name, liking)
    if ref := _ref(name, catalogue):
        return likes.with_sound(ref, liking)
    tagged = catalogue.tagged(word)
    if tagged or word in SENSITIVE:  # which can be marked before one has any such sound
        for trigger in tagged:  # what was said of one of them before gives way to what is said of all
            likes = likes.with_trigger(trigger.name, None)
        return likes.with_tag(word, liking)
    close = nearest(name, catalogue)
    hint = f"did you mean {' or '.join(close)}? asmr triggers lists them all" if close else "asmr triggers"
    raise UsageError(f"There is no trigger, tag or file “{name}”.", hint)


def _ref(name: str, catalogue: Catalogue) -> str | None:
    """A file of the pack by its place there, any other by its path from the root."""
    if any(sound.ref == name for trigger in catalogue for sound in trigger.sounds):
        return name
    path = absolute(Path(name))
    return str(path) if path.is_file() else None
