"""What a saved session holds that was marked never since: it stays away from there, too."""

from asmr_cli.errors import NothingToPlay
from asmr_cli.library.likes import Likes
from asmr_cli.models import Session


def unwelcome(session: Session, likes: Likes) -> tuple[str, ...]:
    """The triggers, and the files of other triggers, that it plays and that are marked never, each once."""
    found: dict[str, None] = {}
    for segment in session.segments:
        if likes.of_trigger(segment.trigger, segment.tags) == "never":
            found[segment.trigger] = None
        else:
            files = likes.of_sounds(clip.sound for clip in segment.clips)
            found |= dict.fromkeys(file for file, liking in files.items() if liking == "never")
    return tuple(found)


def spared(session: Session, names: tuple[str, ...]) -> Session:
    """The session without these triggers. NothingToPlay where nothing is left."""
    left = tuple(segment for segment in session.segments if segment.trigger not in names)
    if session.segments and not left:
        raise NothingToPlay(f"All that it plays is marked never: {', '.join(names)}.", "take it back with asmr ok NAME")
    return session._replace(segments=left)
