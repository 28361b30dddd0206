"""One catalogue of everything: the pack, the library's folders and the folders of this run."""

from collections.abc import Iterable
from pathlib import Path

from asmr_cli.library.likes import Likes
from asmr_cli.library.pack import bundled
from asmr_cli.models import Catalogue, Trigger


def load_catalogue(
    pack: Path,
    own: Iterable[Trigger] = (),
    this_run: Iterable[Trigger] = (),
    likes: Likes | None = None,
) -> Catalogue:
    """All triggers: a trigger of this run takes the place of one's own of that name, one's own of a bundled one."""
    triggers = {trigger.name: trigger for trigger in bundled(pack)}
    for trigger in (*own, *this_run):
        triggers[trigger.name] = trigger
    return Catalogue(tuple(_liked(trigger, likes) if likes else trigger for trigger in triggers.values()))


def resolve(ref: str, pack: Path) -> Path:
    """The file behind a `Sound.ref`: below the pack, or the absolute path itself."""
    return pack / ref


def _liked(trigger: Trigger, likes: Likes) -> Trigger:
    known = likes.of_sounds(sound.ref for sound in trigger.sounds)
    sounds = tuple(
        sound._replace(liking=liking) if (liking := known.get(sound.ref)) else sound for sound in trigger.sounds
    )
    return trigger._replace(sounds=sounds, liking=likes.of_trigger(trigger.name, trigger.tags))
