"""Twelve hours in minutes: bundled sounds and damaged ones, keys, losses and sleep, checked on what was heard.

    python benchmarks/long_night.py                 12 h, seed 1
    python benchmarks/long_night.py --hours 1 --seed 5

Prints the worst values of rules 1, 2 and 4, and what memory, files and threads came to; exit 1 where a rule broke.
"""

import argparse
import random
import resource
import sys
import tempfile
import threading
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

from heard import Ear
from night_check import worst
from pressed import Deed, Evening, Happen, Script, script_of

from asmr_cli.library.catalogue import load_catalogue, resolve
from asmr_cli.models import Catalogue, Request, Sound, Taste, Trigger
from asmr_cli.models.request import Wanted
from asmr_cli.player.manner import End
from asmr_cli.session.sound import mix_of
from asmr_cli.session.tonight import Tonight
from asmr_cli.store.paths import pack_dir


def damaged(catalogue: Catalogue, pack: Path, folder: Path) -> Catalogue:
    """One foreground more, whose files break off, hold rubbish or are not there."""
    whole = next(sound for trigger in catalogue if trigger.kind == "foreground" for sound in trigger.sounds)
    data = resolve(whole.ref, pack).read_bytes()
    rubbish = bytearray(data)
    rng = random.Random(1)
    for place in rng.sample(range(len(data) // 4, len(data)), 200):
        rubbish[place] = rng.randrange(256)
    contents = {"half.opus": data[: len(data) // 2], "rubbish.opus": bytes(rubbish), "text.opus": b"no sound at all"}
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    names = (*contents, "missing.opus")
    sounds = tuple(Sound(str(folder / name), whole.seconds, whole.lufs) for name in names)
    broken = Trigger("broken", "broken", "foreground", "object", ("object",), "", sounds, str(folder))
    return Catalogue((*catalogue, broken))


def restless(seed: int, hours: float) -> Script:
    """Some minutes between one thing and the next, all night; nothing that makes it longer."""
    script = script_of(seed, hours * 3600 - 120, calm=20.0)
    longer = (b"e", b"k")
    kept = [(at, deed) for at, deed in script if getattr(deed, "keys", b"") not in longer]
    kept = [(at, deed) for at, deed in kept if getattr(deed, "verb", "") != "extend"]
    return [(at, _long(deed)) for at, deed in kept]


def _long(deed: Deed) -> Deed:
    """A machine sleeps for minutes rather than seconds."""
    return replace(deed, seconds=deed.seconds * 10) if deed == Happen("asleep", getattr(deed, "seconds", 0.0)) else deed


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--hours", type=float, default=12.0)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    pack = pack_dir()
    troubles: set[str] = set()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        catalogue = damaged(load_catalogue(pack), pack, folder)
        wanted = tuple(Wanted(name) for name in ("broken", "hair-brushing", "towels", "pouring"))
        request = Request(duration=asked.hours * 3600, seed=asked.seed, triggers=wanted)
        tonight = Tonight(catalogue, Taste(), pack, request, lambda ref, error: troubles.add(Path(ref).name))
        session = tonight.plan()
        files, began = open_files(), time.monotonic()
        with Evening(
            session, partial(mix_of, tonight), tonight.replan, restless(asked.seed, asked.hours), folder, Ear(), 1.00002
        ) as one:
            end = one.play()
            took, simulated = time.monotonic() - began, one.world.now - 1000.0
            memory = peak_mb()
            found = worst(one.world.ear, one.gains, session.fade_in, short=asked.hours < 1 / 6)
            told, status = one.diary.statuses[-1]
            reached = told + status.remaining  # a Status is told now and then only, and none at the end
            late = one.world.ear.last_sound - reached
            deeds = len(one.diary.answers) + len(one.diary.events)
    held = open_files() - files
    broken = found.broken(clicks=False)
    print(f"{simulated / 3600:.2f} h in {took:.0f} s ({simulated / took:.0f}x), {deeds} answers and events, "
          f"{one.world.opened} times a device was opened, damaged: {sorted(troubles)}")  # fmt: skip
    print(found)
    print(f"last sound {late:+.2f} s from the deadline; peak {memory:.0f} MB, {held} files more than at the start, "
          f"{threading.active_count()} threads")  # fmt: skip
    if broken or end != End("deadline") or late > 1.0:
        sys.exit(f"broken: {broken or end}")


if __name__ == "__main__":
    main()
