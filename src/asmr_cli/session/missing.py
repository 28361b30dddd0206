"""Sessions whose files are not all there: others play."""

from collections.abc import Callable

from asmr_cli.errors import NothingToPlay
from asmr_cli.models import Catalogue, Clip, Segment, Session, Sound
from asmr_cli.types import Seconds

EVENT: Seconds = 5.0
"""A clip up to this long is one sound of its own; a longer one may be woven from a shorter file."""


def missing(session: Session, there: Callable[[str], bool]) -> tuple[str, ...]:
    """The sounds of the session that are not there, each once."""
    refs = dict.fromkeys(clip.sound for segment in session.segments for clip in segment.clips)
    return tuple(ref for ref in refs if not there(ref))


def present(catalogue: Catalogue, there: Callable[[str], bool]) -> Catalogue:
    """What of the catalogue is there."""
    left = (t._replace(sounds=tuple(sound for sound in t.sounds if there(sound.ref))) for t in catalogue)
    return Catalogue(tuple(trigger for trigger in left if trigger.sounds))


def mended(session: Session, catalogue: Catalogue, there: Callable[[str], bool]) -> Session:
    """The session with each missing file replaced by one of the same trigger, or left out where there is none.

    Raises NothingToPlay where nothing is left."""
    gone = set(missing(session, there))
    if not gone:
        return session
    segments = [_mended(segment, gone, _sounds(catalogue, segment.trigger, there)) for segment in session.segments]
    left = tuple(segment for segment in segments if segment.clips)
    if not left:
        raise NothingToPlay("None of the session's sounds is there.", "asmr triggers shows what there is")
    return session._replace(segments=left)


def _sounds(catalogue: Catalogue, trigger: str, there: Callable[[str], bool]) -> list[Sound]:
    found = catalogue.find(trigger)
    return [sound for sound in found.sounds if sound.liking != "never" and there(sound.ref)] if found else []


def _mended(segment: Segment, gone: set[str], sounds: list[Sound]) -> Segment:
    clips = (_other(clip, sounds) if clip.sound in gone else clip for clip in segment.clips)
    return segment._replace(clips=tuple(clip for clip in clips if clip))


def _other(clip: Clip, sounds: list[Sound]) -> Clip | None:
    """The clip from the shortest file that is long enough, else from the longest there is."""
    if not sounds:
        return None
    enough = [sound for sound in sounds if sound.seconds >= clip.length]
    sound = min(enough, key=_seconds) if enough else max(sounds, key=_seconds)
    length = min(clip.length, sound.seconds) if clip.length <= EVENT else clip.length
    return clip._replace(
        sound=sound.ref,
        offset=max(0.0, min(clip.offset, sound.seconds - length)),
        length=length,
        fade_in=min(clip.fade_in, length),
        fade_out=min(clip.fade_out, length),
    )


def _seconds(sound: Sound) -> Seconds:
    return sound.seconds
